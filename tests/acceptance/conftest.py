"""The shipped catalog, compiled once for the day the cases were written."""

from datetime import date

import pytest

from advisor.catalog import load
from advisor.decision import Compiled, Shapes, compile_catalog

DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    """The shipped catalog for a fixed day."""
    return compile_catalog(load(), DAY)


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    """The shipped catalog for a fixed day, for any inventory."""
    return Shapes(load(), DAY)
