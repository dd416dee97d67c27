"""A team's assessment: answers that decide, and the nouns, figures and dates the prose uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

SCHEMA_VERSION = 2


class Answer(Struct, frozen=True):
    """One answer. Exactly one of `value`, `unknown`, `not_applicable` is given.

    `value` is an option id for a single choice, a tuple of option ids for a multiple choice.
    `maybe` lists the options of a multiple choice that are not known; the rest does not hold.
    Of these, an older file took the `assumed` ones not to hold, though nobody said so.
    """

    value: str | tuple[str, ...] | None = None
    maybe: tuple[str, ...] = ()
    unknown: bool = False
    not_applicable: str | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


class Project(Struct, frozen=True):
    """Names and dates of the project; nothing here decides."""

    name: str = ""
    owner: str = ""
    review_by: date | None = None
    status: str = "draft"


class Actor(Struct, frozen=True):
    """One row of the inventory: who or what gets, asked for, or may get an identity here.

    `kind` is an option of the catalog's subject question and `status` a word of `ActorStatus`;
    "" means that nobody knows yet. `within` and `by` say when a planned actor comes. `answers`
    hold the questions that are asked of each actor, by their authored id.
    """

    id: str
    kind: str
    name: str = ""
    status: str = ""
    within: str = ""
    by: date | None = None
    count: int | None = None
    does: str = ""
    owner: str = ""
    where: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict[str, Answer])


class Override(Struct, frozen=True):
    """A component that the team sets for a layer, and why."""

    component: str
    reason: str


class Record(Struct, frozen=True):
    """Who decided, and which earlier record this one supersedes."""

    deciders: tuple[str, ...] = ()
    supersedes: str | None = None


class Proposal(Struct, frozen=True):
    """A pending answer that a scan suggests; a person accepts or rejects it.

    `kind` is observed, inferred, contradicted or not-visible; `status` is pending or rejected.
    `read` is the value read at `where` (`file:line` or an API path), never a secret.
    """

    question: str
    signal: str
    kind: str
    where: str
    read: str = ""
    value: str | None = None
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    confidence: str = "medium"
    says: str = ""
    status: str = "pending"
    reason: str = ""


class Waiver(Struct, frozen=True):
    """A find of the search for credentials that is none: where, of which kind, and why.

    `place` is a field without positions in lists, such as `answers.platform.note`.
    """

    place: str
    kind: str
    reason: str


class Assessment(Struct, frozen=True):
    """Everything in one assessment file. Only `answers`, `actors` and `complete` decide.

    `complete` says per group of kinds whether the inventory lists everybody: complete, assumed
    (so migrated from a list whose unticked boxes meant no) or incomplete.

    `id` is what a published decision belongs to: made once, when the file is first saved or
    published, and empty until then.
    """

    id: str = ""
    project: Project = field(default_factory=Project)
    catalog_version: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    actors: tuple[Actor, ...] = ()
    complete: Mapping[str, str] = field(default_factory=dict[str, str])
    figures: Mapping[str, int] = field(default_factory=dict[str, int])
    products: Mapping[str, str] = field(default_factory=dict[str, str])
    dates: Mapping[str, date] = field(default_factory=dict[str, date])
    overrides: Mapping[str, Override] = field(default_factory=dict[str, Override])
    record: Record = field(default_factory=Record)
    waivers: tuple[Waiver, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    schema_version: int = SCHEMA_VERSION
