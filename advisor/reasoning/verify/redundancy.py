"""Rules and pitfalls that no answers can make fire, or that another one makes superfluous.

A rule is subsumed when a rule of the same capability with the same or a higher verdict fires
wherever it does. It is a duplicate when both fire in the same worlds with the same verdict. Each
pair is one containment test between unions of cubes, after the hulls (the values that some cube
allows) have settled most.
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
    """Yield one query per pitfall; equal unions have equal hulls, so few pairs are left."""
    alike: dict[Cube, list[Pitfall]] = {}
    for id_ in sorted(worlds.catalog.pitfalls):
        pitfall = worlds.catalog.pitfalls[id_]
        earlier = alike.setdefault(hull(_region(worlds, pitfall)) & worlds.space.open, [])

        def find(
            budget: Budget, pitfall: Pitfall = pitfall, earlier: Sequence[Pitfall] = tuple(earlier)
        ) -> Iterator[CatalogFinding]:
            yield from _pitfall(worlds, pitfall, earlier, budget)

        earlier.append(pitfall)
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
    worlds: Worlds, pitfall: Pitfall, earlier: Sequence[Pitfall], budget: Budget
) -> Iterator[CatalogFinding]:
    mine = _region(worlds, pitfall)
    if not mine:
        yield _dead_pitfall(worlds, pitfall)
        return
    for other in earlier:
        theirs = _region(worlds, other)
        if worlds.contains(theirs, mine, budget) and worlds.contains(mine, theirs, budget):
            yield CatalogFinding(
                FindingKind.PITFALL_DUPLICATE,
                "pitfalls",
                (pitfall.id, other.id),
                f"{pitfall.id} fires exactly where {other.id} fires.",
                worlds.show(mine[0]),
            )
            return


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
