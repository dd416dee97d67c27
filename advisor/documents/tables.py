"""Our own tables of words and assignments, beside the templates that use them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "templates"
# Base loaders make strings only, so that `none` and `no` stay words; the C one may be missing.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the table `templates/<name>.yaml`, read once."""
    text = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - makes strings only
    return loaded
