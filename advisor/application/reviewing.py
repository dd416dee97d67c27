"""Every answer of an assessment in one list, and the filters over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from advisor.application.editing import NO_ANSWER, answer_of
from advisor.application.interview import State, asked, state_of
from advisor.application.session import Session
from advisor.application.wording import say_answer, short_name


class Filter(Enum):
    """Which answers are listed."""

    ALL = "All"
    UNANSWERED = "Unanswered"
    UNKNOWN = "Don't know"
    NOTED = "Noted"
    CHANGED = "Changed"
    HIDDEN = "Not asked"


@dataclass(frozen=True, slots=True)
class Line:
    """One question with what is said about it; `asked` is false for a kept, hidden answer."""

    question: str
    section: str
    name: str
    text: str
    state: State
    said: str
    note: str
    asked: bool


def lines(session: Session, wanted: Filter = Filter.ALL) -> tuple[Line, ...]:
    """Return the questions of a filter in catalog order."""
    visible = set(asked(session))
    changed = set(session.changed)
    answered = session.answers
    every = [
        question.id
        for question in session.catalog.questions.values()
        if (question.id in visible or question.id in answered) and not question.roster
    ]
    return tuple(
        line
        for line in (_line(session, id_, id_ in visible) for id_ in every)
        if _passes(line, wanted, changed)
    )


def _line(session: Session, question_id: str, visible: bool) -> Line:  # noqa: FBT001 - private
    question = session.question(question_id)
    answer = answer_of(session.shown, session.catalog, question_id) or NO_ANSWER
    return Line(
        question=question_id,
        section=session.catalog.sections[question.section],
        name=short_name(question),
        text=question.text,
        state=state_of(answer),
        said=say_answer(question, answer),
        note=answer.note,
        asked=visible,
    )


def _passes(line: Line, wanted: Filter, changed: set[str]) -> bool:
    match wanted:
        case Filter.ALL:
            return True
        case Filter.UNANSWERED:
            return line.asked and line.state is State.UNANSWERED
        case Filter.UNKNOWN:
            return line.state in {State.UNKNOWN, State.PARTLY}
        case Filter.NOTED:
            return bool(line.note)
        case Filter.CHANGED:
            return line.question in changed
        case Filter.HIDDEN:
            return not line.asked
