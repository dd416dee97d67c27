"""Which open questions still matter."""

from advisor.application.explaining import Weight, explained
from advisor.application.session import Session
from tests.listing import lists


def test_weights_say_what_an_open_question_can_still_do(session: Session) -> None:
    """Questions that change a verdict are told from those that only raise a pitfall or nothing."""
    lists(session, ["customers"])
    found = explained(session.compiled, session.answers)

    assert found.weight("kept-secrets") is Weight.OUTCOME
    assert found.weight("lifecycle") is Weight.NOTHING
    assert found.weight("platform") is None
    assert "kept-secrets" in found.deciding()
    assert "lifecycle" not in found.deciding()


def test_a_settled_outcome_has_no_deciding_questions(session: Session) -> None:
    """Once nothing can change the outcome, no question is counted as able to."""
    lists(session, [])
    session.answer("kept-secrets", ["database-passwords"])
    found = explained(session.compiled, session.answers)

    assert session.decision.settled
    assert found.outcome_questions() == ()
