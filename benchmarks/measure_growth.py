"""How decisions and reasoning grow with the catalog: 1, 2, 4 and 8 times the rules that ship.

Larger catalogs are renamed copies of everything but the platform (`larger.py`). Per catalog: one
compilation, and over seeded assessments the decision, what is still relevant, and the certificates
of the outcome and of every capability. Assessments are complete, and, up to 4 times the rules,
interrupted in the second half: with less answered, a decision on 8 times the rules can take a
minute. All times are processor times.
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
from advisor.reasoning.relevance import relevance
from benchmarks.larger import multiplied
from benchmarks.table import Row
from benchmarks.teams import TODAY, Answers, compiled

STATES = 5
TIMES = (1, 2, 4, 8)
HALFWAY = 4


def measure() -> list[Row]:
    """Measure each size, and compare it with the shipped catalog."""
    rows: list[Row] = []
    first: dict[str, float] = {}
    for times in TIMES:
        larger = multiplied(compiled().catalog, times, same_capabilities=False)
        for what, taken in _measured(larger, halfway=times <= HALFWAY).items():
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


def _measured(catalog: Catalog, *, halfway: bool) -> dict[str, float]:
    """Return the median time of each piece of work."""
    taken = {"compilation": _time(lambda: compile_catalog(catalog, TODAY))}
    ready = compile_catalog(catalog, TODAY)
    assessments = {"complete": [_answered(ready, seed, 1) for seed in range(STATES)]}
    if halfway:
        shares = [0.5 + seed / STATES / 2 for seed in range(STATES)]
        assessments["interrupted"] = [_answered(ready, *item) for item in enumerate(shares)]
    which = (None, *catalog.capabilities)
    work: dict[str, Callable[[Answers], object]] = {
        "one decision": lambda answers: decide(ready, answers),
        "relevance": lambda answers: relevance(ready, answers),
        "all certificates": lambda answers: [certificate(ready, answers, one) for one in which],
    }
    for kind, states in assessments.items():
        for name, of in work.items():
            of(states[0])  # what is remembered between answers
            taken[f"{name}, {kind}"] = median(_time(partial(of, answers)) for answers in states)
    return taken


def _answered(ready: Compiled, seed: int, share: float) -> Answers:
    """Return the answers to a share of the visible questions, in catalog order."""
    chance = Random(seed)
    drawn = {
        question.id: Answer(
            value=chance.choice(question.option_ids)
            if question.kind is Kind.SINGLE
            else tuple(option for option in question.option_ids if chance.random() < 0.3)
        )
        for question in ready.catalog.questions.values()
    }
    order = visible(ready, drawn)
    return {id_: drawn[id_] for id_ in order[: round(share * len(order))]}


def _time(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
