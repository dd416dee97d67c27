"""Conditions in negation normal form, free of product facts.

`not` is pushed down to the comparisons by De Morgan's laws; the negation of "at least n of k" is
"at least k - n + 1 of the k negations". A comparison and its negation are both false where the
question is hidden or not applicable, so this is not the complement of the original there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from advisor.decision.product_facts import resolve
from advisor.errors import CatalogError
from advisor.model.catalog import Catalog, Question
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)
from advisor.model.vocabulary import Kind

NEVER = AnyOf(())

Leaf = Chosen | Holds | Lacks


@dataclass(frozen=True, slots=True)
class Reading:
    """How conditions are read: against which catalog, and on which day.

    With `plans_count`, what is planned counts as present everywhere; else only where the catalog
    says so. `known` keeps conditions in normal form: most parts of a catalog's conditions recur.
    """

    catalog: Catalog
    today: date
    plans_count: bool = False
    known: dict[tuple[Condition, bool], Condition] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )


def normalise(reading: Reading, condition: Condition, *, negated: bool = False) -> Condition:
    """Return the condition with `not`, plans and product facts resolved; O(size of the tree)."""
    known = reading.known.get((condition, negated))
    if known is None:
        known = _normalised(reading, condition, negated=negated)
        reading.known[condition, negated] = known
    return known


def _normalised(  # noqa: PLR0911  (one return per kind of node)
    reading: Reading, condition: Condition, *, negated: bool
) -> Condition:
    match condition:
        case Always():
            return NEVER if negated else condition
        case PlansCount(later):
            now = NEVER if later else reading.catalog.plans_count
            counts = Always() if reading.plans_count else now
            return normalise(reading, counts, negated=negated)
        case Not(part):
            return normalise(reading, part, negated=not negated)
        case All(parts):
            return (AnyOf if negated else All)(_each(reading, parts, negated=negated))
        case AnyOf(parts):
            return (All if negated else AnyOf)(_each(reading, parts, negated=negated))
        case AtLeast(count, parts):
            needed = len(parts) - count + 1 if negated else count
            return AtLeast(needed, _each(reading, parts, negated=negated))
        case FactIs(fact, value):
            return resolve(reading.catalog, FactIs(fact, value is not negated), reading.today)
        case Chosen() | Holds() | Lacks():
            return _comparison(reading.catalog, condition, negated=negated)


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """Return the comparisons of a normalised condition from left to right."""
    match condition:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Chosen() | Holds() | Lacks():
            return (condition,)
        case _:
            return ()


def _each(
    reading: Reading, parts: tuple[Condition, ...], *, negated: bool
) -> tuple[Condition, ...]:
    return tuple(normalise(reading, part, negated=negated) for part in parts)


def _comparison(catalog: Catalog, leaf: Leaf, *, negated: bool) -> Leaf:
    question = catalog.questions.get(leaf.question)
    if question is None:
        raise CatalogError(
            f"a condition names the unknown question {leaf.question}",
            hint="correct the id, or add the question",
        )
    _check_options(question, leaf)
    match leaf:
        case Chosen(id_, options) if negated:
            return Chosen(id_, frozenset(question.option_ids) - options)
        case Holds(id_, option) if negated:
            return Lacks(id_, option)
        case Lacks(id_, option) if negated:
            return Holds(id_, option)
        case _:
            return leaf


def _check_options(question: Question, leaf: Leaf) -> None:
    named = leaf.options if isinstance(leaf, Chosen) else {leaf.option}
    kind = Kind.SINGLE if isinstance(leaf, Chosen) else Kind.MULTIPLE
    if question.kind is kind and named.issubset(question.option_ids):
        return
    unknown = sorted(named - set(question.option_ids))
    problem = f"has no option {unknown[0]}" if unknown else f"is a {question.kind.value} choice"
    raise CatalogError(
        f"a condition compares {question.id} wrongly: it {problem}",
        hint="use `is`/`in` for a single choice, `includes`/`excludes` for a multiple one",
    )
