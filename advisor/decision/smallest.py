"""Smallest sets of moves into a region: implicit hitting sets.

Wanted are the fewest moves after which a cube lies wholly `inside` one union of cubes and wholly
`outside` another. The clauses are too many to list, so they are found on demand: take a smallest
set of moves that satisfies those known, ask for a counterexample world (a tautology test), widen
it to a large bad cube, add that as a clause, repeat. When no counterexample is left the set is
valid, and since it was smallest for fewer demands, no smaller one is.

Smallest sufficient reasons (moves are given facts) and smallest changes (moves are edits) are both
this problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape
from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import falsify


def smallest_moves(
    space: Space,
    escape: Escape,
    inside: Sequence[Cube] | None,
    outside: Sequence[Cube],
    budget: Budget,
    most: int | None = None,
) -> Iterator[int]:
    """Yield all smallest sets of moves that lead inside (None: anywhere) and outside.

    `outside` lists the cubes that moves could still lead into; those that hold the start belong
    into `escape` already. Yields nothing where no set of at most `most` moves does.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
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


def needed_inside(space: Space, cubes: Iterable[Cube], fixed: Cube) -> Cubes:
    """Return the cubes that matter for containment when the `fixed` values stay open.

    The pure-literal rule: where no cube that restricts a fixed field holds one of its open values,
    worlds with that value lie in none of them, so none of them helps to hold all worlds.
    O(cubes) per round, few rounds.
    """
    width = space.width
    some = tuple(cubes)
    while True:
        pure = fixed & ~(reduce(or_, some, 0) >> width)
        kept = tuple(cube for cube in some if not pure & ~cube)
        if len(kept) == len(some):
            return kept
        some = kept
