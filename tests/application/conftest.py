"""A desk on the small catalog, and sessions on it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advisor.application.desk import Desk
from advisor.application.session import Session
from tests.catalog.small import small_catalog

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The small catalog, compiled once."""
    return Desk(small_catalog(), TODAY)


@pytest.fixture
def session(desk: Desk) -> Session:
    """A new assessment in no file."""
    return desk.session(desk.blank("Acme", "cognito"))


@pytest.fixture
def stored(desk: Desk, tmp_path: Path) -> Callable[[], Session]:
    """Make sessions on a new file, all the same one when called again."""
    path = tmp_path / "acme.yaml"

    def make() -> Session:
        if path.exists():
            return desk.open(path)
        return desk.create(path, desk.blank("Acme", "cognito"))

    return make
