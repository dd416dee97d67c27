"""Every answer in one table: filter, edit in place, go to the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Footer, Static

from advisor.application.reviewing import Filter, Line, lines
from advisor.tui.keys import REVIEW, bindings
from advisor.tui.safe_text import cell, labelled, line, plain
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.widgets.section_rail import SIGN_OF
from advisor.tui.words import SIGNS

if TYPE_CHECKING:
    from advisor.tui.visit import Visit

NAME_WIDTH = 26
NOTE_WIDTH = 4
PADDING = 10


class AnswerTable(DataTable[object]):
    """A table whose enter key shows in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Edit", id="review.edit-row")
    ]


class ReviewScreen(AreaScreen):
    """A table of answers with the whole of the one under the cursor below."""

    CSS_PATH = sheet("review")
    AUTO_FOCUS = "AnswerTable"
    AREA = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW)]

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._came_from = self._question = visit.question
        self._filter = Filter.ALL
        self._lines: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out filter, table and details."""
        yield self.top_bar()
        yield Static(id="filters")
        yield AnswerTable(cursor_type="row", zebra_stripes=True)
        yield Static(id="whole")
        yield Footer(show_command_palette=False)

    @property
    def table(self) -> AnswerTable:
        """The table."""
        return self.query_one(AnswerTable)

    def on_mount(self) -> None:
        """Show all answers, the cursor on the question the user came from."""
        self.table.add_column(cell(""), width=1)
        self.table.add_column(cell("Question"), width=NAME_WIDTH)
        self.table.add_column(cell("Note"), width=NOTE_WIDTH)
        self.table.add_column(cell("Answer"), width=NAME_WIDTH)
        self.refresh_view()

    def on_resize(self) -> None:
        """Give the answers what the other columns leave."""
        column = self.table.ordered_columns[-1]
        column.width = max(NAME_WIDTH, self.size.width - NAME_WIDTH - NOTE_WIDTH - PADDING)
        self.table.refresh(layout=True)

    def come_back(self) -> None:
        """Show what has changed, the cursor on the question if the user comes from another one."""
        if self.visit.question != self._came_from:
            self._came_from = self._question = self.visit.question
            self._show_from(self._question)
        else:
            super().come_back()

    def refresh_view(self) -> None:
        """Show the answers that pass the filter; the cursor stays on its question."""
        self._show_from(self._under_cursor() or self._question)

    def _show_from(self, question: str) -> None:
        super().refresh_view()
        self._question = question
        self._lines = lines(self.session, self._filter)
        self.table.clear()
        for shown in self._lines:
            sign, _ = SIGN_OF[shown.state]
            note = SIGNS.answered if shown.note else ""
            dim = "" if shown.asked else "dim"
            self.table.add_row(cell(sign), cell(shown.name, dim), cell(note), cell(shown.said, dim))
        ids = [shown.question for shown in self._lines]
        if self._question in ids:
            self.table.move_cursor(row=ids.index(self._question))
        self.query_one("#filters", Static).update(self._filters())
        self._show_whole()

    def _filters(self) -> Content:
        parts = []
        for choice in Filter:
            count = len(lines(self.session, choice))
            style = "bold reverse" if choice is self._filter else "$quiet"
            parts.append(line(f" {choice.value} {count} ", style))
        return plain(" ").join(parts)

    @on(DataTable.RowHighlighted)
    def _show_whole(self) -> None:
        """Show question, answer and note of the row under the cursor in full."""
        shown = self._line_under_cursor()
        whole = plain(f"Nothing here: {self._filter.value.lower()}.")
        if shown is not None:
            whole = labelled(
                "[$quiet]$section[/]  [b]$text[/]\n$said  [$quiet]$note[/]",
                section=shown.section,
                text=shown.text,
                said=shown.said or shown.state.value,
                note=" ".join(shown.note.split()),
            )
        self.query_one("#whole", Static).update(whole)
        self.refresh_bindings()

    @on(DataTable.RowSelected)
    async def edit_row(self) -> None:
        """Edit the answer in place."""
        from advisor.tui.dialogs.edit_answer import EditAnswer

        if question := self._under_cursor():
            await self.ask(EditAnswer(self.session, question), lambda _: self.edited())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what acts on a row only where there is one."""
        if action in {"open", "note", "clear"} and self.is_mounted:
            return bool(self._under_cursor())
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the question in the interview."""
        if question := self._under_cursor():
            self.post_message(self.Wanted("interview", question))

    def action_filter(self) -> None:
        """Show the next filter."""
        every = list(Filter)
        self._filter = every[(every.index(self._filter) + 1) % len(every)]
        self.refresh_view()

    async def action_note(self) -> None:
        """Edit the note."""
        from advisor.tui.dialogs.remarks import note_dialog

        question = self._under_cursor()

        def store(text: str) -> None:
            self.session.note(question, text)
            self.edited()

        if question:
            await self.ask(note_dialog(self.session, question), store)

    def action_clear(self) -> None:
        """Take the answer away."""
        if question := self._under_cursor():
            self.session.clear(question)
            self.edited()

    def _line_under_cursor(self) -> Line | None:
        row = self.table.cursor_row
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _under_cursor(self) -> str:
        shown = self._line_under_cursor()
        return shown.question if shown is not None else ""
