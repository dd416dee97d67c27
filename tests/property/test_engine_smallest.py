"""Certificates and changes on the shipped catalog: valid and smallest, by python-sat.

The smallest sizes come from someone else's minimum hitting sets (certificates), from a bound on
the number of edits (changes of complete assessments), and from MaxSAT (changes of partial ones).
"""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from pysat.card import ITotalizer
from pysat.examples.hitman import Hitman

from advisor.decision import decide
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.decision import Edit, Given
from advisor.model.vocabulary import Kind, Verdict
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import EVERY, changes
from advisor.reasoning.edits import apply_change
from advisor.reasoning.learning import Learned
from tests.decision.circuits import given_facts
from tests.property.sat_queries import SatQueries
from tests.property.shipped import drawn, everything, possible, settled, shipped, solver


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(2))
def test_certificates_are_sufficient_and_smallest(batch: int) -> None:
    """A certificate settles its verdict by itself, and no smaller set of given facts does."""
    catalog, compiled = shipped()
    logic, _ = solver()
    for seed in range(20 * batch, 20 * (batch + 1)):
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
            assert settled(logic.said(found), which, item.possible[0]), (seed, which)
            assert len(found) == fewest(facts, which, item.possible[0]), (seed, which)


def fewest(facts: list[Given], which: str | None, verdict: Verdict) -> int:
    """Return the size of a smallest set of facts that settles a verdict.

    By implicit hitting sets: a world with another verdict says that one of the facts it breaks is
    needed; a minimum hitting set of all these that settles the verdict is a smallest one.
    """
    logic, reading = solver()
    with Hitman(solver="m22", htype="sorted") as hitting:
        while True:
            tried = hitting.get() or []
            if not logic.can(-reading.exactly(which, verdict), logic.said(tried)):
                return len(tried)
            world = set(logic.solver.get_model())
            hitting.hit([fact for fact in facts if not held(fact, world)])


def held(fact: Given, world: set[int]) -> bool:
    """Whether a fact holds in a world."""
    logic, _ = solver()
    if fact.relation == "not_applicable":
        return -logic.applies(fact.question) in world
    picked = logic.picks(fact.question, fact.value)
    return (-picked if fact.relation == "excludes" else picked) in world


@cache
def edited() -> tuple[Mapping[tuple[str, str], int], list[int]]:
    """Return variables for the answers before, and for "more than so many edits since".

    Each single choice that differs counts one, and each option of a multiple choice.
    """
    catalog, _ = shipped()
    logic, _ = solver()
    before: dict[tuple[str, str], int] = {}
    edits: list[int] = []
    for question in catalog.questions.values():
        single = logic.fresh()
        for option in question.option_ids:
            was = before[question.id, option] = logic.fresh()
            now = logic.picks(question.id, option)
            edit = single if question.kind is Kind.SINGLE else logic.fresh()
            logic.solver.add_clause([-was, now, edit])
            if question.kind is Kind.MULTIPLE:
                logic.solver.add_clause([was, -now, edit])
                edits.append(edit)
        if question.kind is Kind.SINGLE:
            edits.append(single)
    top = logic.fresh()
    counted = ITotalizer(lits=edits, ubound=30, top_id=top)
    for clause in counted.cnf.clauses:
        logic.solver.add_clause(clause)
    while logic.fresh() < counted.top_id:
        pass
    more_than = list(counted.rhs)
    counted.delete()
    return before, more_than


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(2))
def test_changes_of_complete_assessments_are_smallest(batch: int) -> None:
    """Each change settles on its verdict, and no complete assessment with fewer edits has it."""
    catalog, compiled = shipped()
    logic, reading = solver()
    before, more_than = edited()
    applies = [logic.applies(id_) for id_ in catalog.questions]
    for seed in range(12 * batch, 12 * (batch + 1)):
        answers = drawn(seed, 1.0, unsure=False)
        was = [
            literal if option in listed(answers[id_]) else -literal
            for (id_, option), literal in before.items()
        ]
        decision = decide(compiled, answers)
        for which in everything():
            leaving = decision.outcome if which is None else decision.capability(which).verdict
            found = changes(compiled, answers, which, levers=EVERY)
            assert found.proven, (seed, which)
            for change in found.items:
                changed = apply_change(catalog, answers, change)
                assert settled(logic.allowed(changed), which, change.to), (seed, which)
                fewer = [-more_than[len(change.edits) - 1]]
                there = reading.exactly(which, change.to)
                assert not logic.can(there, [*applies, *was, *fewer]), (seed, which, change)
            reached = {change.to for change in found.items} | {leaving}
            assert reached == set(possible(which, applies)) | {leaving}, (seed, which)


def listed(answer: Answer) -> tuple[str, ...]:
    """Return the options that an answer names."""
    return (answer.value,) if isinstance(answer.value, str) else answer.value or ()


@pytest.mark.oracle
@pytest.mark.parametrize("seed", range(1, 3))
def test_changes_of_partial_assessments_lead_where_they_say(seed: int) -> None:
    """Each change settles on its verdict, no single edit does where it needs two or more."""
    catalog, compiled = shipped()
    logic, _ = solver()
    answers = drawn(seed, None if seed % 2 else 1.0)
    decision = decide(compiled, answers)
    singles = [[edit] for edit in edits(catalog)]
    for which in everything():
        leaving = decision.outcome if which is None else decision.capability(which).verdict
        found = changes(compiled, answers, which, levers=EVERY)
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


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(2))
def test_changes_of_partial_assessments_are_smallest(batch: int) -> None:
    """As many edits as MaxSAT needs, with and without what earlier searches learned."""
    _, compiled = shipped()
    queries = SatQueries(compiled)
    learned = Learned()
    for seed in range(4 * batch, 4 * (batch + 1)):
        answers = drawn(seed, 0.1 + 0.2 * (seed % 4), unsure=False)
        for which in everything():
            expected = queries.changes(answers, which)
            for memory in (None, learned):
                found = changes(compiled, answers, which, levers=EVERY, learned=memory)
                assert found.proven
                assert {item.to: len(item.edits) for item in found.items} == expected, (seed, which)


def edits(catalog: Catalog) -> Iterator[Edit]:
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
