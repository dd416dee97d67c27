"""Seeded answers to the shipped catalog, and the catalog compiled for one fixed day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from random import Random
from statistics import median
from time import perf_counter

import advisor.catalog
from advisor.decision import Compiled, compile_catalog, visible
from advisor.model.assessment import Answer
from advisor.model.vocabulary import Kind

TODAY = date(2026, 11, 22)
Answers = dict[str, Answer]


@cache
def compiled() -> Compiled:
    """Return the shipped catalog, compiled."""
    return compile_catalog(advisor.catalog.load(), TODAY)


def complete(seed: int) -> Answers:
    """Return an answer to every question, drawn evenly."""
    random = Random(seed)
    return {
        question.id: Answer(
            value=random.choice(question.option_ids)
            if question.kind is Kind.SINGLE
            else tuple(option for option in question.option_ids if random.random() < 0.3)
        )
        for question in compiled().catalog.questions.values()
    }


def interrupted(seed: int) -> Answers:
    """Return the answers of an interview in catalog order, up to some visible question."""
    drawn = complete(seed)
    share = Random(-seed).random()
    order = visible(compiled(), drawn)
    return {id_: drawn[id_] for id_ in order[: round(share * len(order))]}


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the median time of a piece of work."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def alternating(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 7
) -> tuple[float, float]:
    """Return the median times of two pieces of work that take turns, so that load hits both."""
    pairs = [(seconds(ours, 1), seconds(theirs, 1)) for _ in range(rounds)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def percentile(times: Sequence[float], share: float) -> float:
    """Return the smallest time that this share of all times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]
