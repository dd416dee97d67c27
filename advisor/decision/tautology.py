"""Containment of a cube in a union of cubes: the multi-valued tautology problem.

`falsify` looks for a world of the domain that no cube covers. It is the Davis-Putnam-Logemann-
Loveland search for the complement, read over cubes instead of clauses:

- a value that no cube holds which restricts its field (a pure literal): the world may have it, and
  the cubes that restrict the field are out of the way; rules about risk are nearly unate, so this
  alone settles most calls;
- a cube that covers the whole domain: there is no such world;
- a cube that the domain leaves by one field only (a unit): the world must leave it there;
- else Shannon expansion on a field of a cube with the fewest ways out, first out of that cube.

The worst case is exponential in the number of fields that several cubes restrict differently; the
problem is coNP-complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Space


def falsify(
    space: Space, cubes: Iterable[Cube], domain: Cube, budget: Budget | None = None
) -> Cube | None:
    """Return a non-empty part of the domain that meets none of the cubes, or None.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    low, guard, width = space.low, space.guard, space.width
    near = cubes
    while True:
        near = [cube for cube in near if ((cube & domain) + low) & guard == guard]
        if budget is not None:
            budget.spend(1 + len(near))
        if not near:
            return domain
        # Cubes that leave a field free hold all of its values; the others hold no pure one.
        pure = domain & ~(reduce(or_, near) >> width)
        rest = [cube for cube in near if not pure & ~cube]
        if len(rest) < len(near):
            domain = domain & ~space.fields_of(pure) | pure
            near = rest
            continue
        narrowed, ways_out = _leave_by_units(space, near, domain)
        if (narrowed + low) & guard != guard:
            return None
        if narrowed == domain:
            return _expand(space, near, domain, ways_out, budget)
        domain = narrowed


def covers(space: Space, cubes: Iterable[Cube], domain: Cube, budget: Budget | None = None) -> bool:
    """Whether every world of the domain lies in some cube."""
    return falsify(space, cubes, domain, budget) is None


def _leave_by_units(space: Space, near: Iterable[Cube], domain: Cube) -> tuple[Cube, Cube]:
    """Return the domain outside of all units, and the ways out of a cube with the fewest.

    The former is empty where a cube covers the domain, or where units contradict each other.
    """
    low, guard = space.low, space.guard
    fewest = len(space.fields) + 1
    pivot = narrowed = domain
    for cube in near:
        out = domain & ~cube
        ways = ((out + low) & guard).bit_count()
        if ways == 1:
            narrowed &= ~(cube & space.field_at(out).mask)
        elif ways < fewest:
            if not ways:
                return 0, 0
            fewest, pivot = ways, out
    return narrowed, pivot


def _expand(
    space: Space, near: Sequence[Cube], domain: Cube, ways_out: Cube, budget: Budget | None
) -> Cube | None:
    """Branch on the way out of the pivot cube that leaves most of the other cubes too."""
    best = mask = 0
    most = -1
    while ways_out:
        field = space.field_at(ways_out).mask
        part = ways_out & field
        ways_out ^= part
        left = sum(not cube & part for cube in near)
        if left > most:
            best, mask, most = part, field, left
    found = falsify(space, near, domain & ~mask | best, budget)
    if found is not None:
        return found
    return falsify(space, near, domain & ~best, budget)
