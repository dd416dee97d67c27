"""What an edit did that may not be meant is shown until the next one, and undone by one key."""

from advisor.application.session import Session
from tests.tui.conftest import Running
from tests.tui.screen_text import press, shown
from tests.tui.test_interview import SECRETS

MARK = "u undoes: Outcome now replace, was not used"


async def test_an_outcome_that_turns_to_replace_is_marked_until_the_next_answer(
    running: Running, session: Session
) -> None:
    """The mark is there on every area and at every question; an answer takes it away."""
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, "f8", "y", "3", "enter")
        assert session.answer_to("subjects").value == ("own-workload",)
        assert MARK in shown(pilot)
        assert pilot.app._notifications
        await press(pilot, "f2", "n", "f3", "f7", "f2")
        assert MARK in shown(pilot)
        await press(pilot, "d")
        assert MARK not in shown(pilot)


async def test_one_key_undoes_what_turned_the_outcome(running: Running, session: Session) -> None:
    """From the next question, too; that it turns back is marked with the key for the way there."""
    async with running(session) as pilot:
        await press(pilot, "f8", "y", "3", "enter", "f2", "u")

        assert session.assessment.actors == ()
        assert "ctrl+r redoes: Outcome now not used, was replace" in shown(pilot)


async def test_no_key_empties_a_list_silently(running: Running, session: Session) -> None:
    """Whatever takes ticks away says which, and one key brings them back."""
    session.answer("kept-secrets", ["database-passwords", "signing-keys"])
    said = session.answer_to("kept-secrets")
    async with running(session) as pilot:
        for key in ("d", "c", "0"):
            await press(pilot, "f2", *SECRETS, key)
            assert session.answer_to("kept-secrets") != said
            assert "u undoes: No longer said: Database passwords, Signing keys" in shown(pilot)
            await press(pilot, "u")
            assert session.answer_to("kept-secrets") == said


async def test_a_number_past_the_options_ticks_nothing(running: Running, session: Session) -> None:
    """The row for none of them has a number of its own, which no list ends with."""
    session.answer("kept-secrets", ["signing-keys"])
    said = session.answer_to("kept-secrets")
    async with running(session) as pilot:
        await press(pilot, *SECRETS, "3", "5", "9")
        assert len(session.question("kept-secrets").options) == 2
        assert session.answer_to("kept-secrets") == said
