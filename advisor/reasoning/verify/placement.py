"""Where rules place a job: never in layers that exclude each other, and far enough away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

from advisor.decision.budget import Budget
from advisor.decision.verdicts import NEEDED_TARGET
from advisor.model.catalog import Rule
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds


def layer_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per capability with a rule that names an exclusive layer."""
    exclusive = frozenset().union(*worlds.catalog.exclusive_layers)
    for capability, ids in worlds.compiled.rules_by_capability.items():
        rules = [worlds.catalog.rules[id_] for id_ in ids]
        placing = tuple(rule for rule in rules if exclusive.intersection(rule.layers))
        if placing:

            def find(
                budget: Budget, placing: tuple[Rule, ...] = placing
            ) -> Iterator[CatalogFinding]:
                for one, other in combinations_with_replacement(placing, 2):
                    yield from _together(worlds, one, other, budget)

            yield Query("placements in exclusive layers", "capabilities", capability, find)


def target_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per rule."""
    for id_ in worlds.compiled.when:

        def find(budget: Budget, id_: str = id_) -> Iterator[CatalogFinding]:
            budget.spend(1)
            yield from _target(worlds, worlds.catalog.rules[id_])

        yield Query("targets of rules", "rules", id_, find)


def _together(worlds: Worlds, one: Rule, other: Rule, budget: Budget) -> Iterator[CatalogFinding]:
    """Find a world where two rules fire that place a job in two layers of an exclusive group."""
    apart = _apart(worlds, one, other)
    if apart is None:
        return
    budget.spend(len(worlds.compiled.rules[one.id]) * len(worlds.compiled.rules[other.id]))
    both = worlds.both(worlds.compiled.rules[one.id], worlds.compiled.rules[other.id])
    if not both:
        return
    first, second = apart
    rules = (one.id,) if one is other else (one.id, other.id)
    who = f"{one.id} places" if one is other else f"{one.id} and {other.id} fire together and place"
    yield CatalogFinding(
        FindingKind.LAYERS_EXCLUSIVE,
        "rules",
        rules,
        f"{who} {one.capability} in {first} and in {second}, which exclude each other.",
        worlds.show(both[0]),
    )


def _apart(worlds: Worlds, one: Rule, other: Rule) -> tuple[str, str] | None:
    for group in worlds.catalog.exclusive_layers:
        pairs = ((a, b) for a in one.layers for b in other.layers if a != b and {a, b} <= group)
        found = next(pairs, None)
        if found is not None:
            return found
    return None


def _target(worlds: Worlds, rule: Rule) -> Iterator[CatalogFinding]:
    needed = NEEDED_TARGET[rule.verdict]
    region = worlds.compiled.rules[rule.id]
    if rule.target >= needed or not region:
        return
    yield CatalogFinding(
        FindingKind.TARGET_TOO_LOW,
        "rules",
        (rule.id,),
        f"{rule.id} proposes {rule.verdict.id} but aims only at {rule.target.id}; "
        f"{rule.verdict.id} needs {needed.id} or further.",
        worlds.show(region[0]),
    )
