"""Publishing from the result: preview first, then writing, then what was written."""

import re
from pathlib import Path

import pytest
from textual.widgets import Input

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.model.assessment import Project
from advisor.publish import targets
from advisor.tui.dialogs.publish import Publish
from tests.tui.conftest import Running
from tests.tui.hostile import EVERY
from tests.tui.publishing_dialog.driving import PAGE, aim, choose, git, offered, pages, run
from tests.tui.screen_text import press, settle, shown, text_of


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


async def test_a_file_without_an_id_gets_it_with_the_first_page(
    running: Running, saved: Session, site: Path, desk: Desk
) -> None:
    """The preview writes nothing; what is published bears the id that the file then has."""
    path = saved.path
    assert path is not None
    saved.close()
    before = re.sub(r"^id: .*\n", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(before)
    async with running(desk.open(path)) as pilot:
        await press(pilot, "f7", "p")
        await run(pilot, "enter")
        assert path.read_text() == before
        assert "Published: 3 of 3 pages" in await run(pilot, "ctrl+s")
        found = re.search(r"^id: (\w+)$", path.read_text(), re.MULTILINE)
        assert found is not None
        assert f"id={found[1]}.record" in (site / PAGE).read_text()
        assert "Nothing to change" in await choose(pilot, "preview")


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


async def test_a_terminal_of_one_cell_comes_to_rest(
    running: Running, saved: Session, site: Path
) -> None:
    """However little room there is, laying out ends."""
    async with running(saved, size=(1, 1)) as pilot:
        await press(pilot, "f7", "p")
        layouts: list[object] = []
        signal = pilot.app.screen.screen_layout_refresh_signal
        signal.subscribe(pilot.app, layouts.append, immediate=True)
        await pilot.pause(0.5)

        assert len(layouts) <= 1


async def test_the_palette_offers_publishing(running: Running, saved: Session, site: Path) -> None:
    """Publishing is found by its name."""
    async with running(saved) as pilot:
        await press(pilot, "f7", "ctrl+p", *"publish")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await settle(pilot)

        assert isinstance(pilot.app.screen, Publish)


def test_every_form_of_address_is_named() -> None:
    """The dialog lists the kinds of target from the same table that parses them."""
    assert set(targets.FORMS) == {"git", "mediawiki", "dokuwiki", "confluence", "folder"}
