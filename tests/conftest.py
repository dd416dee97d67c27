"""What every test gets: its own user folders, no network, repeatable hypothesis runs."""

import gc
import os
import socket
from pathlib import Path
from typing import Any

import hypothesis
import pytest

hypothesis.settings.register_profile("default", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

LOOPBACK = ("127.", "::1", "localhost")
USER_FOLDERS = ("CONFIG", "DATA", "STATE", "CACHE")
# Variables of the person running the tests that would change what the program does or prints.
LEAKS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "EDITOR", "VISUAL")


def pytest_collection_finish() -> None:
    """Leave what all tests share out of garbage collection: a quarter of some tests' time."""
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(autouse=True)
def own_environment(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the settings of the person running the tests out, and our files off their disk."""
    home = tmp_path_factory.mktemp("user")
    for folder in USER_FOLDERS:
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(home / folder.lower()))
    for name in [name for name in os.environ if name in LEAKS or name.startswith("ADVISOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anything but this machine, except in tests marked `live`."""
    if request.node.get_closest_marker("live"):
        return
    connect = socket.socket.connect

    def connect_to_loopback_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            pytest.fail(f"a test tried to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_loopback_only)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the checkout."""
    return Path(__file__).resolve().parent.parent
