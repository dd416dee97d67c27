"""Keys one after the other: the next is handed on once all has happened that the last one causes.

Textual hands each key to the widget in focus at that moment. Who types faster than a dialog opens,
closes or saves would have keys land on what was in front before, and keys of the dialog overtake
the letters that its field has not taken yet.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

Typed = events.Key | events.Paste
# Rounds of waiting; a screen that keeps itself busy for ever must not swallow what is typed.
MOST_ROUNDS = 50
# Seconds after which it is looked whether a widget that is waited for still runs.
LOOK_AGAIN = 0.1


class InTurn:
    """A queue of what is typed, and the worker that empties it."""

    def __init__(self, app: App[int], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Typed] = deque()
        self._busy = False

    def take(self, typed: Typed) -> None:
        """Queue what was typed."""
        self._waiting.append(typed)
        if not self._busy:
            self._busy = True
            self._app.run_worker(self._empty(), group="keys")

    async def _empty(self) -> None:
        try:
            while self._waiting:
                await self._hand_on(self._waiting.popleft())
                await self._rest()
        finally:
            self._busy = False

    async def _rest(self) -> None:
        """Return when nothing waits any more between the widget in focus and the app."""
        for _ in range(MOST_ROUNDS):
            pumps = self._pumps()
            await asyncio.gather(*(_passed(pump) for pump in pumps))
            if pumps == self._pumps() and not any(pump.message_queue_size for pump in pumps):
                return

    def _pumps(self) -> list[MessagePump]:
        inmost = self._app.focused or self._app.screen
        return [*inmost.ancestors_with_self]


async def _passed(pump: MessagePump) -> None:
    """Return when a pump has handled all that was in its queue, or has ended."""
    reached = asyncio.Event()
    pump.call_later(reached.set)
    while pump.is_running and not reached.is_set():
        # A pump that ends meanwhile answers no more; nothing tells whoever waits for it.
        with suppress(TimeoutError):
            await asyncio.wait_for(reached.wait(), LOOK_AGAIN)
