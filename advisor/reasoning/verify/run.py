"""Runs all checks on a catalog; each query is exact or ends as "not proven".

A finding about something that can never fire is exact as well: the unions of cubes hold all worlds
where it would. The result is the same on every machine; it depends on the catalog, the day (product
facts are dated) and the step budget alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from advisor.decision.budget import DEFAULT_STEPS, Budget, BudgetSpentError
from advisor.decision.compile import Compiled, compile_catalog
from advisor.model.catalog import Catalog
from advisor.reasoning.verify.circles import circles
from advisor.reasoning.verify.findings import (
    CatalogFinding,
    Checked,
    FindingKind,
    Query,
    Verification,
)
from advisor.reasoning.verify.monotone import exception_queries, scale_queries
from advisor.reasoning.verify.negation import negation_queries
from advisor.reasoning.verify.placement import layer_queries, target_queries
from advisor.reasoning.verify.reachability import condition_queries, question_queries
from advisor.reasoning.verify.reading import option_queries
from advisor.reasoning.verify.redundancy import pitfall_queries, rule_queries
from advisor.reasoning.verify.verdicts import verdict_queries
from advisor.reasoning.verify.worlds import Worlds

_CHECKS: Final[tuple[Callable[[Worlds], Iterator[Query]], ...]] = (
    verdict_queries,
    rule_queries,
    pitfall_queries,
    question_queries,
    condition_queries,
    option_queries,
    negation_queries,
    scale_queries,
    exception_queries,
    layer_queries,
    target_queries,
)


def verify(catalog: Catalog, today: date, *, budget: int = DEFAULT_STEPS) -> Verification:
    """Verify a catalog as it reads on a day; each query may take `budget` steps.

    Raises:
        CatalogError: when a condition names something unknown or needs too many cubes.
    """
    found = circles(catalog)
    if found:
        return Verification(found, (Checked("visibility", len(catalog.questions), 0),))
    return verify_compiled(compile_catalog(catalog, today), budget=budget)


def verify_compiled(compiled: Compiled, *, budget: int = DEFAULT_STEPS) -> Verification:
    """Verify a catalog that is compiled already, so that its visibility has no circle."""
    worlds = Worlds(compiled)
    findings: list[CatalogFinding] = []
    checked: dict[str, Checked] = {}
    for check in _CHECKS:
        for query in check(worlds):
            allowance = Budget(budget)
            findings += _answered(query, allowance, budget)
            before = checked.get(query.check, Checked(query.check, 0, 0))
            steps = before.steps + budget - max(allowance.left, 0)
            checked[query.check] = Checked(query.check, before.items + 1, steps)
    return Verification(tuple(findings), tuple(checked.values()))


def _answered(query: Query, allowance: Budget, budget: int) -> Iterator[CatalogFinding]:
    """Yield what a query finds; if its budget ends first, what it found until then and that."""
    try:
        yield from query.find(allowance)
    except BudgetSpentError:
        yield CatalogFinding(
            FindingKind.NOT_PROVEN,
            query.shelf,
            (query.id,),
            f"{query.id}: checking its part in {query.check} took more than {budget} steps; "
            "nothing more is proven about it.",
        )
