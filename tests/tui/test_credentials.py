"""A credential in a note, in the terminal UI: told once, withheld from what is shown of it."""

from advisor.application.preview import document_of
from advisor.application.session import Session
from advisor.guard.search import WITHHELD
from advisor.model.assessment import Override
from tests.guard.made_up import CREDENTIALS
from tests.tui.conftest import Running
from tests.tui.screen_text import press, shown

SECRET = CREDENTIALS["github"]


async def test_a_credential_that_is_typed_is_told(running: Running, session: Session) -> None:
    """The message names place and kind; the note stays as its author wrote it."""
    async with running(session) as pilot:
        await press(pilot, "t", *f"see {SECRET}", "ctrl+s")
        said = [note.message for note in pilot.app._notifications]

        assert any("looks like a credential (GitHub Token)" in message for message in said)
        assert [message for message in said if SECRET[-8:] in message] == []
        assert any(answer.note == f"see {SECRET}" for answer in session.assessment.answers.values())


async def test_previews_and_lists_withhold_it(running: Running, session: Session) -> None:
    """The list of answers, the result and the preview of the document show that it is withheld."""
    question = next(iter(session.catalog.questions))
    session.note(question, f"see {SECRET}")
    layer = next(iter(session.catalog.layers))
    session.set_override(layer, Override("our-own-edge", f"we have it: {SECRET}"))
    async with running(session) as pilot:
        await press(pilot, "f2")
        assert SECRET[-8:] not in shown(pilot)
    assert SECRET not in repr(document_of(session))
    assert WITHHELD in repr(document_of(session))
    assert SECRET not in repr(session.recommendation)
