"""The content that ships: nothing for lint to find, complete, and short for a plain login."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

import advisor
from advisor.catalog import lint
from advisor.decision import Compiled, Shapes, compile_catalog, visible
from advisor.decision.space import Cubes
from advisor.decision.tautology import covers
from advisor.model.catalog import Catalog, KeepCondition, KeepGround, Pitfall, Question, Rule
from advisor.model.conditions import Always
from advisor.model.vocabulary import Verdict
from advisor.workspace import read

TODAY = date(2026, 11, 22)
EXAMPLES = Path(advisor.__file__).parent / "examples"
AUTHORED = range(50, 71)
LAYERS = {
    "customer-identity",
    "b2b-customer-identity",
    "workforce-identity",
    "workload-identity",
    "m2m-tokens",
    "agent-identity",
    "privileged-access",
    "secrets",
    "authorization",
    "api-protection",
    "edge",
    "detection-response",
    "nhi-governance",
    "aws-access-delegation",
    "application-security",
    "infrastructure-security",
    "device-trust",
    "wallet-auth",
    "device-identity",
    "support-access",
    "authorization-server",
    "proofing-and-fraud",
}
# What a team with one live login for customers sees at most, with all its answers given.
SHORT = {"consumer-mobile": 35, "direct-uploads": 36, "internal-tools": 35}


@pytest.fixture(scope="module")
def compiled(shipped: Catalog) -> Compiled:
    """The shipped catalog, compiled once for a fixed day."""
    return compile_catalog(shipped, TODAY)


def authored(shipped: Catalog) -> list[Question]:
    """Return each question once, also where it is expanded per subject."""
    return list({question.authored: question for question in shipped.questions.values()}.values())


def test_lint_finds_nothing(shipped: Catalog) -> None:
    """What ships passes the check that authors are asked to pass."""
    assert [f"{place.file}: {place.field} {place.problem}" for place in lint(shipped)] == []


def test_the_number_of_questions_is_what_an_interview_can_bear(shipped: Catalog) -> None:
    """Fifty to seventy questions are written, most of them conditional."""
    questions = authored(shipped)

    assert len(questions) in AUTHORED
    always = [question.id for question in questions if isinstance(question.when, Always)]
    assert len(always) < len(questions) / 2


def test_there_are_rules_and_pitfalls_enough(shipped: Catalog) -> None:
    """Fifty rules and thirty-eight pitfalls are the least; one file counts once."""
    assert len({rule.id.partition(".")[0] for rule in shipped.rules.values()}) >= 50
    assert len(shipped.pitfalls) >= 38


def test_every_layer_is_there_and_says_what_it_must_do(shipped: Catalog) -> None:
    """All layers have a job, duties, limits and an owner."""
    assert set(shipped.layers) == LAYERS
    for layer in shipped.layers.values():
        assert layer.job
        assert layer.must
        assert layer.must_not
        assert layer.owner


def test_every_question_helps_to_answer_it(shipped: Catalog) -> None:
    """Each question says why it is asked and where to look, and each option what it means."""
    for question in authored(shipped):
        assert question.why, question.id
        assert question.look_up, question.id
        for option in question.options:
            assert option.help, (question.id, option.id)
            assert option.example, (question.id, option.id)


@pytest.mark.parametrize("shelf", ["rules", "pitfalls"])
def test_everything_that_fires_shows_when(shipped: Catalog, shelf: str) -> None:
    """Each file has a case that fires and one that does not, each named after its situation."""
    seen: dict[str, set[bool]] = {}
    records: dict[str, Rule | Pitfall] = getattr(shipped, shelf)
    for record in records.values():
        found = seen.setdefault(record.id.partition(".")[0], set())
        found.update(case.fires for case in record.cases)
        assert not {case.name for case in record.cases} & {"fires", "does not fire"}, record.id
    assert {id_ for id_, fires in seen.items() if fires != {True, False}} == set()


def test_every_judgement_names_its_sources(shipped: Catalog) -> None:
    """A rule or pitfall that nobody can trace is an opinion."""
    judgements: list[Rule | Pitfall] = [*shipped.rules.values(), *shipped.pitfalls.values()]

    assert [record.id for record in judgements if not record.sources] == []


def test_owners_are_those_of_the_layers(shipped: Catalog) -> None:
    """The plan speaks of the same roles as the boundary, or of who stands above them."""
    roles = {layer.owner for layer in shipped.layers.values()}
    roles |= {"Security architect", "Head of engineering"}
    steps = [step for rule in shipped.rules.values() for step in rule.steps]
    steps += [pitfall.remedy for pitfall in shipped.pitfalls.values()]

    assert {step.owner for step in steps} <= roles


def implied(compiled: Compiled, inner: Cubes, outer: Cubes) -> bool:
    """Return whether every answered world of one region lies in the other."""
    space = compiled.space
    return all(covers(space, outer, cube & space.open) for cube in inner)


def subsumed_rules(shipped: Catalog, compiled: Compiled) -> Iterator[tuple[str, str]]:
    """Yield rules that another one makes superfluous: it says as much wherever they fire."""
    for one, other in permutations(shipped.rules.values(), 2):
        if (
            one.capability == other.capability
            and other.verdict >= one.verdict
            and other.target >= one.target
            and set(one.layers) <= set(other.layers)
            and implied(compiled, compiled.rules[one.id], compiled.rules[other.id])
        ):
            yield one.id, other.id


def test_no_rule_is_dead_or_says_what_another_says(shipped: Catalog, compiled: Compiled) -> None:
    """Each rule can fire, and adds a verdict, a target or a layer somewhere."""
    assert [id_ for id_, region in compiled.rules.items() if not region] == []
    assert list(subsumed_rules(shipped, compiled)) == []


def test_no_pitfall_is_dead_or_says_what_another_says(shipped: Catalog, compiled: Compiled) -> None:
    """Each pitfall can fire, and none is implied by another for the same layers and severity."""
    regions = {id_: compiled.region(pitfall.when) for id_, pitfall in shipped.pitfalls.items()}
    assert [id_ for id_, region in regions.items() if not region] == []
    doubled = [
        (one.id, other.id)
        for one, other in permutations(shipped.pitfalls.values(), 2)
        if one.severity <= other.severity
        and set(one.layers) <= set(other.layers)
        and implied(compiled, regions[one.id], regions[other.id])
    ]
    assert doubled == []


def test_what_explains_a_keep_can_be_seen(shipped: Catalog, compiled: Compiled) -> None:
    """Each keep ground and condition holds in some world in which its job is kept."""
    unseen = []
    records: list[KeepGround | KeepCondition] = [*shipped.keep_grounds.values()]
    records += shipped.keep_conditions.values()
    for record in records:
        if Verdict.KEEP not in shipped.capabilities[record.capability].verdicts:
            continue
        levels = compiled.levels_of(record.capability)
        kept = compiled.space.product(compiled.region(record.when), levels.keep)
        if implied(compiled, tuple(kept), levels.split):
            unseen.append(record.id)
    assert unseen == []


@pytest.mark.parametrize(("example", "most"), SHORT.items())
def test_a_plain_login_is_not_asked_much(shipped: Catalog, example: str, most: int) -> None:
    """A team with one kind of people and no programs sees few questions, all of them answered."""
    assessment = read(EXAMPLES / f"{example}.yaml", shipped)
    shaped = Shapes(shipped, TODAY).of(assessment)
    questions = shaped.compiled.catalog.questions
    asked = {id_ for id_ in visible(shaped.compiled, shaped.answers) if not questions[id_].roster}

    assert len(asked) <= most
    assert asked == {id_ for id_ in shaped.answers if not questions[id_].roster}
