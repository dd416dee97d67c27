"""The cases that rules and pitfalls carry, decided by the whole catalog."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.catalog.cases import answers_of
from advisor.decision import Compiled, Situation, situation_of
from advisor.model.catalog import Case, Pitfall, Rule
from advisor.reasoning.verify import CatalogFinding, Checked, FindingKind


def failing_cases(compiled: Compiled) -> Iterator[CatalogFinding]:
    """Yield a finding for each case that does not come out as it says, in catalog order."""
    for record in _records(compiled):
        for case in record.cases:
            wrong = "; ".join(case_faults(compiled, record, case))
            if wrong:
                yield CatalogFinding(
                    FindingKind.CASE_FAILS,
                    "rules" if isinstance(record, Rule) else "pitfalls",
                    (record.id,),
                    f'{record.id}, case "{case.name}": {wrong}.',
                    answers_of(case),
                )


def count_cases(compiled: Compiled) -> Checked:
    """Return how many cases there are."""
    count = sum(len(record.cases) for record in _records(compiled))
    return Checked("cases of rules and pitfalls", count, 0)


def case_faults(compiled: Compiled, record: Rule | Pitfall, case: Case) -> Iterator[str]:
    """Yield how a case differs from what the catalog decides.

    A firing case must force the rule or pitfall; one that does not fire must exclude the rule,
    whatever the open answers are. A rule's case names the verdict of its capability.
    """
    situation = situation_of(compiled, answers_of(case))
    if situation.hidden_answers:
        yield f"it answers {', '.join(situation.hidden_answers)}, which its other answers hide"
    if isinstance(record, Pitfall):
        if situation.forced(record.when) is not case.fires:
            yield "the pitfall does not fire" if case.fires else "the pitfall fires"
        return
    yield from _rule_faults(situation, record, case)


def _records(compiled: Compiled) -> tuple[Rule | Pitfall, ...]:
    catalog = compiled.catalog
    return (*catalog.rules.values(), *catalog.pitfalls.values())


def _rule_faults(situation: Situation, rule: Rule, case: Case) -> Iterator[str]:
    region = situation.compiled.rules[rule.id]
    if case.fires and not situation.forced_in_worlds(region):
        yield "the rule does not fire"
    if not case.fires and not situation.excluded_in_worlds(region):
        yield "the rule fires, or still may"
    possible = situation.possible_verdicts(rule.capability)
    verdict = situation.working_verdict(rule.capability, possible)
    if case.verdict is not None and case.verdict is not verdict:
        yield f"{rule.capability} becomes {verdict.id}, not {case.verdict.id}"
