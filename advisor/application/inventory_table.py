"""The inventory as a table of short words: kinds with their keys, statuses, one cell per answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from advisor.application import inventory
from advisor.application.actors_table import kind_label
from advisor.application.session import Session
from advisor.application.wording import say_answer, spoken
from advisor.application.wording_rows import MEANINGS, say_status
from advisor.model.assessment import Actor, Answer
from advisor.model.catalog import Catalog, Option, Question
from advisor.model.vocabulary import ActorStatus, Coming, Completeness, Kind

NAME: Final = "name"
KIND: Final = "kind"
STATUS: Final = "status"
NOT_ASKED: Final = "–"
# One per kind, in the order of the catalog.
KIND_KEYS: Final = "123456789ab"


@dataclass(frozen=True, slots=True)
class NamedKind:
    """One kind of actor: the key and number that add a row of it, and what it is called."""

    key: str
    id: str
    short: str
    option: Option


@dataclass(frozen=True, slots=True)
class Standing:
    """One status as it is picked: by its word, with when a planned actor comes."""

    id: str
    status: ActorStatus
    within: Coming = Coming.UNKNOWN

    @property
    def label(self) -> str:
        """The words it is shown in."""
        words = say_status(self.status, self.within)
        return words[:1].upper() + words[1:]


STANDINGS: Final = (
    Standing("in-use", ActorStatus.IN_USE),
    Standing("requested", ActorStatus.REQUESTED),
    Standing("planned", ActorStatus.PLANNED, Coming.SOON),
    Standing("later", ActorStatus.PLANNED, Coming.LATER),
    Standing("some-day", ActorStatus.PLANNED),
    Standing("elsewhere", ActorStatus.ELSEWHERE),
    Standing("leftover", ActorStatus.LEFTOVER),
    Standing("suspected", ActorStatus.SUSPECTED),
    Standing("not-known", ActorStatus.UNKNOWN),
)
WHOLE: Final[Mapping[str, str]] = {
    Completeness.COMPLETE.value: "yes",
    Completeness.ASSUMED.value: "yes, assumed",
    Completeness.INCOMPLETE.value: "no",
    "": "not known",
}


def kinds_of(catalog: Catalog) -> tuple[NamedKind, ...]:
    """Return every kind by its key; the catalog is the one as loaded."""
    roster = catalog.questions[catalog.subject_question]
    return tuple(
        NamedKind(key, kind, spoken(kind), roster.option(kind))
        for key, kind in zip(KIND_KEYS, catalog.subjects, strict=False)
    )


def columns(session: Session) -> tuple[str, ...]:
    """Return the columns: name, kind, status, and each question that some listed row is asked."""
    asked = {
        question.authored
        for question in session.catalog.questions.values()
        if question.subject and not question.unlisted
    }
    wanted = (authored for authored in session.catalog.templates if authored in asked)
    return (NAME, KIND, STATUS, *wanted)


def heading(column: str) -> str:
    """Return what stands above a column."""
    words = spoken(column)
    return words[:1].upper() + words[1:]


def question_of(session: Session, row: Actor, column: str) -> Question | None:
    """Return the question behind a cell, if it may be asked of the row as things stand."""
    id_ = f"{column}.{row.id}"
    return session.question(id_) if id_ in session.decision.visible else None


def cell_text(session: Session, row: Actor, column: str) -> str:
    """Return one cell in short words; empty while nothing is said."""
    if column == NAME:
        return row.name or session.catalog.subjects[row.id]
    if column == KIND:
        return spoken(row.kind)
    if column == STATUS:
        return say_status(ActorStatus(row.status), Coming(row.within))
    answer = row.answers.get(column, Answer())
    question = session.catalog.questions.get(f"{column}.{row.id}")
    said = _short(question, answer) if question is not None else ""
    return said or ("" if question_of(session, row, column) is not None else NOT_ASKED)


def choices(session: Session, row: Actor, column: str) -> tuple[Question, Answer] | None:
    """Return what may be picked in a cell and what is; None where nothing is asked or is typed."""
    if column == KIND:
        options = [
            Option(kind.id, kind.option.label, kind.option.help, kind.option.example)
            for kind in kinds_of(session.shapes.catalog)
        ]
        return _of_our_own("What kind of actor is it?", options), Answer(value=row.kind)
    if column == STATUS:
        options = [Option(one.id, one.label, MEANINGS[one.status]) for one in STANDINGS]
        return _of_our_own("What is it to the platform?", options), Answer(value=standing(row).id)
    question = question_of(session, row, column) if column != NAME else None
    return (question, session.answer_to(question.id)) if question is not None else None


def pick(
    session: Session, row: Actor, column: str, held: Iterable[str], maybe: Iterable[str]
) -> str:
    """Store what was picked in a cell; returns the id of the row, which another kind may change."""
    if column == KIND:
        return inventory.change(session, row.id, kind=next(iter(held)))
    if column == STATUS:
        return set_standing(session, row.id, next(iter(held)))
    session.answer(f"{column}.{row.id}", held, maybe)
    return row.id


def standing(row: Actor) -> Standing:
    """Return the status of a row as it is picked."""
    within = Coming(row.within) if row.status == ActorStatus.PLANNED.value else Coming.UNKNOWN
    return next(
        one for one in STANDINGS if (one.status, one.within) == (ActorStatus(row.status), within)
    )


def set_standing(session: Session, row: str, picked: str) -> str:
    """Set the status of a row by the word it is picked by; raises StopIteration for another."""
    one = next(one for one in STANDINGS if one.id == picked)
    return inventory.change(session, row, status=one.status.value, within=one.within.value)


def next_open(session: Session, row: Actor, after: str = STATUS) -> str:
    """Return the next question of a row that nothing is said to; "" where there is none."""
    order = columns(session)
    place = order.index(after) if after in order else 0
    for column in order[place + 1 :]:
        if column not in row.answers and question_of(session, row, column) is not None:
            return column
    return ""


def about(session: Session, row: Actor) -> Iterator[str]:
    """Yield what else is said of a row: when, how many, what it does, who owns it, where, note."""
    yield kind_label(session.catalog, row.kind)
    yield say_status(ActorStatus(row.status), Coming(row.within))
    if row.by is not None:
        yield f"by {row.by.isoformat()}"
    if row.count is not None:
        yield f"{row.count:,} of them"
    for label, text in (("does", row.does), ("owner", row.owner), ("where", row.where)):
        if text:
            yield f"{label}: {text}"
    if row.note:
        yield f"“{row.note}”"


def _short(question: Question, answer: Answer) -> str:
    options = tuple(replace(option, label=spoken(option.id)) for option in question.options)
    return say_answer(replace(question, options=options), answer)


def _of_our_own(text: str, options: Iterable[Option]) -> Question:
    return Question(id="", section="", kind=Kind.SINGLE, text=text, options=tuple(options))
