"""Edits: the answer changes that a team can make, as moves, and how they change a file.

Each edit counts one: another option of a single choice, one option of a multiple choice turned,
an open question or option answered. A question that is not applicable may be answered, never the
other way round. The first option named on an open multiple choice leaves its other options not
known; on one that was not applicable they do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from advisor.decision.aspect import Aspect
from advisor.decision.bits import each_bit
from advisor.decision.escape import Entry
from advisor.decision.space import EXCLUDES, INCLUDES, NOT_APPLICABLE, Cube, Space
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.decision import Change, Edit, Given
from advisor.model.vocabulary import Kind

OPEN = "open"
Wanted = Callable[[Question], bool]


class Editable(Struct, frozen=True):
    """What a team can change about a set of worlds: moves for `hitting_set.Escape`."""

    space: Space
    domain: Cube
    movable: Cube
    entries: tuple[Entry, ...]
    wanted: Wanted | None = None
    framed: bool = False

    def edits(self, chosen: int) -> tuple[Edit, ...]:
        """Return the edits that a set of moves stands for, in layout order."""
        return tuple(self._edit(bit) for bit in each_bit(chosen))

    def _edit(self, bit: Cube) -> Edit:
        field = self.space.field_at(bit)
        now = self.domain & field.mask
        at = (now >> field.shift).bit_length() - 1
        origin = OPEN if now.bit_count() > 1 else field.values[at]
        value = field.values[(bit >> field.shift).bit_length() - 1]
        if not field.option:
            return Edit(Given(field.question, "answer", value), origin)
        # A multiple choice that applies to nothing yet: the token says that nothing holds.
        relation = EXCLUDES if value == NOT_APPLICABLE else value
        return Edit(Given(field.question, relation, field.option), origin)


def editable(aspect: Aspect, wanted: Wanted | None = None, assumed: Cube | None = None) -> Editable:
    """Return every edit of the wanted questions that the aspect's verdict reads.

    With an assumed world, questions that are a frame are answered as in it or not at all.
    """
    compiled, space, domain = aspect.compiled, aspect.space, aspect.domain
    read = compiled.read_by(aspect.capability)
    movable = 0
    entries: list[Entry] = []
    for question in compiled.catalog.questions.values():
        mask = space.question_mask(question.id) & read
        if not mask or (wanted is not None and not wanted(question)):
            continue
        if assumed is not None and question.frame:
            movable |= mask & assumed & space.undecided(domain)
            continue
        if question.kind is Kind.MULTIPLE and not domain & mask & space.open:
            fields = [field for field in space.of_question[question.id] if field.mask & read]
            includes = sum(field.bit(INCLUDES) for field in fields)
            excludes = sum(field.bit(EXCLUDES) for field in fields)
            entries.append(Entry(fields[0].not_applicable, mask, includes, excludes))
        else:
            movable |= mask & space.open
    # A value that a field has for certain is no change.
    movable &= ~(domain & ~space.undecided(domain))
    return Editable(space, domain, movable, tuple(entries), wanted, assumed is not None)


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
