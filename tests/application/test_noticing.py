"""What an edit did that its author may not have meant."""

from collections.abc import Callable

from advisor.application.noticing import Before, taken_away, turned
from advisor.application.session import Session
from advisor.model.vocabulary import Verdict


def test_an_outcome_that_turns_to_replace_or_away_from_it_is_told(session: Session) -> None:
    """Both ways, with what it was; other changes of the outcome are in plain sight."""
    for was, told in (
        (Verdict.REPLACE, "Outcome now not used, was replace"),
        (Verdict.SPLIT, ""),
    ):
        before = Before(session.assessment, was)
        assert session.decision.outcome is Verdict.NONE
        assert turned(before, session) == told


def test_what_a_list_no_longer_says_is_told(session: Session) -> None:
    """By the words of its options, whichever way they went."""
    session.answer("kept-secrets", ["database-passwords"], ["signing-keys"])
    ways: tuple[Callable[[], None], ...] = (
        lambda: session.unknown("kept-secrets"),
        lambda: session.clear("kept-secrets"),
        lambda: session.answer("kept-secrets", []),
        lambda: session.not_applicable("kept-secrets", "none here"),
    )
    for way in ways:
        before = Before.of(session)
        way()
        assert taken_away(before, session) == "No longer said: Database passwords, Signing keys"
        session.undo()


def test_what_only_moves_is_no_loss(session: Session) -> None:
    """An option that is not known any more, one more option, another single choice."""
    session.answer("kept-secrets", ["database-passwords"])
    session.answer("lifecycle", ["live"])
    for question, held, open_ in (
        ("kept-secrets", [], ["database-passwords"]),
        ("kept-secrets", ["database-passwords", "signing-keys"], []),
        ("lifecycle", ["greenfield"], []),
    ):
        before = Before.of(session)
        session.answer(question, held, open_)
        assert taken_away(before, session) == ""
