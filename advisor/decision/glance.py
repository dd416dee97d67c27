"""Whether a condition holds, as far as a look at each of its comparisons tells.

Most conditions are settled by the answers given, part by part. Only those that are not need their
region, which may have hundreds of cubes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor.decision.compile import Compiled
from advisor.decision.normal_form import normalise
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


def forced(compiled: Compiled, condition: Condition, domain: Cube, what: str) -> bool:
    """Whether a condition holds all over a domain; `what` names it in errors."""
    plain = normalise(compiled.reading, condition)
    known = told(compiled, plain, domain)
    if known is None and told(compiled, plain, _least(compiled.space, domain)):
        return covers(compiled.space, compiled.region(condition, what), domain)
    return bool(known)


@lru_cache(maxsize=64)
def _least(space: Space, domain: Cube) -> Cube:
    """Return one world of the domain, where as little as possible applies and holds.

    Conditions that may hold mostly fail there, which settles that they are not forced.
    """
    bits = (domain & field.mask for field in space.fields)
    return sum(1 << (values.bit_length() - 1) for values in bits)


def told(compiled: Compiled, condition: Condition, domain: Cube) -> bool | None:
    """Return True if a condition in normal form holds all over the domain, False if nowhere.

    None where a look at each of its comparisons does not tell.
    """
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
    spare = len(parts) - needed
    for part in parts:
        known = told(compiled, part, domain)
        needed -= known is True
        spare -= known is False
        if needed <= 0:
            return True
        if spare < 0:
            return False
    return None if needed > 0 else True


def _seen(space: Space, region: Cubes, domain: Cube) -> bool | None:
    if not space.any_within(region, domain):
        return False
    return True if covers(space, region, domain) else None
