"""Cheapest sets of moves."""

from collections.abc import Sequence
from itertools import product
from random import Random

import pytest

from advisor.decision import hitting_set
from advisor.decision.bits import each_bit
from advisor.decision.budget import Budget
from advisor.decision.escape import Escape
from advisor.decision.space import Cube, Space
from tests.decision.small_catalogs import multiple, single

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


def smallest(search: Escape, least: int = 0) -> list[int]:
    """Return all smallest sets of moves."""
    return list(hitting_set.smallest(search, nothing, Budget(), least))


def test_one_move_that_leaves_every_bad_cube_is_enough() -> None:
    """A move that two clauses share hits both."""
    search = escape()
    search.learn([LACKS["p"] & LACKS["q"], LACKS["q"] & LACKS["r"]])
    assert smallest(search) == [MOVES["q"]]


def test_disjoint_bad_cubes_need_a_move_each() -> None:
    """Clauses without a common move cost one each."""
    search = escape()
    search.learn([LACKS["p"], LACKS["r"]])
    assert smallest(search) == [MOVES["p"] | MOVES["r"]]


def test_none_where_no_move_leads_out() -> None:
    """A bad cube that holds all worlds cannot be left."""
    search = escape()
    search.learn([SPACE.full])
    assert smallest(search) == []


def test_what_is_known_of_the_size_changes_nothing() -> None:
    """A search that begins at the size needed finds the same sets."""
    search = escape()
    search.learn([LACKS["p"], LACKS["r"]])
    assert smallest(search, least=2) == [MOVES["p"] | MOVES["r"]]


def test_a_set_that_serves_comes_first_unless_a_smaller_one_does() -> None:
    """Where none is smaller, the known set is one of the smallest; the others follow."""
    either = [LACKS["p"] & LACKS["q"], LACKS["p"] & LACKS["r"], LACKS["q"] & LACKS["r"]]
    search, known = escape(), MOVES["q"] | MOVES["r"]
    search.learn(either)
    found = list(hitting_set.smallest(search, nothing, Budget(), serving=known))
    assert found[0] == known
    assert sorted(found) == sorted(smallest(search))
    search = escape()
    search.learn(either[:2])
    found = list(hitting_set.smallest(search, nothing, Budget(), serving=known))
    assert found == [MOVES["p"]]


def test_every_smallest_set_comes_once() -> None:
    """Each way out of least cost is listed, and none twice."""
    search = escape()
    search.learn([LACKS["p"] & LACKS["q"], LACKS["p"] & LACKS["r"], LACKS["q"] & LACKS["r"]])
    pairs = [MOVES[a] | MOVES[b] for a, b in ("pq", "pr", "qr")]
    assert sorted(smallest(search)) == sorted(pairs)


def test_bad_cubes_found_on_the_way_count() -> None:
    """What the check says about a moved cube becomes a clause like any other."""
    search = escape()
    search.learn([LACKS["p"] & LACKS["q"]])

    def not_q(cube: Cube) -> Sequence[Cube]:
        return [IN[1]] if SPACE.meets(cube & IN[1]) else ()

    assert list(hitting_set.smallest(search, not_q, Budget())) == [MOVES["p"]]


def test_each_bit_lists_the_lowest_first() -> None:
    """Bits come in rising order."""
    assert list(each_bit(0b1010)) == [2, 8]


@pytest.mark.parametrize("patience", [0, 1, 150])
def test_all_smallest_sets_are_found(monkeypatch: pytest.MonkeyPatch, patience: int) -> None:
    """Whether dominated moves are dropped early, late or never: as by trying every set of moves."""
    monkeypatch.setattr(hitting_set, "_PATIENCE", patience)
    for seed in range(150):
        random = Random(seed)
        space = Space(
            [single("s", "x", "y", "z"), single("t", "x", "y", "z", "w"), multiple("m", "p", "q")]
        )
        bad = [drawn(space, random, 0.6) for _ in range(random.randint(1, 14))]
        start = drawn(space, random, 0.8)
        movable = space.open & ~(start & ~space.undecided(start))

        def met(cube: Cube, space: Space = space, bad: Sequence[Cube] = bad) -> Sequence[Cube]:
            return space.within(bad, cube)

        search = Escape(space, start, movable)
        found = list(hitting_set.smallest(search, met, Budget()))
        assert len(set(found)) == len(found)
        assert set(found) == by_trying(space, start, movable, bad), seed


def drawn(space: Space, random: Random, share: float) -> Cube:
    """Return a random cube that holds some worlds."""
    cube = 0
    for field in space.fields:
        values = list(each_bit(field.options))
        chosen = [value for value in values if random.random() < share]
        cube |= sum(chosen or [random.choice(values)])
    return cube


def by_trying(space: Space, start: Cube, movable: Cube, bad: Sequence[Cube]) -> set[int]:
    """Return all smallest sets of moves out of every bad cube: the best of all there are."""
    choices = [(0, *each_bit(movable & field.mask)) for field in space.fields]
    good: dict[int, set[int]] = {}
    for moves in product(*choices):
        cube = start
        for field, move in zip(space.fields, moves, strict=True):
            if move:
                cube = cube & ~field.mask | move
        if not space.any_within(bad, cube):
            good.setdefault(sum(1 for move in moves if move), set()).add(sum(moves))
    return good[min(good)] if good else set()
