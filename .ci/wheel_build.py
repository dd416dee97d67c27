"""Adds to the wheel what is made when it is built: the shipped catalog in its fast form."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FastCatalog(BuildHookInterface):  # type: ignore[type-arg]
    """Loads and checks the catalog, and puts its fast form beside the YAML files."""

    _scratch = ExitStack()

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it, unless the installation is editable: then `make` does."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from advisor.catalog.find import data_root
        from advisor.catalog.loading import load_folders
        from advisor.catalog.shipped import write

        made = Path(self._scratch.enter_context(TemporaryDirectory())) / "catalog.msgpack"
        write(load_folders(data_root()), made)
        build_data["force_include"][str(made)] = "advisor/data/catalog.msgpack"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Drop the file once it is packed."""
        del version, build_data, artifact_path
        self._scratch.close()
