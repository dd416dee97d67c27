"""What we know and recommend: products under review, layers, components, stacks, controls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from advisor.model.conditions import Condition


class ProductFact(Struct, frozen=True):
    """A question about a product that rules may ask: `FactIs(id, …)`.

    `months` is set for dated facts: true when the stated date lies at most that many months
    after the day of the decision. `asked_by`/`asked_option` name the option of a multiple-choice
    question that states it for a platform we have no facts about.
    """

    id: str
    title: str
    asked_by: str
    asked_option: str
    months: int | None = None


class StatedFact(Struct, frozen=True):
    """What a platform's file says about one product fact.

    A value or a date is stated; with neither, the fact is not stated.
    """

    value: bool | None
    on: date | None
    as_of: date
    sources: tuple[str, ...]
    text: str
    verified: str


class Quota(Struct, frozen=True):
    """A published limit; `figure` names the team's figure that it is set against."""

    id: str
    title: str
    default: int | None
    maximum: int | None
    unit: str
    figure: str
    as_of: date
    sources: tuple[str, ...]
    verified: str
    note: str = ""


class Platform(Struct, frozen=True):
    """Dated, sourced facts about one product under review."""

    id: str
    title: str
    vendor: str
    facts: Mapping[str, StatedFact]
    quotas: tuple[Quota, ...]
    limits: tuple[tuple[str, tuple[str, ...]], ...]
    component: str
    pricing_unit: str = ""


class Layer(Struct, frozen=True):
    """A security layer, what it must and must not do, and who owns it."""

    id: str
    title: str
    job: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    owner: str


class ComponentFact(Struct, frozen=True):
    """One dated statement about a component."""

    text: str
    as_of: date | None
    sources: tuple[str, ...]
    verified: str


class Component(Struct, frozen=True):
    """A product, protocol or practice in one layer.

    Only products fill a slot. `serves` is own, external or both. `excluded` holds where it must
    not be chosen, `fits` where it is preferred over the setting's default (higher `rank` first).
    """

    id: str
    layer: str
    name: str
    kind: str
    serves: str
    settings: tuple[str, ...]
    pick_when: str
    avoid_when: str
    excluded: Condition
    fits: Condition
    rank: int
    facts: tuple[ComponentFact, ...]
    confirm: bool
    platform: str = ""


class Stack(Struct, frozen=True):
    """A setting: one component per layer, and why; the first whose `when` is forced is chosen."""

    id: str
    title: str
    when: Condition
    choices: Mapping[str, str]
    why: Mapping[str, str]


class StackRule(Struct, frozen=True):
    """A condition that calls for a layer, with the reason in a sentence."""

    id: str
    layer: str
    when: Condition
    reason: str
    sources: tuple[str, ...] = ()


class Control(Struct, frozen=True):
    """One entry of a standard; `id` is how we cite it, `label` how the publisher prints it."""

    id: str
    standard: str
    title: str
    gloss: str
    label: str = ""
    url: str = ""
    verified: str = "yes"


class Standard(Struct, frozen=True):
    """A standard whose entries are cited."""

    id: str
    title: str
    publisher: str
    edition: str
    url: str
    note: str = ""
