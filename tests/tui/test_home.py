"""The start screen: continue, new, open, examples."""

from pathlib import Path

import pytest

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.application.settings import recent_files
from advisor.errors import CatalogError, Problem
from advisor.tui.app import AdvisorApp
from advisor.tui.screens.home import HomeScreen
from advisor.tui.screens.interview import InterviewScreen
from tests.tui.conftest import Running
from tests.tui.screen_text import press, settle, shown


async def test_new_asks_name_and_platform_and_starts(running: Running, own_folder: Path) -> None:
    """A new assessment needs a name and a platform, and then asks the first question."""
    async with running() as pilot:
        await press(pilot, "n", *"Acme", "enter", "enter")

        assert isinstance(pilot.app.screen, InterviewScreen)
        assert "Is the system live?" in shown(pilot)
        assert (own_folder / "acme.yaml").exists()


async def test_new_needs_a_name(running: Running, own_folder: Path) -> None:
    """Without a name nothing starts, and the dialog says what is missing."""
    async with running() as pilot:
        await press(pilot, "n", "enter")

        assert "Please name the project" in shown(pilot)
        assert not (own_folder / "assessment.yaml").exists()


async def test_what_was_worked_on_is_offered_first(running: Running) -> None:
    """Leaving an assessment and coming back continues it with one key."""
    async with running() as pilot:
        await press(pilot, "n", *"Acme", "enter", "enter", "2", "escape")

        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Continue  Acme" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert pilot.app.screen.session.answer_to("lifecycle").value == "migrating"


async def test_a_damaged_file_is_explained_and_left_alone(
    running: Running, own_folder: Path
) -> None:
    """Opening a file that does not load shows where and why, and stays on the start screen."""
    damaged = own_folder / "bad.yaml"
    damaged.write_text("schema_version: 1\nanswers: {colour: {value: red}}\n", encoding="utf-8")
    async with running() as pilot:
        await press(pilot, "o", *"bad", "enter")

        assert "bad.yaml:2" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "red" in damaged.read_text(encoding="utf-8")


async def test_a_path_can_be_typed(running: Running, desk: Desk, own_folder: Path) -> None:
    """Open also takes a path that is not in the list."""
    (own_folder / "deep").mkdir()
    desk.create(own_folder / "deep" / "x.yaml", desk.blank("Deep", "cognito")).close()
    async with running() as pilot:
        await press(pilot, "o", *"deep/x", "full_stop", *"yaml", "enter")

        assert "Deep" in shown(pilot)


async def test_a_file_that_does_not_exist_yet_is_started(
    running: Running, own_folder: Path
) -> None:
    """Started with a new file name, the program asks for the platform and makes the file."""
    async with running(path=own_folder / "my-portal.yaml") as pilot:
        await press(pilot, "enter", "down", "enter")

        assert (own_folder / "my-portal.yaml").exists()
        assert "my portal" in shown(pilot)


async def test_a_file_named_at_the_start_that_does_not_load_ends_the_program(
    desk: Desk, own_folder: Path
) -> None:
    """The error is raised where the command line can print it, once the terminal is free."""
    damaged = own_folder / "bad.yaml"
    damaged.write_text("schema_version: 99\n", encoding="utf-8")
    app = AdvisorApp(lambda: desk, damaged)
    async with app.run_test() as pilot:
        await settle(pilot)

    assert app.failure is not None
    assert app.return_value == app.failure.exit_code


async def test_a_catalog_that_does_not_load_ends_the_program() -> None:
    """Without a catalog there is nothing to ask."""
    error = CatalogError("The catalog has one problem.", problems=[Problem("a.yaml", 1, "", "x")])

    def load() -> Desk:
        raise error

    app = AdvisorApp(load)
    async with app.run_test() as pilot:
        await settle(pilot)

    assert app.failure is error


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_inside_an_assessment_frees_its_file(
    running: Running, desk: Desk, own_folder: Path, key: str
) -> None:
    """However the program is left, the file can be opened again and is listed as recent."""
    path = own_folder / "acme.yaml"
    session: Session = desk.create(path, desk.blank("Acme", "cognito"))
    async with running(session) as pilot:
        await press(pilot, *(["escape"] if key == "q" else []), key)

    desk.open(path).close()
    assert [Path(recent.path) for recent in recent_files()] == [path]


async def test_leaving_a_file_that_was_named_at_the_start_leads_to_the_start_screen(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """The program goes straight to its first question; the start screen comes on the way out."""
    path = own_folder / "named.yaml"
    desk.create(path, desk.blank("Acme", "cognito")).close()
    async with running(path=path) as pilot:
        while not isinstance(pilot.app.screen, InterviewScreen):
            await pilot.pause(0.02)
        await press(pilot, "escape")

        assert isinstance(pilot.app.screen, HomeScreen)
