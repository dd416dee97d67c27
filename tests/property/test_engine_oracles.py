"""The engine on the shipped catalog against python-sat and oxidd, which read it on their own.

Possible verdicts, assumptions, visibility, pitfalls and relevance; `test_engine_smallest.py` has
certificates and changes.
"""

from collections.abc import Mapping
from functools import cache

import pytest

from advisor.decision import decide, situation_of
from advisor.decision.tautology import covers
from advisor.model.vocabulary import Verdict
from advisor.reasoning.relevance import Relevant, relevance
from tests.decision.bdd_circuits import BddLogic
from tests.decision.circuits import Reading, SatLogic, given_facts
from tests.property.shipped import TODAY, drawn, everything, shipped, solver

Differences = dict[tuple[str | None, Verdict], int]


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(3))
def test_possible_verdicts_agree_with_a_sat_solver(batch: int) -> None:
    """Possible verdicts of each capability and of the outcome, 400 assessments a batch."""
    _, compiled = shipped()
    logic, reading = solver()
    exactly = {(which, v): reading.exactly(which, v) for which in everything() for v in Verdict}
    for seed in range(400 * batch, 400 * (batch + 1)):
        answers = drawn(seed, None if seed % 3 else 1.0)
        situation = situation_of(compiled, answers)
        held = logic.witnessed(exactly.values(), logic.allowed(answers))
        for which in everything():
            expected = tuple(v for v in Verdict if exactly[which, v] in held)
            assert situation.possible_verdicts(which) == expected, (seed, which)


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(2))
def test_assumptions_settle_working_verdicts_for_a_sat_solver_too(batch: int) -> None:
    """With the assumptions given, each job has its working verdict only; 100 assessments."""
    catalog, compiled = shipped()
    logic, reading = solver()
    exactly = {(which, v): reading.exactly(which, v) for which in everything() for v in Verdict}
    for seed in range(100 * batch, 100 * (batch + 1)):
        answers = drawn(seed, 0.1 + 0.8 * (seed % 10) / 10)
        decision = decide(compiled, answers)
        assumed = [assumption.given for assumption in decision.assumptions]
        told = logic.said([*given_facts(catalog, answers), *assumed])
        held = logic.witnessed(exactly.values(), told)
        working: dict[str | None, Verdict] = {None: decision.outcome}
        working |= {job.id: job.verdict for job in decision.capabilities}
        assert decision.fewest
        left = {key for key, literal in exactly.items() if literal in held}
        assert left == set(working.items()), seed


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(2))
def test_visibility_and_pitfalls_agree_with_a_sat_solver(batch: int) -> None:
    """Questions that can be visible, and pitfalls that are forced; 200 assessments a batch."""
    catalog, compiled = shipped()
    logic, reading = solver()
    shown = {id_: reading.holds(question.when) for id_, question in catalog.questions.items()}
    spared = {id_: -reading.holds(pitfall.when) for id_, pitfall in catalog.pitfalls.items()}
    for seed in range(200 * batch, 200 * (batch + 1)):
        answers = drawn(seed, None if seed % 3 else 1.0)
        situation = situation_of(compiled, answers)
        held = logic.witnessed((*shown.values(), *spared.values()), logic.allowed(answers))
        assert situation.visible == tuple(id_ for id_ in shown if shown[id_] in held), seed
        for id_, pitfall in catalog.pitfalls.items():
            forced = covers(compiled.space, compiled.region(pitfall.when), situation.domain)
            assert forced == (spared[id_] not in held), (seed, id_)


@pytest.mark.oracle
def test_decide_finds_the_pitfalls_that_are_forced() -> None:
    """`decide` lists exactly the pitfalls that python-sat finds in every completion."""
    catalog, compiled = shipped()
    logic, reading = solver()
    for seed in range(20):
        answers = drawn(seed, None if seed % 3 else 1.0)
        assumed = logic.allowed(answers)
        assert {finding.pitfall for finding in decide(compiled, answers).findings} == {
            pitfall.id
            for pitfall in catalog.pitfalls.values()
            if not logic.can(-reading.holds(pitfall.when), assumed)
        }, seed


@cache
def pair() -> tuple[SatLogic, SatLogic, Differences, Mapping[str, int]]:
    """Return two worlds in one solver that may differ.

    The formulas "the first has exactly this verdict, the second has not", and for each question
    one that makes both answer it alike.
    """
    catalog, _ = shipped()
    one = SatLogic(catalog)
    other = SatLogic(catalog, beside=one)
    first, second = Reading(catalog, TODAY, one), Reading(catalog, TODAY, other)
    differs = {
        (which, verdict): one.both(first.exactly(which, verdict), -second.exactly(which, verdict))
        for which in everything()
        for verdict in Verdict
    }
    alike = {id_: other.alike(id_) for id_ in catalog.questions}
    return one, other, differs, alike


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(2))
def test_relevance_agrees_with_a_sat_solver(batch: int) -> None:
    """What each open question could make of each verdict: two worlds that differ in it alone."""
    _, compiled = shipped()
    one, other, differs, alike = pair()
    compared = 0
    for seed in range(15 * batch, 15 * (batch + 1)):
        answers = drawn(10_000 + seed)
        decision = decide(compiled, answers)
        assumed = [*one.allowed(answers), *other.allowed(answers)]
        for item in relevance(compiled, answers):
            if not item.proven:
                continue
            compared += 1
            rest = [same for id_, same in alike.items() if id_ != item.question]
            held = one.witnessed(differs.values(), [*assumed, *rest])
            for which in everything():
                working = decision.outcome if which is None else decision.capability(which).verdict
                expected = tuple(
                    verdict
                    for verdict in Verdict
                    if verdict is not working and differs[which, verdict] in held
                )
                assert could_become(item, which) == expected, (seed, item.question, which)
    assert compared > 150


def could_become(item: Relevant, which: str | None) -> tuple[Verdict, ...]:
    """Return what the engine says that a question could make of a verdict."""
    return item.outcome if which is None else dict(item.capabilities).get(which, ())


@pytest.mark.oracle
@pytest.mark.parametrize("seed", range(16))
def test_verdicts_and_relevance_agree_with_decision_diagrams(seed: int) -> None:
    """Possible verdicts, and what they depend on."""
    catalog, compiled = shipped()
    answers = drawn(seed, 0.55 + 0.4 * seed / 24)
    logic = BddLogic(catalog, answers)
    reading = Reading(catalog, TODAY, logic)
    decision = decide(compiled, answers)
    exact = {
        (which, verdict): reading.exactly(which, verdict)
        for which in everything()
        for verdict in Verdict
    }
    for (which, verdict), diagram in exact.items():
        known = decision.possible if which is None else decision.capability(which).possible
        assert (verdict in known) == diagram.satisfiable(), (which, verdict)
    for item in relevance(compiled, answers):
        for which in everything():
            working = decision.outcome if which is None else decision.capability(which).verdict
            expected = tuple(
                verdict
                for verdict in Verdict
                if verdict is not working and logic.depends(exact[which, verdict], item.question)
            )
            assert could_become(item, which) == expected, (item.question, which)
