"""Decisions on one small catalog."""

import pytest

from advisor.decision import compile_catalog, decide, situation_of
from advisor.errors import AssessmentError
from advisor.model.assessment import Answer
from advisor.model.conditions import Holds
from advisor.model.vocabulary import Severity, Status, Target, Verdict
from tests.decision.small_catalogs import (
    TODAY,
    capability,
    catalog,
    chosen,
    is_,
    listed,
    multiple,
    pitfall,
    rule,
    single,
)

CATALOG = catalog(
    [
        single("a", "x", "y"),
        multiple("b", "p", "q"),
        single("c", "u", "v", when=is_("a", "x")),
    ],
    [capability("login", is_("a", "x"))],
    [
        rule("split-p", "login", Verdict.SPLIT, Holds("b", "p")),
        rule("replace-q", "login", Verdict.REPLACE, Holds("b", "q")),
    ],
    pitfalls={
        "low": pitfall("low", is_("c", "u"), Severity.LOW),
        "high": pitfall("high", is_("a", "x"), Severity.HIGH),
    },
)
COMPILED = compile_catalog(CATALOG, TODAY)


def test_the_highest_fired_rule_decides() -> None:
    """Split and replace together give replace, and both rules are named, the higher first."""
    (login,) = decide(COMPILED, {"a": chosen("x"), "b": listed("p", "q")}).capabilities
    assert (login.verdict, login.status) == (Verdict.REPLACE, Status.IN_USE)
    assert login.target is Target.OTHER_PRODUCT
    assert login.rules == ("replace-q", "split-p")


def test_open_answers_leave_verdicts_open() -> None:
    """Everything is possible at first; working is what the quiet answers give."""
    decision = decide(COMPILED, {})
    assert decision.possible == tuple(Verdict)
    assert decision.outcome is Verdict.KEEP
    assert decision.capability("login").status is Status.OPEN
    some = decide(COMPILED, {"a": chosen("x"), "b": listed("p", maybe=("q",))})
    assert some.possible == (Verdict.SPLIT, Verdict.REPLACE)


def test_not_applicable_makes_comparisons_false() -> None:
    """A question that does not apply fires nothing."""
    answers = {"a": chosen("x"), "b": Answer(not_applicable="no")}
    assert decide(COMPILED, answers).possible == (Verdict.KEEP,)


def test_hidden_answers_are_noticed_and_idle() -> None:
    """An answer to a hidden question raises no pitfall but is mentioned."""
    decision = decide(COMPILED, {"a": chosen("y"), "c": chosen("u")})
    assert decision.findings == ()
    assert [(notice.kind, notice.question) for notice in decision.notices] == [
        ("hidden-answer", "c")
    ]
    assert situation_of(COMPILED, {"a": chosen("y"), "c": chosen("u")}).hidden_answers == ("c",)


def test_findings_come_by_severity() -> None:
    """The gravest pitfall is first."""
    decision = decide(COMPILED, {"a": chosen("x"), "c": chosen("u")})
    assert [finding.pitfall for finding in decision.findings] == ["high", "low"]


def test_unknown_answers_are_refused() -> None:
    """An answer to no question, or with no such option, is an error."""
    with pytest.raises(AssessmentError, match="no question d"):
        decide(COMPILED, {"d": chosen("x")})
    with pytest.raises(AssessmentError, match="no option z"):
        decide(COMPILED, {"a": chosen("z")})
