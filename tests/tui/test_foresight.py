"""Thinking ahead about the question that is read."""

import threading
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from advisor.application import thinking_ahead
from advisor.application.session import Session
from advisor.tui import foresight
from tests.listing import lists
from tests.tui.conftest import Running
from tests.tui.screen_text import finish, press, shown


@pytest.fixture
def thought(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions thought about to the end, in order."""
    ended: list[str] = []
    think = thinking_ahead.think_ahead

    def noted(*arguments: object) -> Iterator[None]:
        yield from think(*arguments)  # type: ignore[arg-type]
        ended.append(str(arguments[2]))

    monkeypatch.setattr(thinking_ahead, "think_ahead", noted)
    monkeypatch.setattr(foresight, "REST", 0.01)
    return ended


async def test_the_question_that_is_read_is_thought_about(
    running: Running, session: Session, thought: list[str]
) -> None:
    """First the one in front, after an answer or a move the next one."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        await finish(pilot, "foresight")
        assert thought == ["lifecycle"]
        await press(pilot, "3")
        await finish(pilot, "foresight")
        assert thought == ["lifecycle", "lifecycle"]
        await press(pilot, "n")
        await finish(pilot, "foresight")
        assert thought[2:] == ["unexplained-clients"]


class Endless:
    """Thinks without end, and counts its steps."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.steps = 0

    def __call__(self, *_: object) -> Iterator[None]:
        """Take steps until nobody wants more."""
        while True:
            self.steps += 1
            self.begun.set()
            yield

    async def seen(self, pilot: Pilot[int]) -> None:
        """Wait until it has begun."""
        while not self.begun.is_set():
            await pilot.pause(0.01)

    async def rests(self, pilot: Pilot[int]) -> bool:
        """Whether no step is taken any more."""
        before = self.steps
        await pilot.pause(0.05)
        return self.steps == before


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Endless:
    """Thinking ahead that only ends when it is stopped."""
    found = Endless()
    monkeypatch.setattr(foresight, "REST", 0.01)
    monkeypatch.setattr(thinking_ahead, "think_ahead", found)
    return found


async def test_an_answer_stops_thinking_and_is_explained_first(
    running: Running, session: Session, endless: Endless, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread ends after the step it is at; the explanation does not wait for the rest."""
    async with running(session) as pilot:
        await endless.seen(pilot)
        assert not await endless.rests(pilot)
        monkeypatch.setattr(foresight, "REST", 60)
        await press(pilot, "3")
        assert await endless.rests(pilot)


async def test_who_leaves_the_session_ends_thinking(
    running: Running, session: Session, endless: Endless
) -> None:
    """On the start screen nothing is worked out."""
    async with running(session) as pilot:
        await endless.seen(pilot)
        await press(pilot, "escape")
        assert await endless.rests(pilot)


async def test_thinking_that_was_cut_short_holds_nothing_up(
    running: Running, session: Session, endless: Endless
) -> None:
    """As the program ends its workers are cancelled; what waits for them does not fail."""
    async with running(session) as pilot:
        await endless.seen(pilot)
        pilot.app.workers.cancel_group(pilot.app, "foresight")
        await press(pilot, "3")
        assert "(•)  3 Live" in shown(pilot)
