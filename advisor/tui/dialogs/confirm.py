"""Show something that needs a decision, or only to be read, and return the button pressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from advisor.errors import AdvisorError, InputError
from advisor.tui.dialogs.base import Dialog, buttons
from advisor.tui.safe_text import plain

CLOSE = ("close", "Close")


class Confirm(Dialog[str]):
    """A message and buttons; answers the id of the button, None on escape."""

    AUTO_FOCUS = "Button"

    def __init__(
        self,
        heading: str,
        message: Content,
        choices: Sequence[tuple[str, str]] = (CLOSE,),
    ) -> None:
        super().__init__()
        self._heading = heading
        self._message = message
        self._choices = choices

    def heading(self) -> Content:
        """Return the question asked."""
        return plain(self._heading)

    def body(self) -> Iterable[Widget]:
        """Return message and buttons."""
        yield VerticalScroll(Static(self._message), classes="message")
        yield buttons(*self._choices, primary=self._choices[0][0])

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """Answer with the button pressed."""
        self.dismiss(event.button.id)


def problem(error: AdvisorError, heading: str = "That did not work") -> Confirm:
    """Return a dialog that shows an error with every located problem and the way on."""
    return Confirm(heading, explain(error))


def explain(error: AdvisorError) -> Content:
    """Return an error with every located problem and the way on."""
    parts = [plain(error.message)]
    if isinstance(error, InputError):
        parts += [plain(str(found)) for found in error.problems]
    if error.hint:
        parts.append(plain(error.hint, "$text-accent"))
    return Content("\n\n").join(parts)
