"""Whether somebody is typing: what thinks beside the painter waits for it to be quiet.

A thread that thinks and the one that paints take turns, and each turn holds a key up. So thinking
goes in steps, and rests between them while keys come.
"""

from __future__ import annotations

import asyncio
from threading import Event

# Seconds without a key after which it is quiet.
LULL = 0.15
# Seconds that one step waits at most: who never stops typing sees what is thought all the same.
MOST = 1.0


class Quiet:
    """Set from the painter's thread, waited for in others."""

    def __init__(self) -> None:
        self._quiet = Event()
        self._quiet.set()
        self._urgent = 0
        self._timer: asyncio.TimerHandle | None = None

    def typed(self) -> None:
        """Note that a key came."""
        if self._timer is not None:
            self._timer.cancel()
        if not self._urgent:
            self._quiet.clear()
        self._timer = asyncio.get_running_loop().call_later(LULL, self._quiet.set)

    def hurry(self) -> None:
        """Let thinking go on whatever is typed: its result is waited for."""
        self._urgent += 1
        self._quiet.set()

    def relax(self) -> None:
        """Let thinking rest again while keys come."""
        self._urgent -= 1

    def wait(self) -> None:
        """Return when it is quiet; for a thread that thinks."""
        self._quiet.wait(MOST)
