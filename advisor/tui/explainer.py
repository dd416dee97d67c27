"""Works out explanations beside the reader: one at a time, always for the latest answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    from advisor.application.explaining import Explained
    from advisor.application.session import Session


class Explainer:
    """A thread cannot be stopped: while one runs, the newest wish waits and older ones drop."""

    def __init__(self, app: App[int], show: Callable[[], None]) -> None:
        self._app = app
        self._show = show
        self._wanted: Session | None = None
        self._running = False
        self._latest: Explained | None = None

    def of(self, session: Session) -> Explained | None:
        """Return the explanation of the answers as they stand; None while it is worked out."""
        latest = self._latest
        if latest is not None and latest.answers == session.assessment.answers:
            return latest
        self._wanted = session
        if not self._running:
            self._running = True
            self._app.run_worker(self._work(), group="explain")
        return None

    async def _work(self) -> None:
        from advisor.application.explaining import explained

        try:
            while self._wanted is not None:
                session, self._wanted = self._wanted, None
                answers = session.assessment.answers
                self._latest = await asyncio.to_thread(explained, session.compiled, answers)
        finally:
            self._running = False
        self._show()
