"""The program for one complete assessment: equal to `decide`, and silent on all others."""

from datetime import date
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import advisor.catalog
from advisor.decision import Compiled, compile_catalog, decide, situation_of
from advisor.decision.evaluate import evaluator_of
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.conditions import All, AnyOf, Condition, Lacks, Not
from advisor.model.vocabulary import Kind, Verdict
from tests.decision import worlds
from tests.decision.random_catalogs import Case, Shape, cases
from tests.decision.small_catalogs import (
    NOT_APPLICABLE,
    TODAY,
    UNKNOWN,
    capability,
    catalog,
    chosen,
    is_,
    listed,
    multiple,
    rule,
    single,
)


@cache
def shipped() -> Compiled:
    """Return the shipped catalog, compiled once."""
    return compile_catalog(advisor.catalog.load(), date(2026, 11, 22))


def answer(random: Random, question: Question) -> Answer:
    """Return a random answer that leaves nothing open."""
    if random.random() < 0.06:
        return NOT_APPLICABLE
    if question.kind is Kind.SINGLE:
        return chosen(random.choice(question.option_ids))
    share = random.random()
    return listed(*(option for option in question.option_ids if random.random() < share))


def complete(small: Catalog, random: Random) -> dict[str, Answer]:
    """Return an answer to every question, hidden or not."""
    return {question.id: answer(random, question) for question in small.questions.values()}


@given(cases(), st.integers(0, 2**32 - 1))
@settings(max_examples=300)
def test_complete_assessments_get_the_verdicts_of_their_world(case: Case, seed: int) -> None:
    """Every capability and the outcome, against a walk over the condition trees."""
    small, _ = case
    evaluator = evaluator_of(compile_catalog(small, TODAY))
    reference = worlds.Reference(small)
    random = Random(seed)
    for _ in range(10):
        answers = complete(small, random)
        (world,) = worlds.worlds(small, answers)
        values = evaluator.values(answers)
        assert values is not None
        for which in (None, *small.capabilities):
            assert evaluator.verdict(values, which) == reference.level(world, which)


@given(cases())
@settings(max_examples=400)
def test_what_is_open_has_no_values(case: Case) -> None:
    """Complete = nothing visible is open; then verdicts equal those of `decide`."""
    small, answers = case
    compiled = compile_catalog(small, TODAY)
    decision = decide(compiled, answers)
    evaluator = evaluator_of(compiled)
    values = evaluator.values(answers)
    assert (values is None) == bool(decision.open_questions)
    if values is not None:
        assert (evaluator.verdict(values, None),) == decision.possible
        assert list(evaluator.verdicts(values)) == [job.verdict for job in decision.capabilities]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=100)
def test_plans_count_where_they_are_read_as_present(seed: int) -> None:
    """The catalog as planned has an evaluator of its own."""
    shape = Shape(seed)
    small = shape.catalog(4)
    planned = compile_catalog(small, TODAY).as_planned
    reference = worlds.Reference(small, planned=True)
    answers = complete(small, shape.random)
    (world,) = worlds.worlds(small, answers)
    values = evaluator_of(planned).values(answers)
    assert values is not None
    for which in (None, *small.capabilities):
        assert evaluator_of(planned).verdict(values, which) == reference.level(world, which)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(2))
def test_the_shipped_catalog_agrees_with_exact_possible_verdicts(batch: int) -> None:
    """A thousand random assessments, from half answered to complete; hidden answers or none."""
    compiled = shipped()
    evaluator = evaluator_of(compiled)
    defined = 0
    for seed in range(500 * batch, 500 * (batch + 1)):
        random = Random(seed)
        answers = complete(compiled.catalog, random)
        situation = situation_of(compiled, answers)
        if seed % 2:
            answers = {id_: answers[id_] for id_ in situation.visible}
        if seed % 4 == 0:
            answers[random.choice(situation.visible)] = UNKNOWN
        situation = situation_of(compiled, answers)
        values = evaluator.values(answers)
        assert (values is None) == bool(situation.open_questions)
        if values is None:
            continue
        defined += 1
        found = evaluator.verdicts(values)
        for id_, verdict in zip(compiled.catalog.capabilities, found, strict=True):
            assert situation.possible_verdicts(id_) == (verdict,), (seed, id_)
    assert defined >= 375


def test_text_of_a_catalog_never_becomes_source() -> None:
    """Ids that would break, or run in, a program are only looked up."""
    question, option = 'q"];\nraise SystemExit #', "o') or (1,"
    hostile = catalog(
        [single(question, option, "\\"), multiple("m", "'''", '"""')],
        [capability("job", is_(question, option))],
        [rule("up", "job", Verdict.SPLIT, Lacks("m", "'''"))],
    )
    evaluator = evaluator_of(compile_catalog(hostile, TODAY))
    assert evaluator.verdicts({question: option, "m": ('"""',)}) == (Verdict.SPLIT,)
    assert evaluator.verdicts({question: option, "m": None}) == (Verdict.KEEP,)
    assert evaluator.verdicts({question: "\\", "m": ()}) == (Verdict.NONE,)


def test_deep_conditions_do_not_exceed_the_parser() -> None:
    """A condition nested two hundred deep still makes a program, and the right one."""
    deep: Condition = is_("a", "x")
    for depth in range(200):
        other = is_(f"b{depth % 7}", "x")
        deep = AnyOf((other, deep)) if depth % 2 else All((Not(other), deep))
    questions = [single("a", "x", "y"), *(single(f"b{at}", "x", "y") for at in range(7))]
    nested = catalog(questions, [capability("job", deep)])
    evaluator, reference = evaluator_of(compile_catalog(nested, TODAY)), worlds.Reference(nested)
    for world in worlds.worlds(nested, {}):
        values = {id_: value for id_, value in world.items() if not isinstance(value, frozenset)}
        assert evaluator.verdict(values, None) == reference.level(world, None)
