"""How large a condition is once everything it refers to is written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.model.conditions import All, AnyOf, AtLeast, Condition, Not


@dataclass(frozen=True, slots=True)
class Extent:
    """The depth of a tree, and how many parts it has."""

    levels: int
    parts: int


def extent_of(condition: Condition, known: Mapping[int, Extent]) -> Extent:
    """Return the extent of a tree; `known` has those of shared subtrees by identity."""
    if id(condition) in known:
        return known[id(condition)]
    match condition:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            inner = [extent_of(part, known) for part in parts]
        case Not(part):
            inner = [extent_of(part, known)]
        case _:
            inner = []
    levels = max((extent.levels for extent in inner), default=0)
    return Extent(levels + 1, sum(extent.parts for extent in inner) + 1)
