"""Smallest sets of moves into a region: implicit hitting sets.

Wanted are the fewest moves after which a cube lies wholly inside some unions of cubes and wholly
outside another. The clauses are too many to list, so they are found on demand: take a smallest
set of moves that satisfies those known, look for a bad cube that it meets (a cube to stay outside
of, or a counterexample world to lying inside, by a tautology test, widened to a large bad cube),
add that as a clause, repeat. When none is left the set is valid, and since it was smallest for
fewer demands, no smaller one is.

Smallest sufficient reasons (moves are given facts) and smallest changes (moves are edits) are both
this problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from advisor.decision.bits import each_bit
from advisor.decision.bounds import Bounds, Union
from advisor.decision.budget import Budget
from advisor.decision.escape import Escape
from advisor.decision.hitting_set import smallest
from advisor.decision.space import Cube, Space
from advisor.decision.tautology import falsify


def smallest_moves(
    space: Space,
    escape: Escape,
    bounds: Bounds,
    budget: Budget,
    least: int = 0,
    serving: int | None = None,
) -> Iterator[int]:
    """Yield all smallest sets of moves that lead within some bounds; nothing where none does.

    That it takes at least so many moves, and one set that serves, may be known.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """

    def bad_for(cube: Cube) -> Sequence[Cube]:
        budget.spend(1 + len(bounds.outside.pairs))
        exceeding = list(bounds.outside.met_by(cube))
        return exceeding or _missing(space, bounds.inside, cube, escape, budget)

    yield from smallest(escape, bad_for, budget, least, serving)


def _missing(
    space: Space, inside: Sequence[Union], cube: Cube, escape: Escape, budget: Budget
) -> Sequence[Cube]:
    """Return bad cubes that a cube meets; none where it lies inside each union."""
    found: list[Cube] = []
    for union in inside:
        for cubes in (union.around(cube), union.cubes):
            # The usual test is quicker where there is none; the careful one finds better clauses.
            if falsify(space, cubes, cube, budget) is not None:
                world = _counterexample(space, cubes, cube, escape, budget)
                found.append(_widened(space, world, cubes, escape.idle(world)))
                break
    return found


def _counterexample(
    space: Space, inside: Sequence[Cube], cube: Cube, escape: Escape, budget: Budget
) -> Cube:
    """Return a part of a cube that meets no cube of `inside`; there must be one.

    Like `falsify`, but keeps to values that no move changes as long as it can, and else narrows
    one field at a time: the fewer moves lead away from the part, the stronger the clause.
    """
    low, guard, width = space.low, space.guard, space.width
    cheap = escape.costless
    near = inside
    while True:
        near = [other for other in near if ((other & cube) + low) & guard == guard]
        budget.spend(1 + len(near))
        if not near:
            return cube
        pure = cube & ~(reduce(or_, near) >> width)
        free = pure & cheap
        rest = [other for other in near if not free & ~other]
        if len(rest) == len(near):
            free = pure & space.fields_of(_costly(space, near, pure))
            rest = [other for other in near if not free & ~other]
            if len(rest) == len(near):
                found = falsify(space, near, cube, budget)
                if found is None:
                    raise AssertionError(cube)
                return found
        cube = cube & ~space.fields_of(free) | free
        near = rest


def _costly(space: Space, near: Sequence[Cube], pure: Cube) -> Cube:
    """Return the pure values of one field: of those that get rid of some cube, the best one's."""
    missing = [ways for cube in near if (ways := pure & ~cube)]
    if not missing:
        return 0
    rest = min(missing, key=int.bit_count)
    best, most = 0, -1
    while rest:
        values = rest & space.field_at(rest).mask
        rest ^= values
        gone = sum(1 for ways in missing if ways & values)
        if gone > most:
            best, most = values, gone
    return best


def _widened(space: Space, world: Cube, inside: Sequence[Cube], idle: Cube) -> Cube:
    """Return a large cube around a world that meets none of the cubes that the world misses.

    Each cube is kept out by one field at least. Idle fields (no move leads away from the world's
    values there) keep out what they can for free; a greedy cover picks few others, and the
    remaining ones are set free.
    """
    low, guard, for_free = space.low, space.guard, space.guards_of(idle)
    kept_out: dict[Cube, Cube] = {}
    for cube in inside:
        by = (((world & cube) + low) & guard) ^ guard
        if not by & for_free:
            kept_out[by] = kept_out.get(by, 0) | cube
    wide = space.full & ~idle | world
    while kept_out:
        best, most = 0, -1
        for bit in each_bit(min(kept_out, key=lambda by: (by.bit_count(), by))):
            count = sum(1 for by in kept_out if by & bit)
            if count > most:
                best, most = bit, count
        mask = space.field_at(best).mask
        for by in [by for by in kept_out if by & best]:
            wide &= ~(kept_out.pop(by) & mask)
    return wide
