"""Works out explanations beside the reader: one at a time, always for the latest answers.

In between, it thinks ahead about the question that is read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from advisor.decision import Compiled
from advisor.model.assessment import Answer
from advisor.reasoning.learning import Learned
from advisor.tui.foresight import Foresight

if TYPE_CHECKING:
    from textual.worker import Worker

    from advisor.application.explaining import Explained
    from advisor.application.session import Session
    from advisor.tui.own_app import OwnApp


# Seconds for which the explanation of the answers before an edit stands for the one to come.
PATIENCE = 0.3


class Superseded(Exception):  # noqa: N818 - no error: other answers are to be explained
    """The answers have changed before they were explained."""


class Explainer:
    """A thread cannot be stopped: while one runs, the newest wish waits and older ones drop."""

    def __init__(self, app: OwnApp, show: Callable[[], None]) -> None:
        self._app = app
        self._show = show
        self._wanted: Session | None = None
        self._worker: Worker[None] | None = None
        self._latest: Explained | None = None
        self._learned: WeakKeyDictionary[Compiled, Learned] = WeakKeyDictionary()
        self._held: tuple[Session, Explained] | None = None
        self._question = ""
        self._foresight = Foresight(app)

    def of(self, session: Session) -> Explained | None:
        """Return the explanation of the answers as they stand; None while it is worked out."""
        latest = self._latest
        if latest is not None and latest.answers == session.answers:
            return latest
        self._wanted = session
        self._foresight.stop()
        if self._worker is None or self._worker.is_finished:
            # The thread competes with the painter, and the answer itself is to be seen first.
            self._app.call_after_refresh(self._start)
        return None

    def lately(self, session: Session) -> Explained | None:
        """Return the explanation, or for a moment the one before, so that nothing flickers."""
        found = self.of(session)
        if found is None and self._held is not None and self._held[0] is session:
            return self._held[1]
        return found

    def read(self, session: Session, question: str) -> None:
        """Note that a question is read now: its answers may come next."""
        if question != self._question:
            self._question = question
            if self.of(session) is not None:
                self._foresight.look(session, question, self._learned_for(session.compiled))

    def stop(self) -> None:
        """Think ahead no more: the session is left."""
        self._question = ""
        self._foresight.stop()

    async def wait(self, session: Session) -> Explained:
        """Return the explanation of the answers as they stand, once it is worked out."""
        self._app.quiet.hurry()
        try:
            while (found := self.of(session)) is None:
                await self._start().wait()
        finally:
            self._app.quiet.relax()
        return found

    def _learned_for(self, compiled: Compiled) -> Learned:
        """Return what was learned of the answers to one inventory; another one starts anew."""
        return self._learned.setdefault(compiled, Learned())

    def _rest(self) -> None:
        """Let keys go first, in the thread that thinks; what nobody wants any more ends."""
        self._app.quiet.wait()
        if self._wanted is not None:
            raise Superseded

    def _start(self) -> Worker[None]:
        if self._worker is None or self._worker.is_finished:
            self._worker = self._app.run_worker(self._work(), group="explain")
        return self._worker

    async def _work(self) -> None:
        await self._foresight.stopped()
        while self._wanted is not None:
            session, self._wanted = self._wanted, None
            compiled = session.compiled
            learned = self._learned_for(compiled)
            thread = asyncio.to_thread(
                _unless_superseded, compiled, session.answers, learned, self._rest
            )
            work = asyncio.ensure_future(thread)
            await asyncio.wait([work], timeout=PATIENCE)
            if not work.done():
                self._held = None
                self._show()
            found = await work
            if found is None:
                continue
            self._latest = found
            self._held = session, self._latest
            if self._wanted is None:
                self._show()
                if self._question:
                    self._foresight.look(
                        session, self._question, self._learned_for(session.compiled)
                    )


def _unless_superseded(
    compiled: Compiled, answers: Mapping[str, Answer], learned: Learned, rest: Callable[[], None]
) -> Explained | None:
    """Return the explanation, or None once nobody wants it: a lost thread must not raise."""
    from advisor.application.explaining import explained

    try:
        return explained(compiled, answers, learned, rest)
    except Superseded:
        return None
