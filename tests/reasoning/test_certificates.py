"""Certificates on one small catalog."""

from advisor.decision.budget import Budget
from advisor.model.decision import Given
from advisor.reasoning.certificates import certificate
from tests.decision.small_catalogs import NOT_APPLICABLE, chosen, listed
from tests.reasoning.small import COMPILED


def test_only_what_settles_is_named() -> None:
    """Replace needs the job in use and the option that fires; nothing else matters."""
    answers = {"a": chosen("x"), "b": listed("p", "q"), "c": chosen("u")}
    assert certificate(COMPILED, answers, "login") == (
        Given("a", "answer", "x"),
        Given("b", "includes", "q"),
    )


def test_what_is_missing_is_part_of_a_lower_verdict() -> None:
    """Split must also rule replace out."""
    answers = {"a": chosen("x"), "b": listed("p")}
    assert certificate(COMPILED, answers) == (
        Given("a", "answer", "x"),
        Given("b", "includes", "p"),
        Given("b", "excludes", "q"),
    )


def test_one_fact_says_that_a_question_does_not_apply() -> None:
    """Not applicable is a single fact about all options."""
    answers = {"a": chosen("x"), "b": NOT_APPLICABLE}
    assert certificate(COMPILED, answers) == (
        Given("a", "answer", "x"),
        Given("b", "not_applicable"),
    )


def test_none_while_open_or_past_the_budget() -> None:
    """An open verdict has no certificate; nor has one that was not proven."""
    assert certificate(COMPILED, {"a": chosen("x")}) is None
    assert certificate(COMPILED, {"a": chosen("x"), "b": listed()}, budget=Budget(0)) is None
