"""The interview around the decision: what is asked, what is said, how far along, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from advisor.application.session import Session
from advisor.application.wording import short_name
from advisor.decision import situation_of
from advisor.decision.tautology import covers
from advisor.model.assessment import Answer
from advisor.model.catalog import Question


class State(Enum):
    """What is said about a question."""

    UNANSWERED = "not answered"
    UNKNOWN = "don't know"
    PARTLY = "partly known"
    NOT_APPLICABLE = "does not apply"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of one section is answered; questions that may still turn up count."""

    section: str
    title: str
    said: int
    asked: int


def state_of(answer: Answer) -> State:
    """Return what an answer says."""
    if answer.not_applicable is not None:
        return State.NOT_APPLICABLE
    if answer.unknown:
        return State.UNKNOWN
    if answer.value is None:
        return State.UNANSWERED
    return State.PARTLY if answer.maybe else State.ANSWERED


def asked(session: Session) -> tuple[str, ...]:
    """Return the questions that may still apply, in the order of the catalog.

    What the rows of the inventory say is asked there.
    """
    questions = session.catalog.questions
    return tuple(id_ for id_ in session.decision.visible if not questions[id_].roster)


def counted(session: Session) -> str:
    """Return how many questions there are; `at most` so many while some may yet be hidden."""
    questions = asked(session)
    compiled = session.compiled
    situation = situation_of(compiled, session.answers)
    certain = all(
        covers(compiled.space, compiled.visible[id_], situation.domain) for id_ in questions
    )
    return str(len(questions)) if certain else f"at most {len(questions)}"


def progress(session: Session) -> tuple[Progress, ...]:
    """Return the progress of every section that asks something, in catalog order."""
    counts = {section: [0, 0] for section in session.catalog.sections}
    for id_ in asked(session):
        count = counts[session.question(id_).section]
        count[0] += state_of(session.answer_to(id_)) is not State.UNANSWERED
        count[1] += 1
    return tuple(
        Progress(section, session.catalog.sections[section], said, total)
        for section, (said, total) in counts.items()
        if total
    )


def standing(session: Session, question_id: str) -> str:
    """Return a question, or what stands in for one that went with its actor.

    That is the same question about another actor, else the first without an answer.
    """
    if question_id in session.catalog.questions:
        return question_id
    authored = question_id.partition(".")[0]
    alike = (id_ for id_ in asked(session) if session.question(id_).authored == authored)
    return next(alike, "") or first_unanswered(session)


def rosters(session: Session) -> frozenset[str]:
    """Return what the rows of the inventory say: it is not asked, and comes after all that is."""
    return frozenset(q.id for q in session.catalog.questions.values() if q.roster)


def passes_inventory(session: Session, before: str, after: str | None) -> bool:
    """Whether the way from one question to another leads past the inventory."""
    order = list(session.catalog.questions)
    place = order.index(session.catalog.subject_question)
    ahead = after is None or order.index(after) > place
    return order.index(before) < place and ahead


def after_inventory(session: Session) -> str:
    """Return the question that follows the inventory, or the first without an answer."""
    following = neighbour(session, session.catalog.subject_question, 1)
    return following or first_unanswered(session)


def first_unanswered(session: Session) -> str:
    """Return the first question without an answer, or the first of all."""
    questions = asked(session)
    for id_ in questions:
        if state_of(session.answer_to(id_)) is State.UNANSWERED:
            return id_
    return questions[0]


def neighbour(session: Session, question_id: str, step: int) -> str | None:
    """Return the question before (-1) or after (1) this one; None at either end.

    The question itself may have gone out of sight; its place in the catalog still counts.
    """
    order = list(session.catalog.questions)
    place = order.index(question_id)
    visible = set(asked(session))
    rest = order[place + 1 :] if step > 0 else reversed(order[:place])
    return next((id_ for id_ in rest if id_ in visible), None)


def next_of(session: Session, question_id: str, among: Iterable[str]) -> str | None:
    """Return the next of some questions after this one, starting over at the end."""
    wanted = set(among) - {question_id}
    order = list(session.catalog.questions)
    place = order.index(question_id)
    return next((id_ for id_ in order[place + 1 :] + order[:place] if id_ in wanted), None)


def search(session: Session, wanted: str) -> tuple[Question, ...]:
    """Return the asked questions that have every wanted word, those named so before others."""
    words = wanted.casefold().split()
    every = (session.question(id_) for id_ in asked(session))
    found = [question for question in every if all(word in findable(question) for word in words)]
    return tuple(sorted(found, key=lambda question: farness(words, short_name(question))))


def farness(wanted: Sequence[str], name: str) -> int:
    """Return how far a name is from the words wanted: 0 where it is just these, 3 without them."""
    parts = name.casefold().split()
    if [*wanted] == parts:
        return 0
    if all(any(part.startswith(word) for part in parts) for word in wanted):
        return 1
    return 2 if all(word in name.casefold() for word in wanted) else 3


def findable(question: Question) -> str:
    """Return the words by which a question is found, case folded."""
    labels = " ".join(option.label for option in question.options)
    return f"{question.id} {short_name(question)} {question.text} {labels}".casefold()
