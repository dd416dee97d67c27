"""What the interview computes after each answer: bearings, certificates and nearest changes.

For all capabilities and the outcome, in seeded interviews in catalog order, answered by lot, until
there are enough states. Each interview begins with a newly compiled catalog and works everything
out once before its first answer (a row of its own). Two ways:

- as the terminal UI does it: while a question is read, what its next answers lead to is worked out
  ahead, to the end here; a key picks an option or ticks one, and each key is a state. The row that
  has the goal is what remains to be done after the key: p99 under 16 ms.
- without looking ahead: the whole answer is given, and then everything is worked out.

The reference is python-sat answering the same queries (`tests/property/sat_queries.py`), on some of
the states; both must come to the same. Times are of the processor, since an interview is no reason
to be alone on a machine. The garbage collector is set up as in the terminal UI.

ADVISOR_BENCH_STATES says how many states.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count, islice
from time import process_time

from msgspec import Struct, field

from advisor.application.thinking_ahead import think_ahead
from advisor.decision import Compiled, compile_catalog, decide, visible
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.decision import Change, Given
from advisor.model.vocabulary import Kind
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import EVERY, Changes, changes
from advisor.reasoning.learning import Learned
from advisor.reasoning.relevance import Bearing, bearings
from advisor.tui import OBJECTS_BETWEEN_COLLECTIONS
from benchmarks.table import Row
from benchmarks.teams import Answers, compiled, complete, percentile

STATES = int(os.environ.get("ADVISOR_BENCH_STATES", "600"))
# python-sat takes about a second for each.
COMPARED = max(1, STATES // 30)
GOAL = 0.016
PARTS = ("decision", "bearings", "certificates", "changes")


class Found(Struct):
    """What is worked out for one state."""

    bearings: tuple[Bearing, ...]
    certificates: list[tuple[Given, ...] | None]
    changes: list[Changes]

    @property
    def proven(self) -> bool:
        """Whether nothing ended with its budget."""
        return all(item.proven for some in (self.bearings, self.changes) for item in some)


class Times(Struct):
    """Seconds by part, before first answers and after the others; of thinking ahead."""

    first: list[float] = field(default_factory=list)
    parts: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in PARTS})
    ahead: list[float] = field(default_factory=list)
    unproven: int = 0

    @property
    def whole(self) -> list[float]:
        """The sums of the parts."""
        return [sum(times) for times in zip(*self.parts.values(), strict=True)]


def measure() -> list[Row]:
    """Measure both ways, then python-sat on some of the states."""
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        read, states = _interviews(ahead=True)
        blind, _ = _interviews(ahead=False)
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
    sat = _by_python_sat(states)
    p99, later = percentile(read.whole, 0.99), percentile(blind.whole, 0.99)
    return [
        _row("before the first answer, all of it", read.first),
        *(_row(f"after a key, {name}", times) for name, times in read.parts.items()),
        _row("after a key, all of it", read.whole),
        Row(
            f"after a key, all of it, p99 of {STATES} states ({read.unproven} not proven)",
            f"{1000 * p99:.1f} ms",
            "16 ms",
            p99 / GOAL,
            "under 1",
            p99 < GOAL,
        ),
        _row("thinking ahead, while a question is read", read.ahead),
        *(_row(f"without thinking ahead, {name}", times) for name, times in blind.parts.items()),
        _row(f"without thinking ahead, all of it ({blind.unproven} not proven)", blind.whole),
        Row(
            f"after a key, median of {COMPARED} states",
            f"{1000 * percentile(read.whole, 0.5):.1f} ms",
            f"python-sat, the same queries, {1000 * percentile(sat, 0.5):.0f} ms",
            percentile(read.whole, 0.5) / percentile(sat, 0.5),
        ),
        Row(
            "without thinking ahead, p99",
            f"{1000 * later:.1f} ms",
            f"python-sat, the same queries, {1000 * max(sat):.0f} ms at most",
            later / max(sat),
        ),
    ]


def _interviews(*, ahead: bool) -> tuple[Times, list[tuple[Answers, Found]]]:
    """Go through interviews until there are enough states."""
    times = Times()
    states: list[tuple[Answers, Found]] = []
    for drawn in map(complete, count()):
        fresh = compile_catalog(compiled().catalog, compiled().today)
        learned = Learned()
        alone = Times()
        _answer(fresh, {}, learned, alone)
        times.first += alone.whole
        answers: Answers = {}
        for question, after in islice(_keys(fresh, drawn, ticks=ahead), STATES - len(states)):
            if ahead:
                start = process_time()
                for _ in think_ahead(fresh, answers, question, learned):
                    pass
                times.ahead.append(process_time() - start)
            answers = after
            found = _answer(fresh, answers, learned, times)
            times.unproven += not found.proven
            states.append((answers, found))
        if len(states) == STATES:
            return times, states
    raise AssertionError


def _keys(fresh: Compiled, drawn: Answers, *, ticks: bool) -> Iterator[tuple[str, Answers]]:
    """Yield the question read and the answers so far, after each key or, without ticks, answer."""
    answers: Answers = {}
    while following := [id_ for id_ in visible(fresh, answers) if id_ not in answers]:
        question = fresh.catalog.questions[following[0]]
        last = drawn[question.id]
        for answer in _ticked(question, last) if ticks else (last,):
            answers = {**answers, question.id: answer}
            yield question.id, answers


def _ticked(question: Question, last: Answer) -> Iterator[Answer]:
    if question.kind is Kind.SINGLE or not isinstance(last.value, tuple) or not last.value:
        yield last
    else:
        for held in range(1, len(last.value) + 1):
            yield Answer(value=last.value[:held])


def _answer(fresh: Compiled, answers: Answers, learned: Learned, times: Times) -> Found:
    """Work everything out for one state, and take the time of the three parts."""
    which = (None, *fresh.catalog.capabilities)
    start = process_time()
    decide(fresh, answers)
    decided = process_time()
    relevant = bearings(fresh, answers)
    related = process_time()
    certificates = [certificate(fresh, answers, one, learned=learned) for one in which]
    certified = process_time()
    found = [changes(fresh, answers, one, learned=learned) for one in which]
    parts = decided - start, related - decided, certified - related, process_time() - certified
    for name, seconds in zip(PARTS, parts, strict=True):
        times.parts[name].append(seconds)
    return Found(relevant, certificates, found)


def _by_python_sat(states: list[tuple[Answers, Found]]) -> list[float]:
    """Return python-sat's times for some states; it must find the same."""
    from tests.property.sat_queries import SatQueries

    sat = SatQueries(compiled())
    times = []
    for answers, found in states[:: len(states) // COMPARED]:
        start = process_time()
        bearing = sat.bearings(answers)
        certificates = [sat.certificate(answers, one) for one in sat.everything]
        edits = [sat.changes(answers, one) for one in sat.everything]
        times.append(process_time() - start)
        ours = {
            item.question: {*item.capabilities, *([None] if item.outcome else ())}
            for item in found.bearings
        }
        assert bearing == {question: ours[question] for question in bearing}
        assert certificates == [None if one is None else len(one) for one in found.certificates]
        # The solver knows no levers: every answer may change.
        every = [changes(compiled(), answers, one, levers=EVERY) for one in sat.everything]
        assert edits == [_sizes(one.items) for one in every]
    return times


def _sizes(items: tuple[Change, ...]) -> dict[object, int]:
    return {change.to: len(change.edits) for change in items}


def _row(name: str, times: list[float]) -> Row:
    p50, p95, p99 = (1000 * percentile(times, share) for share in (0.5, 0.95, 0.99))
    return Row(name, f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms", "p99 / p50", p99 / p50)
