"""The engine on the shipped catalog against python-sat and oxidd, which read it on their own.

Assessments are drawn by fixed seeds, from nearly empty to complete, with unknown, not known and
not applicable answers among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from random import Random

import pytest

import advisor.catalog
from advisor.decision import Compiled, compile_catalog, decide, situation_of
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question
from advisor.model.decision import Edit, Given
from advisor.model.vocabulary import Kind, Verdict
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import changes
from advisor.reasoning.edits import apply_change
from advisor.reasoning.relevance import relevance
from tests.decision.bdd_circuits import BddLogic
from tests.decision.circuits import Reading, SatLogic, given_facts

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


def drawn(seed: int, share: float | None = None) -> Answers:
    """Return a random assessment that answers about this share of all questions."""
    random = Random(seed)
    part = random.random() if share is None else share
    questions = shipped()[0].questions.values()
    return {
        question.id: answer(random, question) for question in questions if random.random() < part
    }


def answer(random: Random, question: Question) -> Answer:
    """Return a random answer."""
    lot = random.random()
    if lot < 0.04:
        return Answer(unknown=True)
    if lot < 0.08:
        return Answer(not_applicable="does not apply")
    if question.kind is Kind.SINGLE:
        return Answer(value=random.choice(question.option_ids))
    held = {option: random.random() for option in question.option_ids}
    return Answer(
        value=tuple(option for option in held if held[option] < 0.35),
        maybe=tuple(option for option in held if held[option] > 0.97),
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


def everything() -> tuple[str | None, ...]:
    """Return all capabilities, and None for the outcome."""
    return (None, *shipped()[0].capabilities)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(4))
def test_possible_verdicts_agree_with_a_sat_solver(batch: int) -> None:
    """Possible verdicts of each capability and of the outcome, 150 assessments a batch."""
    _, compiled = shipped()
    for seed in range(150 * batch, 150 * (batch + 1)):
        answers = drawn(seed, None if seed % 3 else 1.0)
        situation = situation_of(compiled, answers)
        assumed = solver()[0].allowed(answers)
        for which in everything():
            assert situation.possible_verdicts(which) == possible(which, assumed), (seed, which)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(3))
def test_visibility_and_pitfalls_agree_with_a_sat_solver(batch: int) -> None:
    """Questions are asked where they can be visible, pitfalls found where they are forced."""
    catalog, compiled = shipped()
    logic, reading = solver()
    for seed in range(20 * batch, 20 * (batch + 1)):
        answers = drawn(seed, None if seed % 3 else 1.0)
        decision = decide(compiled, answers)
        assumed = logic.allowed(answers)
        assert set(decision.visible) == {
            question.id
            for question in catalog.questions.values()
            if logic.can(reading.holds(question.when), assumed)
        }, seed
        assert {finding.pitfall for finding in decision.findings} == {
            pitfall.id
            for pitfall in catalog.pitfalls.values()
            if not logic.can(-reading.holds(pitfall.when), assumed)
        }, seed


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(16))
def test_relevance_agrees_with_decision_diagrams(seed: int) -> None:
    """What each open question could make of each verdict is what the diagrams depend on."""
    catalog, compiled = shipped()
    answers = drawn(seed, 0.55 + 0.4 * seed / 16)
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
        if not item.proven:
            continue
        found: dict[str | None, tuple[Verdict, ...]] = {
            None: item.outcome,
            **dict(item.capabilities),
        }
        for which in everything():
            working = decision.outcome if which is None else decision.capability(which).verdict
            expected = tuple(
                verdict
                for verdict in Verdict
                if verdict is not working and logic.depends(exact[which, verdict], item.question)
            )
            assert found.get(which, ()) == expected, (item.question, which)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_certificates_are_sufficient_and_smallest(seed: int) -> None:
    """A certificate settles its verdict by itself; without any of its facts, nothing is settled."""
    catalog, compiled = shipped()
    answers = drawn(seed, None if seed % 2 else 1.0)
    decision = decide(compiled, answers)
    facts = [f for f in given_facts(catalog, answers) if f.question in set(decision.visible)]
    for which in everything():
        item = decision if which is None else decision.capability(which)
        found = certificate(compiled, answers, which)
        if not item.settled:
            assert found is None
            continue
        assert found is not None
        assert set(found) <= set(facts)
        assert settled(solver()[0].said(found), which, item.possible[0]), (seed, which)
        for one in found:
            fewer = [fact for fact in found if fact is not one]
            assert not settled(solver()[0].said(fewer), which, item.possible[0]), (seed, which)
        if len(found) == 2:
            for one in facts:
                assert not settled(solver()[0].said([one]), which, item.possible[0]), (seed, which)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_changes_lead_where_they_say(seed: int) -> None:
    """Each change settles on its verdict, no single edit does where it needs two or more."""
    catalog, compiled = shipped()
    logic, _ = solver()
    answers = drawn(seed, None if seed % 2 else 1.0)
    decision = decide(compiled, answers)
    singles = [[edit] for edit in edits(catalog, answers)]
    for which in everything():
        leaving = decision.outcome if which is None else decision.capability(which).verdict
        found = changes(compiled, answers, which)
        for change in found.items:
            changed = apply_change(catalog, answers, change)
            assert possible(which, logic.allowed(changed)) == (change.to,), (seed, which, change)
            fewer: list[list[Edit]] = [[]] if change.edits else []
            fewer += singles if len(change.edits) > 1 else []
            for some in fewer:
                less = logic.allowed(apply_change(catalog, answers, some))
                assert not settled(less, which, change.to), (seed, which, some)
        if found.proven:
            reached = {change.to for change in found.items} | {leaving}
            assert reached == set(possible(which, reach(answers))) | {leaving}, (seed, which)


def edits(catalog: Catalog, answers: Mapping[str, Answer]) -> Iterator[Edit]:
    """Yield every single edit."""
    for question in catalog.questions.values():
        if question.kind is Kind.SINGLE:
            relations: tuple[str, ...] = ("answer",)
        else:
            relations = ("includes", "excludes")
        for option in question.option_ids:
            for relation in relations:
                yield Edit(Given(question.id, relation, option), "")


def reach(answers: Mapping[str, Answer]) -> list[int]:
    """Return the worlds that edits can lead to: what is not applicable may stay so."""
    logic, _ = solver()
    return [
        logic.applies(id_)
        for id_ in shipped()[0].questions
        if id_ not in answers or answers[id_].not_applicable is None
    ]
