"""Containment of a cube in a union of cubes: the multi-valued tautology problem.

`falsify` looks for a world of the domain that no cube covers, by Shannon expansion on the field
that most cubes restrict, with two shortcuts that settle most calls at once: a cube that covers the
whole domain (no counterexample), and a value that no cube covers (the unate case: every world with
that value is one). Values that the same cubes cover form one branch. The worst case is exponential
in the number of fields that several cubes restrict differently; the problem is coNP-complete.
"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Space


def falsify(
    space: Space, cubes: Iterable[Cube], domain: Cube, budget: Budget | None = None
) -> Cube | None:
    """Return a non-empty part of the domain that meets none of the cubes, or None.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    low, guard = space.low, space.guard
    near = [cube for cube in cubes if ((cube & domain) + low) & guard == guard]
    if budget is not None:
        budget.spend(1 + len(near))
    if not near:
        return domain
    union = 0
    for cube in near:
        if cube & domain == domain:
            return None
        union |= cube
    missed = domain & ~union
    if missed:
        mask = space.field_at(missed).mask
        return domain & ~mask | missed & mask
    mask = _most_restricted(space, near, domain)
    rest = domain & ~mask
    values = domain & mask
    branches: dict[tuple[Cube, ...], Cube] = {}
    while values:
        bit = values & -values
        values ^= bit
        covering = tuple(cube for cube in near if cube & bit)
        branches[covering] = branches.get(covering, 0) | bit
    for covering in sorted(branches, key=len):
        found = falsify(space, covering, rest | branches[covering], budget)
        if found is not None:
            return found
    return None


def covers(space: Space, cubes: Iterable[Cube], domain: Cube, budget: Budget | None = None) -> bool:
    """Whether every world of the domain lies in some cube."""
    return falsify(space, cubes, domain, budget) is None


def _most_restricted(space: Space, cubes: list[Cube], domain: Cube) -> Cube:
    """Return the mask of the field that most of the cubes restrict within the domain."""
    counts: dict[Cube, int] = {}
    for cube in cubes:
        restricted = domain & ~cube
        while restricted:
            mask = space.field_at(restricted).mask
            counts[mask] = counts.get(mask, 0) + 1
            restricted &= ~mask
    return max(counts, key=lambda mask: (counts[mask], -mask))
