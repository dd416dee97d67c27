"""What is painted when: the mark at once, nothing twice, nothing that flickers."""

import threading
from collections.abc import Callable, Iterator

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static
from textual.widgets.option_list import Option

from advisor.application import explaining
from advisor.application import session as sessions
from advisor.application.session import Session
from advisor.tui import explainer
from advisor.tui.widgets.still import StillList, StillRows, StillText
from tests.listing import lists
from tests.tui.conftest import Running
from tests.tui.screen_text import lines, press, settle, shown, text_of


async def test_a_mark_is_painted_before_the_decision_is_made(
    running: Running, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever presses a key sees the option marked before the answer is stored and decided."""
    seen: list[str] = []
    decide: Callable[..., object] = vars(sessions)["decide"]
    async with running(session) as pilot:

        def decide_later(*arguments: object) -> object:
            seen.append(shown(pilot))
            return decide(*arguments)

        monkeypatch.setattr(sessions, "decide", decide_later)
        await press(pilot, "3")

    assert "(•)  3 Live" in seen[0]
    assert "✓ Live" not in seen[0]


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Explanations wait for the event, from when it is cleared."""
    go = threading.Event()
    go.set()
    explained = explaining.explained

    def explained_later(*arguments: object) -> object:
        go.wait(20)
        return explained(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(explaining, "explained", explained_later)
    yield go
    go.set()


async def _until(pilot: Pilot[int], text: str) -> None:
    for _ in range(500):
        if text in shown(pilot):
            return
        await pilot.pause(0.02)
    pytest.fail(f"never painted: {text}\n{shown(pilot)}")


async def test_what_is_explained_stays_until_it_is_explained_anew(
    running: Running,
    session: Session,
    held_up: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After an answer the count of open questions does not blink; it changes once."""
    monkeypatch.setattr(explainer, "PATIENCE", 20)
    async with running(session) as pilot:
        await press(pilot, "slash", *"passwords", "enter")
        assert "2 questions can still change the outcome" in text_of(pilot, "#outcome")
        held_up.clear()
        await pilot.press("end", "space")
        assert "2 questions can still change the outcome" in text_of(pilot, "#outcome")
        held_up.set()
        await settle(pilot)
        assert "1 question can still change the outcome" in text_of(pilot, "#outcome")


async def test_what_is_explained_does_not_outlast_patience(
    running: Running,
    session: Session,
    held_up: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where an explanation takes long, that of the answers before is taken away."""
    monkeypatch.setattr(explainer, "PATIENCE", 0.05)
    lists(session, ["customers"])
    async with running(session) as pilot:
        held_up.clear()
        await pilot.press("n", "1")
        await _until(pilot, "; possible")
        held_up.set()
        await settle(pilot)
        assert "can still change the outcome" in text_of(pilot, "#outcome")


class Texts(App[int]):
    """A text above another one."""

    def compose(self) -> ComposeResult:
        """Lay both out."""
        with Vertical():
            yield StillText(id="first")
            yield Static("below", id="second")


def _below(pilot: Pilot[int]) -> int:
    return pilot.app.query_one("#second").region.y


async def test_a_text_gets_the_room_it_needs_at_every_width() -> None:
    """A text that fitted the room of the one before is laid out anew at another width."""
    async with Texts().run_test(size=(40, 10)) as pilot:
        text = pilot.app.query_one(StillText)
        text.update(Content("one " * 5))
        await pilot.pause()
        assert _below(pilot) == 1
        await pilot.resize_terminal(10, 10)
        await pilot.pause()
        assert _below(pilot) == 3
        text.update(Content("a\nb\nc"))
        await pilot.pause()
        assert _below(pilot) == 3
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert _below(pilot) == 3


async def test_a_text_that_grows_moves_what_stands_below() -> None:
    """More lines take more room, fewer give it back."""
    async with Texts().run_test(size=(40, 10)) as pilot:
        for text, rows in (("a", 1), ("a\nb\nc", 3), ("a\nb", 2)):
            pilot.app.query_one(StillText).update(Content(text))
            await pilot.pause()
            assert _below(pilot) == rows


class Rows(App[int]):
    """A list of twenty rows."""

    CSS = "StillRows { border: none; padding: 0; height: 6; }"

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        yield StillRows(*(Option(Content(f"row {row}"), str(row)) for row in range(20)))


async def test_a_row_that_grows_moves_the_rows_below() -> None:
    """A row is exchanged in place, whether it stays as high or not."""
    async with Rows().run_test(size=(20, 10)) as pilot:
        rows = pilot.app.query_one(StillRows)
        rows.replace_option_prompt("1", Content("other"))
        await pilot.pause()
        assert [row.strip(" ▁▂") for row in lines(pilot)[:3]] == ["row 0", "other", "row 2"]
        rows.replace_option_prompt("1", Content("two\nlines"))
        await pilot.pause()
        shown_rows = [row.strip(" ▁▂") for row in lines(pilot)[:4]]
        assert shown_rows == ["row 0", "two", "lines", "row 2"]


async def test_a_list_shown_anew_stays_where_it_was_scrolled_to() -> None:
    """Exchanging all rows keeps the place in the list."""
    async with Rows().run_test(size=(20, 10)) as pilot:
        rows = pilot.app.query_one(StillRows)
        rows.highlighted = 9
        await pilot.pause()
        top = rows.scroll_offset.y
        rows.set_options([Option(f"again {row}", str(row)) for row in range(20)])
        rows.highlighted = 9
        await pilot.pause()

        assert top > 0
        assert rows.scroll_offset.y == top


class _Squeezed(App[int]):
    """A list in a column."""

    CSS = "StillList { border: none; padding: 0; } StillList > .option-list--option { padding: 0; }"

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield StillList(id="rows")


@pytest.mark.parametrize("room", [{"display": "none"}, {"width": 1}, {"width": 3}])
async def test_a_list_without_room_takes_other_rows(room: dict[str, object]) -> None:
    """A list that is hidden or squeezed is shown other texts, and shows them once it has room."""
    async with _Squeezed().run_test(size=(40, 12)) as pilot:
        rows = pilot.app.query_one(StillList)
        for text in ("first", "another and longer text", "last"):
            rows.show_lines([(name, Content(f"{name} {text}")) for name in ("a", "b")])
            await pilot.pause()
            for name, value in room.items():
                setattr(rows.styles, name, value)
            await pilot.pause()
        rows.styles.display = "block"
        rows.styles.width = 30
        await pilot.pause()

        assert "a last" in shown(pilot)
