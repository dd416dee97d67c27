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

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_

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
        self.positive: list[int] = []
        """Clauses that only the moves they hold can meet; only ever appended to in a search."""
        self.guarded: dict[Cube, list[tuple[Cube, int]]] = {}
        """Bad cubes that moves can lead into as well, with the moves out of them.

        By the guard bits of the fields where they leave out the start: all these must move first.
        """
        self.cost = 0
        self.cut_short = False
        self.cost_beyond = 0
        """With `cut_short`, a cost below which no set serves."""

    def idle(self, world: Cube) -> Cube:
        """Return all bits of the fields where no move leads away from a world's values."""
        return self._space.full & ~self._space.fields_of(self._movable & ~world | self.joint)

    def add(self, bad: Iterable[Cube]) -> None:
        """Add cubes that the moved cube must not meet, less those that others imply."""
        self.learn(bad)
        self.positive = _least(self.positive)

    def learn(self, bad: Iterable[Cube]) -> None:
        """Add cubes that a moved cube meets which satisfies all clauses: no clause implies them."""
        space, start = self._space, self.start
        for cube in bad:
            exits, lost = self._exits(cube), space.lost(cube & start)
            if exits < 0 or lost:
                self.guarded.setdefault(lost, []).append((cube, abs(exits)))
            else:
                self.positive.append(exits)

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
            for chosen in search.below(_Node(0, self.start, 0, self.cost, [], 0)):
                found = True
                yield chosen
            if found or not self.cut_short or self.cost == most:
                return
            self.cost = self.cost_beyond if most is None else min(self.cost_beyond, most)

    def entered(self, chosen: int, cube: Cube) -> Iterator[int]:
        """Yield the moves left out of each guarded bad cube that a moved cube meets."""
        low, guard = self._space.low, self._space.guard
        moved = self._space.guards_of(cube & ~self.start)
        for lost, cubes in self.guarded.items():
            if not lost & ~moved:
                for bad, exits in cubes:
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


@dataclass(slots=True)
class _Node:
    """The sets that hold the chosen moves, none of the banned ones, and at most `left` more.

    `clauses` are the positive ones still to be hit, without banned moves, of the first `seen`;
    `forced` are moves that are the only one left of some clause.
    """

    chosen: int
    cube: Cube
    banned: int
    left: int
    clauses: list[int]
    seen: int
    forced: int = 0


class _Search:
    """One depth-first search for sets of at most so many moves."""

    def __init__(self, escape: Escape, check: Check, budget: Budget) -> None:
        self._escape = escape
        self._check = check
        self._budget = budget

    def below(self, node: _Node) -> Iterator[int]:
        """Yield the sets of a node."""
        escape = self._escape
        clause = self._tightest(node)
        while clause is None or node.forced:
            if clause is None:
                # Clauses hold for every branch, so those already searched need no second visit.
                bad = self._check(node.cube)
                if not bad:
                    yield node.chosen
                    return
                escape.learn(bad)
            elif not self._take_forced(node):
                return
            clause = self._tightest(node)
        for bit in each_bit(clause):
            out = node.banned | escape.rivals(bit)
            yield from self.below(
                _Node(
                    node.chosen | bit,
                    escape.step(node.cube, bit),
                    out,
                    node.left - 1,
                    [other & ~out for other in node.clauses if not other & bit],
                    node.seen,
                )
            )
            node.banned |= bit

    def _tightest(self, node: _Node) -> int | None:
        """Return the open clause with the fewest moves; 0 for a dead end, None if none is open."""
        escape, chosen, allowed = self._escape, node.chosen, ~node.banned
        if node.seen < len(escape.positive):
            fresh = escape.positive[node.seen :]
            node.clauses += [moves & allowed for moves in fresh if not moves & chosen]
            node.seen = len(escape.positive)
        clauses = node.clauses
        if escape.guarded:
            clauses = [*clauses, *(moves & allowed for moves in escape.entered(chosen, node.cube))]
        self._budget.spend(1 + len(clauses) + len(escape.guarded))
        if not clauses:
            return None
        packed = needed = 0
        for moves in clauses:
            if not moves & packed:
                packed |= moves
                needed += 1
        tightest = min(clauses, key=int.bit_count)
        if not tightest:
            return 0
        if not tightest & (tightest - 1):
            node.forced = reduce(or_, (moves for moves in clauses if not moves & (moves - 1)))
            needed = max(needed, node.forced.bit_count())
        if needed > node.left:
            node.forced = 0
            beyond = escape.cost - node.left + needed
            escape.cost_beyond = min(escape.cost_beyond, beyond) if escape.cut_short else beyond
            escape.cut_short = True
            return 0
        return tightest

    def _take_forced(self, node: _Node) -> bool:
        """Take the forced moves at once; return whether no two of them exclude each other."""
        escape, taken = self._escape, node.forced
        for bit in each_bit(taken):
            rivals = escape.rivals(bit)
            if taken & rivals & ~bit:
                return False
            node.banned |= rivals
            node.cube = escape.step(node.cube, bit)
        node.chosen |= taken
        node.left -= taken.bit_count()
        node.clauses = [moves & ~node.banned for moves in node.clauses if not moves & taken]
        node.forced = 0
        return True


def _least(clauses: Iterable[int]) -> list[int]:
    """Return the sets of moves that hold no other one of them, smallest first."""
    moves = {clause: tuple(each_bit(clause)) for clause in clauses}
    often = Counter(chain.from_iterable(moves.values()))
    least: list[int] = []
    # A set is looked for under its rarest move: whatever holds the set holds that.
    under: dict[int, list[int]] = {}
    for clause in sorted(moves, key=lambda clause: (len(moves[clause]), clause)):
        if not any(
            other & clause == other for move in moves[clause] for other in under.get(move, ())
        ):
            least.append(clause)
            if clause:
                under.setdefault(min(moves[clause], key=often.__getitem__), []).append(clause)
    return least


def each_bit(bits: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit
