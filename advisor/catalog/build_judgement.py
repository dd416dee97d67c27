"""Builds what judges answers: capabilities, rules, keep grounds, pitfalls."""

from __future__ import annotations

from msgspec.structs import replace

from advisor.catalog.cases import case_of
from advisor.catalog.conditions import ConditionReader
from advisor.catalog.question_records import (
    CapabilityRecord,
    CaseRecord,
    KeepConditionRecord,
    KeepGroundRecord,
    PitfallRecord,
    ProductFactRecord,
    RuleRecord,
    StepRecord,
)
from advisor.catalog.shelves import Entry, Shelves
from advisor.model.catalog import (
    Capability,
    Case,
    Hint,
    KeepCondition,
    KeepGround,
    Pitfall,
    ProductFact,
    Rule,
    Step,
)
from advisor.model.vocabulary import Effort, Horizon, Severity, SubjectKind, Target, Verdict


def build_product_facts(shelves: Shelves) -> dict[str, ProductFact]:
    """Return the facts that rules may ask about a product."""

    def build(record: ProductFactRecord) -> ProductFact:
        return ProductFact(
            record.id, record.title, record.asked_by, record.asked_option, record.months
        )

    return {key: build(entry.record) for key, entry in shelves.product_facts.items()}


def build_capabilities(shelves: Shelves, reader: ConditionReader) -> dict[str, Capability]:
    """Return the capabilities in the order of `catalog.yaml`."""

    def build(entry: Entry[CapabilityRecord]) -> Capability:
        record, document, path = entry.record, entry.document, entry.path
        hints = tuple(
            Hint(
                hint.id,
                reader.read(hint.when, document, (*path, "hints", index, "when")),
                hint.says,
            )
            for index, hint in enumerate(record.hints)
        )
        return Capability(
            id=record.id,
            title=record.title,
            job=record.job,
            kind=SubjectKind(record.kind),
            verdicts=tuple(sorted({Verdict.of(word) for word in record.verdicts})),
            in_use=reader.read(record.in_use, document, (*path, "in_use")),
            planned=reader.read(record.planned, document, (*path, "planned")),
            separate=reader.read(record.separate, document, (*path, "separate")),
            subjects=record.subjects,
            hints=hints,
            layers=record.layers,
            keep_text=record.keep_text.strip(),
            cases=tuple(case_of(case, fires=case.in_use) for case in record.cases),
        )

    return {key: build(entry) for key, entry in shelves.capabilities.items()}


def build_rules(shelves: Shelves, reader: ConditionReader) -> dict[str, Rule]:
    """Return the rules in the order of their files, one per capability that a file names."""

    def build(entry: Entry[RuleRecord], capability: str) -> Rule:
        record = entry.record
        several = len(record.capability) > 1
        cases = [case for case in record.cases if _case_of(case, record) == capability]
        return Rule(
            id=f"{record.id}.{capability}" if several else record.id,
            capability=capability,
            title=record.title,
            verdict=Verdict.of(record.verdict),
            target=Target.of(record.target),
            when=reader.read(record.when, entry.document, ("when",), capability=capability),
            rationale=record.rationale,
            impact=record.impact,
            false_alarm=record.false_alarm,
            layers=record.layers,
            sources=record.sources,
            controls=record.controls,
            steps=tuple(map(build_step, record.steps)),
            cases=tuple(map(_case, cases)),
            status=record.status,
            monotone_exception=record.monotone_exception.strip(),
        )

    rules = [
        build(entry, capability)
        for entry in shelves.rules.values()
        for capability in entry.record.capability
    ]
    return {rule.id: rule for rule in rules}


def build_keep_grounds(shelves: Shelves, reader: ConditionReader) -> dict[str, KeepGround]:
    """Return the grounds for keeping."""

    def build(entry: Entry[KeepGroundRecord]) -> KeepGround:
        record = entry.record
        return KeepGround(
            id=record.id,
            capability=entry.owner,
            title=record.title,
            when=reader.read(record.when, entry.document, (*entry.path, "when")),
            text=record.text,
            group=record.group,
            sources=record.sources,
        )

    return {key: build(entry) for key, entry in shelves.keep_grounds.items()}


def build_keep_conditions(shelves: Shelves, reader: ConditionReader) -> dict[str, KeepCondition]:
    """Return the conditions under which a keep is defensible."""

    def build(entry: Entry[KeepConditionRecord]) -> KeepCondition:
        record = entry.record
        return KeepCondition(
            id=record.id,
            capability=entry.owner,
            text=record.text,
            when=reader.read(record.when, entry.document, (*entry.path, "when")),
            met=reader.read(record.met, entry.document, (*entry.path, "met")),
            check=record.check,
            sources=record.sources,
        )

    return {key: build(entry) for key, entry in shelves.keep_conditions.items()}


def build_pitfalls(shelves: Shelves, reader: ConditionReader) -> dict[str, Pitfall]:
    """Return the pitfalls in the order of their files."""

    def build(entry: Entry[PitfallRecord]) -> Pitfall:
        record = entry.record
        return Pitfall(
            id=record.id,
            title=record.title,
            severity=Severity.of(record.severity),
            when=reader.read(record.when, entry.document, ("when",)),
            finding=record.finding,
            impact=record.impact,
            remedy=build_step(record.remedy),
            layers=record.layers,
            sources=record.sources,
            controls=record.controls,
            cases=tuple(map(_case, record.cases)),
        )

    return {key: build(entry) for key, entry in shelves.pitfalls.items()}


def build_step(record: StepRecord) -> Step:
    """Return one step of the plan."""
    return Step(
        id=record.id,
        do=record.do,
        owner=record.owner,
        effort=Effort(record.effort),
        horizon=Horizon(record.horizon),
        check=record.check,
        after=record.after,
    )


def _case(record: CaseRecord) -> Case:
    verdict = Verdict.of(record.verdict) if record.verdict else None
    case = case_of(record, fires=record.fires)
    return replace(case, verdict=verdict, capability=record.capability or "")


def _case_of(case: CaseRecord, rule: RuleRecord) -> str:
    return case.capability or rule.capability[0]
