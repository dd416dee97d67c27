"""Works out ahead what the next answers lead to, while their question is read."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.application.session import Session
    from advisor.reasoning.learning import Learned
    from advisor.tui.own_app import OwnApp

# Seconds of rest before it begins: who goes through questions quickly reads none of them.
REST = 0.1


class Foresight:
    """Thinks about one question at a time, and stops within one step when told to."""

    def __init__(self, app: OwnApp) -> None:
        self._app = app
        self._stop = Event()
        self._turn = asyncio.Lock()

    def look(self, session: Session, question: str, learned: Learned) -> None:
        """Think about the answers to a question, and about nothing else any more."""
        self.stop()
        self._stop = Event()
        self._app.run_worker(self._think(session, question, learned, self._stop), group="foresight")

    def stop(self) -> None:
        """Stop after the step that is being thought."""
        self._stop.set()

    async def stopped(self) -> None:
        """Return when it has stopped."""
        self.stop()
        async with self._turn:
            pass

    async def _think(self, session: Session, question: str, learned: Learned, stop: Event) -> None:
        await asyncio.sleep(REST)
        async with self._turn:
            if not stop.is_set():
                try:
                    await asyncio.to_thread(_ahead, self._app, session, question, learned, stop)
                finally:
                    stop.set()  # a thread outlives the worker that is cancelled, but not for long


def _ahead(app: OwnApp, session: Session, question: str, learned: Learned, stop: Event) -> None:
    from advisor.application.thinking_ahead import think_ahead

    compiled = session.compiled
    if question not in compiled.catalog.questions:
        return  # its actor is not listed any more
    for _ in think_ahead(compiled, session.answers, question, learned):
        app.quiet.wait()
        if stop.is_set():
            break
