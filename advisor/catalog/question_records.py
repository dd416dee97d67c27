"""Shapes of the files in `questions/`: what we ask and how answers are judged."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.catalog.fields import (
    Count,
    Date,
    EffortWord,
    Flag,
    HorizonWord,
    Ident,
    Idents,
    Name,
    RawAnswers,
    RawCondition,
    Record,
    SeverityWord,
    TargetWord,
    Text,
    Url,
    VerdictWord,
    VerifiedWord,
)


class SectionRecord(Record):
    """One section of the interview."""

    id: Ident
    title: Text


class ThemeRecord(Record):
    """What questions are about, and what is assumed of it while they are open."""

    id: Ident
    says: Text


class ProductFactRecord(Record):
    """One fact that rules may ask about the platform's product."""

    id: Ident
    title: Text
    asked_by: Name = "other-product"
    asked_option: Ident
    months: Count | None = None


class ExampleRecord(Record):
    """Answers, and small changes to them after which the same or the opposite follows."""

    name: Text
    answers: RawAnswers
    likewise: tuple[RawAnswers, ...] = ()
    unless: tuple[RawAnswers, ...] = ()


class UseCaseRecord(ExampleRecord):
    """A capability's own example."""

    in_use: Flag


class AskedCaseRecord(ExampleRecord):
    """A question's own example; `subject` says which copy where it is asked per subject."""

    asked: Flag
    subject: Ident | None = None


class CaseRecord(ExampleRecord):
    """A rule's or pitfall's own example."""

    fires: Flag
    verdict: VerdictWord | None = None
    capability: Ident | None = None


class HintRecord(Record):
    """A condition under which a machine or agent capability is suspected."""

    id: Ident
    when: RawCondition
    says: Text


class CapabilityRecord(Record):
    """One job the platform may be asked to do."""

    id: Ident
    title: Text
    job: Text
    kind: Literal["people", "machine", "agent", "shared"]
    verdicts: tuple[Literal["keep", "split", "replace"], ...] = Field(min_length=1)
    subjects: tuple[Ident, ...] = ()
    in_use: RawCondition
    planned: RawCondition
    separate: RawCondition
    hints: tuple[HintRecord, ...] = ()
    layers: tuple[Ident, ...] = ()
    keep_text: str = ""
    cases: tuple[UseCaseRecord, ...] = ()


class GroupRecord(Record):
    """Kinds of actors that are listed together."""

    id: Ident
    title: Text
    complete: Text
    kinds: tuple[Ident, ...] = Field(min_length=1)


class CatalogRecord(Record):
    """`catalog.yaml`. Every key is optional, because an overlay states only what differs."""

    version: Name | None = None
    sections: tuple[SectionRecord, ...] = ()
    themes: tuple[ThemeRecord, ...] = ()
    defaults: dict[Name, Ident] = Field(default_factory=dict)
    platform_question: Name | None = None
    subject_question: Name | None = None
    population_question: Name | None = None
    elsewhere_question: Name | None = None
    planned_question: Name | None = None
    groups: tuple[GroupRecord, ...] = ()
    conditions: dict[Name, RawCondition] = Field(default_factory=dict)
    product_facts: tuple[ProductFactRecord, ...] = ()
    capabilities: tuple[CapabilityRecord, ...] = ()
    figures: dict[Ident, Text] = Field(default_factory=dict)
    dates: dict[Ident, Text] = Field(default_factory=dict)
    exclusive_layers: tuple[tuple[Ident, ...], ...] = ()
    renamed: dict[Name, Name] = Field(default_factory=dict)
    removed: dict[Name, Text] = Field(default_factory=dict)


class OptionRecord(Record):
    """One closed answer."""

    id: Ident
    label: Text
    help: str = ""
    example: str = ""


class QuestionRecord(Record):
    """One question as authored, before it is expanded per subject."""

    id: Ident
    kind: Literal["single", "multiple"]
    per_subject: tuple[Ident, ...] = ()
    ordered: Flag = False
    text: Text
    why: str = ""
    help: str = ""
    look_up: str = ""
    when: RawCondition = None
    actionable: Flag = False
    growth: Flag = False
    growth_for: tuple[Ident, ...] = ()
    roadmap: Flag = False
    sources: tuple[Name, ...] = ()
    options: tuple[OptionRecord, ...] = Field(min_length=1)
    prose_only: tuple[Ident, ...] = ()
    quiet: Idents = ()
    theme: Ident | None = None
    frame: Flag = False
    must: tuple[Ident, ...] = ()
    cases: tuple[AskedCaseRecord, ...] = ()


class SectionFile(Record):
    """`sections/<nn-topic>.yaml`: the questions of one topic in the order asked."""

    section: Ident
    questions: tuple[QuestionRecord, ...]


class StepRecord(Record):
    """One step of the plan."""

    id: Ident
    do: Text
    owner: Text
    effort: EffortWord
    horizon: HorizonWord
    check: Text
    after: tuple[Ident, ...] = ()


class RuleRecord(Record):
    """`rules/<capability>/<rule-id>.yaml`.

    A file that names several capabilities loads as one rule each, `<rule-id>.<capability>`.
    """

    id: Ident
    capability: Idents
    title: Text
    verdict: VerdictWord
    target: TargetWord
    when: RawCondition
    rationale: Text
    impact: Text
    false_alarm: Text
    layers: tuple[Ident, ...] = ()
    sources: tuple[Name, ...] = ()
    controls: tuple[Name, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    cases: tuple[CaseRecord, ...] = ()
    status: Literal["stable", "draft"] = "stable"
    monotone_exception: str = ""


class KeepGroundRecord(Record):
    """A stated reason for keeping."""

    id: Ident
    title: Text
    when: RawCondition
    text: Text
    group: Text
    sources: tuple[Name, ...] = ()


class KeepConditionRecord(Record):
    """What must hold for a keep to be defensible."""

    id: Ident
    text: Text
    when: RawCondition
    met: RawCondition
    check: Text
    sources: tuple[Name, ...] = ()


class KeepFile(Record):
    """`keep_grounds/<capability>.yaml`."""

    capability: Ident
    grounds: tuple[KeepGroundRecord, ...] = ()
    conditions: tuple[KeepConditionRecord, ...] = ()


class PitfallRecord(Record):
    """`pitfalls/<pitfall-id>.yaml`."""

    id: Ident
    title: Text
    severity: SeverityWord
    when: RawCondition
    finding: Text
    impact: Text
    remedy: StepRecord
    layers: tuple[Ident, ...] = ()
    sources: tuple[Name, ...] = ()
    controls: tuple[Name, ...] = ()
    cases: tuple[CaseRecord, ...] = ()


class SourceRecord(Record):
    """One cited source."""

    id: Name
    title: Text
    url: Url | Literal[""] = ""
    read_on: Date | None = None
    verified: VerifiedWord = "yes"


class SourcesFile(Record):
    """`sources.yaml`: every cited source once."""

    sources: tuple[SourceRecord, ...]
