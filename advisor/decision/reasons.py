"""Which given facts speak for something: the plain reading and the smallest set."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.decision.budget import Budget
from advisor.decision.given import Fact
from advisor.decision.hitting_set import Move, positions
from advisor.decision.normal_form import leaves, normalise
from advisor.decision.situation import Situation
from advisor.decision.smallest import Goal, smallest_moves
from advisor.decision.space import Cubes
from advisor.model.conditions import Chosen, Condition, Lacks
from advisor.model.decision import Given


def read_facts(situation: Situation, conditions: Iterable[Condition]) -> tuple[Given, ...]:
    """Return the given facts that make comparisons of the conditions true, in layout order."""
    compiled = situation.compiled
    wanted: dict[tuple[str, str], bool] = {}
    for condition in conditions:
        for leaf in leaves(normalise(compiled.reading, condition)):
            if isinstance(leaf, Chosen):
                wanted |= {(leaf.question, option): True for option in leaf.options}
            else:
                relation = "excludes" if isinstance(leaf, Lacks) else "includes"
                wanted[leaf.question, f"{relation} {leaf.option}"] = True
    return tuple(fact.given for fact in situation.facts if _key(fact.given) in wanted)


def smallest_because(situation: Situation, region: Cubes, budget: Budget) -> tuple[Given, ...]:
    """Return a smallest set of given facts that alone forces a region holding the whole domain.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    facts = situation.facts
    for chosen in smallest_moves(
        situation.compiled.space,
        situation.compiled.space.open,
        fact_moves(facts),
        Goal(region),
        budget,
    ):
        return tuple(facts[at].given for at in positions(chosen))
    return ()


def fact_moves(facts: Iterable[Fact]) -> tuple[Move, ...]:
    """Return the moves that learn one given fact each."""
    return tuple(Move(fact.mask, fact.bits) for fact in facts)


def _key(given: Given) -> tuple[str, str]:
    value = given.value if given.relation == "answer" else f"{given.relation} {given.value}"
    return (given.question, value)
