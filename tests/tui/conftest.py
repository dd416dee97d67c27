"""Starts the real app on the small catalog, and reads what stands on its screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.tui.app import AdvisorApp
from tests.catalog.small import small_catalog
from tests.tui.screen_text import settle

TODAY = date(2026, 11, 22)
Running = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The small catalog, compiled once."""
    return Desk(small_catalog(), TODAY)


@pytest.fixture
def session(desk: Desk) -> Session:
    """A new assessment in no file."""
    return desk.session(desk.blank("Acme", "cognito"))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of the test's own, without animations, where Unicode is shown."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture(autouse=True)
def quick_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint at once, and find the app at rest sooner: Textual waits 80 ms for each key pressed."""
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / 400)
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 125)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 1 / 2500)


@pytest.fixture
def running(desk: Desk) -> Running:
    """Run the app: on a session, on a file, or on its start screen."""

    @asynccontextmanager
    async def run(
        session: Session | None = None,
        *,
        path: Path | None = None,
        size: tuple[int, int] = (120, 40),
    ) -> AsyncIterator[Pilot[int]]:
        app = AdvisorApp(lambda: desk, path)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            if session is not None:
                app.enter(session)
                await settle(pilot)
            yield pilot

    return run
