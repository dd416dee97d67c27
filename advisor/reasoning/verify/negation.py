"""Negations that silently stop a condition where their question is hidden.

A comparison and its negation are both false while the question is hidden. So `not` over a question
reads as "it is asked, and the answer is another one"; an author who means "unless" is surprised in
the worlds where it is hidden, all else holds, and the condition is false only for that reason.
Those worlds are what is looked for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.decision.budget import Budget
from advisor.model.catalog import Catalog
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
from advisor.reasoning.verify.conditions import Located, conditions
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds

Supposed = tuple[str, Condition]
_NEVER = AnyOf(())


def negation_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per condition that negates something."""
    for located in conditions(worlds.catalog):
        negated = tuple(supposed(worlds.catalog, located.condition))
        if negated:

            def find(
                budget: Budget,
                located: Located = located,
                negated: Sequence[Supposed] = negated,
            ) -> Iterator[CatalogFinding]:
                yield from _silent(worlds, located, negated, budget)

            yield Query("negations", located.shelf, located.id, find)


def supposed(
    catalog: Catalog, condition: Condition, *, negated: bool = False
) -> Iterator[Supposed]:
    """Yield the question of each negated comparison, and the condition with it taken as true.

    Product facts are left out: their negation means "stated no" and says so.
    """
    match condition:
        case Chosen(question) | Holds(question) | Lacks(question) if negated:
            yield question, _NEVER  # whose negation is true
        case Not(part):
            for question, tree in supposed(catalog, part, negated=not negated):
                yield question, Not(tree)
        case PlansCount():
            yield from supposed(catalog, catalog.plans_count, negated=negated)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for place, part in enumerate(parts):
                for question, tree in supposed(catalog, part, negated=negated):
                    changed = (*parts[:place], tree, *parts[place + 1 :])
                    yield question, _with_parts(condition, changed)
        case Always() | FactIs() | Chosen() | Holds() | Lacks():
            return


def _with_parts(condition: All | AnyOf | AtLeast, parts: tuple[Condition, ...]) -> Condition:
    if isinstance(condition, AtLeast):
        return AtLeast(condition.count, parts)
    return type(condition)(parts)


def _silent(
    worlds: Worlds, located: Located, negated: Sequence[Supposed], budget: Budget
) -> Iterator[CatalogFinding]:
    compiled = worlds.compiled
    base = compiled.in_use[located.capability] if located.capability else (worlds.space.full,)
    holds = compiled.region(located.condition)
    told: set[str] = set()
    for question, tree in negated:
        if question in told:
            continue
        hidden = worlds.outside(
            worlds.both(base, compiled.region(tree)),
            (*compiled.visible[question], *holds),
            budget,
        )
        if hidden is not None:
            told.add(question)
            yield CatalogFinding(
                FindingKind.NEGATION_OF_HIDDEN,
                located.shelf,
                (located.id, question),
                f"`{located.field}` of {located.id} negates {question}, which may be hidden "
                "while all else holds: then the negation is false too.",
                worlds.show(hidden),
            )
