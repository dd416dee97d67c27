"""How decisions and reasoning grow with the catalog: 1, 2, 4 and 8 times the rules that ship.

Larger catalogs are renamed copies of everything but the platform (`larger.py`). Per catalog: one
compilation, and over seeded assessments the decision, which questions can still change a verdict,
certificates and nearest changes of the outcome and of every capability. Assessments are complete,
interrupted in the second half, or just begun (ten answers). All times are processor times.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from time import process_time

from advisor.decision import Compiled, compile_catalog, decide, visible
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import Kind
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import changes
from advisor.reasoning.relevance import bearings
from benchmarks.larger import multiplied
from benchmarks.table import Row
from benchmarks.teams import TODAY, Answers, compiled

STATES = 5
TIMES = (1, 2, 4, 8)
BEGUN = 10


def measure() -> list[Row]:
    """Measure each size, and compare it with the shipped catalog."""
    rows: list[Row] = []
    first: dict[str, float] = {}
    for times in TIMES:
        larger = multiplied(compiled().catalog, times, same_capabilities=False)
        for what, taken in _measured(larger).items():
            once = first.setdefault(what, taken)
            rows.append(
                Row(
                    f"{what}, rules x{times}",
                    f"{1000 * taken:.1f} ms, {len(larger.rules)} rules",
                    f"x1, {1000 * once:.1f} ms",
                    taken / once,
                )
            )
    return rows


def _measured(catalog: Catalog) -> dict[str, float]:
    """Return the median time of each piece of work."""
    taken = {"compilation": _time(lambda: compile_catalog(catalog, TODAY))}
    ready = compile_catalog(catalog, TODAY)
    whole = [_answered(ready, seed) for seed in range(STATES)]
    halfway = [0.5 + seed / STATES / 2 for seed in range(STATES)]
    assessments = {
        "complete": whole,
        "interrupted": [
            _first(answers, round(share * len(answers)))
            for answers, share in zip(whole, halfway, strict=True)
        ],
        "begun": [_first(answers, BEGUN) for answers in whole],
    }
    which = (None, *catalog.capabilities)
    work: dict[str, Callable[[Answers], object]] = {
        "one decision": lambda answers: decide(ready, answers),
        "bearings": lambda answers: bearings(ready, answers),
        "all certificates": lambda answers: [certificate(ready, answers, one) for one in which],
        "all nearest changes": lambda answers: [changes(ready, answers, one) for one in which],
    }
    for kind, states in assessments.items():
        for name, of in work.items():
            taken[f"{name}, {kind}"] = median(_time(partial(of, answers)) for answers in states)
    return taken


def _first(answers: Answers, count: int) -> Answers:
    return dict(list(answers.items())[:count])


def _answered(ready: Compiled, seed: int) -> Answers:
    """Return answers to all visible questions, in catalog order."""
    chance = Random(seed)
    drawn = {
        question.id: Answer(
            value=chance.choice(question.option_ids)
            if question.kind is Kind.SINGLE
            else tuple(option for option in question.option_ids if chance.random() < 0.3)
        )
        for question in ready.catalog.questions.values()
    }
    return {id_: drawn[id_] for id_ in visible(ready, drawn)}


def _time(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
