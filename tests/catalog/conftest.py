"""Fixtures for tests of the catalog."""

import pytest

from advisor.catalog import load
from advisor.model.catalog import Catalog
from tests.catalog.small import small_catalog


@pytest.fixture(scope="session")
def small() -> Catalog:
    """The tiny catalog."""
    return small_catalog()


@pytest.fixture(scope="session")
def shipped() -> Catalog:
    """The catalog that ships with advisor."""
    return load()
