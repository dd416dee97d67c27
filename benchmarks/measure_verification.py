"""Verification of the shipped catalog, against z3 on the part that it can do by itself.

Ours runs every check that `advisor catalog verify` makes on rules and questions, compiling
included. z3 reads the same catalog through another reader (`tests/decision/circuits.py`) and
answers which declared verdicts are out of reach, which questions, rules and pitfalls are dead,
which rules are subsumed, and which scales lower a verdict; reading included. Left out of z3's part:
options that nothing reads, negations, keep grounds, layers, duplicate pitfalls, and every
counterexample. Both must find the same in the shipped catalog and in one with mistakes sown in.

Larger catalogs are renamed copies: either of everything but the platform, so that there are more
capabilities, or of rules and questions alone, so that the same capabilities have more rules.
All times are processor times. Goal: under a second on the shipped catalog.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time

from advisor.model.catalog import Catalog
from advisor.reasoning.verify import FindingKind, Verification, verify
from benchmarks.larger import multiplied
from benchmarks.table import Row
from benchmarks.teams import TODAY, compiled
from benchmarks.z3_reading import Found, findings, sown

GOAL = 1.0


def measure() -> list[Row]:
    """Measure the shipped catalog, z3 on the same, and copies of growing size."""
    catalog = compiled().catalog
    broken = sown(catalog)
    assert in_common(verify(broken, TODAY)) == findings(broken, TODAY) != set()
    ours = median(_processor_time(lambda: verify(catalog, TODAY)) for _ in range(5))
    start = process_time()
    theirs = findings(catalog, TODAY)
    taken = process_time() - start
    assert in_common(verify(catalog, TODAY)) == theirs
    return [
        Row(
            "verification of the shipped catalog",
            f"{ours:.2f} s",
            f"{GOAL:.0f} s",
            ours / GOAL,
            "under 1",
            ours < GOAL,
        ),
        Row(
            "verification, z3's time by ours",
            f"{ours:.2f} s for all checks",
            f"z3, {taken:.1f} s for its part",
            taken / ours,
        ),
        *(_larger(catalog, times, ours, same=False) for times in (2, 4, 8)),
        _larger(catalog, 2, ours, same=True),
    ]


def _larger(catalog: Catalog, times: int, once: float, *, same: bool) -> Row:
    larger = multiplied(catalog, times, same_capabilities=same)
    start = process_time()
    verification = verify(larger, TODAY)
    taken = process_time() - start
    unproven = [item for item in verification.findings if item.kind is FindingKind.NOT_PROVEN]
    whose = "the same capabilities" if same else "capabilities of their own"
    return Row(
        f"verification, rules x{times}, {whose} ({len(unproven)} not proven)",
        f"{taken:.2f} s, {len(larger.rules)} rules",
        f"x1, {once:.2f} s",
        taken / once,
    )


def _processor_time(work: Callable[[], object]) -> float:
    """Return what a piece of work takes of the processor; other load does not count."""
    start = process_time()
    work()
    return process_time() - start


def in_common(verification: Verification) -> set[Found]:
    """Return the findings of the kinds that z3 looks for, as it names them."""
    found: set[Found] = set()
    for item in verification.findings:
        match item.kind:
            case FindingKind.VERDICT_UNREACHABLE | FindingKind.VERDICT_UNDECLARED:
                found.add(("verdict", *item.ids))
            case FindingKind.QUESTION_UNREACHABLE:
                found.add(("question", item.ids[0]))
            case FindingKind.RULE_DEAD:
                found.add(("dead rule", item.ids[0]))
            case FindingKind.RULE_SUBSUMED | FindingKind.RULE_DUPLICATE:
                found.add(("superfluous rule", item.ids[0]))
            case FindingKind.PITFALL_DEAD:
                found.add(("dead pitfall", item.ids[0]))
            case FindingKind.NOT_MONOTONE if item.ids[-2] != "outcome":
                found.add(("scale", *item.ids[-2:]))
            case _:
                pass
    return found
