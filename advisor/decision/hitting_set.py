"""Cheapest sets of moves: exact minimum hitting sets by branch and bound.

A *move* gives one field one value, so it is written as that value's bit; moves on one field
exclude each other. Each *clause* is a bad cube that the moved cube must not meet. The moves that
lead out of it are the movable values that it does not hold: one AND. Most clauses are positive
(one of these moves is needed, whatever else is chosen) and kept as an antichain of bit sets; the
rest, which a move can also lead into, are checked on the moved cube itself.

The search deepens by cost, branches on the clause with the fewest moves, forbids in each branch
the moves of the branches before it, and cuts where pairwise disjoint clauses already need more
moves than are left. Minimum hitting set is NP-hard: the time is exponential in the size of the
answer, which is small here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Space

_DEAD_END = -1


@dataclass(frozen=True, slots=True)
class Bundle:
    """A move that gives several fields a value at once; `token` is the bit that stands for it."""

    token: Cube
    mask: Cube
    bits: Cube


@dataclass(frozen=True, slots=True)
class Entry:
    """The moves into a multiple choice that is not applicable.

    Each bit of `includes` makes its option hold; the first one taken also makes the others not
    hold. `token` stands for the move that makes nothing hold.
    """

    token: Cube
    mask: Cube
    includes: Cube
    excludes: Cube


class Escape:
    """Finds the fewest moves that lead a start cube out of every bad cube added so far."""

    def __init__(
        self,
        space: Space,
        start: Cube,
        movable: Cube,
        *,
        bundles: Sequence[Bundle] = (),
        entries: Sequence[Entry] = (),
    ) -> None:
        """`movable` holds the bits of the single-field moves; none is a value of `start` alone."""
        self._space = space
        self._start = start
        self._movable = movable
        self._bundles = bundles
        self._entries = entries
        self._bundled = {bundle.token: bundle for bundle in bundles}
        self._entering = {
            bit: entry for entry in entries for bit in (entry.token, *each_bit(entry.includes))
        }
        self.joint: Cube = 0
        """All bits of the fields that one move changes together with others."""
        for bundle in bundles:
            self.joint |= bundle.mask
        for entry in entries:
            self.joint |= entry.mask
        self.fixed: Cube = space.full & ~space.fields_of(movable | self.joint)
        """All bits of the fields that no move changes."""
        touched = space.fields_of(movable)
        self.costless: Cube = (
            space.full & ~touched | movable & ~space.undecided(movable)
        ) & ~self.joint
        """Values from which no move leads away, wherever a world has them."""
        self._moves = movable
        for token in (*self._bundled, *self._entering):
            self._moves |= token
        self._positive: list[int] = []
        self._guarded: list[tuple[Cube, int]] = []
        self._cost = 0
        self.cut_short = False

    def idle(self, world: Cube) -> Cube:
        """Return all bits of the fields where no move leads away from a world's values."""
        return self._space.full & ~self._space.fields_of(self._movable & ~world | self.joint)

    @property
    def start(self) -> Cube:
        """The cube that moves start from."""
        return self._start

    @property
    def cost(self) -> int:
        """The number of moves that are known to be needed at least."""
        return self._cost

    def copy(self) -> Escape:
        """Return an equal one that goes its own way."""
        other = Escape(
            self._space,
            self._start,
            self._movable,
            bundles=self._bundles,
            entries=self._entries,
        )
        other._positive = list(self._positive)
        other._guarded = list(self._guarded)
        other._cost = self._cost
        return other

    def moved(self, chosen: int) -> Cube:
        """Return the start cube after the chosen moves."""
        space, cube = self._space, self._start
        for bit in each_bit(chosen):
            if bit in self._entering:
                entry = self._entering[bit]
                if not cube & entry.excludes and not cube & entry.includes:
                    cube = cube & ~entry.mask | entry.excludes
                if bit != entry.token:
                    cube = cube & ~space.field_at(bit).mask | bit
            elif bit in self._bundled:
                cube = cube & ~self._bundled[bit].mask | self._bundled[bit].bits
            else:
                cube = cube & ~space.field_at(bit).mask | bit
        return cube

    def add(self, bad: Iterable[Cube]) -> None:
        """Add cubes that the moved cube must not meet."""
        space, start = self._space, self._start
        positive = set(self._positive)
        for cube in bad:
            exits = self._exits(cube)
            if exits < 0 or not space.meets(cube & start):
                self._guarded.append((cube, abs(exits)))
            else:
                positive.add(exits)
        kept: list[int] = []
        for clause in sorted(positive, key=lambda moves: (moves.bit_count(), moves)):
            if not any(known & clause == known for known in kept):
                kept.append(clause)
        self._positive = kept

    def forbid(self, chosen: int) -> None:
        """Ask from now on for a set with some move outside this one."""
        self._positive.append(self._moves & ~chosen)

    def cheapest(self, budget: Budget, most: int | None = None) -> int | None:
        """Return a smallest set of moves out of every bad cube, as a bit set.

        None means that there is none or, with `cut_short`, none of at most `most` moves. The cost
        never falls while clauses are added, so each call goes on from the last one.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        while True:
            self.cut_short = False
            found = self._search(0, 0, self._cost, budget)
            if found is not None or not self.cut_short or self._cost == most:
                return found
            self._cost += 1

    def _search(self, chosen: int, banned: int, left: int, budget: Budget) -> int | None:
        budget.spend(1 + len(self._positive))
        clause = self._tightest(chosen, banned, left)
        if clause is None:
            return chosen
        if clause == _DEAD_END:
            return None
        for bit in each_bit(clause):
            found = self._search(chosen | bit, banned | self._rivals(bit), left - 1, budget)
            if found is not None:
                return found
            banned |= bit
        return None

    def _tightest(self, chosen: int, banned: int, left: int) -> int | None:
        """Return the open clause with the fewest allowed moves; None if all are satisfied."""
        best: int | None = None
        fewest = packed = needed = 0
        for clause in self._open_clauses(chosen):
            allowed = clause & ~banned
            if not allowed:
                return _DEAD_END
            if not allowed & packed:
                packed |= allowed
                needed += 1
            count = allowed.bit_count()
            if best is None or count < fewest:
                best, fewest = allowed, count
        if needed > left:
            self.cut_short = True
            return _DEAD_END
        return best

    def _open_clauses(self, chosen: int) -> Iterator[int]:
        for exits in self._positive:
            if not exits & chosen:
                yield exits
        if self._guarded:
            cube = self.moved(chosen)
            for bad, exits in self._guarded:
                if self._space.meets(bad & cube):
                    yield exits & ~chosen

    def _rivals(self, bit: int) -> int:
        if bit in self._bundled or bit in self._entering:
            return bit
        return self._space.field_at(bit).mask

    def _exits(self, bad: Cube) -> int:
        """Return the moves out of a bad cube; negative where other moves can undo some of them."""
        exits = self._movable & ~bad
        for bundle in self._bundles:
            if bundle.bits & ~bad:
                exits |= bundle.token
        undone = False
        for entry in self._entries:
            exits |= entry.includes & ~bad
            away = entry.excludes & ~bad
            if away:
                undone = True
                exits |= entry.token
                # Not holding the option leads out: any move of the question but the option's own.
                own = self._space.field_at(away).mask if away.bit_count() == 1 else 0
                exits |= entry.includes & ~own
        return -exits if undone else exits


def each_bit(bits: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit
