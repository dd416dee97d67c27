"""Thinking ahead about the question that is read."""

import threading
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from advisor.application import thinking_ahead
from advisor.application.session import Session
from advisor.tui import foresight
from tests.tui.conftest import Running
from tests.tui.screen_text import finish, press


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
    async with running(session) as pilot:
        await finish(pilot, "foresight")
        assert thought == ["lifecycle"]
        await press(pilot, "3")
        await finish(pilot, "foresight")
        assert thought == ["lifecycle", "lifecycle"]
        await press(pilot, "n")
        await finish(pilot, "foresight")
        assert thought[2:] == ["subjects"]


async def test_an_answer_stops_thinking_and_is_explained_first(
    running: Running, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread ends after the step it is at; the explanation does not wait for the rest."""
    begun, steps = threading.Event(), 0

    def endless(*_: object) -> Iterator[None]:
        nonlocal steps
        while True:
            steps += 1
            begun.set()
            yield

    monkeypatch.setattr(foresight, "REST", 0.01)
    monkeypatch.setattr(thinking_ahead, "think_ahead", endless)
    async with running(session) as pilot:
        await _begun(pilot, begun)
        monkeypatch.setattr(foresight, "REST", 60)
        await press(pilot, "3")
        assert steps
        before = steps
        await pilot.pause(0.05)
        assert steps == before


async def _begun(pilot: Pilot[int], begun: threading.Event) -> None:
    while not begun.is_set():
        await pilot.pause(0.01)
