"""Go to any question: every asked question with its state, narrowed by typing."""

from __future__ import annotations

from advisor.application.interview import asked, findable, state_of
from advisor.application.session import Session
from advisor.application.wording import short_name
from advisor.model.catalog import Question
from advisor.tui.dialogs.search import Row, Search
from advisor.tui.safe_text import beside, line, plain
from advisor.tui.widgets.section_rail import state_sign


def goto_dialog(session: Session) -> Search:
    """Return the dialog; it answers a question id."""
    rows = [_row(session, session.question(id_)) for id_ in asked(session)]
    return Search("Go to a question", rows, hint="part of its name, text or options")


def _row(session: Session, question: Question) -> Row:
    state = state_of(session.answer_to(question.id))
    shown = beside(
        state_sign(state),
        plain(" "),
        line(short_name(question), "bold"),
        plain("  "),
        line(question.text, "$quiet"),
    )
    return Row(question.id, shown, f"{findable(question)} {state.value}", short_name(question))
