"""Ask for one line, or for a longer text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from advisor.errors import AdvisorError, InputError
from advisor.tui.dialogs.base import Dialog, buttons
from advisor.tui.safe_text import plain

CHOICES = (("ok", "Save"), ("cancel", "Cancel"))


class AskLine(Dialog[str]):
    """One line of text. With `required`, an empty line is not accepted.

    `accept` may store the text; where it raises AdvisorError, the dialog says why and stays.
    """

    AUTO_FOCUS = "Input"

    def __init__(
        self,
        heading: str,
        says: str,
        *,
        value: str = "",
        required: bool = True,
        longest: int = 0,
        accept: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._says = says
        self._value = value
        self._required = required
        self._longest = longest
        self._accept = accept

    def heading(self) -> Content:
        """Return what is asked."""
        return plain(self._heading)

    def body(self) -> Iterable[Widget]:
        """Return explanation, field and buttons."""
        yield Static(plain(self._says), classes="says")
        yield Input(value=self._value, id="line", max_length=self._longest)
        yield Static("", classes="refusal", markup=False)
        yield buttons(*CHOICES)

    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def take(self) -> None:
        """Answer with the line, unless it is missing or refused."""
        text = self.query_one("#line", Input).value.strip()
        try:
            if self._required and not text:
                raise InputError("Please write something.")
            if self._accept is not None:
                self._accept(text)
        except AdvisorError as error:
            refusal = f"{error.message}. {error.hint}" if error.hint else error.message
            self.query_one(".refusal", Static).update(plain(refusal))
        else:
            self.dismiss(text)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskText(Dialog[str]):
    """A text of several lines."""

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Save", id="dialog.save", priority=True),
    ]

    def __init__(self, heading: str, says: str, *, value: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._says = says
        self._value = value

    def heading(self) -> Content:
        """Return what is asked."""
        return plain(self._heading)

    def body(self) -> Iterable[Widget]:
        """Return explanation, text and buttons."""
        yield Static(plain(self._says), classes="says")
        yield TextArea(self._value, id="text", soft_wrap=True, show_line_numbers=False)
        yield buttons(("ok", "Save (ctrl+s)"), ("cancel", "Cancel (esc)"))

    @on(Button.Pressed, "#ok")
    def action_accept(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one("#text", TextArea).text.strip())

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
