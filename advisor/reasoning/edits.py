"""Edits: the answer changes that a team can make, as moves, and how they change a file.

Each edit counts one: another option of a single choice, one option of a multiple choice turned,
an open question or option answered. A question that is not applicable may be answered, never the
other way round. The first option named on an open multiple choice leaves its other options not
known; on one that was not applicable they do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from advisor.decision.hitting_set import Move
from advisor.decision.space import EXCLUDES, INCLUDES, NOT_APPLICABLE, Cube, Field, Space
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.decision import Change, Edit, Given
from advisor.model.vocabulary import Kind

OPEN = "open"
Wanted = Callable[[Question], bool]


@dataclass(frozen=True, slots=True)
class EditMove:
    """An edit and what it does to the set of worlds."""

    edit: Edit
    move: Move


def edit_moves(
    catalog: Catalog, space: Space, domain: Cube, read: Cube, wanted: Wanted | None = None
) -> tuple[EditMove, ...]:
    """Return every edit of the wanted questions that touches a field in `read`, in layout order."""
    return tuple(
        edit
        for question in catalog.questions.values()
        if wanted is None or wanted(question)
        for edit in _of_question(space.of_question[question.id], domain, read)
    )


def apply_change(
    catalog: Catalog, answers: Mapping[str, Answer], change: Change | Iterable[Edit]
) -> dict[str, Answer]:
    """Return the answers after a change; notes and evidence stay.

    Raises:
        KeyError: when an edit names an unknown question.
    """
    edits = change.edits if isinstance(change, Change) else change
    changed = dict(answers)
    for edit in edits:
        question = catalog.questions[edit.given.question]
        changed[question.id] = _answered(question, changed.get(question.id, Answer()), edit.given)
    return changed


def _answered(question: Question, before: Answer, given: Given) -> Answer:
    if question.kind is Kind.SINGLE:
        return replace(before, value=given.value, unknown=False, not_applicable=None)
    value, maybe = before.value, before.maybe
    if before.not_applicable is not None:
        value, maybe = (), ()
    elif before.unknown or not isinstance(value, tuple):
        value, maybe = (), question.option_ids
    holding = {*value, given.value} if given.relation == INCLUDES else {*value} - {given.value}
    return replace(
        before,
        value=tuple(option for option in question.option_ids if option in holding),
        maybe=tuple(option for option in maybe if option != given.value),
        unknown=False,
        not_applicable=None,
    )


def _of_question(fields: tuple[Field, ...], domain: Cube, read: Cube) -> Iterator[EditMove]:
    if fields[0].option and domain & fields[0].not_applicable:
        if any(field.mask & read for field in fields):
            yield from _entering(fields)
        return
    for field in fields:
        if field.mask & read:
            yield from _of_field(field, domain & field.mask)


def _of_field(field: Field, now: Cube) -> Iterator[EditMove]:
    origin = _origin(field, now)
    for value in field.values[:-1]:
        bit = field.bit(value)
        if bit != now:
            given = (
                Given(field.question, value, field.option)
                if field.option
                else Given(field.question, "answer", value)
            )
            yield EditMove(Edit(given, origin), Move(field.mask, bit))


def _entering(fields: tuple[Field, ...]) -> Iterator[EditMove]:
    """Yield the edits of a multiple choice that is not applicable: hold nothing, or an option."""
    state = sum(field.not_applicable for field in fields)
    mask = sum(field.mask for field in fields)
    none = sum(field.bit(EXCLUDES) for field in fields)
    question = fields[0].question
    given = Given(question, EXCLUDES, fields[0].option)
    yield EditMove(Edit(given, NOT_APPLICABLE), Move(0, 0, state, mask, none))
    for field in fields:
        given = Given(question, INCLUDES, field.option)
        move = Move(field.mask, field.bit(INCLUDES), state, mask, none)
        yield EditMove(Edit(given, NOT_APPLICABLE), move)


def _origin(field: Field, now: Cube) -> str:
    if now.bit_count() > 1:
        return OPEN
    return field.values[(now >> field.shift).bit_length() - 1]
