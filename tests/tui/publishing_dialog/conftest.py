"""A saved assessment and a configured target, apart from the settings of whoever runs this."""

from pathlib import Path

import pytest

from advisor.application.desk import Desk
from advisor.application.session import Session
from tests.listing import lists
from tests.tui.publishing_dialog.driving import configure


@pytest.fixture(autouse=True)
def own_settings(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and credentials of the person who runs the tests out."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(own_folder))
    for name in ("TO", "USER", "TOKEN", "HOST", "CONFIG"):
        monkeypatch.delenv(f"ADVISOR_PUBLISH_{name}", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def saved(session: Session, desk: Desk, own_folder: Path) -> Session:
    """An assessment in a file, with enough answers for a verdict."""
    lists(session, ["customers", "own-workload"])
    session.answer("kept-secrets", ["database-passwords"])
    desk.save_as(session, own_folder / "acme.yaml")
    return session


@pytest.fixture
def site(own_folder: Path) -> Path:
    """The folder that the configuration beside the assessment names."""
    configure(own_folder, "folder:site")
    return own_folder / "site"
