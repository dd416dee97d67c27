"""What every dialog shares: a titled sheet, escape to leave it, and its styles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Static

from advisor.tui.safe_text import plain
from advisor.tui.styles import sheet

Answered = TypeVar("Answered")


class Dialog(ModalScreen[Answered | None]):
    """A sheet over the screen. Escape, or a click beside the sheet, answers None."""

    CSS_PATH: ClassVar[CSSPathType | None] = sheet("dialog")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="dialog.cancel"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - Textual only reads it
    HEADING = ""

    def compose(self) -> ComposeResult:
        """Lay out heading and body."""
        with Vertical(classes="sheet"):
            yield Static(self.heading(), classes="heading")
            yield from self.body()

    @on(events.Mount)
    def take_focus(self) -> None:
        """Take the focus at once, so that what is typed ahead arrives here."""
        if self.AUTO_FOCUS:
            self.set_focus(self.query(self.AUTO_FOCUS).first())

    def heading(self) -> Content:
        """Return the first line of the sheet."""
        return plain(self.HEADING)

    def body(self) -> Iterable[Widget]:
        """Return what stands below the heading."""
        return ()

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def buttons(*pairs: tuple[str, str], primary: str = "ok") -> Horizontal:
    """Return a row of buttons from ids and labels; the primary one stands out."""
    row = [
        Button(
            plain(label), id=id_, variant="primary" if id_ == primary else "default", compact=True
        )
        for id_, label in pairs
    ]
    return Horizontal(*row, classes="buttons")
