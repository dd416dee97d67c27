"""Dependence of regions and verdicts on open questions, by walking pairs of worlds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.decision import compile_catalog, situation_of
from advisor.decision.budget import Budget, BudgetSpentError
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import Verdict
from advisor.reasoning.dependence import turned_by
from advisor.reasoning.raised import Region, depends_on
from tests.decision import worlds
from tests.decision.random_catalogs import Case, Shape, cases
from tests.decision.small_catalogs import TODAY
from tests.decision.test_aspect import inside, point
from tests.reasoning.small import COMPILED


def turned(small: Catalog, here: list[worlds.World], which: str | None) -> dict[str, set[Verdict]]:
    """Return, by question, the verdicts that it can lead away from or to."""
    reference = worlds.Reference(small)
    found: dict[str, set[Verdict]] = {}
    for question in small.questions:
        for one, other in worlds.flips(here, question):
            level = reference.level(one, which)
            if level != reference.level(other, which):
                found.setdefault(question, set()).add(level)
    return found


@given(cases())
@settings(max_examples=300)
def test_a_question_turns_the_verdicts_that_its_flips_leave(case: Case) -> None:
    """Turned = some completion has the verdict, and another one once only this answer differs."""
    small, answers = case
    compiled = compile_catalog(small, TODAY)
    situation = situation_of(compiled, answers)
    here = worlds.worlds(small, answers)
    for which in (None, *small.capabilities):
        found = turned_by(situation.aspect(which), Budget())
        assert {id_: set(some) for id_, some in found.items()} == turned(small, here, which)
        assert all(list(some) == sorted(some) for some in found.values())


@given(cases())
@settings(max_examples=60)
def test_what_was_learnt_earlier_in_an_interview_stays_right_later(case: Case) -> None:
    """Proofs kept from fewer and from other answers never make a later result wrong."""
    small, answers = case
    compiled = compile_catalog(small, TODAY)
    said = list(answers.items())
    for count in (*range(len(said) + 1), *reversed(range(len(said)))):
        some = dict(said[:count])
        here = worlds.worlds(small, some)
        for which in (None, *small.capabilities):
            aspect = situation_of(compiled, some).aspect(which)
            found = turned_by(aspect, Budget())
            assert {id_: set(v) for id_, v in found.items()} == turned(small, here, which)


@given(cases(), st.integers(0, 2**32 - 1))
@settings(max_examples=300)
def test_a_region_depends_on_what_moves_worlds_in_or_out(case: Case, seed: int) -> None:
    """Depends = two completions that differ in this question only, one inside, one outside."""
    small, answers = case
    compiled = compile_catalog(small, TODAY)
    space = compiled.space
    domain = situation_of(compiled, answers).domain
    condition = Shape(seed).condition(list(small.questions.values()))
    cubes = compiled.region(condition)
    region = Region("drawn", cubes, space.asked_by(cubes), tuple(small.questions))
    here = worlds.worlds(small, answers)
    held = {tuple(world.values()): inside(space, cubes, point(space, world)) for world in here}
    expected = {
        question
        for question in small.questions
        if any(
            held[tuple(one.values())] != held[tuple(other.values())]
            for one, other in worlds.flips(here, question)
        )
    }
    found = {
        question
        for question in small.questions
        if depends_on(compiled, region, question, domain, Budget())
    }
    assert found == expected


def test_a_spent_budget_is_an_error_and_not_an_answer() -> None:
    """Without steps nothing is said; with enough the answer comes, and is kept."""
    aspect = situation_of(COMPILED, {}).aspect("login")
    with pytest.raises(BudgetSpentError):
        turned_by(aspect, Budget(0))
    found = turned_by(aspect, Budget())
    assert set(found) == {"a", "b"}
    assert turned_by(aspect, Budget(0)) == found
