"""Smallest sets of moves into a region: implicit hitting sets.

Wanted are the fewest moves after which a cube lies wholly inside some unions of cubes and wholly
outside another. The clauses are too many to list, so they are found on demand: take a smallest
set of moves that satisfies those known, ask for a counterexample world (a tautology test), widen
it to a large bad cube, add that as a clause, repeat. When no counterexample is left the set is
valid, and since it was smallest for fewer demands, no smaller one is.

A bad cube meets no cube of a union, whatever the start and the moves. So each union keeps those
found for it (`Union.missed`), and the next search begins by looking among them: after some answers
of an interview nearly every clause is known.

Smallest sufficient reasons (moves are given facts) and smallest changes (moves are edits) are both
this problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape, each_bit
from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import falsify


@dataclass(frozen=True, slots=True)
class Union:
    """A union of cubes to lie in, and large cubes found so far that meet none of them."""

    cubes: Cubes
    missed: list[Cube] = field(default_factory=list, compare=False, repr=False)


def smallest_moves(
    space: Space, escape: Escape, inside: Sequence[Union], outside: Sequence[Cube], budget: Budget
) -> Iterator[int]:
    """Yield all smallest sets of moves that lead inside each of some unions, and outside.

    Yields nothing where no set does.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    budget.spend(len(outside))
    distant = _Distant(space, escape.start, outside)
    escape.add(distant.near)

    def broken_by(cube: Cube) -> Sequence[Cube]:
        budget.spend(1 + len(distant.beyond))
        return distant.entered(cube) or _missing(space, inside, cube, escape, budget)

    yield from escape.smallest(broken_by, budget)


class _Distant:
    """Cubes by the fields where they leave out the start: only moves on all of these lead in."""

    def __init__(self, space: Space, start: Cube, cubes: Iterable[Cube]) -> None:
        self._space = space
        self._start = start
        self.near: list[Cube] = []
        """Those that meet the start."""
        self.beyond: dict[Cube, list[Cube]] = {}
        low, guard = space.low, space.guard
        for cube in cubes:
            lost = (((cube & start) + low) & guard) ^ guard
            if lost:
                self.beyond.setdefault(lost, []).append(cube)
            else:
                self.near.append(cube)

    def entered(self, cube: Cube) -> list[Cube]:
        """Return the cubes beyond that a moved cube meets."""
        moved = self._space.guards_of(cube & ~self._start)
        return [
            bad
            for lost, cubes in self.beyond.items()
            if not lost & ~moved
            for bad in self._space.within(cubes, cube)
        ]


def _missing(
    space: Space, inside: Sequence[Union], cube: Cube, escape: Escape, budget: Budget
) -> Sequence[Cube]:
    """Return bad cubes that a cube meets; none where it lies inside each union."""
    for union in inside:
        budget.spend(1 + len(union.missed))
        known = space.within(union.missed, cube)
        if known:
            return known
        world = _counterexample(space, union.cubes, cube, escape, budget)
        if world is not None:
            wide = _widened(space, world, union.cubes, escape.idle(world))
            union.missed.append(wide)
            return (wide,)
    return ()


def _counterexample(
    space: Space, inside: Sequence[Cube], cube: Cube, escape: Escape, budget: Budget
) -> Cube | None:
    """Return a part of a cube that meets no cube of `inside`, or None.

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
                return falsify(space, near, cube, budget)
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
