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

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Space

Check = Callable[[Cube], Sequence[Cube]]


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
        self.start = start
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
        self._positive: list[int] = []
        self._guarded: list[tuple[Cube, int]] = []
        self.cost = 0
        self.cut_short = False

    @property
    def clauses(self) -> int:
        """One more than the number of clauses: what looking through them costs."""
        return 1 + len(self._positive) + len(self._guarded)

    def idle(self, world: Cube) -> Cube:
        """Return all bits of the fields where no move leads away from a world's values."""
        return self._space.full & ~self._space.fields_of(self._movable & ~world | self.joint)

    def copy(self) -> Escape:
        """Return an equal one that goes its own way."""
        other = Escape(
            self._space,
            self.start,
            self._movable,
            bundles=self._bundles,
            entries=self._entries,
        )
        other._positive = list(self._positive)
        other._guarded = list(self._guarded)
        other.cost = self.cost
        return other

    def add(self, bad: Iterable[Cube]) -> None:
        """Add cubes that the moved cube must not meet."""
        space, start = self._space, self.start
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

    def smallest(self, check: Check, budget: Budget, most: int | None = None) -> Iterator[int]:
        """Yield all smallest sets of moves out of every bad cube, as bit sets.

        `check` is asked about each moved cube that meets none of the bad cubes known; it returns
        further ones that it meets, or none. Nothing is yielded where no set serves or, with
        `cut_short`, none of at most `most` moves.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        while True:
            self.cut_short = False
            found = False
            search = _Search(self, check, budget)
            for chosen in search.below(0, self.start, 0, self.cost):
                found = True
                yield chosen
            if found or not self.cut_short or self.cost == most:
                return
            self.cost += 1

    def tightest(self, chosen: int, cube: Cube, banned: int, left: int) -> int | None:
        """Return the open clause with the fewest moves; 0 for a dead end, None if none is open."""
        best: int | None = None
        fewest = packed = needed = 0
        for clause in self._open_clauses(chosen, cube):
            allowed = clause & ~banned
            if not allowed:
                return 0
            if not allowed & packed:
                packed |= allowed
                needed += 1
            count = allowed.bit_count()
            if best is None or count < fewest:
                best, fewest = allowed, count
        if needed > left:
            self.cut_short = True
            return 0
        return best

    def _open_clauses(self, chosen: int, cube: Cube) -> Iterator[int]:
        for exits in self._positive:
            if not exits & chosen:
                yield exits
        low, guard = self._space.low, self._space.guard
        for bad, exits in self._guarded:
            if ((bad & cube) + low) & guard == guard:
                yield exits & ~chosen

    def step(self, cube: Cube, move: int) -> Cube:
        """Return a moved cube after one more move."""
        entry = self._entering.get(move)
        if entry is not None:
            if not cube & (entry.excludes | entry.includes):
                cube = cube & ~entry.mask | entry.excludes
            if move == entry.token:
                return cube
        bundle = self._bundled.get(move)
        if bundle is not None:
            return cube & ~bundle.mask | bundle.bits
        return cube & ~self._space.field_at(move).mask | move

    def rivals(self, bit: int) -> int:
        """Return the moves that a move excludes, itself included."""
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


class _Search:
    """One depth-first search for sets of at most so many moves."""

    def __init__(self, escape: Escape, check: Check, budget: Budget) -> None:
        self._escape = escape
        self._check = check
        self._budget = budget

    def below(self, chosen: int, cube: Cube, banned: int, left: int) -> Iterator[int]:
        """Yield the sets that hold the chosen moves and none of the banned ones."""
        escape = self._escape
        self._budget.spend(escape.clauses)
        clause = escape.tightest(chosen, cube, banned, left)
        while clause is None:
            # Clauses hold for every branch, so those already searched need no second visit.
            bad = self._check(cube)
            if not bad:
                yield chosen
                return
            escape.add(bad)
            self._budget.spend(escape.clauses)
            clause = escape.tightest(chosen, cube, banned, left)
        for bit in each_bit(clause):
            rivals = banned | escape.rivals(bit)
            yield from self.below(chosen | bit, escape.step(cube, bit), rivals, left - 1)
            banned |= bit


def each_bit(bits: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit
