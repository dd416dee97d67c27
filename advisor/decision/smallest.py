"""Smallest sets of moves into a region: implicit hitting sets.

Wanted are the fewest moves after which a cube lies wholly `inside` one union of cubes and wholly
`outside` another. The clauses are too many to list, so they are found on demand: take a smallest
set of moves that satisfies those known, ask for a counterexample world (a tautology test), widen
it to a large bad cube, add that as a clause, repeat. When no counterexample is left the set is
valid, and since it was smallest for fewer demands, no smaller one is.

The search deepens by the number of moves. With few moves only few cubes of `inside` can be of use
(`_Lost`), which makes the tautology tests cheap and the clauses strong.

Smallest sufficient reasons (moves are given facts) and smallest changes (moves are edits) are both
this problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape, each_bit
from advisor.decision.space import Cube, Space
from advisor.decision.tautology import falsify


def smallest_moves(
    space: Space,
    base: Escape,
    inside: Sequence[Cube] | None,
    outside: Sequence[Cube],
    budget: Budget,
) -> Iterator[int]:
    """Yield all smallest sets of moves that lead inside (None: anywhere) and outside.

    `outside` lists the cubes that moves could still lead into; those that hold the start belong
    into `base` already. Yields nothing where no set does.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    if inside is None:
        yield from base.smallest(_Goal(space, base, None, outside, budget).broken_by, budget)
        return
    if next(base.smallest(_nothing, budget), None) is None:
        return
    budget.spend(len(inside) + len(outside))
    lost = _Lost(space, base)
    distances = lost.counted(inside)
    entries = [(space.lost(cube & lost.start).bit_count(), cube) for cube in outside]
    nearest = min((count for count, _ in distances), default=len(space.fields) + 1)
    for most in range(max(base.cost, nearest), len(space.fields) + 1):
        near = lost.useful([cube for count, cube in distances if count <= most], most)
        if near:
            escape = base.copy()
            within = [cube for count, cube in entries if count <= most]
            goal = _Goal(space, escape, near, within, budget)
            found = False
            for chosen in escape.smallest(goal.broken_by, budget, most):
                found = True
                yield chosen
            if found or (len(near) == len(distances) and not escape.cut_short):
                return


class _Goal:
    """Where a moved cube must lie; finds the clauses that it breaks."""

    def __init__(
        self,
        space: Space,
        escape: Escape,
        inside: Sequence[Cube] | None,
        outside: Sequence[Cube],
        budget: Budget,
    ) -> None:
        self._space = space
        self._escape = escape
        self._inside = inside
        self._outside = outside
        self._budget = budget

    def broken_by(self, cube: Cube) -> Sequence[Cube]:
        """Return bad cubes that a cube meets; none where it lies inside and outside."""
        self._budget.spend(1 + len(self._outside))
        entered = self._space.within(self._outside, cube)
        if entered or self._inside is None:
            return entered
        world = _counterexample(self._space, self._inside, cube, self._escape, self._budget)
        if world is None:
            return ()
        return (_widened(self._space, world, self._inside, self._escape.idle(world)),)


def _nothing(_cube: Cube) -> Sequence[Cube]:
    return ()


class _Lost:
    """Which cubes can help to hold the start cube after few moves.

    A cube is lost at a field when the start's value contradicts it, or when the field is open and
    has a pure value (one that no cube restricting the field holds): worlds with that value are
    held by other cubes, and so are then those of this cube. Only a move on the field undoes that,
    so a cube lost at more fields than there are moves, or at a fixed one, is of no use.
    """

    def __init__(self, space: Space, escape: Escape) -> None:
        self._space = space
        self._joint = escape.joint
        self._fixed = space.guards_of(escape.fixed)
        self.start = escape.start | escape.joint

    def counted(self, cubes: Sequence[Cube]) -> list[tuple[int, Cube]]:
        """Return the cubes not lost at a fixed field, each with how many fields it is lost at."""
        low, guard, fixed = self._space.low, self._space.guard, self._fixed
        worst = self._worst(cubes)
        return [
            (lost.bit_count(), cube)
            for cube in cubes
            if not (lost := (((cube & worst) + low) & guard) ^ guard) & fixed
        ]

    def useful(self, cubes: Sequence[Cube], most: int) -> list[Cube]:
        """Return those of the cubes that help among themselves; O(cubes) a round, few rounds."""
        some = list(cubes)
        while True:
            kept = [cube for count, cube in self.counted(some) if count <= most]
            if len(kept) == len(some):
                return kept
            some = kept

    def _worst(self, cubes: Sequence[Cube]) -> Cube:
        """Return the start cube with open fields at their pure values, where they have some."""
        held = reduce(or_, cubes, 0) >> self._space.width
        pure = self.start & ~self._joint & ~held
        return self.start & ~self._space.fields_of(pure) | pure


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
    rest = min(missing, key=lambda ways: space.guards_of(ways).bit_count())
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
