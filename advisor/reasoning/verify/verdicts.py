"""Each capability can take exactly the verdicts it declares, and always takes one of them."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decision.budget import Budget
from advisor.decision.levels import LEVELS
from advisor.model.catalog import Capability
from advisor.model.vocabulary import Verdict
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds


def verdict_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per capability."""
    for capability in worlds.catalog.capabilities.values():

        def find(budget: Budget, capability: Capability = capability) -> Iterator[CatalogFinding]:
            for verdict in LEVELS:
                yield from _verdict(worlds, capability, verdict, budget)

        yield Query("capabilities", "capabilities", capability.id, find)


def _verdict(
    worlds: Worlds, capability: Capability, verdict: Verdict, budget: Budget
) -> Iterator[CatalogFinding]:
    levels = worlds.compiled.levels_of(capability.id)
    world = worlds.outside(levels.at_least(verdict), levels.above(verdict), budget)
    declared = verdict in capability.verdicts
    if declared is (world is not None):
        return
    if world is not None:
        yield CatalogFinding(
            FindingKind.VERDICT_UNDECLARED,
            "capabilities",
            (capability.id, verdict.id),
            f"{capability.id} can become {verdict.id}, which it does not declare.",
            worlds.show(world),
        )
        return
    used = worlds.compiled.in_use[capability.id]
    raised = levels.at_least(verdict)
    if not used:
        why, near = "it can never be in use", worlds.nearest(worlds.conjuncts(capability.in_use))[0]
    elif raised:
        why, near = "a higher verdict always joins it", worlds.nearest([raised])[0]
    else:
        why, near = "no rule proposes it where it is in use", worlds.nearest([used])[0]
    yield CatalogFinding(
        FindingKind.VERDICT_UNREACHABLE,
        "capabilities",
        (capability.id, verdict.id),
        f"{capability.id} declares {verdict.id}, but no answers lead there: {why}.",
        worlds.show(near),
    )
