"""One question at a time beside the decision that its answer makes."""

from typing import cast

from textual.pilot import Pilot

from advisor.application.session import Session
from advisor.model.assessment import Answer
from advisor.tui.screens.interview import InterviewScreen
from tests.listing import lists
from tests.tui.conftest import Running
from tests.tui.screen_text import press, settle, shown, text_of

# Keys that go to the one question of this catalog of which several options may hold.
SECRETS = ("slash", *"kept", "space", *"secrets", "enter")


def at(pilot: Pilot[int]) -> str:
    """The question in front."""
    return cast("InterviewScreen", pilot.app.screen).current


async def test_enter_takes_the_option_and_goes_on(running: Running, session: Session) -> None:
    """Down and enter answer a single choice and show the next question."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        assert at(pilot) == "lifecycle"
        await press(pilot, "down", "down", "enter")

        assert session.answer_to("lifecycle") == Answer(value="live")
        assert at(pilot) == "unexplained-clients"


async def test_a_number_chooses_without_going_on(running: Running, session: Session) -> None:
    """The number of an option chooses it; the question stays until it is accepted."""
    async with running(session) as pilot:
        await press(pilot, "3")

        assert session.answer_to("lifecycle").value == "live"
        assert at(pilot) == "lifecycle"
        assert "(•)  3 Live" in shown(pilot)


async def test_space_ticks_and_m_doubts_options(running: Running, session: Session) -> None:
    """In a multiple choice each option holds, is not known, or does not hold."""
    async with running(session) as pilot:
        await press(pilot, *SECRETS, "space", "down", "m", "enter")

        assert session.answer_to("kept-secrets") == Answer(
            value=("database-passwords",), maybe=("signing-keys",)
        )


async def test_nothing_ticked_is_not_taken_for_none(running: Running, session: Session) -> None:
    """Enter on an untouched multiple choice asks back; saying none takes a row of its own."""
    async with running(session) as pilot:
        await press(pilot, *SECRETS, "enter")

        assert session.answer_to("kept-secrets") == Answer()
        assert "Nothing is ticked" in shown(pilot)
        await press(pilot, "end", "enter")
        assert session.answer_to("kept-secrets") == Answer(value=())


async def test_a_click_ticks(running: Running, session: Session) -> None:
    """The mouse works on options, tabs and the sections."""
    async with running(session) as pilot:
        await pilot.click("#choices", offset=(8, 1))
        await settle(pilot)
        assert session.answer_to("lifecycle").value == "migrating"

        await pilot.click("#rail", offset=(6, 2))
        await settle(pilot)
        assert at(pilot) == "platform"


async def test_dont_know_goes_on(running: Running, session: Session) -> None:
    """One key says that the answer is not known for now."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        await press(pilot, "d")

        assert session.answer_to("lifecycle") == Answer(unknown=True)
        assert at(pilot) == "unexplained-clients"


async def test_not_applicable_needs_a_reason(running: Running, session: Session) -> None:
    """Without a reason the question stays unanswered; with one it goes on."""
    async with running(session) as pilot:
        await press(pilot, "a", "enter")
        assert "Please write something" in shown(pilot)
        await press(pilot, *"none", "enter")

        assert session.answer_to("lifecycle") == Answer(not_applicable="none")


async def test_note_and_evidence_belong_to_the_answer(running: Running, session: Session) -> None:
    """Notes and evidence links are written in a dialog and shown under the question."""
    async with running(session) as pilot:
        await press(pilot, "3", "t", *"since", "enter", *"May", "ctrl+s")
        await press(pilot, "e", *"main", "full_stop", *"tf", "ctrl+s")

        assert session.answer_to("lifecycle") == Answer(
            value="live", note="since\nMay", evidence=("main.tf",)
        )
        assert "Note since May" in shown(pilot)
        assert "Evidence main.tf" in shown(pilot)


async def test_a_note_says_that_it_makes_a_question_not_known(
    running: Running, session: Session
) -> None:
    """Only where there is no answer yet; it is said before the remark is stored."""
    async with running(session) as pilot:
        await press(pilot, "t")
        assert "with a remark it counts as don't know" in shown(pilot)
        await press(pilot, "escape", "3", "t")
        assert "documents quote it" in shown(pilot)
        assert "counts as don't know" not in shown(pilot)


async def test_escape_leaves_a_dialog_without_an_edit(running: Running, session: Session) -> None:
    """A note that was begun and left changes nothing."""
    async with running(session) as pilot:
        await press(pilot, "t", *"oops", "escape")

        assert session.answer_to("lifecycle") == Answer()


async def test_back_is_always_allowed(running: Running, session: Session) -> None:
    """Left goes to the question before, answered or not."""
    async with running(session) as pilot:
        await press(pilot, "left")

        assert at(pilot) == "platform"
        assert "(•)  1 Amazon Cognito" in shown(pilot)


async def test_undo_takes_the_answer_back(running: Running, session: Session) -> None:
    """One key takes the last edit back, and another makes it again."""
    async with running(session) as pilot:
        await press(pilot, "3", "u")
        assert session.answer_to("lifecycle") == Answer()
        await press(pilot, "ctrl+r")
        assert session.answer_to("lifecycle").value == "live"


async def test_clear_takes_the_answer_away(running: Running, session: Session) -> None:
    """One key makes the question unanswered again."""
    async with running(session) as pilot:
        await press(pilot, "3", "c")

        assert session.answer_to("lifecycle") == Answer()


async def test_search_goes_to_any_question(running: Running, session: Session) -> None:
    """Typing words of a question, or of its options, finds it."""
    async with running(session) as pilot:
        await press(pilot, "slash", *"passwords", "enter")

        assert at(pilot) == "kept-secrets"


async def test_a_search_finds_the_question_in_front(running: Running, session: Session) -> None:
    """Its own words lead back to the question one came from."""
    async with running(session) as pilot:
        await press(pilot, "slash", *"lifecycle", "enter")

        assert at(pilot) == "lifecycle"


async def test_a_search_without_a_match_goes_nowhere(running: Running, session: Session) -> None:
    """Enter on an empty list keeps the dialog; escape leaves it."""
    async with running(session) as pilot:
        await press(pilot, "slash", *"zebra", "enter")
        assert "Nothing has these words" in shown(pilot)
        await press(pilot, "escape")

        assert at(pilot) == "lifecycle"


async def test_the_decision_follows_each_answer(running: Running, session: Session) -> None:
    """Outcome and verdicts beside the question are those of the answers as they stand."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        await press(pilot, *SECRETS, "1")

        assert "Keep the platform, split jobs off" in text_of(pilot, "#outcome")
        await press(pilot, "1")
        assert "split jobs off" not in text_of(pilot, "#outcome")


async def test_the_panel_explains_the_capability_in_focus(
    running: Running, session: Session
) -> None:
    """Moving through the verdicts shows the rule and the answers behind each."""
    lists(session, ["customers", "own-workload"])
    async with running(session) as pilot:
        await press(pilot, "p", "down")

        assert "Programs share the directory of customers" in text_of(pilot, "#reasons")
        assert "Own programs" in text_of(pilot, "#reasons")


async def test_questions_that_matter_are_told_from_those_that_do_not(
    running: Running, session: Session
) -> None:
    """The question in front says what its answer can still do."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        assert "changes nothing any more (s skips)" in text_of(pilot, "#eyebrow")
        await press(pilot, "s")

        assert at(pilot) == "kept-secrets"
        assert "can change the outcome" in text_of(pilot, "#eyebrow")


async def test_skip_ends_when_nothing_can_change_a_verdict(
    running: Running, session: Session
) -> None:
    """Once all verdicts are settled, skipping leads to the result."""
    lists(session, [])
    session.answer("kept-secrets", [])
    session.answer("unexplained-clients", ["none"])
    async with running(session) as pilot:
        assert "Settled" in text_of(pilot, "#outcome")
        await press(pilot, "s")

        assert not isinstance(pilot.app.screen, InterviewScreen)


async def test_what_matters_most_comes_first(running: Running, session: Session) -> None:
    """The header names the order, the question says why it is next, and back retraces the way."""
    lists(session, ["customers", "own-workload"])
    async with running(session) as pilot:
        assert "in the given order" in text_of(pilot, "#eyebrow")
        await press(pilot, "o")

        assert at(pilot) == "kept-secrets"
        assert "What matters most first: " in text_of(pilot, "#eyebrow")
        assert text_of(pilot, "#because").startswith("Asked next because it can change")
        await press(pilot, "left")
        assert at(pilot) == "lifecycle"
        await press(pilot, "o")
        assert "in the given order" in text_of(pilot, "#eyebrow")
        assert text_of(pilot, "#because") == ""


async def test_what_matters_most_ends_at_the_result(running: Running, session: Session) -> None:
    """Each answer leads to a question that can still change a verdict, then to the result."""
    lists(session, ["customers", "own-workload"])
    async with running(session) as pilot:
        await press(pilot, "o")
        for _ in session.catalog.questions:
            if not isinstance(pilot.app.screen, InterviewScreen):
                break
            assert "can change" in text_of(pilot, "#eyebrow")
            await press(pilot, "end", "enter")

        assert not isinstance(pilot.app.screen, InterviewScreen)
        assert session.decision.settled


async def test_the_order_is_remembered(running: Running, session: Session) -> None:
    """Another run asks in the order that was chosen last."""
    async with running(session) as pilot:
        await press(pilot, "o")
    async with running(session) as pilot:
        assert "What matters most first" in text_of(pilot, "#eyebrow")


async def test_the_question_is_kept_while_elsewhere(running: Running, session: Session) -> None:
    """Going to the review and back returns to the same question."""
    lists(session, ["customers", "own-workload"])
    async with running(session) as pilot:
        await press(pilot, "n", "n", "f3", "f2")

        assert at(pilot) == "unexplained-clients"
