"""Typed condition trees over answers, as they stand after a catalog is loaded.

YAML shorthand (ordered comparisons, per-subject `of_any`, named conditions) is resolved at load;
product facts stay symbolic, because their truth depends on the date of the decision.
"""

from __future__ import annotations

from msgspec import Struct


class Chosen(Struct, frozen=True, tag=True, cache_hash=True):
    """The single-choice question is visible and its answer is one of `options`."""

    question: str
    options: frozenset[str]


class Holds(Struct, frozen=True, tag=True, cache_hash=True):
    """The multiple-choice question is visible and `option` holds."""

    question: str
    option: str


class Lacks(Struct, frozen=True, tag=True, cache_hash=True):
    """The multiple-choice question is visible and `option` does not hold."""

    question: str
    option: str


class FactIs(Struct, frozen=True, tag=True, cache_hash=True):
    """The platform's dated product fact is stated as `value` on the day of the decision."""

    fact: str
    value: bool


class PlansCount(Struct, frozen=True, tag=True, cache_hash=True):
    """What is planned counts as present: for a new system, and when triggers are computed.

    What comes `later` than within twelve months counts only when triggers are computed.
    """

    later: bool = False


class Always(Struct, frozen=True, tag=True, cache_hash=True):
    """True everywhere."""


class All(Struct, frozen=True, tag=True, cache_hash=True):
    """Every part holds; true when there is none."""

    parts: tuple[Condition, ...]


class AnyOf(Struct, frozen=True, tag=True, cache_hash=True):
    """At least one part holds; false when there is none."""

    parts: tuple[Condition, ...]


class AtLeast(Struct, frozen=True, tag=True, cache_hash=True):
    """At least `count` of the parts hold."""

    count: int
    parts: tuple[Condition, ...]


class Not(Struct, frozen=True, tag=True, cache_hash=True):
    """Pushed down to the comparisons; a hidden question makes both directions false."""

    part: Condition


Comparison = Chosen | Holds | Lacks | FactIs
Condition = Comparison | Always | PlansCount | All | AnyOf | AtLeast | Not


def comparisons(condition: Condition) -> tuple[Comparison, ...]:
    """Return the comparisons of a tree from left to right, repetitions kept."""
    match condition:
        case Chosen() | Holds() | Lacks() | FactIs():
            return (condition,)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(leaf for part in parts for leaf in comparisons(part))
        case Not(part):
            return comparisons(part)
        case Always() | PlansCount():
            return ()
