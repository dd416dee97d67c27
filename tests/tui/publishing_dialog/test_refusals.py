"""What keeps an assessment from being published: named with its fix, and never with a secret."""

import sys
from pathlib import Path

import pytest

from advisor.application.session import Session
from advisor.errors import AdvisorError, FindingsError, RemoteError
from advisor.publish.folder import Folder
from advisor.tui.app import AdvisorApp
from advisor.tui.dialogs.confirm import Confirm
from advisor.tui.dialogs.publish import Publish
from advisor.tui.views.publication import refusal
from tests.tui.conftest import Running
from tests.tui.publishing_dialog.driving import TOKEN, aim, configure, offered, pages, run
from tests.tui.screen_text import press, shown, text_of


@pytest.mark.parametrize(
    ("target", "says", "way"),
    [
        ("nowhere", "No target is called 'nowhere'", "Configured"),
        ("wiki:x", "Not a target", "folder:DIR"),
        ("mediawiki:https://wiki.example.com/api.php", "no credentials", "ADVISOR_PUBLISH_TOKEN"),
        ("mediawiki:http://wiki.example.com/api.php", "https", ""),
        ("git:/nowhere/at/all.git", "The wiki failed or refused", "/nowhere/at/all.git"),
        ("[/nope] [@click=app.quit]", "[/nope] [@click=app.quit]", ""),
    ],
)
async def test_a_target_that_cannot_be_used_is_explained(
    running: Running, saved: Session, target: str, says: str, way: str
) -> None:
    """The dialog names the fault and the way on, literally, and the target can be corrected."""
    async with running(saved, size=(160, 50)) as pilot:
        await press(pilot, "f7", "p")
        await aim(pilot, target)

        assert isinstance(pilot.app.screen, Confirm)
        assert says in shown(pilot)
        assert way in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Publish)
        assert "Stopped" in text_of(pilot, "#report")
        assert "publish" not in offered(pilot)


async def test_a_password_in_an_address_is_neither_used_nor_repeated(
    running: Running, saved: Session
) -> None:
    """The refusal names the variables to use, and quotes nothing of the address."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await aim(pilot, f"git:https://bob:{TOKEN}@git.example.com/x.git")

        assert "must not hold a user name or password" in shown(pilot)
        await press(pilot, "escape")
        assert TOKEN not in text_of(pilot, "#report")


async def test_a_configured_password_is_not_listed(
    running: Running, saved: Session, own_folder: Path
) -> None:
    """Even a configuration that holds what it must not shows no secret."""
    configure(own_folder, f"git:https://bob:{TOKEN}@git.example.com/x.git")
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        assert "git.example.com/x.git" in shown(pilot)
        assert TOKEN not in shown(pilot)
        await run(pilot, "enter")
        assert TOKEN not in shown(pilot)


async def test_a_secret_stops_publishing_unseen(
    running: Running, saved: Session, site: Path
) -> None:
    """Question and line of a secret are named; the secret is not, and nothing is written."""
    saved.note("kept-secrets", f"token {TOKEN}")
    async with running(saved, size=(160, 50)) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")

        text = shown(pilot)
        assert "Nothing has left this machine" in text
        assert "kept-secrets" in text
        assert TOKEN not in text
        assert not pages(site)


async def test_a_missing_extra_names_the_package(
    running: Running, saved: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the HTTP client the dialog says what to install."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    for name in ("http", "git_process", "git"):
        monkeypatch.delitem(sys.modules, f"advisor.publish.{name}", raising=False)
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await aim(pilot, "git:/some/where.git")

        assert "pip install 'advisor[publish]'" in shown(pilot)


async def test_a_wiki_that_fails_halfway_can_be_completed(
    running: Running, saved: Session, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an outage the dialog says that publishing again completes it, and it does."""
    write = Folder.write
    left = [1]

    def breaking(wiki: Folder, *arguments: object) -> None:
        if not left[0]:
            raise RemoteError("The line was cut.", hint="Look at the network.")
        left[0] -= 1
        write(wiki, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Folder, "write", breaking)
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        await run(pilot, "ctrl+s")
        assert "The line was cut." in shown(pilot)
        assert "publishing again completes it" in shown(pilot)
        await press(pilot, "escape")

        left[0] = 9
        assert "2 of 3 pages" in await run(pilot, "ctrl+s")
        assert "Published: 2 of 3 pages" in await run(pilot, "ctrl+s")


async def test_an_assessment_in_no_file_is_saved_first(running: Running, session: Session) -> None:
    """What was published is remembered beside the file, so there must be one."""
    async with running(session) as pilot:
        await press(pilot, "f7", "p")

        assert "in no file yet" in shown(pilot)
        assert "ctrl+s" in shown(pilot)


async def test_a_file_that_another_program_changed_is_not_published(
    running: Running, saved: Session, site: Path, own_folder: Path
) -> None:
    """Only what the reader sees is published."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        file = own_folder / "acme.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("Acme", "Other"), "utf-8")
        await run(pilot, "enter")

        assert "something else than what is shown" in shown(pilot)


async def test_a_broken_configuration_is_explained(
    running: Running, saved: Session, own_folder: Path
) -> None:
    """The field that is wrong is named before anything else is asked."""
    (own_folder / "advisor-publish.toml").write_text('passwort = "x"\n', encoding="utf-8")
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")

        text = text_of(pilot, ".message Static")
        assert "not a valid configuration" in text
        assert "passwort: Extra inputs are not permitted" in text


async def test_the_browser_does_not_publish(
    running: Running, saved: Session, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a browser there are no credentials: it says so and names the way in a terminal."""
    monkeypatch.setattr(AdvisorApp, "is_web", property(lambda _: True))
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")

        assert "Publishing is off in the browser." in shown(pilot)
        assert "advisor publish FILE" in shown(pilot)
        assert not any(isinstance(screen, Publish) for screen in pilot.app.screen_stack)


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        (FindingsError("x"), "Nothing has left this machine"),
        (RemoteError("x"), "The wiki failed or refused"),
        (AdvisorError("x"), "This cannot be published yet"),
    ],
)
def test_every_kind_of_error_has_its_heading(error: AdvisorError, heading: str) -> None:
    """The heading says at once who has to act."""
    assert str(refusal(error, writing=False).heading()) == heading
