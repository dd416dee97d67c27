"""The result: outcome first, then reasons, pitfalls, stack, open questions, document."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from advisor.application.session import Session
from advisor.tui.screens.interview import InterviewScreen
from tests.listing import lists
from tests.tui.conftest import Running
from tests.tui.screen_text import finish, press, settle, shown, text_of


@pytest.fixture
def decided(session: Session) -> Session:
    """Customers and programs share one login, with passwords beside it."""
    lists(session, ["customers", "own-workload"])
    session.answer("kept-secrets", ["database-passwords"])
    return session


async def topic(pilot: Pilot[int], id_: str) -> None:
    """Move the cursor to one topic of the result."""
    topics = pilot.app.screen.query_one("#topics", OptionList)
    topics.highlighted = topics.get_option_index(id_)
    await settle(pilot)


async def test_the_outcome_comes_first(running: Running, decided: Session) -> None:
    """What leaves, where to and how urgent stand at the top, with what settles it."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        text = text_of(pilot, "#topic")

        assert text.startswith("⇢ split  Keep the platform, split jobs off\nSettled")
        assert "Workload identity → Roles of the cloud · plan it next" in text
        assert "These answers alone settle the outcome" in text


async def test_a_verdict_is_traced_to_rule_and_source(running: Running, decided: Session) -> None:
    """A capability shows the answers, the rule with its reasons, and the source."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        await topic(pilot, "job:workload-identity")
        text = text_of(pilot, "#topic")

        assert "In use: Customers, Own programs" in text
        assert "One directory then holds two trust levels." in text
        assert "https://example.org/book" in text
        assert "NHI5:2025" in text


async def test_pitfalls_have_remedy_and_check(running: Running, decided: Session) -> None:
    """Each pitfall says how bad it is, what to do and how to see that it is done."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        await topic(pilot, "findings")
        text = text_of(pilot, "#topic")

        assert "HIGH" in text
        assert "Move the passwords to a vault. (platform team, effort S, begin now)" in text
        assert "The login's settings hold no password." in text


async def test_a_layer_names_component_and_limits(running: Running, decided: Session) -> None:
    """A layer of the stack says what fills it, what asks for it and what it must not do."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        await topic(pilot, "layer:workload-identity")
        text = text_of(pilot, "#topic")

        assert "Roles of the cloud" in text
        assert "hold passwords" in text


async def test_the_topic_is_kept_while_elsewhere(running: Running, decided: Session) -> None:
    """Coming back, even after another answer, shows the section that was being read."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        await finish(pilot, "preview")
        await topic(pilot, "section:1")
        await press(pilot, "f2", "slash", *"lifecycle", "enter", "1", "f7")
        await finish(pilot, "preview")
        topics = pilot.app.screen.query_one("#topics", OptionList)

        assert topics.highlighted_option is not None
        assert topics.highlighted_option.id == "section:1"


async def test_reading_takes_the_whole_width_of_a_narrow_terminal(
    running: Running, decided: Session
) -> None:
    """Enter moves into the text, which then has all 80 columns; escape brings the topics back."""
    async with running(decided, size=(80, 24)) as pilot:
        await press(pilot, "f7", "enter")
        assert "Recommended stack" not in shown(pilot)
        assert pilot.app.screen.query_one("#topic").size.width > 70
        await press(pilot, "escape")
        assert "Recommended stack" in shown(pilot)


async def test_a_component_can_be_set_with_a_reason(running: Running, decided: Session) -> None:
    """The team's own choice for a layer needs a reason, and can be taken back."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        await topic(pilot, "layer:workload-identity")
        await press(pilot, "o", "enter", *"ours", "enter")

        assert decided.assessment.overrides["workload-identity"].reason == "ours"
        assert "Set by you because  ours" in text_of(pilot, "#topic")
        await press(pilot, "o", "enter")
        assert decided.assessment.overrides == {}


async def test_an_open_question_leads_to_the_interview(running: Running, session: Session) -> None:
    """An open question says what it could still do, and one key asks it."""
    lists(session, ["customers"])
    async with running(session) as pilot:
        await press(pilot, "f7")
        await topic(pilot, "question:kept-secrets")
        assert "Outcome could become  split" in text_of(pilot, "#topic")
        await press(pilot, "g")

        assert isinstance(pilot.app.screen, InterviewScreen)
        assert pilot.app.screen.current == "kept-secrets"


async def test_the_document_is_previewed_by_section(running: Running, decided: Session) -> None:
    """Once written, every section of the document can be read here."""
    async with running(decided) as pilot:
        await press(pilot, "f7")
        await finish(pilot, "preview")
        await topic(pilot, "section:0")

        assert "Verdict" in shown(pilot)
        assert "What leaves" in shown(pilot)


async def test_documents_are_written_and_their_paths_shown(
    running: Running, decided: Session, own_folder: Path
) -> None:
    """Writing says where every file went, and the dialog stays until it is read."""
    async with running(decided) as pilot:
        await press(pilot, "f7", "w", "ctrl+s")
        await finish(pilot, "write")

        assert "Written: 4 files" in text_of(pilot, "#progress")
        assert (own_folder / "documents" / "stack.md").exists()
        assert "stack.md" in text_of(pilot, "#progress")


async def test_a_folder_that_cannot_be_written_is_said(
    running: Running, decided: Session, own_folder: Path
) -> None:
    """A refusal by the disk is shown where the paths would be."""
    (own_folder / "documents").write_text("a file", encoding="utf-8")
    async with running(decided) as pilot:
        await press(pilot, "f7", "w", "ctrl+s")
        await finish(pilot, "write")

        assert "Cannot make the folder" in text_of(pilot, "#progress")


async def test_what_is_worked_out_may_come_before_the_screen(
    running: Running, decided: Session
) -> None:
    """An explanation that is ready while the screen still opens is shown once it stands."""
    async with running(decided) as pilot:
        areas = pilot.app.areas  # type: ignore[attr-defined]
        areas.show("result")
        areas._show_explained()
        await settle(pilot)

        assert "These answers alone settle the outcome" in text_of(pilot, "#topic")
