"""What every screen of an assessment shares: the session, the top bar, undo and going elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from advisor.tui.keys import AREAS, bindings
from advisor.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from advisor.application.explaining import Explained
    from advisor.tui.dialogs.base import Dialog
    from advisor.tui.explainer import Explainer
    from advisor.tui.visit import Visit

Answered = TypeVar("Answered")
UNDOES = "u undoes:"
REDOES = "ctrl+r redoes:"


class AreaScreen(Screen[None]):
    """Base of the screens that show one session; it renders and posts, and computes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(AREAS)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual reads the class attribute only
        (0, "-tiny"),
        (60, "-narrow"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - as above
    AREA = ""

    class Wanted(Message):
        """The user wants another area, or with an empty name to leave the assessment."""

        def __init__(self, area: str, question: str = "") -> None:
            super().__init__()
            self.area = area
            self.question = question

    class SaveFailed(Message):
        """The last edit is not in the file."""

    class SaveAsWanted(Message):
        """The user wants the assessment in another file."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self.session = visit.session
        self._seen = self.session.assessment

    @property
    def explained(self) -> Explained | None:
        """What matters and why, for the answers as they stand; None while it is worked out."""
        return self.explainer.of(self.session)

    @property
    def explainer(self) -> Explainer:
        """What works explanations out."""
        return self.visit.explainer

    def show_explained(self) -> None:
        """Show an explanation that has just been worked out."""

    def top_bar(self) -> TopBar:
        """Return the top bar of this area."""
        return TopBar(self.session, self.AREA)

    def refresh_view(self) -> None:
        """Show the session as it stands; screens add their own parts."""
        self._seen = self.session.assessment
        self.query_one(TopBar).show_state(self.visit.notice)

    def come_back(self) -> None:
        """Show what has changed while another area was in front; cursor and place stay."""
        self.query_one(TopBar).show_state(self.visit.notice)
        if self._seen is not self.session.assessment:
            self.refresh_view()

    def edited(self, other_way: str = UNDOES) -> None:
        """Show an edit just made, and say so if it turned the outcome or is not in the file."""
        turn = self.visit.edited(other_way)
        self.refresh_view()
        if turn:
            self.notify(turn, severity="warning", markup=False)
        self.visit.tell_credentials()
        if self.session.save_problem is not None:
            self.post_message(self.SaveFailed())

    async def ask(self, dialog: Dialog[Answered], then: Callable[[Answered], None]) -> None:
        """Show a dialog and hand on what it answers; leaving it answers nothing.

        Returns once the dialog stands: keys typed ahead reach it, not the screen below.
        """

        def answered(answer: Answered | None) -> None:
            if answer is not None:
                then(answer)

        with self.app.batch_update():  # painted once, when it is complete
            await self.app.push_screen(dialog, answered)

    def action_area(self, area: str) -> None:
        """Go to another area."""
        if area != self.AREA:
            self.post_message(self.Wanted(area))

    def action_back(self) -> None:
        """Go back to the interview."""
        self.post_message(self.Wanted("interview"))

    def action_undo(self) -> None:
        """Take the last edit back."""
        edit = self.session.undo()
        self.say(f"Taken back: {edit}" if edit else "Nothing to take back")
        self.edited(REDOES)

    def action_redo(self) -> None:
        """Make the edit again that was taken back."""
        edit = self.session.redo()
        self.say(f"Made again: {edit}" if edit else "Nothing to make again")
        self.edited()

    def action_save_as(self) -> None:
        """Ask for another file name."""
        self.post_message(self.SaveAsWanted())

    def say(self, text: str) -> None:
        """Say something in passing; never the only carrier of a result."""
        self.notify(text, markup=False, timeout=3)
