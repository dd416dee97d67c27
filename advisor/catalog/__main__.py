"""`python -m advisor.catalog` writes the shipped catalog in the form that loads fast."""

from __future__ import annotations

import sys

from advisor.catalog.find import data_root
from advisor.catalog.loading import load_folders
from advisor.catalog.shipped import write
from advisor.errors import CatalogError

try:
    write(load_folders(data_root()))
except CatalogError as error:
    sys.exit("\n".join(map(str, (error.message, *error.problems))))
