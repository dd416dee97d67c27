"""Cheapest sets of moves."""

from collections.abc import Sequence

from advisor.decision.budget import Budget
from advisor.decision.hitting_set import Escape, each_bit
from advisor.decision.space import Cube, Space
from tests.decision.small_catalogs import multiple

SPACE = Space([multiple("b", "p", "q", "r")])
IN = [SPACE.holds("b", option) & SPACE.full for option in "pqr"]
LACKS = {option: SPACE.lacks("b", option) & SPACE.full for option in "pqr"}
START = LACKS["p"] & LACKS["q"] & LACKS["r"]
MOVES = {option: SPACE.option_field("b", option).bit("includes") for option in "pqr"}


def escape() -> Escape:
    """Return a search whose moves make an option hold."""
    return Escape(SPACE, START, sum(MOVES.values()))


def nothing(_cube: Cube) -> Sequence[Cube]:
    """Know no further bad cube."""
    return ()


def smallest(search: Escape, most: int | None = None) -> list[int]:
    """Return all smallest sets of moves."""
    return list(search.smallest(nothing, Budget(), most))


def test_one_move_that_leaves_every_bad_cube_is_enough() -> None:
    """A move that two clauses share hits both."""
    search = escape()
    search.add([LACKS["p"] & LACKS["q"], LACKS["q"] & LACKS["r"]])
    assert smallest(search) == [MOVES["q"]]


def test_disjoint_bad_cubes_need_a_move_each() -> None:
    """Clauses without a common move cost one each."""
    search = escape()
    search.add([LACKS["p"], LACKS["r"]])
    assert smallest(search) == [MOVES["p"] | MOVES["r"]]


def test_none_where_no_move_leads_out() -> None:
    """A bad cube that holds all worlds cannot be left."""
    search = escape()
    search.add([SPACE.full])
    assert smallest(search) == []
    assert not search.cut_short


def test_cut_short_where_more_moves_would_do() -> None:
    """With fewer moves than needed the search says that more might help."""
    search = escape()
    search.add([LACKS["p"], LACKS["r"]])
    assert smallest(search, most=1) == []
    assert search.cut_short


def test_every_smallest_set_comes_once() -> None:
    """Each way out of least cost is listed, and none twice."""
    search = escape()
    search.add([LACKS["p"] & LACKS["q"], LACKS["p"] & LACKS["r"], LACKS["q"] & LACKS["r"]])
    pairs = [MOVES[a] | MOVES[b] for a, b in ("pq", "pr", "qr")]
    assert sorted(smallest(search)) == sorted(pairs)


def test_bad_cubes_found_on_the_way_count() -> None:
    """What the check says about a moved cube becomes a clause like any other."""
    search = escape()
    search.add([LACKS["p"] & LACKS["q"]])

    def not_q(cube: Cube) -> Sequence[Cube]:
        return [IN[1]] if SPACE.meets(cube & IN[1]) else ()

    assert list(search.smallest(not_q, Budget())) == [MOVES["p"]]


def test_each_bit_lists_the_lowest_first() -> None:
    """Bits come in rising order."""
    assert list(each_bit(0b1010)) == [2, 8]
