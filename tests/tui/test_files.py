"""The file on disk: two writers, a disk that refuses, another name."""

from pathlib import Path

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.tui.screens.interview import InterviewScreen
from tests.tui.conftest import Running
from tests.tui.screen_text import press, shown, text_of


def stored(desk: Desk, folder: Path) -> Session:
    """A session on a new file."""
    return desk.create(folder / "acme.yaml", desk.blank("Acme", "cognito"))


async def test_a_foreign_change_can_be_taken(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """When another program wrote the file, reloading shows what it wrote."""
    session = stored(desk, own_folder)
    path = own_folder / "acme.yaml"
    async with running(session) as pilot:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("cognito", "keycloak"), encoding="utf-8")
        await press(pilot, "3")
        assert "Another program changed this file" in shown(pilot)
        assert "NOT SAVED" in shown(pilot)
        await press(pilot, "enter")

        assert session.answer_to("platform").value == "keycloak"
        assert "keycloak" in path.read_text(encoding="utf-8")
        assert "Keycloak" in text_of(pilot, "#project")


async def test_a_foreign_change_can_be_kept_apart(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """Saving mine under another name leaves theirs as it is and goes on in mine."""
    session = stored(desk, own_folder)
    path = own_folder / "acme.yaml"
    async with running(session) as pilot:
        path.write_text(path.read_text(encoding="utf-8") + "# theirs\n", encoding="utf-8")
        await press(pilot, "3", "tab", "enter")
        await press(pilot, "enter")

        assert path.read_text(encoding="utf-8").endswith("# theirs\n")
        assert "live" in (own_folder / "acme-2.yaml").read_text(encoding="utf-8")
        assert "saved" in text_of(pilot, "#saved")


async def test_going_on_unsaved_stays_visible(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """Whoever goes on without saving sees so on every screen, and the answers stand."""
    session = stored(desk, own_folder)
    path = own_folder / "acme.yaml"
    async with running(session) as pilot:
        path.write_text("theirs", encoding="utf-8")
        await press(pilot, "3", "escape", "f3")

        assert "NOT SAVED" in shown(pilot)
        assert session.answer_to("lifecycle").value == "live"
        assert path.read_text(encoding="utf-8") == "theirs"


async def test_a_file_open_elsewhere_is_not_opened_twice(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """A second start on the same file says who has it open."""
    other = stored(desk, own_folder)
    async with running() as pilot:
        await press(pilot, "o", "enter")

        assert "open in another advisor" in shown(pilot)
    other.close()


async def test_an_example_is_in_no_file_until_saved(
    running: Running, session: Session, own_folder: Path
) -> None:
    """An assessment without a file says so; saving it asks for a name."""
    async with running(session) as pilot:
        assert "not in a file" in shown(pilot)
        await press(pilot, "ctrl+s", "enter")

        assert (own_folder / "acme.yaml").exists()
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert "saved" in text_of(pilot, "#saved")
