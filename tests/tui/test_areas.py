"""Review, what-if, details and evidence."""

from msgspec.structs import replace
from textual.widgets import OptionList

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.model.assessment import Answer, Proposal
from advisor.tui.screens.interview import InterviewScreen
from tests.listing import lists
from tests.tui.conftest import Running
from tests.tui.screen_text import lines, press, shown, text_of
from tests.tui.test_interview import SECRETS


async def test_review_edits_in_place(running: Running, session: Session) -> None:
    """Enter on a row opens its options over the table; the table shows the new answer."""
    async with running(session) as pilot:
        await press(pilot, "f3", "enter", "3", "enter")

        assert session.answer_to("lifecycle").value == "live"
        assert "Live" in shown(pilot)
        await press(pilot, "u")
        assert session.answer_to("lifecycle") == Answer()


async def test_review_filters_and_goes_to_the_question(running: Running, session: Session) -> None:
    """A filter lists only what it names, and any row leads to its question."""
    session.note("kept-secrets", "ask Kim")
    async with running(session) as pilot:
        await press(pilot, "f3", "f", "f", "f")
        assert "ask Kim" in text_of(pilot, "#whole")
        assert "Lifecycle" not in shown(pilot)
        await press(pilot, "g")

        assert isinstance(pilot.app.screen, InterviewScreen)
        assert pilot.app.screen.current == "kept-secrets"


async def test_what_if_changes_nothing_until_kept(running: Running, session: Session) -> None:
    """Tried answers show their effect; dropping forgets them, keeping stores them as one edit."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        await press(pilot, *SECRETS, "f4", "enter", "1", "enter")
        assert "Secrets" in text_of(pilot, "#difference")
        assert session.answer_to("kept-secrets") == Answer()
        await press(pilot, "x")
        assert "Nothing tried yet" in text_of(pilot, "#difference")
        await press(pilot, "enter", "1", "enter", "k")
        assert session.answer_to("kept-secrets").value == ("database-passwords",)
        assert session.undo() == "what-if"


async def test_what_if_shows_what_settles_and_what_the_stack_gains(
    running: Running, session: Session
) -> None:
    """Beside verdicts: the answers that settle each, and components per layer, also at 80x24."""
    lists(session, ["customers"])
    async with running(session, size=(80, 24)) as pilot:
        await press(pilot, *SECRETS, "f4", "enter", "1", "enter")
        difference = text_of(pilot, "#difference")
        assert "Settled by these answers alone\nOutcome\n▸ " in difference
        assert "+ Secrets: " in difference
        await press(pilot, "p", "end")
        assert "▸ Kept secrets: Database passwords" in lines(pilot)[-2]
        await press(pilot, "escape", "x")
        assert "Nothing tried yet" in text_of(pilot, "#difference")


async def test_what_was_tried_is_still_there_on_the_way_back(
    running: Running, session: Session
) -> None:
    """A visit to another area, even an answer given there, keeps the tries."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        await press(pilot, "f4", "enter", "3", "enter", "f2", "n", "1", "f4")
        assert "Lifecycle: not answered → Live" in text_of(pilot, "#difference")
        assert session.answer_to("lifecycle") == Answer()
        await press(pilot, "k")

        assert session.answer_to("lifecycle").value == "live"
        assert session.answer_to("unexplained-clients").value == "none"


async def test_review_keeps_filter_and_cursor_while_elsewhere(
    running: Running, session: Session
) -> None:
    """Coming back shows the same rows; coming from another question goes to that one."""
    session.note("kept-secrets", "ask Kim")
    session.note("unexplained-clients", "ask Lee")
    async with running(session) as pilot:
        await press(pilot, "f3", "f", "f", "f", "down", "f5", "f3")
        assert "Lifecycle" not in shown(pilot)
        assert "ask Kim" in text_of(pilot, "#whole")
        await press(pilot, "f2", "slash", *"unexplained", "enter", "f3")

        assert "ask Lee" in text_of(pilot, "#whole")


async def test_details_take_typed_values(running: Running, session: Session) -> None:
    """Enter on a line types its value; what does not fit is asked again with the reason."""
    async with running(session) as pilot:
        await press(pilot, "f5")
        for _ in range(7):
            await press(pilot, "down")
        assert "Users" in shown(pilot)
        fields = pilot.app.screen.query_one("#fields")
        fields.highlighted = fields.get_option_index("figure:users")  # type: ignore[attr-defined]
        await press(pilot, "enter", *"many", "enter")
        assert "is no whole number" in shown(pilot)
        await press(pilot, *["backspace"] * 4, *"1200", "enter")

        assert session.assessment.figures == {"users": 1200}


async def test_evidence_is_accepted_and_rejected_by_a_person(running: Running, desk: Desk) -> None:
    """A proposal stands beside its question; accepting answers it, rejecting asks why."""
    proposals = (
        Proposal("lifecycle", "tags", "observed", "main.tf:3", read="live", value="live"),
        Proposal("platform", "provider", "inferred", "main.tf:1", value="keycloak"),
    )
    session = desk.session(replace(desk.blank("Acme", "cognito"), proposals=proposals))
    async with running(session) as pilot:
        await press(pilot, "f6")
        assert "main.tf:3" in text_of(pilot, "#proposal")
        assert "Is the system live?" in text_of(pilot, "#proposal")
        await press(pilot, "a")
        assert session.answer_to("lifecycle").value == "live"
        assert "You have said something else" in text_of(pilot, "#proposal")
        await press(pilot, "r", *"wrong", "enter")

        assert [proposal.status for proposal in session.assessment.proposals] == ["rejected"]
        assert "No evidence is waiting" in text_of(pilot, "#proposal")
        await press(pilot, "u", "r", *"no", "enter")
        assert "No evidence is waiting" in text_of(pilot, "#proposal")


async def test_all_observed_evidence_at_once(running: Running, desk: Desk) -> None:
    """One key takes everything that was read directly."""
    proposals = (Proposal("lifecycle", "tags", "observed", "main.tf:3", value="live"),)
    session = desk.session(replace(desk.blank("Acme", "cognito"), proposals=proposals))
    async with running(session) as pilot:
        await press(pilot, "f6", "o")

        assert session.answer_to("lifecycle").value == "live"


async def test_the_cursor_stays_on_a_detail_that_was_saved(
    running: Running, session: Session
) -> None:
    """Whoever saves a line sees the line; the next one takes a key of its own."""
    async with running(session) as pilot:
        await press(pilot, "f5")
        fields = pilot.app.screen.query_one("#fields", OptionList)
        fields.highlighted = fields.get_option_index("figure:users")
        await press(pilot, "enter", *"1200", "enter")

        assert session.assessment.figures == {"users": 1200}
        assert fields.highlighted == fields.get_option_index("figure:users")
