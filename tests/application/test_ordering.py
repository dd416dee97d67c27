"""Asking what matters most: the question and the words of its reason."""

from advisor.application.explaining import explained
from advisor.application.ordering import what_matters, why_next
from advisor.application.session import Session
from advisor.reasoning.next_question import NextQuestion, next_question
from advisor.reasoning.relevance import Bearing


def test_an_explanation_is_enough_to_ask_on(session: Session) -> None:
    """What is worked out from an explanation is what is worked out from the answers."""
    answers = session.assessment.answers
    found = explained(session.compiled, answers)
    asked = what_matters(session.compiled, found)
    assert asked == next_question(session.compiled, answers)
    assert asked.ask is not None
    passed = what_matters(session.compiled, found, later={asked.ask.question})
    assert passed.ask is not None
    assert passed.ask.question != asked.ask.question


def test_the_reason_names_what_an_answer_can_change(session: Session) -> None:
    """Up to two jobs are named, more are counted; a share that rounds to nothing is left out."""
    titles = list(session.catalog.capabilities.items())
    jobs = [id_ for id_, _ in titles]

    def reason(outcome: bool, count: int, share: float) -> str:
        bearing = Bearing("q", outcome, tuple(jobs[:count]))
        return why_next(session.catalog, NextQuestion(bearing, 1.0, share, 4))

    one, two = (f"“{item.title}”" for _, item in titles[:2])
    assert reason(False, 1, 0.0) == f"can change {one}"
    assert reason(False, 2, 0.0) == f"can change {one} and {two}"
    assert reason(True, 2, 0.184) == (
        f"can change the outcome, {one} and {two}; "
        "the answer should settle about 18 % of what is open"
    )
    assert reason(True, 3, 0.001) == "can change the outcome and the verdicts of 3 jobs"


def test_what_is_not_proven_is_said_so(session: Session) -> None:
    """A question whose relevance is not proven promises nothing."""
    chosen = NextQuestion(Bearing("q", proven=False), 0.0, 0.0, 1)
    assert why_next(session.catalog, chosen) == "may still change a verdict (not proven)"
