"""Cheapest sets of moves: exact minimum hitting sets by branch and bound.

A *move* replaces the values of some fields of a start cube; moves that decide the same field
exclude each other. Each *clause* is a bad cube that the moved cube must not meet; the moves that
lead out of it are its hitting set. Most clauses are positive (one of these moves is needed,
whatever else is chosen) and kept as an antichain of bit sets; the rest, which a move can also lead
into, are checked on the moved cube itself.

The search deepens by cost, branches on the clause with the fewest moves, forbids in each branch
the moves of the branches before it, and cuts where pairwise disjoint clauses already need more
moves than are left. Minimum hitting set is NP-hard: the time is exponential in the size of the
answer, which is small here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.decision.budget import Budget
from advisor.decision.space import Cube, Space

_DEAD_END = -1


@dataclass(frozen=True, slots=True)
class Move:
    """One elementary step: the fields of `mask` take the values `bits`.

    `entry_*` are for a multiple choice that is not applicable (`entry_state`): the first move on
    it also takes the question's other fields out of that state.
    """

    mask: Cube
    bits: Cube
    entry_state: Cube = 0
    entry_mask: Cube = 0
    entry_bits: Cube = 0

    def applied(self, cube: Cube) -> Cube:
        """Return the cube after the move."""
        if cube & self.entry_state:
            cube = cube & ~self.entry_mask | self.entry_bits
        return cube & ~self.mask | self.bits


class Escape:
    """Finds the fewest moves that lead a start cube out of every bad cube added so far."""

    def __init__(self, space: Space, start: Cube, moves: Sequence[Move]) -> None:
        self._space = space
        self._start = start
        self._moves = tuple(moves)
        self._rivals = _rivals(self._moves)
        self._entering = sum(1 << at for at, move in enumerate(moves) if move.entry_state)
        self._movers = _moves_by_field(space, self._moves)
        self.movable: Cube = sum(self._movers)
        self._positive: list[int] = []
        self._guarded: list[tuple[Cube, int]] = []
        self._cost = 0
        self._cut = False

    def moved(self, chosen: int) -> Cube:
        """Return the start cube after the chosen moves (a bit set)."""
        cube = self._start
        for at in positions(chosen):
            cube = self._moves[at].applied(cube)
        return cube

    def add(self, bad: Cube) -> None:
        """Add a cube that the moved cube must not meet."""
        exits = self._exits(bad)
        if exits & self._entering or not self._space.meets(bad & self._start):
            self._guarded.append((bad, exits))
            return
        if any(known & exits == known for known in self._positive):
            return
        self._positive = [known for known in self._positive if known & exits != exits]
        self._positive.append(exits)
        self._positive.sort(key=lambda moves: (moves.bit_count(), moves))

    def forbid(self, chosen: int) -> None:
        """Ask from now on for a set with some move outside this one."""
        self._positive.append(((1 << len(self._moves)) - 1) & ~chosen)

    def cheapest(self, budget: Budget, most: int | None = None) -> int | None:
        """Return a smallest set of moves out of every bad cube, as a bit set.

        None means that there is none, or none of at most `most` moves. The cost never falls while
        clauses are added, so each call goes on from the last one.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        while most is None or self._cost <= most:
            self._cut = False
            found = self._search(0, 0, self._cost, budget)
            if found is not None:
                return found
            if not self._cut:
                return None
            self._cost += 1
        return None

    def _search(self, chosen: int, banned: int, left: int, budget: Budget) -> int | None:
        budget.spend(1 + len(self._positive))
        clause = self._tightest(chosen, banned, left)
        if clause is None:
            return chosen
        if clause == _DEAD_END:
            return None
        for at in positions(clause):
            bit = 1 << at
            found = self._search(chosen | bit, banned | self._rivals[at], left - 1, budget)
            if found is not None:
                return found
            banned |= bit
        return None

    def _tightest(self, chosen: int, banned: int, left: int) -> int | None:
        """Return the open clause with the fewest allowed moves; None if all are satisfied."""
        best: int | None = None
        fewest = len(self._moves) + 1
        packed = needed = 0
        for clause in self._open_clauses(chosen):
            allowed = clause & ~banned
            if not allowed:
                return _DEAD_END
            if not allowed & packed:
                packed |= allowed
                needed += 1
            if (count := allowed.bit_count()) < fewest:
                best, fewest = allowed, count
        if needed > left:
            self._cut = True
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

    def _exits(self, bad: Cube) -> int:
        exits = 0
        for guard, movers in self._movers.items():
            mask = self._space.field_at(guard).mask
            if bad & mask != mask:
                for move, value in movers:
                    if not value & bad:
                        exits |= move
        return exits


def positions(bits: int) -> Iterator[int]:
    """Yield the positions of the set bits, lowest first."""
    while bits:
        bit = bits & -bits
        yield bit.bit_length() - 1
        bits ^= bit


def _rivals(moves: Sequence[Move]) -> tuple[int, ...]:
    """Return for each move, as a bit set, the moves on the same fields, itself included."""
    sharing: dict[Cube, int] = {}
    for at, move in enumerate(moves):
        sharing[move.mask] = sharing.get(move.mask, 0) | 1 << at
    return tuple(sharing[move.mask] if move.mask else 1 << at for at, move in enumerate(moves))


def _moves_by_field(space: Space, moves: Sequence[Move]) -> dict[Cube, list[tuple[int, Cube]]]:
    """Return, by the guard bit of each field that moves change, those moves and their values."""
    movers: dict[Cube, list[tuple[int, Cube]]] = {}
    for at, move in enumerate(moves):
        touched = move.mask | move.entry_mask
        while touched:
            field = space.field_at(touched)
            touched &= ~field.mask
            bits = move.bits if move.mask & field.mask else move.entry_bits
            guard = 1 << (field.shift + len(field.values))
            movers.setdefault(guard, []).append((1 << at, bits & field.mask))
    return movers
