"""Shapes of the files in `reference_stacks/`: what we recommend."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.catalog.fields import (
    Count,
    Date,
    Edition,
    Flag,
    Ident,
    Name,
    RawCondition,
    Record,
    Text,
    Url,
    VerifiedWord,
)


class LayerRecord(Record):
    """A security layer."""

    id: Ident
    title: Text
    job: Text
    must: tuple[Text, ...] = ()
    must_not: tuple[Text, ...] = ()
    owner: Text


class LayersFile(Record):
    """`layers.yaml`."""

    layers: tuple[LayerRecord, ...]


class ComponentFactRecord(Record):
    """One dated statement about a component."""

    text: Text
    as_of: Date | None = None
    sources: tuple[Name, ...] = ()
    verified: VerifiedWord = "yes"


class ComponentRecord(Record):
    """A product, protocol or practice in one layer."""

    id: Ident
    name: Text
    kind: Literal["product", "protocol", "practice"]
    serves: Literal["own", "external", "both"]
    settings: tuple[Ident, ...] = ()
    platform: str = ""
    pick_when: Text
    avoid_when: str = ""
    excluded: RawCondition = None
    fits: RawCondition = None
    rank: int = 0
    confirm: Flag = False
    facts: tuple[ComponentFactRecord, ...] = ()


class ComponentsFile(Record):
    """`components/<layer>.yaml`."""

    layer: Ident
    components: tuple[ComponentRecord, ...]


class StatedFactRecord(Record):
    """What a platform's file says about one product fact."""

    value: Flag | None = None
    on: Date | None = None
    as_of: Date
    sources: tuple[Name, ...] = ()
    text: Text
    verified: VerifiedWord = "yes"


class QuotaRecord(Record):
    """A published limit."""

    id: Ident
    title: Text
    default: Count | None = None
    maximum: Count | None = None
    unit: Text
    figure: str = ""
    as_of: Date
    sources: tuple[Name, ...] = ()
    verified: VerifiedWord = "yes"
    note: str = ""


class LimitRecord(Record):
    """Something the product cannot do or does badly, in a sentence."""

    text: Text
    sources: tuple[Name, ...] = ()


class PlatformRecord(Record):
    """`platforms/<product>.yaml`."""

    id: Ident
    title: Text
    vendor: Text
    component: str = ""
    pricing_unit: str = ""
    facts: dict[Ident, StatedFactRecord] = Field(default_factory=dict)
    quotas: tuple[QuotaRecord, ...] = ()
    limits: tuple[LimitRecord, ...] = ()


class StackRuleRecord(Record):
    """A condition that calls for a layer."""

    id: Ident
    layer: Ident
    when: RawCondition
    reason: Text
    sources: tuple[Name, ...] = ()


class StackRulesFile(Record):
    """`rules/<topic>.yaml`."""

    rules: tuple[StackRuleRecord, ...]


class StackRecord(Record):
    """`stacks/<setting>.yaml`: one component per layer for a setting."""

    id: Ident
    title: Text
    when: RawCondition
    choices: dict[Ident, Ident]
    why: dict[Ident, Text] = Field(default_factory=dict)


class StandardRecord(Record):
    """A standard whose entries are cited."""

    id: Name
    title: Text
    publisher: Text
    edition: Edition
    url: Url | Literal[""] = ""
    note: str = ""


class ControlRecord(Record):
    """One entry of a standard."""

    id: Name
    title: Text
    gloss: Text
    label: str = ""
    url: Url | Literal[""] = ""
    verified: VerifiedWord = "yes"


class ControlsFile(Record):
    """`controls/<standard>.yaml`."""

    standard: StandardRecord
    controls: tuple[ControlRecord, ...]
