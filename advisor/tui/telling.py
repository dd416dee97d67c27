"""The order of what matters most: which question comes next, why, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.application.interview import State, asked, rosters, state_of
from advisor.application.wording import SETTLED, WAITING

if TYPE_CHECKING:
    from advisor.application.explaining import Explained
    from advisor.application.session import Session
    from advisor.reasoning.next_question import NextQuestion

PASSED = "Every other question that can change a verdict was passed over"


class Telling:
    """On or off; remembers what was asked and what was passed over since it was switched on."""

    def __init__(self, *, on: bool) -> None:
        self.start(on=on)

    def start(self, *, on: bool) -> None:
        """Begin anew."""
        self.on = on
        self.end = ""
        self._asked: NextQuestion | None = None
        self._later: set[str] = set()
        self._trail: list[str] = []

    def after(self, session: Session, explained: Explained, passed: str) -> str | None:
        """Return the question to ask after this one; None, with `end` as reason, when done."""
        from advisor.application.ordering import what_matters

        if state_of(session.answer_to(passed)) is State.UNANSWERED:
            self._later.add(passed)
        agenda = what_matters(session.compiled, explained, self._later | rosters(session))
        if agenda.ask is None or agenda.ask.question == passed:
            self.end = SETTLED if agenda.settled else PASSED if agenda.ask else WAITING
            return None
        self._asked = agenda.ask
        self._trail.append(passed)
        return agenda.ask.question

    def before(self, session: Session) -> str | None:
        """Return the question asked before, and forget that the way led on from it."""
        visible = set(asked(session))
        while self._trail:
            before = self._trail.pop()
            if before in visible:
                return before
        return None

    def says(self, session: Session, question: str, explained: Explained | None) -> tuple[str, str]:
        """Return the name of the order with what is left, and why this question comes next."""
        if not self.on:
            return "", ""
        from advisor.application.ordering import why_next

        left = len(explained.deciding()) if explained is not None else None
        order = "What matters most first" + ("" if left is None else f": {left or 'none'} left")
        if self._asked is None or self._asked.question != question:
            return order, ""
        return order, f"Asked next because it {why_next(session.catalog, self._asked)}."
