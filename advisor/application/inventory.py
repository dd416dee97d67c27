"""Edits of the inventory: rows of actors added, changed and taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from advisor.application.details import LONGEST_NAME
from advisor.application.session import Session
from advisor.errors import InputError
from advisor.model.assessment import Actor, Answer, Assessment
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import ActorStatus, Coming, Completeness
from advisor.workspace import free_id
from advisor.workspace.limits import MOST_ROWS

_STATUS_OF_ROSTER: Final = {
    "subject_question": (ActorStatus.IN_USE, Coming.UNKNOWN),
    "elsewhere_question": (ActorStatus.ELSEWHERE, Coming.UNKNOWN),
    "planned_question": (ActorStatus.PLANNED, Coming.SOON),
}
# What an assessment file takes a day for.
DATED: Final = {ActorStatus.PLANNED.value, ActorStatus.REQUESTED.value}


def add(
    session: Session, kind: str, name: str = "", status: ActorStatus = ActorStatus.IN_USE
) -> str:
    """Add a row and return its id, made from the name or the kind.

    Raises:
        InputError: There is no such kind, or the name is too long.
    """
    catalog = session.shapes.catalog
    _check(catalog, kind, name)
    actors = session.assessment.actors
    if len(actors) >= MOST_ROWS:
        raise InputError(
            f"{MOST_ROWS} rows are the most", hint="List alike actors as one row, and say how many."
        )
    id_ = _id_for(catalog, kind, name, _ids(session.assessment))
    within = Coming.SOON.value if status is ActorStatus.PLANNED else ""
    row = Actor(id=id_, kind=kind, name=name.strip(), status=status.value, within=within)
    session.set_actors((*actors, row))
    return id_


def row_of(session: Session, actor_id: str) -> Actor:
    """Return one row; raises InputError where there is none."""
    for actor in session.assessment.actors:
        if actor.id == actor_id:
            return actor
    listed = ", ".join(actor.id for actor in session.assessment.actors)
    raise InputError(f"there is no actor {actor_id}", hint=f"Actors: {listed or 'none yet'}")


def change(session: Session, actor_id: str, **fields: object) -> str:
    """Change fields of one row and return its id; its answers go through `Session.answer`.

    Of another kind, a row that was called after its kind gets another id as well.

    Raises:
        InputError: There is no such row or kind, or the name is too long.
    """
    before = row_of(session, actor_id)
    after = replace(before, **fields)
    _check(session.shapes.catalog, after.kind, after.name)
    if after.kind != before.kind:
        # What is not asked of the new kind would be refused by the next reader of the file.
        asked = session.shapes.catalog.questions
        kept = {
            key: answer for key, answer in after.answers.items() if f"{key}.{after.kind}" in asked
        }
        after = replace(after, answers=MappingProxyType(kept))
        if actor_id in session.shapes.catalog.subjects:
            after = replace(after, id=free_id(after.kind, _ids(session.assessment)))
    if after.status != ActorStatus.PLANNED.value:
        after = replace(after, within="")
    if after.status not in DATED:
        after = replace(after, by=None)
    actors = session.assessment.actors
    session.set_actors(after if actor.id == actor_id else actor for actor in actors)
    return after.id


def answer(session: Session, actor_id: str, question: str, options: str) -> None:
    """Answer one question about a row from typed text: `a`, `a,b`, or `?` for not known.

    Raises:
        InputError: The question is not asked of this row, or has no such option.
    """
    row_of(session, actor_id)
    flat = f"{question}.{actor_id}"
    if flat not in session.catalog.questions:
        asked = [q.authored for q in session.catalog.questions.values() if q.subject == actor_id]
        raise InputError(
            f"{question} is not asked of {actor_id}", hint=f"Asked: {', '.join(asked)}"
        )
    if options == "?":
        session.unknown(flat)
    else:
        session.answer(flat, [part.strip() for part in options.split(",") if part.strip()])


def remove(session: Session, actor_id: str) -> None:
    """Take a row away, with everything said of it."""
    row_of(session, actor_id)
    session.set_actors(actor for actor in session.assessment.actors if actor.id != actor_id)


def set_complete(session: Session, group: str, word: Completeness | None) -> None:
    """Say whether a group lists everybody; None takes it back.

    Raises:
        InputError: There is no such group.
    """
    groups = session.shapes.catalog.groups
    if group not in groups:
        raise InputError(f"there is no group {group}", hint=f"Groups: {', '.join(groups)}")
    held = {key: value for key, value in session.assessment.complete.items() if key != group}
    if word is not None:
        held[group] = word.value
    ordered = {key: held[key] for key in groups if key in held}
    session.take(replace(session.assessment, complete=ordered), f"list of {group}")


def with_kinds(assessment: Assessment, catalog: Catalog, roster: str, answer: Answer) -> Assessment:
    """Return the assessment with a row for each kind that a roster newly holds.

    Rows are never taken away: a scan sees programs and people, not who they are.
    """
    field = next(name for name in _STATUS_OF_ROSTER if getattr(catalog, name) == roster)
    status, within = _STATUS_OF_ROSTER[field]
    actors = list(assessment.actors)
    for kind in answer.value if isinstance(answer.value, tuple) else ():
        same = [place for place, actor in enumerate(actors) if actor.kind == kind]
        if any(actors[place].status == status.value for place in same):
            continue
        guessed = [p for p in same if actors[p].status in {"", ActorStatus.SUSPECTED.value}]
        if guessed:
            row = actors[guessed[0]]
            actors[guessed[0]] = replace(row, status=status.value, within=within.value)
            continue
        id_ = free_id(kind, [actor.id for actor in actors])
        actors.append(
            Actor(
                id=id_,
                kind=kind,
                status=status.value,
                within=within.value,
                evidence=answer.evidence,
            )
        )
    return replace(assessment, actors=tuple(actors))


def with_kind_answer(
    assessment: Assessment, catalog: Catalog, question: Question, answer: Answer
) -> Assessment:
    """Return the assessment with an answer of the catalog as loaded: the platform's or a kind's.

    Of a kind it goes to the first row; without one to a new row that is only suspected.
    """
    if not question.subject:
        answers = {**assessment.answers, question.id: answer}
        ordered = {key: answers[key] for key in catalog.questions if key in answers}
        return replace(assessment, answers=MappingProxyType(ordered))
    actors = list(assessment.actors)
    place = next((p for p, actor in enumerate(actors) if actor.kind == question.subject), None)
    if place is None:
        place = len(actors)
        id_ = free_id(question.subject, [actor.id for actor in actors])
        actors.append(Actor(id=id_, kind=question.subject, status=ActorStatus.SUSPECTED.value))
    row = actors[place]
    answers = {**row.answers, question.authored: answer}
    ordered = {key: answers[key] for key in catalog.templates if key in answers}
    actors[place] = replace(row, answers=MappingProxyType(ordered))
    return replace(assessment, actors=tuple(actors))


def from_kinds(catalog: Catalog, answers: Mapping[str, Answer]) -> Assessment:
    """Return an assessment that says what answers to the catalog as loaded say.

    A kind that is neither held nor open is not there: its group is complete.
    """
    assessment = Assessment(catalog_version=catalog.version)
    for question_id, answer in answers.items():
        question = catalog.questions[question_id]
        if question_id in catalog.rosters:
            assessment = with_kinds(assessment, catalog, question_id, answer)
    held = answers.get(catalog.subject_question)
    if held is not None:
        assessment = _with_perhaps(assessment, catalog, held)
    for question_id, answer in answers.items():
        question = catalog.questions[question_id]
        listed = {actor.kind for actor in assessment.actors}
        if question_id not in catalog.rosters and (
            not question.subject or question.subject in listed
        ):
            assessment = with_kind_answer(assessment, catalog, question, answer)
    return assessment


def _with_perhaps(assessment: Assessment, catalog: Catalog, held: Answer) -> Assessment:
    suspected = tuple(
        Actor(
            id=free_id(kind, _ids(assessment)),
            kind=kind,
            status=ActorStatus.SUSPECTED.value,
        )
        for kind in held.maybe
    )
    whole = {} if held.unknown else dict.fromkeys(catalog.groups, Completeness.COMPLETE.value)
    return replace(assessment, actors=(*assessment.actors, *suspected), complete=whole)


def _ids(assessment: Assessment) -> list[str]:
    return [actor.id for actor in assessment.actors]


def _check(catalog: Catalog, kind: str, name: str) -> None:
    if kind not in catalog.subjects:
        raise InputError(f"there is no kind {kind}", hint=f"Kinds: {', '.join(catalog.subjects)}")
    if len(name) > LONGEST_NAME:
        raise InputError(f"an actor's name has at most {LONGEST_NAME} characters")


def _id_for(catalog: Catalog, kind: str, name: str, taken: Iterable[str]) -> str:
    """Return a readable id: the name's letters and digits, or the kind."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60].strip("-")
    reserved = slug.startswith("unlisted-") or (slug in catalog.subjects and slug != kind)
    return free_id(slug if slug and not reserved else kind, taken)
