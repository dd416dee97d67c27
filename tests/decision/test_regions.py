"""Conditions as unions of cubes."""

import pytest

from advisor.decision.normal_form import Reading
from advisor.decision.regions import Regions
from advisor.decision.space import Space
from advisor.errors import CatalogError
from advisor.model.catalog import Question
from advisor.model.conditions import All, Always, AnyOf, AtLeast, Holds
from tests.decision.small_catalogs import TODAY, catalog, is_, multiple, single


def regions(*questions: Question, limit: int = 100) -> Regions:
    """Build the regions of a catalog with these questions only."""
    return Regions(Reading(catalog(questions, []), TODAY), Space(questions), limit=limit)


def test_visibility_is_part_of_a_comparison() -> None:
    """A comparison holds only where its question is visible."""
    found = regions(single("a", "x", "y"), single("c", "u", "v", when=is_("a", "x")))
    (cube,) = found.of(is_("c", "u"), "it")
    assert not found.space.meets(cube & found.space.chosen("a", ["y"]))
    assert found.space.meets(cube & found.space.chosen("a", ["x"]))


def test_counting_takes_every_pair() -> None:
    """At least 2 of 3 options is a union of three cubes."""
    found = regions(multiple("b", "p", "q", "r"))
    two = AtLeast(2, tuple(Holds("b", option) for option in "pqr"))
    assert len(found.of(two, "it")) == 3
    assert found.of(AtLeast(4, two.parts), "it") == ()


def test_constant_conditions() -> None:
    """Always is the whole space, any of nothing is empty."""
    found = regions(single("a", "x", "y"))
    assert [cube & found.space.full for cube in found.of(Always(), "it")] == [found.space.full]
    assert found.of(AnyOf(()), "it") == ()


def test_circular_visibility_is_named() -> None:
    """Two questions that show each other are an error that lists the circle."""
    found = regions(single("a", "x", when=is_("c", "u")), single("c", "u", when=is_("a", "x")))
    with pytest.raises(CatalogError, match="a -> c -> a"):
        found.visible("a")


def test_too_many_cubes_are_refused_by_name() -> None:
    """A condition past the limit is refused with the name of what it belongs to."""
    found = regions(multiple("b", "p", "q", "r", "s"), limit=3)
    pairs = (AnyOf((Holds("b", "p"), Holds("b", "q"))), AnyOf((Holds("b", "r"), Holds("b", "s"))))
    with pytest.raises(CatalogError, match="rule big: the condition needs more than 3 cubes"):
        found.of(All(pairs), "rule big")
