"""What the interview computes after each answer: bearings, certificates and nearest changes.

For all capabilities and the outcome, after each answer of seeded interviews in catalog order,
answered by lot, until there are enough states. Each interview begins with a newly compiled catalog
and works everything out once before its first answer, as the terminal UI does (a row of its own).
The reference is one python-sat run, on clauses of the same catalog, of the simplest of the same
queries: which verdicts are possible. (It does no more of ours by itself: bearings, certificates and
changes each take many such runs.) Goal: p99 under 16 ms. Times are of the processor, since an
interview is no reason to be alone on a machine.

ADVISOR_BENCH_STATES says how many states.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count, islice
from time import process_time

from advisor.decision import Compiled, compile_catalog, decide, visible
from advisor.model.vocabulary import Verdict
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import changes
from advisor.reasoning.learning import Learned
from advisor.reasoning.relevance import bearings
from benchmarks.table import Row
from benchmarks.teams import Answers, compiled, complete, percentile

STATES = int(os.environ.get("ADVISOR_BENCH_STATES", "600"))
GOAL = 0.016
PARTS = ("bearings", "certificates", "changes")


def measure() -> list[Row]:
    """Measure our answers state by state, then python-sat's."""
    from tests.decision.circuits import Reading, SatLogic

    states: list[Answers] = []
    parts: dict[str, list[float]] = {name: [] for name in PARTS}
    starts: list[float] = []
    unproven = 0
    for drawn in map(complete, count()):
        fresh = compile_catalog(compiled().catalog, compiled().today)
        learned = Learned()
        before: dict[str, list[float]] = {name: [] for name in PARTS}
        _answer(fresh, {}, learned, before)
        starts.append(sum(times[0] for times in before.values()))
        for answers in islice(_interview(fresh, drawn), STATES - len(states)):
            states.append(answers)
            unproven += _answer(fresh, answers, learned, parts)
        if len(states) == STATES:
            break
    whole = [sum(times) for times in zip(*parts.values(), strict=True)]
    catalog = compiled().catalog
    logic = SatLogic(catalog)
    reading = Reading(catalog, compiled().today, logic)
    everything = [
        (which, verdict, reading.exactly(which, verdict))
        for which in (None, *catalog.capabilities)
        for verdict in compiled().verdicts_of(which)
    ]
    theirs = []
    for answers in states:
        decision = decide(compiled(), answers)
        start = process_time()
        assumed = logic.allowed(answers)
        found = {(w, v) for w, v, literal in everything if logic.can(literal, assumed)}
        theirs.append(process_time() - start)
        expected: set[tuple[str | None, Verdict]] = {(None, v) for v in decision.possible}
        expected |= {(item.id, v) for item in decision.capabilities for v in item.possible}
        assert found == expected
    return [
        _row("before the first answer, all of it", starts),
        *(_row(f"per answer, {name}", times) for name, times in parts.items()),
        *_goal(whole, theirs, unproven),
    ]


def _interview(fresh: Compiled, drawn: Answers) -> Iterator[Answers]:
    """Yield the answers so far, after each answer of an interview."""
    answers: Answers = {}
    while following := [id_ for id_ in visible(fresh, answers) if id_ not in answers]:
        answers = {**answers, following[0]: drawn[following[0]]}
        yield answers


def _goal(whole: list[float], theirs: list[float], unproven: int) -> list[Row]:
    p99, sat = percentile(whole, 0.99), percentile(theirs, 0.99)
    title = f"per answer, all of it, p99 of {STATES} states ({unproven} with parts not proven)"
    return [
        _row("per answer, all of it", whole),
        Row(title, f"{1000 * p99:.1f} ms", "16 ms", p99 / GOAL, "under 1", p99 < GOAL),
        Row(
            "per answer, all of it, p99",
            f"{1000 * p99:.1f} ms",
            f"python-sat, possible verdicts only, {1000 * sat:.1f} ms",
            p99 / sat,
        ),
    ]


def _row(name: str, times: list[float]) -> Row:
    p50, p95, p99 = (1000 * percentile(times, share) for share in (0.5, 0.95, 0.99))
    return Row(name, f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms", "p99 / p50", p99 / p50)


def _answer(
    fresh: Compiled, answers: Answers, learned: Learned, parts: dict[str, list[float]]
) -> bool:
    """Time the three parts; return whether something was not proven within its budget."""
    which = (None, *fresh.catalog.capabilities)
    start = process_time()
    relevant = bearings(fresh, answers)
    parts["bearings"].append(process_time() - start)
    start = process_time()
    for one in which:
        certificate(fresh, answers, one, learned=learned)
    parts["certificates"].append(process_time() - start)
    start = process_time()
    found = [changes(fresh, answers, one, learned=learned) for one in which]
    parts["changes"].append(process_time() - start)
    return not (all(i.proven for i in relevant) and all(i.proven for i in found))
