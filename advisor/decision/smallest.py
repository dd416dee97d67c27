"""Smallest sets of moves into a region: implicit hitting sets.

Wanted are the fewest moves after which a cube lies wholly `inside` one union of cubes and wholly
`outside` another. The clauses are too many to list, so they are found on demand: take a smallest
set of moves that satisfies those known, ask for a counterexample world (a tautology test), widen
it to a large bad cube, add that as a clause, repeat. When no counterexample is left the set is
valid, and since it was smallest for fewer demands, no smaller one is.

The search deepens by the number of moves. With few moves only few cubes of `inside` can be of use
(`useful`), which makes the tautology tests cheap and the clauses strong.

Smallest sufficient reasons (moves are given facts) and smallest changes (moves are edits) are both
this problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape
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
        yield from _round(space, base, None, outside, budget)
        return
    if base.cheapest(budget) is None:
        return
    start = base.start | base.joint
    distances = [(space.lost(cube & start).bit_count(), cube) for cube in outside]
    for most in range(base.cost, len(space.fields) + 1):
        near = useful(space, inside, base, most)
        budget.spend(len(inside))
        if near:
            escape = base.copy()
            within = [cube for distance, cube in distances if distance <= most]
            found = False
            for chosen in _round(space, escape, near, within, budget, most):
                found = True
                yield chosen
            if found or (len(near) == len(inside) and not escape.cut_short):
                return
        elif most == len(space.fields):
            return


def useful(space: Space, inside: Sequence[Cube], escape: Escape, most: int) -> list[Cube]:
    """Return the cubes that can help to hold the start cube after at most so many moves.

    A cube is lost at a field when the start's value contradicts it, or when the field is open and
    has a pure value (one that no cube restricting the field holds): worlds with that value are
    held by other cubes, and so are then those of this cube. Only a move on the field undoes that,
    so a cube lost at more than `most` fields, or at a fixed one, is of no use. O(cubes) a round.
    """
    low, guard, width = space.low, space.guard, space.width
    start = escape.start | escape.joint
    fixed = space.guards_of(escape.fixed)
    some = list(inside)
    while True:
        pure = start & ~escape.joint & ~(reduce(or_, some, 0) >> width)
        worst = start & ~space.fields_of(pure) | pure
        kept = [
            cube
            for cube in some
            if (lost := (((cube & worst) + low) & guard) ^ guard).bit_count() <= most
            and not lost & fixed
        ]
        if len(kept) == len(some):
            return kept
        some = kept


def _round(
    space: Space,
    escape: Escape,
    inside: Sequence[Cube] | None,
    outside: Sequence[Cube],
    budget: Budget,
    most: int | None = None,
) -> Iterator[int]:
    """Yield all smallest sets of at most so many moves, by implicit hitting sets."""
    while (chosen := escape.cheapest(budget, most)) is not None:
        cube = escape.moved(chosen)
        budget.spend(1 + len(outside))
        entered = space.within(outside, cube)
        if entered:
            escape.add(entered)
            continue
        world = None if inside is None else falsify(space, inside, cube, budget)
        if world is None:
            most = chosen.bit_count()
            yield chosen
            escape.forbid(chosen)
        else:
            escape.add([widened(space, world, inside or (), escape.fixed)])


def widened(space: Space, world: Cube, inside: Sequence[Cube], fixed: Cube) -> Cube:
    """Return a large cube around a world that meets none of the cubes that the world misses.

    Each cube is kept out by one field at least. Fixed fields (those no move changes) keep out
    what they can for free; a greedy cover picks few others, and the remaining ones are set free.
    """
    low, guard = space.low, space.guard
    free = space.full & ~fixed
    kept_out: dict[Cube, Cube] = {}
    for cube in inside:
        by = (((world & cube | free) + low) & guard) ^ guard
        if not by:
            by = (((world & cube) + low) & guard) ^ guard
            kept_out[by] = kept_out.get(by, 0) | cube
    wide = free | world
    while kept_out:
        counts: dict[Cube, int] = {}
        for by in kept_out:
            rest = by
            while rest:
                bit = rest & -rest
                counts[bit] = counts.get(bit, 0) + 1
                rest ^= bit
        best = max(counts, key=lambda bit: (counts[bit], -bit))
        mask = space.field_at(best).mask
        for by in [by for by in kept_out if by & best]:
            wide &= ~(kept_out.pop(by) & mask)
    return wide
