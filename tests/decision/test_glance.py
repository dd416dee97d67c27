"""A look at each comparison never contradicts the regions."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from advisor.decision import compile_catalog, situation_of
from advisor.decision.glance import forced
from advisor.decision.tautology import covers
from tests.decision.random_catalogs import Shape

TODAY = date(2026, 11, 22)


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_forced_is_covered(seed: int, size: int) -> None:
    """Law: a condition is forced all over a domain exactly where its region covers it."""
    shape = Shape(seed)
    catalog = shape.catalog(4)
    questions = tuple(catalog.questions.values())
    compiled = compile_catalog(catalog, TODAY)
    situation = situation_of(compiled, shape.answers(questions))
    condition = shape.condition(questions, size)

    for some in (situation.presumed, situation.domain, compiled.space.full):
        covered = covers(compiled.space, compiled.region(condition), some)
        assert forced(compiled, condition, some, "condition") is covered


def test_both_answers_occur() -> None:
    """The law above is not about conditions that are never, or always, forced."""
    found = set()
    for seed in range(200):
        shape = Shape(Random(seed).randrange(2**32))
        catalog = shape.catalog(4)
        questions = tuple(catalog.questions.values())
        situation = situation_of(compile_catalog(catalog, TODAY), shape.answers(questions))
        condition = shape.condition(questions)
        found.add(forced(situation.compiled, condition, situation.presumed, "condition"))

    assert found == {True, False}
