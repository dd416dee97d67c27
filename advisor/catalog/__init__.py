"""The catalog: what we ask, how answers are judged, what we recommend; read from YAML.

```
find -> strict_yaml -> shape (records) -> collect (overlays) -> conditions, build -> crosscheck
```
"""

from __future__ import annotations

from advisor.catalog.find import data_root
from advisor.catalog.loading import load
from advisor.catalog.show import show
from advisor.errors import Problem
from advisor.model.catalog import Catalog

__all__ = ["data_root", "lint", "load", "show"]


def lint(catalog: Catalog) -> tuple[Problem, ...]:
    """Return findings that do not stop the catalog from working, sorted by place."""
    from advisor.catalog.linting import lint as find  # 3 ms that only this verb needs

    return find(catalog)
