"""Smallest sets of moves into a region: implicit hitting sets.

Wanted are the fewest moves after which a cube lies wholly `inside` one union of cubes and wholly
`outside` another. The clauses are too many to list, so they are found on demand: take a smallest
set of moves that satisfies those known, ask for a counterexample world (a tautology test), widen
it to a maximal bad cube, add that as a clause, repeat. When no counterexample is left the set is
valid, and since it was smallest for fewer demands, no smaller one is.

Smallest sufficient reasons (moves are given facts) and smallest changes (moves are edits) are both
this problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape, Move
from advisor.decision.space import Cube, Space
from advisor.decision.tautology import falsify


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the moved cube must lie: wholly `inside` (None: anywhere), meeting no `outside`."""

    inside: Sequence[Cube] | None
    outside: Sequence[Cube] = ()


def smallest_moves(
    space: Space,
    start: Cube,
    moves: Sequence[Move],
    goal: Goal,
    budget: Budget,
    most: int | None = None,
) -> Iterator[int]:
    """Yield all smallest sets of moves that reach a goal, as bit sets over `moves`.

    Yields nothing where no set of at most `most` moves does.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    escape = Escape(space, start, moves)
    for cube in space.within(goal.outside, start):
        escape.add(cube)
    while (chosen := escape.cheapest(budget, most)) is not None:
        cube = escape.moved(chosen)
        budget.spend(len(goal.outside))
        entered = space.within(goal.outside, cube)
        if entered:
            for bad in entered:
                escape.add(bad)
            continue
        world = None if goal.inside is None else falsify(space, goal.inside, cube, budget)
        if world is None:
            most = chosen.bit_count()
            yield chosen
            escape.forbid(chosen)
        else:
            escape.add(_widened(space, world, goal.inside or (), escape.movable))


def _widened(space: Space, world: Cube, inside: Sequence[Cube], movable: Cube) -> Cube:
    """Return a large cube around a world that meets none of the cubes it must not meet.

    Each cube is kept out by one field at least. Fields that no move changes keep out what they
    can for free; a greedy cover picks few others, and the remaining fields are set free.
    """
    low, guard = space.low, space.guard
    kept_out: dict[Cube, Cube] = {}
    for cube in inside:
        by = (((world & cube) + low) & guard) ^ guard
        if not by & ~movable:
            kept_out[by] = kept_out.get(by, 0) | cube
    wide = space.full
    for field in space.fields:
        if not movable >> (field.shift + len(field.values)) & 1:
            wide &= ~field.mask | world
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
