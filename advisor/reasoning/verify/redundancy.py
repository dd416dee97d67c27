"""Rules and pitfalls that no answers can make fire, or that another one makes superfluous.

A rule is subsumed when a rule of the same capability with the same or a higher verdict fires
wherever it does. It is a duplicate when both fire in the same worlds with the same verdict. A
pitfall is subsumed when another one fires wherever it does, is as severe, and names all of its
layers and controls: then it tells a reader nothing more. Each pair is one containment test between
unions of cubes, after the hulls (the values that some cube allows) have settled most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Cubes
from advisor.model.catalog import Pitfall, Rule
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds, hull


def rule_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per rule; O(rules per capability squared) pairs."""
    hulls = {id_: hull(region) for id_, region in worlds.compiled.rules.items()}
    for id_ in worlds.compiled.when:

        def find(budget: Budget, id_: str = id_) -> Iterator[CatalogFinding]:
            yield from _rule(worlds, worlds.catalog.rules[id_], hulls, budget)

        yield Query("rules", "rules", id_, find)


def pitfall_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per pitfall; O(pitfalls squared) pairs, of which the hulls leave few."""
    regions = {id_: _region(worlds, item) for id_, item in worlds.catalog.pitfalls.items()}
    hulls = {id_: hull(region) & worlds.space.open for id_, region in regions.items()}
    for id_ in sorted(regions):
        # Beyond a value that only this pitfall allows it fires alone.
        wider = tuple(
            other for other in sorted(regions) if other != id_ and not hulls[id_] & ~hulls[other]
        )

        def find(
            budget: Budget, id_: str = id_, wider: Sequence[str] = wider
        ) -> Iterator[CatalogFinding]:
            yield from _pitfall(worlds, regions, id_, wider, budget)

        yield Query("pitfalls", "pitfalls", id_, find)


def _rule(
    worlds: Worlds, rule: Rule, hulls: Mapping[str, Cube], budget: Budget
) -> Iterator[CatalogFinding]:
    regions = worlds.compiled.rules
    mine = regions[rule.id]
    if not mine:
        yield _dead_rule(worlds, rule)
        return
    for other_id in worlds.compiled.rules_by_capability[rule.capability]:
        other = worlds.catalog.rules[other_id]
        if other_id == rule.id or other.verdict < rule.verdict:
            continue
        if hulls[rule.id] & ~hulls[other_id] & worlds.space.open:
            continue  # a value that only this rule allows
        if not worlds.contains(regions[other_id], mine, budget):
            continue
        same = other.verdict is rule.verdict and worlds.contains(mine, regions[other_id], budget)
        if same and rule.id < other_id:
            continue  # told once, about the later of the two
        kind = FindingKind.RULE_DUPLICATE if same else FindingKind.RULE_SUBSUMED
        how = "exactly where" if same else "only where"
        yield CatalogFinding(
            kind,
            "rules",
            (rule.id, other_id),
            f"{rule.id} ({rule.verdict.id}) fires {how} {other_id} ({other.verdict.id}) fires too, "
            f"so it never changes {rule.capability}.",
            worlds.show(mine[0]),
        )
        return


def _dead_rule(worlds: Worlds, rule: Rule) -> CatalogFinding:
    used = worlds.compiled.in_use[rule.capability]
    near, misfit = worlds.nearest([used, *worlds.conjuncts(rule.when)])
    if misfit == 0:
        why = f"{rule.capability} can never be in use"
    else:
        before = f"{rule.capability} being in use" + (
            " and the parts before" if misfit != 1 else ""
        )
        why = f"part {misfit} of its condition excludes {before}"
    return CatalogFinding(
        FindingKind.RULE_DEAD,
        "rules",
        (rule.id,),
        f"{rule.id} can never fire: {why}.",
        worlds.show(near),
    )


def _pitfall(
    worlds: Worlds,
    regions: Mapping[str, Cubes],
    id_: str,
    wider: Sequence[str],
    budget: Budget,
) -> Iterator[CatalogFinding]:
    pitfall, mine = worlds.catalog.pitfalls[id_], regions[id_]
    if not mine:
        yield _dead_pitfall(worlds, pitfall)
        return
    around = [other for other in wider if worlds.contains(regions[other], mine, budget)]
    same = [other for other in around if worlds.contains(mine, regions[other], budget)]
    earlier = [other for other in same if other < id_]  # told once, about the later of the two
    more = [
        other
        for other in around
        if other not in same and _adds_nothing(pitfall, worlds.catalog.pitfalls[other])
    ]
    if earlier:
        kind, other = FindingKind.PITFALL_DUPLICATE, earlier[0]
        said = f"exactly where {other} fires"
    elif more:
        kind, other = FindingKind.PITFALL_SUBSUMED, more[0]
        said = f"only where {other} fires, which is as severe and says all of it"
    else:
        return
    yield CatalogFinding(
        kind, "pitfalls", (id_, other), f"{id_} fires {said}.", worlds.show(mine[0])
    )


def _adds_nothing(pitfall: Pitfall, other: Pitfall) -> bool:
    """Whether another pitfall is as severe and names every layer and control of this one."""
    return (
        pitfall.severity <= other.severity
        and set(pitfall.layers) <= set(other.layers)
        and set(pitfall.controls) <= set(other.controls)
    )


def _dead_pitfall(worlds: Worlds, pitfall: Pitfall) -> CatalogFinding:
    near, misfit = worlds.nearest(worlds.conjuncts(pitfall.when))
    if misfit:
        why = f"part {misfit + 1} of its condition excludes the parts before"
    else:
        why = "its condition holds in no world"
    return CatalogFinding(
        FindingKind.PITFALL_DEAD,
        "pitfalls",
        (pitfall.id,),
        f"{pitfall.id} can never fire: {why}.",
        worlds.show(near),
    )


def _region(worlds: Worlds, pitfall: Pitfall) -> Cubes:
    return worlds.compiled.region(pitfall.when, f"pitfall {pitfall.id}")
