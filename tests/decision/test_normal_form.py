"""Negation pushed down to comparisons."""

import pytest

from advisor.decision.normal_form import NEVER, Reading, leaves, normalise
from advisor.errors import CatalogError
from advisor.model.conditions import All, Always, AnyOf, AtLeast, Holds, Lacks, Not, PlansCount
from tests.decision.small_catalogs import TODAY, catalog, is_, multiple, single

READING = Reading(catalog([single("a", "x", "y", "z"), multiple("b", "p", "q")], []), TODAY)
P, Q = Holds("b", "p"), Holds("b", "q")


def test_negated_comparisons_are_comparisons() -> None:
    """Not one of these options means one of the others; not held means lacking."""
    assert normalise(READING, Not(is_("a", "x"))) == is_("a", "y", "z")
    assert normalise(READING, Not(P)) == Lacks("b", "p")
    assert normalise(READING, Not(Not(P))) == P


def test_negation_swaps_all_and_any() -> None:
    """De Morgan's laws, down to the leaves."""
    assert normalise(READING, Not(All((P, AnyOf((Q,)))))) == AnyOf(
        (Lacks("b", "p"), All((Lacks("b", "q"),)))
    )


def test_negated_counts_count_negations() -> None:
    """Not at least 2 of 3 means at least 2 of the 3 do not hold."""
    parts = (P, Q, is_("a", "x"))
    found = normalise(READING, Not(AtLeast(2, parts)))
    assert found == AtLeast(2, (Lacks("b", "p"), Lacks("b", "q"), is_("a", "y", "z")))
    assert len(leaves(found)) == 3


def test_plans_count_where_the_reading_says_so() -> None:
    """What is planned counts always in a reading of plans, else where the catalog says so."""
    assert normalise(READING, PlansCount()) == NEVER
    planned = Reading(READING.catalog, TODAY, plans_count=True)
    assert normalise(planned, PlansCount()) == Always()


def test_wrong_comparisons_are_refused() -> None:
    """Unknown questions, unknown options and the wrong kind of comparison are located errors."""
    for wrong, says in (
        (is_("c", "x"), "unknown question c"),
        (is_("a", "w"), "no option w"),
        (Holds("a", "x"), "single choice"),
    ):
        with pytest.raises(CatalogError, match=says):
            normalise(READING, wrong)
