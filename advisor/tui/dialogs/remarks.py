"""Note and evidence of an answer: the same dialogs from interview and review."""

from __future__ import annotations

from advisor.application import editing
from advisor.application.session import Session
from advisor.tui.dialogs.ask_text import AskText

NOT_ANSWERED = " The question is not answered: with a remark it counts as don't know."


def note_dialog(session: Session, question_id: str) -> AskText:
    """Return the dialog that edits a note."""
    says = "In your own words; documents quote it." + _warning(session, question_id)
    return AskText("Note", says, value=session.answer_to(question_id).note)


def evidence_dialog(session: Session, question_id: str) -> AskText:
    """Return the dialog that edits evidence links, one a line."""
    says = "One per line: a file and line, a page, a ticket." + _warning(session, question_id)
    return AskText("Evidence", says, value="\n".join(session.answer_to(question_id).evidence))


def _warning(session: Session, question_id: str) -> str:
    return NOT_ANSWERED if editing.is_empty(session.answer_to(question_id)) else ""
