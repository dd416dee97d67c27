"""The catalog: what we ask, how answers are judged, what we recommend; read from YAML.

```
find -> strict_yaml -> shape (records) -> collect (overlays) -> conditions, build -> crosscheck
```
"""

from advisor.catalog.find import data_root
from advisor.catalog.linting import lint
from advisor.catalog.loading import load
from advisor.catalog.show import show

__all__ = ["data_root", "lint", "load", "show"]
