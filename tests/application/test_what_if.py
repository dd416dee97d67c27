"""Trying answers changes nothing until they are kept."""

from advisor.application.session import Session
from advisor.application.what_if import WhatIf
from advisor.model.assessment import Answer
from advisor.model.vocabulary import Verdict
from tests.listing import lists


def test_the_difference_names_verdicts_pitfalls_and_questions(session: Session) -> None:
    """What the tried answers change is said, and nothing else."""
    lists(session, ["customers"])
    session.answer("kept-secrets", [])
    trial = WhatIf(session)
    lists(trial.scratch, ["customers", "own-workload"])
    trial.scratch.answer("kept-secrets", ["database-passwords"])
    found = trial.difference()

    assert found.outcome == (Verdict.KEEP, Verdict.SPLIT)
    assert [moved.id for moved in found.moved] == ["workload-identity", "secrets"]
    assert [finding.pitfall for finding in found.new_findings] == ["passwords-beside-the-login"]
    assert found.now_asked == ("separate", "reach.own-workload")
    assert not found.is_empty


def test_nothing_tried_makes_no_difference(session: Session) -> None:
    """A fresh scratch copy decides as the session does."""
    assert WhatIf(session).difference().is_empty
    assert WhatIf(session).tried == ()


def test_keeping_is_one_edit(session: Session) -> None:
    """What was tried comes into the assessment at once, and undo takes all of it back."""
    trial = WhatIf(session)
    trial.scratch.answer("lifecycle", ["live"])
    trial.scratch.answer("kept-secrets", [])
    trial.keep()

    assert session.answer_to("lifecycle").value == "live"
    assert session.undo() == "what-if"
    assert session.answer_to("lifecycle") == Answer()
    assert session.answer_to("kept-secrets") == Answer()
