"""Entropy and mutual information over planes."""

from fractions import Fraction
from itertools import product
from math import isclose, log2

from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.information import entropy, told_by


def test_entropy_of_even_and_certain_outcomes() -> None:
    """An even choice among four takes two bits, a certain one none."""
    assert entropy([5, 5, 5, 5], 20) == 2.0
    assert entropy([20, 0], 20) == 0.0


def test_an_answer_that_is_the_verdict_tells_all() -> None:
    """Equal partitions share their whole entropy; an independent one tells nothing."""
    assert told_by([0b0011, 0b1100], [0b0011, 0b1100], 4) == 1.0
    assert told_by([0b0101, 0b1010], [0b0011, 0b1100], 4) == 0.0


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_information_is_symmetric_and_as_defined(worlds: list[tuple[int, int]]) -> None:
    """I(V; A) = sum of p(a, v) log2(p(a, v) / p(a) p(v)), whichever of both is asked."""
    total = len(worlds)
    answers, verdicts = (
        [sum((world[side] == value) << at for at, world in enumerate(worlds)) for value in range(3)]
        for side in range(2)
    )
    defined = sum(
        float(both) * log2(both / (Fraction(a.bit_count(), total) * Fraction(v.bit_count(), total)))
        for a, v in product(answers, verdicts)
        if (both := Fraction((a & v).bit_count(), total))
    )
    assert isclose(told_by(answers, verdicts, total), defined, abs_tol=1e-8)
    assert isclose(told_by(verdicts, answers, total), defined, abs_tol=1e-8)
