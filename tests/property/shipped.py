"""The shipped catalog for the oracles: compiled, as clauses, and seeded assessments of it.

Assessments are drawn by fixed seeds, from nearly empty to complete, with unknown, not known and
not applicable answers among them.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from random import Random

import advisor.catalog
from advisor.decision import Compiled, compile_catalog
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind, Verdict
from tests.decision.circuits import Reading, SatLogic

TODAY = date(2026, 11, 22)
Answers = dict[str, Answer]


@cache
def shipped() -> tuple[Catalog, Compiled]:
    """Return the shipped catalog, loaded and compiled once."""
    catalog = advisor.catalog.load()
    return catalog, compile_catalog(catalog, TODAY)


@cache
def solver() -> tuple[SatLogic, Reading[int]]:
    """Return the shipped catalog as clauses."""
    catalog, _ = shipped()
    logic = SatLogic(catalog)
    return logic, Reading(catalog, TODAY, logic)


def everything() -> tuple[str | None, ...]:
    """Return all capabilities, and None for the outcome."""
    return (None, *shipped()[0].capabilities)


def drawn(seed: int, share: float | None = None, *, unsure: bool = True) -> Answers:
    """Return a random assessment that answers about this share of all questions.

    Without a share, nine of ten answer more than a third of them. With `unsure`, some answers are
    unknown, partly known or not applicable.
    """
    random = Random(seed)
    part = random.uniform(0.0 if seed % 10 == 0 else 0.35, 1.0) if share is None else share
    questions = shipped()[0].questions.values()
    return {
        question.id: answer(random, question, unsure=unsure)
        for question in questions
        if random.random() < part
    }


def answer(random: Random, question: Question, *, unsure: bool = True) -> Answer:
    """Return a random answer."""
    lot = random.random() if unsure else 1.0
    if lot < 0.04:
        return Answer(unknown=True)
    if lot < 0.08:
        return Answer(not_applicable="does not apply")
    if question.kind is Kind.SINGLE:
        return Answer(value=random.choice(question.option_ids))
    held = {option: random.random() for option in question.option_ids}
    return Answer(
        value=tuple(option for option in held if held[option] < 0.35),
        maybe=tuple(option for option in held if held[option] > 0.97) if unsure else (),
    )


def possible(which: str | None, assumed: Iterable[int]) -> tuple[Verdict, ...]:
    """Return the possible verdicts according to python-sat."""
    logic, reading = solver()
    assumed = list(assumed)
    return tuple(v for v in Verdict if logic.can(reading.exactly(which, v), assumed))


def settled(assumed: Iterable[int], which: str | None, verdict: Verdict) -> bool:
    """Whether no other verdict is possible, according to python-sat."""
    logic, reading = solver()
    return not logic.can(-reading.exactly(which, verdict), assumed)
