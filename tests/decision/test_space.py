"""Cubes in one integer."""

import pytest

from advisor.decision.space import Space
from tests.decision.small_catalogs import multiple, single

SPACE = Space([single("a", "x", "y"), multiple("b", "p", "q")])


def test_a_cube_meets_when_no_field_is_empty() -> None:
    """Contradicting values of one field leave nothing, values of two fields do."""
    x, y = SPACE.chosen("a", ["x"]), SPACE.chosen("a", ["y"])
    assert SPACE.meets(x & SPACE.holds("b", "p"))
    assert not SPACE.meets(x & y)
    assert [field.question for field in SPACE.empty_fields(x & y & SPACE.full)] == ["a"]


def test_open_worlds_leave_not_applicable_out() -> None:
    """Every option is open, so there are 2 times 2 times 2 worlds; with not applicable 27."""
    assert SPACE.size(SPACE.open) == 8
    assert SPACE.size(SPACE.full) == 27


def test_absorption_keeps_the_larger_cube() -> None:
    """A cube inside another one adds nothing to a union."""
    x = SPACE.chosen("a", ["x"])
    (both,) = SPACE.product([x], [SPACE.holds("b", "p")])
    assert SPACE.absorbed([both, x]) == (x,)


def test_product_drops_contradictions() -> None:
    """The conjunction of two regions has no empty cubes."""
    assert SPACE.product([SPACE.chosen("a", ["x"])], [SPACE.chosen("a", ["y"])]) == []


def test_unknown_options_are_refused() -> None:
    """A comparison with an option that does not exist raises."""
    with pytest.raises(ValueError, match="not in tuple"):
        SPACE.chosen("a", ["z"])
    with pytest.raises(KeyError):
        SPACE.holds("b", "z")
