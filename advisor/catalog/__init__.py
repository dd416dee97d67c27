"""The catalog: what we ask, how answers are judged, what we recommend; read from YAML.

```
find -> strict_yaml -> shape (records) -> collect (overlays) -> conditions, build -> crosscheck
find -> shipped: the same, built beforehand, for the catalog that ships with `advisor`
```
"""

from __future__ import annotations

from pathlib import Path

from advisor.catalog.find import data_root
from advisor.catalog.shipped import read as read_shipped
from advisor.catalog.show import show
from advisor.errors import Problem
from advisor.model.catalog import Catalog

__all__ = ["data_root", "lint", "load", "show"]


def load(*overlays: Path, base: Path | None = None) -> Catalog:
    """Load the catalog that ships with `advisor`, with a team's folders laid over it.

    In an overlay a record with a known id replaces that record, and a new id adds one.

    Args:
        overlays: Folders that hold `questions/` or `reference_stacks/`; later ones win.
        base: Another folder in place of the shipped catalog.

    Returns:
        The catalog with every reference checked and every condition resolved.

    Raises:
        CatalogError: With every problem of every file.
        FileAccessError: If a folder or file cannot be read.
    """
    shipped = None if overlays or base else read_shipped()
    if shipped is not None:
        return shipped
    from advisor.catalog.loading import load_folders  # 100 ms with pydantic's models of the files

    return load_folders(base or data_root(), *overlays)


def lint(catalog: Catalog) -> tuple[Problem, ...]:
    """Return findings that do not stop the catalog from working, sorted by place."""
    from advisor.catalog.linting import lint as find  # 3 ms that only this verb needs

    return find(catalog)
