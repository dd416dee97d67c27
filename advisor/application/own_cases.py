"""The cases that records of a catalog carry, decided by the whole catalog."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.catalog.cases import Example, examples_of
from advisor.decision import Compiled, Situation, situation_of
from advisor.decision.space import Cubes
from advisor.decision.tautology import covers
from advisor.model.catalog import Capability, Case, Catalog, Pitfall, Question, Rule
from advisor.reasoning.verify import CatalogFinding, Checked, FindingKind

Cased = Capability | Question | Rule | Pitfall


def failing_cases(compiled: Compiled) -> Iterator[CatalogFinding]:
    """Yield a finding for each example that does not come out as it says, in catalog order."""
    for shelf, record, case in cases_of(compiled.catalog):
        for example in examples_of(case):
            wrong = "; ".join(faults(compiled, record, example))
            if wrong:
                yield CatalogFinding(
                    FindingKind.CASE_FAILS,
                    shelf,
                    (record.id,),
                    f'{record.id}, case "{example.name}": {wrong}.',
                    example.answers,
                )


def count_cases(compiled: Compiled) -> Checked:
    """Return how many examples the cases hold."""
    count = sum(1 for _, _, case in cases_of(compiled.catalog) for _ in examples_of(case))
    return Checked("examples in cases", count, 0)


def cases_of(catalog: Catalog) -> Iterator[tuple[str, Cased, Case]]:
    """Yield every case with its record and the catalog's mapping that holds it."""
    for shelf in ("capabilities", "questions", "rules", "pitfalls"):
        for record in getattr(catalog, shelf).values():
            for case in record.cases:
                yield shelf, record, case


def faults(compiled: Compiled, record: Cased, example: Example) -> Iterator[str]:
    """Yield how an example differs from what the catalog decides.

    What fires must be forced: it holds however the open questions are answered. What does not must
    be excluded; a pitfall that is not forced does not fire either. A rule's example names the
    verdict of its capability.
    """
    situation = situation_of(compiled, example.answers)
    hidden = [id_ for id_ in situation.hidden_answers if id_ in example.stated]
    if hidden:
        yield f"it answers {', '.join(hidden)}, which its other answers hide"
    match record:
        case Pitfall():
            if situation.forced(record.when) is not example.fires:
                yield "the pitfall does not fire" if example.fires else "the pitfall fires"
        case Rule():
            yield from _rule_faults(situation, record, example)
        case Capability():
            used = compiled.in_use[record.id]
            yield from _condition_faults(situation, used, example, "is in use")
        case Question():
            asked = compiled.visible[record.id]
            yield from _condition_faults(situation, asked, example, "is asked")


def _condition_faults(
    situation: Situation, region: Cubes, example: Example, what: str
) -> Iterator[str]:
    space = situation.compiled.space
    if example.fires and not covers(space, region, situation.domain):
        yield f"not certain that it {what}"
    if not example.fires and space.any_within(region, situation.domain):
        yield f"it {what}, or still may be"


def _rule_faults(situation: Situation, rule: Rule, example: Example) -> Iterator[str]:
    region = situation.compiled.rules[rule.id]
    if example.fires and not situation.presumes(region):
        yield "the rule does not fire"
    if not example.fires and not situation.excludes(region):
        yield "the rule fires, or still may"
    verdict = situation.working_verdict(rule.capability)
    if example.verdict is not None and example.verdict is not verdict:
        yield f"{rule.capability} becomes {verdict.id}, not {example.verdict.id}"
