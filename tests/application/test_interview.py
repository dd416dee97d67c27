"""What is asked, how far along, what comes next."""

import pytest

from advisor.application import interview
from advisor.application.desk import Desk
from advisor.application.interview import Progress, State
from advisor.application.session import Session
from advisor.application.wording import short_name
from advisor.model.assessment import Answer
from tests.application.conftest import TODAY
from tests.listing import lists


def test_only_questions_that_may_apply_are_asked(session: Session) -> None:
    """A question is asked while its condition can still hold, and no longer."""
    assert "other-product" not in interview.asked(session)
    lists(session, ["customers", "own-workload"])
    assert "reach.own-workload" in interview.asked(session)
    lists(session, ["customers"])

    assert "reach.own-workload" not in interview.asked(session)


def test_what_the_rows_of_the_inventory_say_is_not_asked_again(session: Session) -> None:
    """Who is there is said by the rows, so no question asks for it, nor about anybody unlisted."""
    lists(session, ["customers"], ["own-workload"])

    asked = interview.asked(session)
    assert "subjects" not in asked
    assert not [id_ for id_ in asked if session.question(id_).unlisted]


def test_progress_counts_what_is_said_per_section(session: Session) -> None:
    """Don't know and not applicable count as said; only asked questions count."""
    lists(session, ["customers"])
    session.unknown("lifecycle")
    session.not_applicable("kept-secrets", "nothing kept")

    assert interview.progress(session) == (
        Progress("context", "Context", 2, 3),
        Progress("privilege", "Privilege", 1, 2),
    )


def test_states_of_answers() -> None:
    """Each way to answer has a state of its own."""
    assert interview.state_of(Answer()) is State.UNANSWERED
    assert interview.state_of(Answer(unknown=True)) is State.UNKNOWN
    assert interview.state_of(Answer(not_applicable="no")) is State.NOT_APPLICABLE
    assert interview.state_of(Answer(value=("a",), maybe=("b",))) is State.PARTLY
    assert interview.state_of(Answer(value=())) is State.ANSWERED


def test_the_interview_goes_on_at_the_first_unanswered_question(session: Session) -> None:
    """Resuming starts where something is missing."""
    assert interview.first_unanswered(session) == "lifecycle"


def test_neighbours_skip_hidden_questions(session: Session) -> None:
    """Next and back walk over the asked questions, and end at the ends."""
    lists(session, ["customers"])

    assert interview.neighbour(session, "lifecycle", 1) == "unexplained-clients"
    assert interview.neighbour(session, "platform", -1) is None
    assert interview.neighbour(session, "kept-secrets", 1) is None
    assert interview.neighbour(session, "kept-secrets", -1) == "reach.customers"


def test_the_next_of_some_questions_starts_over(session: Session) -> None:
    """Skipping on from the last question that matters finds the first one again."""
    among = ("lifecycle", "kept-secrets")

    assert interview.next_of(session, "lifecycle", among) == "kept-secrets"
    assert interview.next_of(session, "kept-secrets", among) == "lifecycle"
    assert interview.next_of(session, "lifecycle", ("lifecycle",)) is None


def test_search_finds_by_text_options_and_id(session: Session) -> None:
    """All typed words must occur, in any case, in text, options or id."""
    lists(session, ["customers"])
    found = [question.id for question in interview.search(session, "OWN data")]

    assert found == ["reach.customers"]
    assert interview.search(session, "zebra") == ()


def test_a_search_for_a_name_finds_its_question_first() -> None:
    """Whatever other questions mention it, the question that is named so stands at the top."""
    desk = Desk.load((), TODAY)
    session = desk.session(desk.blank("Acme", "cognito"))
    names = {id_: short_name(session.question(id_)) for id_ in interview.asked(session)}
    first = {id_: interview.search(session, name)[0].id for id_, name in names.items()}

    assert {id_: found for id_, found in first.items() if found != id_} == {}


@pytest.mark.parametrize(
    ("wanted", "name", "expected"),
    [
        (["life"], "Lifecycle", 1),
        (["lifecycle"], "Lifecycle", 0),
        (["cycle"], "Lifecycle", 2),
        (["zebra"], "Lifecycle", 3),
        ([], "Lifecycle", 1),
    ],
)
def test_how_far_a_name_is_from_what_is_wanted(wanted: list[str], name: str, expected: int) -> None:
    """The whole name, the beginnings of its words, its letters, and none of these."""
    assert interview.farness(wanted, name) == expected
