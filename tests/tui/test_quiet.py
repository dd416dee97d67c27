"""Thinking rests while keys come."""

import asyncio
import threading

import pytest

from advisor.application import explaining
from advisor.application.session import Session
from advisor.tui import quiet
from advisor.tui.quiet import Quiet
from tests.tui.conftest import Running
from tests.tui.screen_text import press, shown


async def _waited(found: Quiet) -> bool:
    """Whether a thread that thinks gets through at once."""
    passed = threading.Event()

    def think() -> None:
        found.wait()
        passed.set()

    threading.Thread(target=think, daemon=True).start()
    await asyncio.sleep(0.05)
    return passed.is_set()


async def test_a_step_waits_until_no_key_has_come_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each key holds the next step up; after a lull it goes on."""
    found = Quiet()
    assert await _waited(found)
    monkeypatch.setattr(quiet, "LULL", 60)
    found.typed()
    assert not await _waited(found)
    monkeypatch.setattr(quiet, "LULL", 0)
    found.typed()
    await asyncio.sleep(0.02)
    assert await _waited(found)


async def test_what_is_waited_for_does_not_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that asks for the result of thinking must not hold it up."""
    monkeypatch.setattr(quiet, "LULL", 60)
    found = Quiet()
    found.typed()
    found.hurry()
    assert await _waited(found)
    found.typed()
    assert await _waited(found)
    found.relax()
    found.typed()
    assert not await _waited(found)


async def test_an_explanation_that_is_out_of_date_ends_early(
    running: Running, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the answers change meanwhile, those before are not explained to the end."""
    ended: list[object] = []
    explained = explaining.explained

    def noted(*arguments: object) -> object:
        found = explained(*arguments)  # type: ignore[arg-type]
        ended.append(found.answers)
        return found

    monkeypatch.setattr(explaining, "explained", noted)
    monkeypatch.setattr(quiet, "LULL", 0.4)
    async with running(session) as pilot:
        ended.clear()
        await press(pilot, "3", "2", "1")

        assert ended == [session.assessment.answers]
        assert "(•)  1" in shown(pilot)
