"""Laws of `decide`, against a reference that walks every world of a small random catalog."""

from collections.abc import Mapping
from typing import TypeVar

from hypothesis import given, settings
from msgspec.structs import replace

from advisor.decision import compile_catalog, decide, situation_of
from advisor.decision.verdicts import NEEDED_TARGET
from advisor.model.conditions import Condition
from advisor.model.vocabulary import Status, Verdict
from tests.decision import worlds
from tests.decision.random_catalogs import Case, cases
from tests.decision.small_catalogs import TODAY

Item = TypeVar("Item")


def backwards(mapping: Mapping[str, Item]) -> dict[str, Item]:
    """Return a mapping in reverse order."""
    return dict(reversed(list(mapping.items())))


@given(cases())
@settings(max_examples=400)
def test_possible_is_exact(case: Case) -> None:
    """Possible = exact set over all completions, per capability and for the outcome."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    reference = worlds.Reference(catalog)
    assert decision.possible == reference.possible(answers, None)
    for item in decision.capabilities:
        assert item.possible == reference.possible(answers, item.id)


@given(cases())
@settings(max_examples=400)
def test_working_verdicts_are_those_of_the_assumed_world(case: Case) -> None:
    """Working = the verdict in the one completion where all that is open is quiet."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    world = worlds.assumed_world(catalog, answers)
    assert world in worlds.worlds(catalog, answers)
    reference = worlds.Reference(catalog)
    assert decision.outcome == reference.level(world, None)
    assert decision.outcome in decision.possible
    for item in decision.capabilities:
        assert item.verdict == reference.level(world, item.id)
        assert item.verdict in item.possible


@given(cases())
@settings(max_examples=400)
def test_rules_and_target_are_those_of_the_assumed_world(case: Case) -> None:
    """Rules fired and target are read off the assumed world."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    world = worlds.assumed_world(catalog, answers)
    for item in decision.capabilities:
        used = worlds.used(catalog, world, catalog.capabilities[item.id])
        fired = {
            rule.id
            for rule in catalog.rules.values()
            if rule.capability == item.id and used and worlds.holds(catalog, world, rule.when)
        }
        assert set(item.rules) == fired
        assert (item.target is None) == (item.verdict is Verdict.NONE)
        leading = [
            catalog.rules[id_].target for id_ in fired if catalog.rules[id_].verdict == item.verdict
        ]
        if item.target is not None:
            assert item.target == max([*leading, NEEDED_TARGET[item.verdict]])


@given(cases())
@settings(max_examples=400)
def test_what_speaks_for_keeping_never_rests_on_silence(case: Case) -> None:
    """Grounds and conditions of a keep are what the answers force, with what is suspected there."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    here = worlds.presumed_worlds(catalog, answers)
    for item in decision.capabilities:
        if item.verdict <= Verdict.KEEP:
            assert set(item.keep_grounds) == {
                ground.id
                for ground in catalog.keep_grounds.values()
                if ground.capability == item.id
                and all(worlds.holds(catalog, world, ground.when) for world in here)
            }
        for state in item.conditions:
            truths = {
                worlds.holds(catalog, world, catalog.keep_conditions[state.id].met)
                for world in here
            }
            word = {True: "met", False: "unmet"}[truths.pop()] if len(truths) == 1 else "open"
            assert state.state == word


@given(cases())
@settings(max_examples=400)
def test_reasons_are_given(case: Case) -> None:
    """Silence is never among reasons: each is a given fact, a `maybe`, or a hint."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    given_facts = {fact.given for fact in situation_of(compiled, answers).facts}
    for item in decide(compiled, answers).capabilities:
        assert {r for r in item.reasons if r.relation not in ("maybe", "hint")} <= given_facts


@given(cases())
@settings(max_examples=400)
def test_pitfalls_fire_when_forced_for_a_smallest_reason(case: Case) -> None:
    """A pitfall fires only when given answers force it; `because` is a smallest such set."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    here = worlds.worlds(catalog, answers)
    expected = {
        pitfall.id
        for pitfall in catalog.pitfalls.values()
        if all(worlds.holds(catalog, world, pitfall.when) for world in here)
    }
    assert {finding.pitfall for finding in decision.findings} == expected
    facts = situation_of(compiled, answers).facts
    for finding in decision.findings:
        when = catalog.pitfalls[finding.pitfall].when

        def forced(some: frozenset[int], when: Condition = when) -> bool:
            kept = worlds.answers_of(catalog, [facts[at].given for at in some])
            return all(worlds.holds(catalog, w, when) for w in worlds.worlds(catalog, kept))

        sizes = [
            len(some)
            for some in worlds.subsets_of_size(len(facts), len(finding.because))
            if forced(some)
        ]
        assert min(sizes) == len(finding.because)
        assert forced(frozenset(i for i, f in enumerate(facts) if f.given in finding.because))


@given(cases())
@settings(max_examples=400)
def test_order_never_matters(case: Case) -> None:
    """Verdicts join by maximum: order of rules, capabilities and answers never matters."""
    catalog, answers = case
    shuffled = replace(
        catalog,
        rules=backwards(catalog.rules),
        capabilities=backwards(catalog.capabilities),
        pitfalls=backwards(catalog.pitfalls),
        keep_grounds=backwards(catalog.keep_grounds),
        keep_conditions=backwards(catalog.keep_conditions),
    )
    one = decide(compile_catalog(catalog, TODAY), answers)
    other = decide(compile_catalog(shuffled, TODAY), backwards(answers))
    assert replace(other, capabilities=other.capabilities[::-1]) == one


@given(cases())
@settings(max_examples=400)
def test_hidden_questions_never_influence(case: Case) -> None:
    """A question is visible while its condition can still be true; hidden answers are idle."""
    catalog, answers = case
    compiled = compile_catalog(catalog, TODAY)
    decision = decide(compiled, answers)
    here = worlds.worlds(catalog, answers)
    assert decision.visible == tuple(
        question.id
        for question in catalog.questions.values()
        if any(worlds.holds(catalog, world, question.when) for world in here)
    )
    without = {id_: answer for id_, answer in answers.items() if id_ in decision.visible}
    assert decide(compiled, without) == replace(
        decision, notices=tuple(n for n in decision.notices if n.kind != "hidden-answer")
    )


@given(cases())
@settings(max_examples=400)
def test_status(case: Case) -> None:
    """In use and open follow the in-use condition; the others only where it cannot hold."""
    catalog, answers = case
    decision = decide(compile_catalog(catalog, TODAY), answers)
    here = worlds.worlds(catalog, answers)
    for item in decision.capabilities:
        capability = catalog.capabilities[item.id]
        truths = {worlds.holds(catalog, world, capability.in_use) for world in here}
        if truths == {True, False}:
            assert item.status is Status.OPEN
        else:
            assert (item.status is Status.IN_USE) == truths.pop()
