"""Containment of cubes in unions."""

import pytest

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.space import Space
from advisor.decision.tautology import covers, falsify
from tests.decision.small_catalogs import multiple, single

SPACE = Space([single("a", "x", "y"), multiple("b", "p", "q")])
X, Y = SPACE.chosen("a", ["x"]), SPACE.chosen("a", ["y"])


def test_all_values_together_cover() -> None:
    """The union of all options holds every open world, but not the not applicable ones."""
    assert covers(SPACE, [X, Y], SPACE.open)
    assert not covers(SPACE, [X, Y], SPACE.full)


def test_the_counterexample_lies_outside_every_cube() -> None:
    """What falsify returns is part of the domain and meets no cube."""
    cubes = [X, *SPACE.product([Y], [SPACE.holds("b", "p")])]
    found = falsify(SPACE, cubes, SPACE.open)
    assert found is not None
    assert SPACE.meets(found)
    assert found & SPACE.open == found
    assert not SPACE.any_within(cubes, found)


def test_no_cubes_cover_nothing() -> None:
    """An empty union leaves the whole domain."""
    assert falsify(SPACE, (), SPACE.open) == SPACE.open


def test_budget_ends_the_search() -> None:
    """Past its steps the search stops instead of guessing."""
    with pytest.raises(BudgetSpentError):
        covers(SPACE, [X, Y], SPACE.open, Budget(0))
