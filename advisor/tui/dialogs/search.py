"""Pick one row of a list by typing part of it: questions, examples, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from advisor.application.interview import farness
from advisor.tui.dialogs.base import Dialog
from advisor.tui.safe_text import plain


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it answers, how it looks, and the words that find it.

    Rows whose name has the wanted words come before those that have them elsewhere.
    """

    id: str
    shown: Content
    words: str
    name: str = ""

    def has(self, wanted: Sequence[str]) -> bool:
        """Whether every wanted word occurs."""
        return all(word in self.words for word in wanted)


class Search(Dialog[str]):
    """Answers the id of the row picked. Typing narrows the rows; arrows move through them."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, id="search.down"),
        Binding("up", "move(-1)", "Up", show=False, id="search.up"),
        Binding("pagedown", "move(8)", "Page down", show=False, id="search.page-down"),
        Binding("pageup", "move(-8)", "Page up", show=False, id="search.page-up"),
    ]

    def __init__(
        self, heading: str, rows: Sequence[Row], *, hint: str = "", free_text: bool = False
    ) -> None:
        super().__init__()
        self._heading = heading
        self._rows = rows
        self._hint = hint
        self._free_text = free_text

    def heading(self) -> Content:
        """Return what is searched."""
        return plain(self._heading)

    def body(self) -> Iterable[Widget]:
        """Return the search field and the rows."""
        yield Input(placeholder=self._hint, id="wanted")
        yield OptionList(id="found", markup=False)

    def on_mount(self) -> None:
        """Show every row."""
        self._narrow("")

    @on(Input.Changed, "#wanted")
    def narrow(self, event: Input.Changed) -> None:
        """Show only what has all the words typed."""
        self._narrow(event.value)

    def action_move(self, step: int) -> None:
        """Move the cursor through the rows while typing."""
        found = self.query_one("#found", OptionList)
        if found.option_count:
            at = (found.highlighted or 0) + step
            found.highlighted = min(max(at, 0), found.option_count - 1)

    @on(Input.Submitted, "#wanted")
    def accept(self, event: Input.Submitted) -> None:
        """Answer with the row under the cursor, or with the text itself where that is allowed."""
        option = self.query_one("#found", OptionList).highlighted_option
        if option is not None and option.id:
            self.dismiss(option.id)
        elif self._free_text and event.value.strip():
            self.dismiss(event.value.strip())

    @on(OptionList.OptionSelected, "#found")
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the row picked."""
        if event.option_id:
            self.dismiss(event.option_id)

    def _narrow(self, wanted: str) -> None:
        words = wanted.casefold().split()
        found = self.query_one("#found", OptionList)
        rows = [row for row in self._rows if row.has(words)]
        rows.sort(key=lambda row: farness(words, row.name))
        if rows:
            found.set_options([Option(row.shown, row.id) for row in rows])
            found.highlighted = 0
        else:
            found.set_options([Option(plain("Nothing has these words."), disabled=True)])
