"""Every string from users or the catalog is shown as it stands, on every screen and dialog."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, OptionList, Static

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.application.settings import Recent, remember
from advisor.tui.app import AdvisorApp
from advisor.tui.safe_text import cell, labelled, line, plain, visible
from tests.catalog.small import small_catalog
from tests.tui.hostile import EVERY, STRINGS, hostile_assessment, spoiled_catalog
from tests.tui.screen_text import finish, press, settle, shown


@pytest.fixture(scope="module")
def hostile_desk() -> Desk:
    """A desk on the catalog with hostile texts."""
    return Desk(spoiled_catalog(small_catalog()), date(2026, 11, 22))


@pytest.fixture
def hostile_session(hostile_desk: Desk) -> Session:
    """A session on the hostile assessment."""
    return hostile_desk.session(hostile_assessment())


@pytest.fixture
async def pilot(hostile_desk: Desk, hostile_session: Session) -> AsyncIterator[Pilot[int]]:
    """The app in the interview of the hostile assessment, wide enough for long lines."""
    app = AdvisorApp(lambda: hostile_desk)
    async with app.run_test(size=(200, 60), notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        app.enter(hostile_session)
        await settle(pilot)
        yield pilot


def texts(pilot: Pilot[int]) -> str:
    """Everything that the widgets of the screen in front were given to show."""
    console = Console(width=10_000, color_system=None)
    parts: list[str] = []
    for widget in pilot.app.screen.walk_children():
        if isinstance(widget, Static):
            parts.append(_said(console, widget.content))
        elif isinstance(widget, OptionList):
            parts += [_said(console, option.prompt) for option in widget.options]
        elif isinstance(widget, DataTable):
            rows = range(widget.row_count)
            parts += [str(value) for row in rows for value in widget.get_row_at(row)]
    return "\n".join(parts)


def _said(console: Console, content: object) -> str:
    if type(content).__module__.startswith("textual"):
        return str(content)
    with console.capture() as capture:
        console.print(content)
    return capture.get()


@pytest.mark.parametrize("text", STRINGS)
def test_safe_text_keeps_every_character(text: str) -> None:
    """Each way into a widget keeps the string, and so does a template of ours around it."""
    assert str(plain(text)) == text
    assert str(line(text)) == text
    assert str(cell(text)) == text
    assert str(labelled("[b]$text[/] is $other", text=text, other=text)) == f"{text} is {text}"


def test_characters_that_redraw_the_terminal_are_spelt_out() -> None:
    """Escape sequences and direction marks are shown by number, not obeyed."""
    assert visible("a\x1b[2Jb\u202ec\x07") == "a<U+001B>[2Jb<U+202E>c<U+0007>"
    assert visible("tab\there\nnext") == "tab    here\nnext"
    assert visible("ﬁne — “日本” 👩‍💻") == "ﬁne — “日本” 👩‍💻"


async def test_interview_shows_every_text_literally(pilot: Pilot[int]) -> None:
    """Question, options, rail, decision and project are shown with nothing lost."""
    for text in STRINGS:
        assert text in shown(pilot)
    assert texts(pilot).count(EVERY) > 5
    await press(pilot, "p")
    await press(pilot, "p", "left")
    assert EVERY in texts(pilot)


@pytest.mark.parametrize("keys", [["slash"], ["t"], ["e"], ["a"], ["f1"]])
async def test_dialogs_of_the_interview(pilot: Pilot[int], keys: list[str]) -> None:
    """Search, note, evidence, reason and help survive hostile texts."""
    await press(pilot, "left", *keys)

    assert "red" in shown(pilot)


async def test_palette_lists_hostile_questions(pilot: Pilot[int]) -> None:
    """Searching the palette for questions shows their names and texts literally."""
    await press(pilot, "ctrl+p", *"goto")
    await pilot.pause(0.3)

    assert "Go to: Lifecycle" in shown(pilot)
    assert "Costs [EUR]" in shown(pilot)


@pytest.mark.parametrize("area", ["f3", "f4", "f5", "f6", "f7", "f8"])
async def test_every_area_shows_every_text_literally(pilot: Pilot[int], area: str) -> None:
    """Review, what-if, details, evidence and result lose nothing."""
    await press(pilot, area)
    await finish(pilot, "preview")

    assert EVERY in texts(pilot)


async def test_editing_in_place(pilot: Pilot[int]) -> None:
    """The dialog of the review shows the options literally."""
    await press(pilot, "f3", "enter")

    assert "$100 [50%]" in shown(pilot)


async def test_every_topic_of_the_result(pilot: Pilot[int]) -> None:
    """Outcome, verdicts, pitfalls, layers, questions and document sections are shown literally."""
    await press(pilot, "f7")
    await finish(pilot, "preview")
    topics = pilot.app.screen.query_one("#topics", OptionList)
    ids = [option.id for option in topics.options if option.id]
    literal = 0
    for id_ in ids:
        topics.highlighted = topics.get_option_index(id_)
        await pilot.pause()
        literal += EVERY in texts(pilot)

    assert len(ids) > 10
    assert literal == len(ids)


@pytest.mark.parametrize("keys", [["o"], ["w"]])
async def test_dialogs_of_the_result(pilot: Pilot[int], keys: list[str]) -> None:
    """Choosing a component and writing documents survive hostile names."""
    await press(pilot, "f7")
    topics = pilot.app.screen.query_one("#topics", OptionList)
    topics.highlighted = topics.get_option_index("layer:workload-identity")
    await press(pilot, *keys)

    assert pilot.app.screen.is_modal


async def test_an_actor_is_edited_literally(pilot: Pilot[int]) -> None:
    """The form of an actor shows name, owner and note as they stand."""
    await press(pilot, "f8", "e")

    assert shown(pilot).count("[red]") > 2
    assert pilot.app.screen.query_one("#owner", Input).value == EVERY


async def test_start_screen_and_file_list(hostile_desk: Desk, own_folder: Path) -> None:
    """Names of projects and of files on disk are shown literally, and errors name them so."""
    hostile = own_folder / "[red] [@click=app.quit]go[] $x.yaml"
    hostile.write_text("schema_version: [/nope]\n", encoding="utf-8")
    remember(Recent(str(hostile), EVERY, EVERY))
    app = AdvisorApp(lambda: hostile_desk)
    async with app.run_test(size=(200, 40)) as pilot:
        await settle(pilot)
        assert EVERY in texts(pilot)
        await press(pilot, "n")
        assert EVERY in texts(pilot)
        await press(pilot, "escape", "o")
        assert hostile.name in texts(pilot)
        await press(pilot, "enter")
        assert hostile.name in texts(pilot)
        assert app.return_code is None


async def test_a_click_on_hostile_text_does_nothing(pilot: Pilot[int]) -> None:
    """An action written into a text is text: a click on it does not run it."""
    row = next(at for at, text in enumerate(shown(pilot).split("\n")) if "[@click" in text)
    column = shown(pilot).split("\n")[row].index("go[/]")
    await pilot.click(offset=(column, row))
    await settle(pilot)

    assert pilot.app.return_code is None
    assert pilot.app.is_running
