"""Publishing from the result: preview first, then writing, then what was written; faults named."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.errors import AdvisorError, FindingsError, RemoteError
from advisor.model.assessment import Project
from advisor.publish import targets
from advisor.publish.folder import Folder
from advisor.tui.app import AdvisorApp
from advisor.tui.dialogs.confirm import Confirm
from advisor.tui.dialogs.publish import Publish
from advisor.tui.views.publication import refusal
from tests.tui.conftest import Running
from tests.tui.hostile import EVERY
from tests.tui.screen_text import press, settle, shown, text_of

PAGE = "acme-identity-decision.md"
TOKEN = "ghp_" + "Zq8x" * 9


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
    session.answer("subjects", ["customers", "own-workload"])
    session.answer("kept-secrets", ["database-passwords"])
    desk.save_as(session, own_folder / "acme.yaml")
    return session


@pytest.fixture
def site(own_folder: Path) -> Path:
    """The folder that the configuration beside the assessment names."""
    configure(own_folder, "folder:site")
    return own_folder / "site"


def configure(folder: Path, to: str) -> None:
    """Write a configuration with one target, as its default."""
    text = f'default = "docs"\n[targets.docs]\nto = {to!r}\n'
    (folder / "advisor-publish.toml").write_text(text, encoding="utf-8")


def git(*arguments: str) -> str:
    """Run git as a person would."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def pages(folder: Path) -> list[Path]:
    """Return the pages in a folder."""
    return list(folder.glob("*.md"))


async def done(pilot: Pilot[int]) -> None:
    """Wait until a run has ended: the target can be typed again."""
    for _ in range(600):
        await pilot.pause(0.05)
        dialog = next((one for one in pilot.app.screen_stack if isinstance(one, Publish)), None)
        if dialog is not None and not dialog.query_one("#target", Input).disabled:
            return
    raise AssertionError(shown(pilot))


async def run(pilot: Pilot[int], *keys: str) -> str:
    """Press keys that begin a run, and return its report."""
    await pilot.press(*keys)
    await done(pilot)
    await settle(pilot)
    return text_of(pilot, "#report") if isinstance(pilot.app.screen, Publish) else ""


async def choose(pilot: Pilot[int], button: str) -> str:
    """Press a button and return the report of the run that it begins."""
    pilot.app.screen.query_one(f"#{button}", Button).press()
    return await run(pilot)


async def aim(pilot: Pilot[int], target: str) -> str:
    """Preview at a typed target."""
    pilot.app.screen.query_one("#target", Input).value = target
    return await run(pilot, "enter")


def offered(pilot: Pilot[int]) -> list[str]:
    """Return the ids of the buttons that can be pressed."""
    found = pilot.app.screen.query(Button)
    return [str(one.id) for one in found if one.display and not one.disabled]


async def test_preview_then_publish_then_nothing_to_change(
    running: Running, saved: Session, site: Path
) -> None:
    """The configured target is filled in; nothing is written before it was shown."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        assert pilot.app.screen.query_one("#target", Input).value == "docs"
        assert "folder:site" in shown(pilot)
        assert offered(pilot) == ["preview", "cancel"]

        preview = await run(pilot, "enter")
        assert "Preview: 3 of 3 pages" in preview
        assert f"+++ ours: {PAGE}" in preview
        assert not (site / PAGE).exists()
        assert "publish" in offered(pilot)

        report = await run(pilot, "ctrl+s")
        assert "Published: 3 of 3 pages" in report
        assert f"created: site/{PAGE}" in report
        assert (site / PAGE).is_file()
        assert "publish" not in offered(pilot)

        assert "Nothing to change" in await choose(pilot, "preview")
        await press(pilot, "escape")
        assert not pilot.app.screen.is_modal


async def test_steps_are_shown_while_they_run(
    running: Running, saved: Session, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page is named as it is written, and the dialog cannot be closed meanwhile."""
    seen: list[str] = []
    told = Publish.on_publish_step

    def watched(dialog: Publish, event: Publish.Step) -> None:
        told(dialog, event)
        seen.append(event.text)
        if event.text.startswith("Writing"):
            dialog.action_cancel()

    monkeypatch.setattr(Publish, "on_publish_step", watched)
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        report = await run(pilot, "ctrl+s")

        assert seen[:2] == ["Working out the documents", "Looking for secrets and personal data"]
        assert f"Writing {PAGE}" in seen
        assert "Published" in report


async def test_a_conflict_shows_the_difference_and_asks(
    running: Running, saved: Session, site: Path
) -> None:
    """A page that somebody edited is shown; each choice is previewed before it is written."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        await run(pilot, "ctrl+s")
        page = site / PAGE
        ours = page.read_text(encoding="utf-8")
        theirs = ours.replace("Acme", "Acme, as [red]Bob[/red] says", 3)
        page.write_text(theirs, encoding="utf-8")

        report = await choose(pilot, "preview")
        assert "Conflict: nothing was written." in report
        assert "someone changed the part that advisor wrote" in report
        assert "as [red]Bob[/red] says" in report
        assert offered(pilot) == ["theirs", "ours", "cancel"]
        await run(pilot, "ctrl+s")
        assert page.read_text(encoding="utf-8") == theirs

        assert "stays as the wiki has it" in await choose(pilot, "theirs")
        await run(pilot, "ctrl+s")
        assert page.read_text(encoding="utf-8") == theirs

        await choose(pilot, "preview")
        assert "changes:" in await choose(pilot, "ours")
        assert page.read_text(encoding="utf-8") == theirs
        await run(pilot, "ctrl+s")
        assert "Bob" not in page.read_text(encoding="utf-8").split("advisor:begin record")[1]


async def test_what_changed_since_the_preview_is_shown_again(
    running: Running, saved: Session, site: Path
) -> None:
    """Taking ours overwrites only what the reader has seen."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        await run(pilot, "ctrl+s")
        page = site / PAGE
        page.write_text(page.read_text(encoding="utf-8").replace("Acme", "Bob", 3), "utf-8")
        await choose(pilot, "preview")
        await choose(pilot, "ours")
        page.write_text(page.read_text(encoding="utf-8").replace("Bob", "Eve", 3), "utf-8")

        report = await run(pilot, "ctrl+s")
        assert "The wiki changed since the preview" in report
        assert "Eve" in page.read_text(encoding="utf-8")
        assert "publish" in offered(pilot)


async def test_a_git_wiki_gets_a_commit(running: Running, saved: Session, own_folder: Path) -> None:
    """A typed address of a bare repository works like a configured one."""
    bare = own_folder / "acme.wiki.git"
    git("init", "--quiet", "--bare", str(bare))
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        assert "3 of 3 pages" in await aim(pilot, f"git:{bare}")
        assert "Published: 3 of 3" in await run(pilot, "ctrl+s")

    files = git("--git-dir", str(bare), "ls-tree", "--name-only", "HEAD")
    assert PAGE in files


async def test_another_target_needs_its_own_preview(
    running: Running, saved: Session, site: Path
) -> None:
    """Editing the target after a preview takes the way to publish away."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        pilot.app.screen.query_one("#target", Input).value = "folder:elsewhere"
        await settle(pilot)

        assert "publish" not in offered(pilot)
        assert "elsewhere" in await run(pilot, "ctrl+s")
        assert not pages(Path("elsewhere"))


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
    saved.note("subjects", f"token {TOKEN}")
    async with running(saved, size=(160, 50)) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")

        text = shown(pilot)
        assert "Nothing has left this machine" in text
        assert "subjects" in text
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


async def test_hostile_names_are_shown_literally(
    running: Running, saved: Session, own_folder: Path
) -> None:
    """Names of targets and texts of the record reach the screen with nothing lost."""
    saved.set_project(Project(name="Acme [EUR] [/x]", owner=EVERY))
    text = '[targets."[red] [/nope]"]\nto = "folder:[b]site[/b]"\n'
    (own_folder / "advisor-publish.toml").write_text(text, encoding="utf-8")
    async with running(saved) as pilot:
        await press(pilot, "f7", "p")
        assert "[red] [/nope]  folder:[b]site[/b]" in shown(pilot)
        preview = await run(pilot, "enter")
        assert "[b]site[/b]" in preview
        assert "[@click=app.quit]" in preview.replace("\\", "")
        await run(pilot, "ctrl+s")

        assert pilot.app.is_running
        assert "created:" in text_of(pilot, "#report")


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (1, 1), (200, 60)])
async def test_publishing_works_at_every_size(
    running: Running, saved: Session, site: Path, size: tuple[int, int]
) -> None:
    """Preview and publishing work by keys alone, whatever can be seen of them."""
    async with running(saved, size=size) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        await run(pilot, "ctrl+s")

        assert (site / PAGE).is_file()


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


async def test_the_palette_offers_publishing(running: Running, saved: Session, site: Path) -> None:
    """Publishing is found by its name."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "ctrl+p", *"publish")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await settle(pilot)

        assert isinstance(pilot.app.screen, Publish)


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


def test_every_form_of_address_is_named() -> None:
    """The dialog lists the kinds of target from the same table that parses them."""
    assert set(targets.FORMS) == {"git", "mediawiki", "dokuwiki", "confluence", "folder"}
