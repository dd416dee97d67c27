"""What is remembered of worlds with a property."""

from advisor.decision.space import Space
from advisor.decision.worlds import Worlds
from tests.decision.small_catalogs import single

SPACE = Space([single("a", "x", "y"), single("b", "x", "y")])
A, B = SPACE.fields
X = SPACE.open & ~A.bit("y")
Y = SPACE.open & ~A.bit("x")


def test_a_world_found_serves_every_domain_that_it_meets() -> None:
    """Cut down to the domain; of other properties and other domains nothing is known."""
    worlds = Worlds()
    assert worlds.learn("risky", SPACE.open, X) == X
    narrower = SPACE.open & ~B.bit("x")
    assert worlds.known(SPACE, "risky", narrower) == X & narrower
    assert worlds.known(SPACE, "risky", Y) is None
    assert worlds.known(SPACE, "safe", SPACE.open) is None


def test_where_a_domain_has_none_no_smaller_one_has() -> None:
    """A wider domain may have some."""
    worlds = Worlds()
    assert worlds.learn("risky", Y, None) is None
    assert worlds.known(SPACE, "risky", Y & ~B.bit("x")) is False
    assert worlds.known(SPACE, "risky", SPACE.open) is None


def test_only_the_newest_are_kept() -> None:
    """However long an interview is, looking through takes no longer."""
    worlds = Worlds()
    for _ in range(1000):
        worlds.learn("risky", SPACE.open, X)
        worlds.learn("risky", Y, None)
    assert len(worlds.having["risky"]) < 100
    assert len(worlds.without["risky"]) < 100
