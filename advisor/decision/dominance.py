"""Dominance among moves and among clauses: the reductions of minimum set covering.

A move that meets no more clauses than another one is not needed beside it, and a clause that holds
all moves of another one is met whenever that is. Dropping both in turn leaves the *cyclic core*,
which is small here: most questions have an answer that is as safe as any other. Columns (for each
move the clauses it meets) and rows (for each clause its moves) are bit sets, so one operation
compares whole columns; a pass takes about as many as the table has entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import and_

from advisor.decision.bits import each_bit

Rivals = Callable[[int], int]


def core(
    clauses: Iterable[int], beside: Iterable[int], entering: int, rivals: Rivals
) -> tuple[list[int], int]:
    """Return the clauses that count, and the moves that some smallest set does without.

    Whatever such a move meets of the clauses `beside`, the move kept for it meets too. A move
    of `entering` may also do harm, so it is kept for no other one. `rivals` are the moves that a
    move excludes, itself included.
    """
    table = _Table(clauses, beside)
    while table.drop_clauses() | table.drop_moves(entering, rivals):
        pass
    return table.clauses(), table.dropped


class _Table:
    """Clauses by moves; those that must be met come first, smallest first."""

    def __init__(self, clauses: Iterable[int], beside: Iterable[int]) -> None:
        self._rows = sorted(set(clauses), key=lambda row: (row.bit_count(), row))
        self._open = (1 << len(self._rows)) - 1
        self._beside = -1 << len(self._rows)
        self._columns: dict[int, int] = {}
        columns, clause = self._columns, 1
        for row in (*self._rows, *set(beside)):
            rest = row
            while rest:
                move = rest & -rest
                columns[move] = columns.get(move, 0) | clause
                rest ^= move
            clause <<= 1
        self._left = self._all = sum(columns)

    @property
    def dropped(self) -> int:
        """The moves that others stand for."""
        return self._all ^ self._left

    def clauses(self) -> list[int]:
        """Return the clauses left, without dropped moves, smallest first."""
        kept = (self._rows[index] & self._left for index in _indices(self._open))
        return sorted(kept, key=lambda row: (row.bit_count(), row))

    def drop_moves(self, entering: int, rivals: Rivals) -> bool:
        """Drop moves that another one stands for; return whether there were any."""
        columns, live, before = self._columns, self._open | self._beside, self._left
        for move in sorted(columns, key=lambda move: ((columns[move] & live).bit_count(), move)):
            meets = columns[move] & live
            first = meets & self._open
            # Whatever stands for the move is in each of its clauses, so in its first one.
            row = self._rows[(first & -first).bit_length() - 1] if first else 0
            for other in each_bit(row & self._left & ~entering & ~move):
                # Taken in its stead, the other one must exclude nothing else.
                excluded = rivals(other) & self._left & ~other
                if not meets & ~columns[other] and (excluded & move or not excluded):
                    self._left ^= move
                    del columns[move]
                    break
        return self._left != before

    def drop_clauses(self) -> bool:
        """Drop clauses that hold all moves of another one; return whether there were any."""
        before = self._open
        rows = {1 << index: self._rows[index] & self._left for index in _indices(before)}
        for clause in sorted(rows, key=lambda clause: (rows[clause].bit_count(), clause)):
            if clause & self._open:
                holding = reduce(and_, map(self._columns.__getitem__, each_bit(rows[clause])), -1)
                self._open &= ~holding | clause
        return self._open != before


def _indices(bits: int) -> Iterator[int]:
    return (bit.bit_length() - 1 for bit in each_bit(bits))
