"""Note and evidence of an answer: the same dialogs from interview and review."""

from __future__ import annotations

from advisor.application.session import Session
from advisor.tui.dialogs.ask_text import AskText


def note_dialog(session: Session, question_id: str) -> AskText:
    """Return the dialog that edits a note."""
    held = session.answer_to(question_id).note
    return AskText("Note", "In your own words; documents quote it.", value=held)


def evidence_dialog(session: Session, question_id: str) -> AskText:
    """Return the dialog that edits evidence links, one a line."""
    held = "\n".join(session.answer_to(question_id).evidence)
    return AskText("Evidence", "One per line: a file and line, a page, a ticket.", value=held)
