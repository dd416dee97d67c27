"""Information of answers about verdicts, counted over sampled worlds.

Shannon's mutual information `I(V; A) = H(V) - H(V | A)`: how many bits an answer is expected to
tell about a verdict. Worlds are bits of planes, so a count is one AND and one population count,
O(worlds / word size).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2


def entropy(counts: Iterable[int], total: int) -> float:
    """Return the bits it takes on average to say into which class one of `total` worlds falls."""
    return sum(count / total * log2(total / count) for count in counts if count)


def told_by(answers: Sequence[int], verdicts: Sequence[int], total: int) -> float:
    """Return the bits that an answer tells about a verdict.

    Both are partitions of the worlds, given as planes. What is left of rounding errors where the
    answer tells nothing is cut off.
    """
    left = 0.0
    for answer in answers:
        here = answer.bit_count()
        if here:
            known = entropy(((answer & verdict).bit_count() for verdict in verdicts), here)
            left += here / total * known
    before = entropy((verdict.bit_count() for verdict in verdicts), total)
    return max(0.0, round(before - left, 9))
