"""Shares on one small catalog."""

from fractions import Fraction

from advisor.decision.budget import Budget
from advisor.model.vocabulary import Verdict
from advisor.reasoning.shares import shares
from tests.decision.small_catalogs import chosen, listed
from tests.reasoning.small import COMPILED


def test_shares_count_worlds() -> None:
    """Half of all worlds do not use the job; of the others, half replace and a quarter split."""
    found = shares(COMPILED, {})
    assert found.exact
    assert found.of == {
        Verdict.NONE: Fraction(1, 2),
        Verdict.KEEP: Fraction(1, 8),
        Verdict.SPLIT: Fraction(1, 8),
        Verdict.REPLACE: Fraction(1, 4),
    }


def test_a_settled_verdict_has_everything() -> None:
    """One possible verdict has share one."""
    assert shares(COMPILED, {"a": chosen("x"), "b": listed("q")}).of == {Verdict.REPLACE: 1}


def test_past_the_budget_an_estimate_says_so() -> None:
    """A sampled estimate is near the truth, adds up to one and is not called exact."""
    found = shares(COMPILED, {}, budget=Budget(0))
    assert not found.exact
    assert sum(found.of.values()) == 1
    assert abs(found.of[Verdict.NONE] - Fraction(1, 2)) < Fraction(1, 20)
