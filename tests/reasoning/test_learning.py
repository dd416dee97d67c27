"""What a search for smallest changes hands on to the next one."""

from advisor.decision.space import Cube, Space
from advisor.reasoning.learning import Learned
from tests.decision.small_catalogs import single

SPACE = Space([single("a", "x", "y"), single("b", "x", "y"), single("c", "x", "y")])
A, B, C = SPACE.fields
# Both a and b have to be y.
BAD = [SPACE.open & ~A.bit("y"), SPACE.open & ~B.bit("y")]
CHOSEN = A.bit("y") | B.bit("y")


def prospect(answered: Cube, value: Cube) -> tuple[int, int | None]:
    """Return what is known after an answer to one question, all having been open."""
    learned = Learned()
    learned.remember("search", SPACE.open, SPACE.open, CHOSEN, BAD)
    start = SPACE.open & ~answered | value
    return learned.prospect(SPACE, "search", start, SPACE.open & ~value)


def test_an_answer_that_leaves_no_bad_cube_changes_nothing() -> None:
    """The old set is still a smallest one, whether the answer is about its questions or not."""
    assert prospect(C.mask, C.bit("x")) == (2, CHOSEN)
    assert prospect(A.mask, A.bit("x")) == (2, CHOSEN)


def test_a_move_that_an_answer_made_is_saved() -> None:
    """The rest of the old set is a smallest one."""
    assert prospect(A.mask, A.bit("y")) == (1, B.bit("y"))


def test_what_no_move_does_proves_nothing() -> None:
    """Not applicable leads out of bad cubes, but a change never says it."""
    assert prospect(A.mask, A.not_applicable) == (0, None)


def test_of_several_wider_starts_the_nearest_one_counts() -> None:
    """What was thought ahead for another answer does not hide what is known for this one."""
    learned = Learned()
    learned.remember("search", SPACE.open, SPACE.open, CHOSEN, BAD)
    learned.remember("search", SPACE.open & ~A.bit("x"), SPACE.open, B.bit("y"), BAD[1:])
    start = SPACE.open & ~A.bit("y")
    assert learned.prospect(SPACE, "search", start, SPACE.open & ~A.bit("x")) == (2, CHOSEN)
    start = SPACE.open & ~A.bit("x") & ~C.bit("x")
    assert learned.prospect(SPACE, "search", start, SPACE.open) == (1, B.bit("y"))


def test_other_answers_prove_nothing() -> None:
    """An answer taken back, or another search, has nothing to go by."""
    learned = Learned()
    learned.remember("search", SPACE.open & ~A.bit("x"), SPACE.open, B.bit("y"), BAD)
    assert learned.prospect(SPACE, "search", SPACE.open, SPACE.open) == (0, None)
    assert learned.prospect(SPACE, "another", SPACE.open, SPACE.open) == (0, None)


def test_at_least_as_many_moves_less_those_an_answer_may_have_made() -> None:
    """Where the answer leaves a bad cube by a move that the old set lacks, one may be saved.

    The old set still serves, but nothing says that it is smallest.
    """
    learned = Learned()
    either = [SPACE.open & ~(A.bit("y") | C.bit("y")), BAD[1]]
    learned.remember("search", SPACE.open, SPACE.open, CHOSEN, either)
    start = SPACE.open & ~C.bit("x")
    assert learned.prospect(SPACE, "search", start, SPACE.open & ~C.bit("y")) == (1, CHOSEN)
