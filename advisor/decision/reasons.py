"""Which given facts speak for something: the plain reading and the smallest set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.decision.bounds import Bounds, Union
from advisor.decision.budget import Budget
from advisor.decision.escape import Bundle, Escape
from advisor.decision.given import ANSWER, Fact
from advisor.decision.normal_form import leaves, normalise
from advisor.decision.situation import Situation
from advisor.decision.smallest import smallest_moves
from advisor.decision.space import EXCLUDES, INCLUDES, Cube, Cubes, Space
from advisor.model.conditions import Chosen, Condition, Lacks
from advisor.model.decision import Given


def read_facts(situation: Situation, conditions: Iterable[Condition]) -> tuple[Given, ...]:
    """Return the given facts that make comparisons of the conditions true, in layout order."""
    compiled = situation.compiled
    wanted: set[tuple[str, str, str]] = set()
    for condition in conditions:
        for leaf in leaves(normalise(compiled.reading, condition)):
            if isinstance(leaf, Chosen):
                wanted |= {(leaf.question, ANSWER, option) for option in leaf.options}
            else:
                relation = EXCLUDES if isinstance(leaf, Lacks) else INCLUDES
                wanted.add((leaf.question, relation, leaf.option))
    givens = (fact.given for fact in situation.facts)
    return tuple(
        given for given in givens if (given.question, given.relation, given.value) in wanted
    )


def smallest_because(situation: Situation, region: Cubes, budget: Budget) -> tuple[Given, ...]:
    """Return a smallest set of given facts that alone forces a region holding the whole domain.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    space = situation.compiled.space
    read = space.asked_by(region)
    facts = [fact for fact in situation.facts if fact.mask & read]
    inside = Union(space, ((region, (space.full,)),))
    return smallest_facts(space, facts, Bounds((inside,), Union(space, ())), budget) or ()


def smallest_facts(
    space: Space,
    facts: Sequence[Fact],
    bounds: Bounds,
    budget: Budget,
    bad: list[Cube] | None = None,
) -> tuple[Given, ...] | None:
    """Return a smallest set of given facts that alone leaves only worlds within some bounds.

    None where not even all of them do. Each move learns one fact, all else being open. `bad` are
    cubes known not to lie within the bounds; those that the search finds are added.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    bundles = tuple(
        Bundle(fact.bits & -fact.bits, fact.mask, fact.bits)
        for fact in facts
        if fact.bits & (fact.bits - 1)
    )
    bundled = sum(bundle.bits for bundle in bundles)
    movable = sum(fact.bits for fact in facts) & ~bundled
    escape = Escape(space, space.open, movable, bundles=bundles)
    escape.learn(bad or ())
    chosen = next(smallest_moves(space, escape, bounds, budget), None)
    if bad is not None:
        bad[:] = escape.cubes
    if chosen is None:
        return None
    return tuple(fact.given for fact in facts if fact.bits & chosen)
