"""The shape of an assessment file, before it is checked against a catalog."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, WithJsonSchema

from advisor.catalog.fields import Date, Flag, Name, Record, Text

Values = Annotated[
    Any,
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One option of a single choice, a list of options of a multiple choice."""


class AnswerRecord(Record):
    """One answer: exactly one of `value`, `unknown` and `not_applicable`."""

    value: Values = None
    maybe: tuple[str, ...] = ()
    unknown: Flag = False
    not_applicable: str | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()


class ProjectRecord(Record):
    """Names and dates of the project."""

    name: str = ""
    owner: str = ""
    review_by: Date | None = None
    status: str = "draft"


class ActorRecord(Record):
    """One row of the inventory."""

    id: str = ""
    kind: str
    name: str = Field(default="", max_length=120)
    status: Literal["", "in-use", "requested", "planned", "elsewhere", "leftover", "suspected"] = ""
    within: Literal["", "12-months", "later"] = ""
    by: Date | None = None
    count: Annotated[StrictInt, Field(ge=0)] | None = None
    does: str = ""
    owner: str = ""
    where: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    answers: dict[str, AnswerRecord] = Field(default_factory=dict)


class OverrideRecord(Record):
    """A component that the team sets for a layer."""

    component: Name
    reason: Text


class DecisionRecord(Record):
    """Who decided, and which earlier record this one supersedes."""

    deciders: tuple[str, ...] = ()
    supersedes: str | None = None


class WaiverRecord(Record):
    """A find of the search for credentials that is none."""

    place: Name
    kind: Name
    reason: Text


class ProposalRecord(Record):
    """A pending answer that a scan suggests."""

    question: str
    signal: str
    kind: Literal["observed", "inferred", "contradicted", "not-visible"]
    where: str
    read: str = ""
    value: str | None = None
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    confidence: Literal["low", "medium", "high"] = "medium"
    says: str = ""
    status: Literal["pending", "rejected"] = "pending"
    reason: str = ""


class AssessmentRecord(Record):
    """A whole assessment file."""

    schema_version: StrictInt
    catalog_version: str = ""
    id: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]{2,23})?$")] = ""
    project: ProjectRecord = Field(default_factory=ProjectRecord)
    answers: dict[str, AnswerRecord] = Field(default_factory=dict)
    actors: tuple[ActorRecord, ...] = ()
    complete: dict[str, Literal["complete", "assumed", "incomplete"]] = Field(default_factory=dict)
    figures: dict[str, Annotated[StrictInt, Field(ge=0)]] = Field(default_factory=dict)
    products: dict[str, str] = Field(default_factory=dict)
    dates: dict[str, Date] = Field(default_factory=dict)
    overrides: dict[str, OverrideRecord] = Field(default_factory=dict)
    record: DecisionRecord = Field(default_factory=DecisionRecord)
    waivers: tuple[WaiverRecord, ...] = ()
    proposals: tuple[ProposalRecord, ...] = ()
