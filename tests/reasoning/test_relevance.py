"""Relevance on one small catalog."""

from advisor.decision.budget import Budget
from advisor.model.vocabulary import Verdict
from advisor.reasoning.relevance import relevance
from tests.decision.small_catalogs import chosen, listed
from tests.reasoning.small import COMPILED


def test_open_questions_say_what_they_could_become() -> None:
    """The open multiple choice can still split or replace; the other raises a pitfall only."""
    options, careless = relevance(COMPILED, {"a": chosen("x")})
    assert options.could_become == (Verdict.SPLIT, Verdict.REPLACE)
    assert not options.can_be_skipped
    assert careless.can_be_skipped
    assert careless.could_raise == ("careless",)


def test_nothing_matters_where_the_job_is_not_in_use() -> None:
    """With the job ruled out, no open question changes a verdict."""
    assert all(item.can_be_skipped for item in relevance(COMPILED, {"a": chosen("y")}))


def test_only_the_unknown_option_counts() -> None:
    """With one option not known, only the verdict behind it is left."""
    (options,) = relevance(
        COMPILED, {"a": chosen("x"), "b": listed("p", maybe=("q",)), "c": chosen("v")}
    )
    assert options.could_become == (Verdict.REPLACE,)


def test_past_the_budget_what_matters_is_not_skipped() -> None:
    """Whatever the budget, a question that can still change a verdict is never called idle."""
    for steps in range(12):
        options, *_ = relevance(COMPILED, {"a": chosen("x")}, budget=Budget(steps))
        assert not options.can_be_skipped
