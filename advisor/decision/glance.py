"""Whether a condition holds, as far as a look at each of its comparisons tells.

Most conditions are settled by the answers given, part by part. Only those that are not need their
region, which may have hundreds of cubes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor.decision.compile import Compiled
from advisor.decision.normal_form import leaves, normalise
from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import covers
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)


def forced(compiled: Compiled, condition: Condition, worlds: Cubes, what: str) -> bool:
    """Whether a condition holds everywhere in some cubes; `what` names it in errors."""
    plain = normalise(compiled.reading, condition)
    for world in worlds:
        told = _told(compiled, plain, world)
        if told is None and _told(compiled, plain, _least(compiled.space, world)):
            told = covers(compiled.space, compiled.region(condition, what), world)
        if not told:
            return False
    return True


def asked_by(compiled: Compiled, condition: Condition) -> Cube:
    """Return all bits of the fields that a condition reads, those that its questions need seen."""
    some = leaves(normalise(compiled.reading, condition))
    return compiled.space.asked_by(cube for leaf in some for cube in compiled.region(leaf))


@lru_cache(maxsize=64)
def _least(space: Space, domain: Cube) -> Cube:
    """Return one world of the domain, where as little as possible applies and holds.

    Conditions that may hold mostly fail there, which settles that they are not forced.
    """
    bits = (domain & field.mask for field in space.fields)
    return sum(1 << (values.bit_length() - 1) for values in bits)


def _told(compiled: Compiled, condition: Condition, domain: Cube) -> bool | None:
    """Return True if a condition holds all over the domain, False if nowhere, None if unclear."""
    match condition:
        case Always():
            return True
        case All(parts):
            return _count(compiled, len(parts), parts, domain)
        case AnyOf(parts):
            return _count(compiled, 1, parts, domain)
        case AtLeast(count, parts):
            return _count(compiled, count, parts, domain)
        case Chosen() | Holds() | Lacks():
            return _seen(compiled.space, compiled.region(condition), domain)
        case Not() | FactIs() | PlansCount():  # resolved by normalise
            raise AssertionError(condition)


def _count(
    compiled: Compiled, needed: int, parts: Sequence[Condition], domain: Cube
) -> bool | None:
    """Return whether at least so many parts hold."""
    left = len(parts)
    for part in parts:
        told = _told(compiled, part, domain)
        needed -= told is True
        left -= told is False
        if needed <= 0:
            return True
        if left < needed:
            return False
    return None if needed > 0 else True


def _seen(space: Space, region: Cubes, domain: Cube) -> bool | None:
    if not space.any_within(region, domain):
        return False
    return True if covers(space, region, domain) else None
