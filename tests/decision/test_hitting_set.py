"""Cheapest sets of moves."""

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape, each_bit
from advisor.decision.space import Space
from tests.decision.small_catalogs import multiple

SPACE = Space([multiple("b", "p", "q", "r")])
IN = [SPACE.holds("b", option) & SPACE.full for option in "pqr"]
LACKS = {option: SPACE.lacks("b", option) & SPACE.full for option in "pqr"}
START = LACKS["p"] & LACKS["q"] & LACKS["r"]
MOVES = {option: SPACE.option_field("b", option).bit("includes") for option in "pqr"}


def escape() -> Escape:
    """Return a search whose moves make an option hold."""
    return Escape(SPACE, START, sum(MOVES.values()))


def test_one_move_that_leaves_every_bad_cube_is_enough() -> None:
    """A move that two clauses share hits both."""
    search = escape()
    search.add([LACKS["p"] & LACKS["q"], LACKS["q"] & LACKS["r"]])
    assert search.cheapest(Budget()) == MOVES["q"]


def test_disjoint_bad_cubes_need_a_move_each() -> None:
    """Clauses without a common move cost one each."""
    search = escape()
    search.add([LACKS["p"], LACKS["r"]])
    assert search.cheapest(Budget()) == MOVES["p"] | MOVES["r"]


def test_none_where_no_move_leads_out() -> None:
    """A bad cube that holds all worlds cannot be left."""
    search = escape()
    search.add([SPACE.full])
    assert search.cheapest(Budget()) is None
    assert not search.cut_short


def test_cut_short_where_more_moves_would_do() -> None:
    """With fewer moves than needed the search says that more might help."""
    search = escape()
    search.add([LACKS["p"], LACKS["r"]])
    assert search.cheapest(Budget(), most=1) is None
    assert search.cut_short


def test_each_bit_lists_the_lowest_first() -> None:
    """Bits come in rising order."""
    assert list(each_bit(0b1010)) == [2, 8]
