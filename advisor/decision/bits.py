"""The set bits of an integer, which here stand for values, moves or clauses."""

from __future__ import annotations

from collections.abc import Iterator


def each_bit(bits: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit
