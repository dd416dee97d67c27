"""The rules and pitfalls that ship: each one's own cases against the whole catalog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from advisor.application.own_cases import cases_of, faults
from advisor.catalog import load
from advisor.catalog.cases import answers_of, examples_of
from advisor.decision import Compiled, compile_catalog, decide
from advisor.decision.situation import situation_of
from advisor.model.catalog import Case, Catalog, Pitfall, Rule

TODAY = date(2026, 11, 22)


@cache
def catalog() -> Catalog:
    """Return the catalog that ships, read once for all cases."""
    return load()


@cache
def compiled() -> Compiled:
    """Return the catalog compiled for the day on which its facts were last checked."""
    return compile_catalog(catalog(), TODAY)


def rule_cases() -> Iterator[object]:
    """Yield every case of every rule, named after both."""
    for rule in catalog().rules.values():
        for case in rule.cases:
            yield pytest.param(rule, case, id=f"{rule.id}: {case.name}")


def pitfall_cases() -> Iterator[object]:
    """Yield every case of every pitfall, named after both."""
    for pitfall in catalog().pitfalls.values():
        for case in pitfall.cases:
            yield pytest.param(pitfall, case, id=f"{pitfall.id}: {case.name}")


@pytest.mark.parametrize(("rule", "case"), rule_cases())
def test_a_rule_fires_as_its_case_says(rule: Rule, case: Case) -> None:
    """A firing case forces the rule; any other rules it out, whatever the open answers are."""
    situation = situation_of(compiled(), answers_of(case))
    region = compiled().rules[rule.id]
    if case.fires:
        assert situation.presumes(region)
    else:
        assert situation.excludes(region)


@pytest.mark.parametrize(("rule", "case"), rule_cases())
def test_a_case_leads_to_the_verdict_it_states(rule: Rule, case: Case) -> None:
    """Every case states the verdict of its capability, and the whole catalog agrees."""
    decision = decide(compiled(), answers_of(case)).capability(rule.capability)
    assert case.verdict is decision.verdict
    assert (rule.id in decision.rules) is case.fires


@pytest.mark.parametrize(("rule", "case"), rule_cases())
def test_a_case_answers_only_what_is_asked(rule: Rule, case: Case) -> None:
    """No case leans on an answer to a question that its other answers hide."""
    assert rule.cases
    assert situation_of(compiled(), answers_of(case)).hidden_answers == ()


def test_every_rule_file_shows_when_it_fires_and_when_not() -> None:
    """Each file has a case that fires and one that does not, whichever capability they are for."""
    seen: dict[str, set[bool]] = defaultdict(set)
    for rule in catalog().rules.values():
        seen[rule.id.removesuffix(f".{rule.capability}")] |= {case.fires for case in rule.cases}
    assert {id_: fires for id_, fires in seen.items() if fires != {True, False}} == {}


def test_every_example_that_a_case_stands_for_comes_out_as_it_says() -> None:
    """Changes that lead to the same or to the opposite do so, for every kind of record."""
    told = [
        f"{record.id}: {example.name}: {fault}"
        for _, record, case in cases_of(catalog())
        for example in examples_of(case)
        for fault in faults(compiled(), record, example)
    ]
    assert told == []


@pytest.mark.parametrize(("pitfall", "case"), pitfall_cases())
def test_a_pitfall_fires_as_its_case_says(pitfall: Pitfall, case: Case) -> None:
    """A pitfall is found exactly where its case says so."""
    decision = decide(compiled(), answers_of(case))
    assert (pitfall.id in {finding.pitfall for finding in decision.findings}) is case.fires
