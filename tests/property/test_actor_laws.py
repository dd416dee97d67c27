"""Laws of decisions over actors, on random inventories and the shipped catalog."""

import random

import pytest
from msgspec.structs import replace

from advisor.decision import Shaped, Shapes, decide
from advisor.decision.compile import compile_catalog
from advisor.decision.flat import flat_answers
from advisor.decision.instantiate import instantiate
from advisor.decision.inventory import Row, inventory_of
from advisor.model.assessment import Actor, Answer, Assessment
from advisor.model.decision import Decision
from advisor.model.vocabulary import Verdict
from tests.property import actors
from tests.property.shipped import TODAY, shipped

ALONE = {"machines-without-people", "agents-without-people"}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    """The shipped catalog for any inventory."""
    return Shapes(shipped()[0], TODAY)


def decided(shapes: Shapes, assessment: Assessment) -> Decision:
    """Return the decision on an assessment."""
    shaped: Shaped = shapes.of(assessment)
    return decide(shaped.compiled, shaped.answers)


def verdicts(decision: Decision) -> dict[str, tuple[Verdict, tuple[Verdict, ...]]]:
    """Return what is decided, names left out."""
    return {job.id: (job.verdict, job.possible) for job in decision.capabilities}


@pytest.mark.parametrize("seed", range(60))
def test_a_complete_inventory_is_judged_actor_by_actor(shapes: Shapes, seed: int) -> None:
    """The engine agrees with a slow reading of each rule as "some actor"."""
    assessment = actors.assessment_of(shapes.catalog, random.Random(seed))
    slow = actors.Slow(shapes.catalog, assessment)
    found = {job.id: job.verdict for job in decided(shapes, assessment).capabilities}

    assert found == {id_: slow.verdict(id_) for id_ in found}


@pytest.mark.parametrize("seed", range(25))
def test_renaming_and_reordering_actors_change_nothing(shapes: Shapes, seed: int) -> None:
    """Names, ids and the order of rows decide nothing: verdicts, possible sets and findings."""
    chance = random.Random(seed)
    before = actors.sparse(actors.assessment_of(shapes.catalog, chance), chance)
    rows = [replace(row, id=f"z{row.id}", name="Renamed") for row in before.actors]
    chance.shuffle(rows)
    one, other = (decided(shapes, each) for each in (before, replace(before, actors=tuple(rows))))

    assert verdicts(one) == verdicts(other)
    assert [item.pitfall for item in one.findings] == [item.pitfall for item in other.findings]
    assert (one.outcome, one.possible) == (other.outcome, other.possible)


@pytest.mark.parametrize("seed", range(60))
def test_adding_an_actor_never_lowers_a_verdict(shapes: Shapes, seed: int) -> None:
    """With the main population as it is; but for jobs that are replaced since nobody else is."""
    chance = random.Random(seed)
    before = actors.assessment_of(shapes.catalog, chance)
    people = {row.kind for row in before.actors} & set(actors.PEOPLE)
    kinds = [kind for kind in shapes.catalog.subjects if people or kind not in actors.PEOPLE]
    row = actors.row_of(shapes.catalog, chance.choice(kinds), "new", chance)
    main = before.answers[shapes.catalog.population_question]
    after = replace(
        before,
        actors=(*before.actors, replace(row, status="in-use")),
        answers={**before.answers, shapes.catalog.population_question: main},
    )
    first, second = decided(shapes, before), decided(shapes, after)

    fallen = [
        old.id
        for old, new in zip(first.capabilities, second.capabilities, strict=True)
        if new.verdict < old.verdict and not ALONE.intersection(old.rules)
    ]
    assert fallen == []


@pytest.mark.parametrize("seed", range(8))
def test_one_unlisted_actor_of_each_kind_is_enough(shapes: Shapes, seed: int) -> None:
    """A second one that nobody listed makes no further verdict possible."""
    chance = random.Random(seed)
    assessment = actors.sparse(actors.assessment_of(shapes.catalog, chance, 3), chance)
    rows = inventory_of(shapes.catalog, assessment.actors)
    question = shapes.catalog.subject_question
    more = tuple(Row(f"more-{kind}", kind, "", question) for kind in shapes.catalog.subjects)
    flat = instantiate(shapes.catalog, (*rows, *more))
    answers = flat_answers(flat, assessment, rows)
    held = answers.get(question, Answer(()))
    whole = {
        kind
        for group, word in assessment.complete.items()
        if word == "complete"
        for kind in shapes.catalog.groups[group].kinds
    }
    perhaps = tuple(row.id for row in more if row.kind not in whole)
    answers[question] = replace(
        held,
        value=held.value or (),
        maybe=(*(held.maybe or _unlisted(flat.unlisted, flat.kinds, whole)), *perhaps),
    )
    # With more people possible, the main ones stay those that were listed.
    main = shapes.of(assessment).answers.get(shapes.catalog.population_question)
    if main is not None:
        answers[shapes.catalog.population_question] = main
    two = decide(compile_catalog(flat, TODAY), answers)

    one = decided(shapes, assessment)
    assert {job.id: job.possible for job in two.capabilities} == {
        job.id: job.possible for job in one.capabilities
    }


def _unlisted(unlisted: frozenset[str], kinds: object, whole: set[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in sorted(unlisted) if kinds[id_] not in whole)  # type: ignore[index]


def test_suspected_programs_and_agents_count_and_suspected_people_do_not(shapes: Shapes) -> None:
    """A suspicion separates machines; nobody is moved for people who may not be there."""
    rows = (
        Actor("shoppers", "customers", status="in-use"),
        Actor("job", "own-workload", status="suspected"),
        Actor("dealers", "organisation-people", status="suspected"),
    )
    answers = {"platform": Answer("cognito"), "lifecycle": Answer("live")}
    found = decided(shapes, Assessment(actors=rows, answers=answers))

    assert found.capability("workload-identity").verdict is Verdict.SPLIT
    assert found.capability("sign-in-organisation").verdict is Verdict.NONE
    assert Verdict.KEEP in found.capability("sign-in-organisation").possible
