"""Edit one answer where it is shown: review, what-if and result open it over themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from advisor.application.session import Session
from advisor.tui.dialogs.base import Dialog
from advisor.tui.safe_text import line
from advisor.tui.widgets.choice_list import ChoiceList, Picked

MARKS = "space ticks · m not known · 0 none of these · enter accepts"
ENDS = "d don't know · c clear · esc closes"


class EditAnswer(Dialog[bool]):
    """Stores each pick in the session at once; answers whether anything was stored."""

    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "unknown", "Don't know", id="edit.unknown"),
        Binding("c", "clear", "Clear", id="edit.clear"),
    ]

    def __init__(self, session: Session, question_id: str) -> None:
        super().__init__()
        self._session = session
        self._question = session.question(question_id)
        self._before = session.answer_to(question_id)

    def heading(self) -> Content:
        """Return the question."""
        return line(self._question.text)

    def body(self) -> Iterable[Widget]:
        """Return the options and what the keys do."""
        yield ChoiceList(self._store, self.action_cancel)
        yield Static(line(f"{MARKS} · {ENDS}"), classes="says")

    def on_mount(self) -> None:
        """Show the answer as it stands."""
        self.query_one(ChoiceList).show(self._question, self._before)

    async def _store(self, picked: Picked) -> None:
        """Store what was picked; close where the user accepted."""
        self._session.answer(self._question.id, picked.ticks.holds, picked.ticks.maybe)
        if picked.go_on:
            self._close()
        else:
            answer = self._session.answer_to(self._question.id)
            self.query_one(ChoiceList).update_answer(answer)

    def action_cancel(self) -> None:
        """Close; what was picked is stored."""
        self._close()

    def action_unknown(self) -> None:
        """Say "don't know" and close."""
        self._session.unknown(self._question.id)
        self._close()

    def action_clear(self) -> None:
        """Take the answer away and close."""
        self._session.clear(self._question.id)
        self._close()

    def _close(self) -> None:
        self.dismiss(self._session.answer_to(self._question.id) != self._before)
