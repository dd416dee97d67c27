"""Every answer in one list, filtered."""

import pytest

from advisor.application.reviewing import Filter, lines
from advisor.application.session import Session
from tests.listing import lists


@pytest.mark.parametrize(
    ("wanted", "questions"),
    [
        (Filter.UNANSWERED, {"unexplained-clients", "reach.customers", "kept-secrets"}),
        (Filter.UNKNOWN, {"lifecycle"}),
        (Filter.NOTED, {"lifecycle"}),
        (Filter.CHANGED, {"lifecycle", "other-product"}),
        (Filter.HIDDEN, {"other-product"}),
    ],
)
def test_filters(session: Session, wanted: Filter, questions: set[str]) -> None:
    """Each filter lists exactly the answers it names; hidden answers are listed as such."""
    session.note("lifecycle", "ask Kim")
    session.answer("other-product", ["scim"])
    lists(session, ["customers"])

    assert {line.question for line in lines(session, wanted)} == questions


def test_all_lists_asked_questions_and_kept_answers(session: Session) -> None:
    """Nothing that is in the file is out of sight in the review."""
    session.answer("other-product", [])

    assert "other-product" in {line.question for line in lines(session)}
