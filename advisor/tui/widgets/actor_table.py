"""The table of actors: one row each, one cell per short answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from advisor.application.inventory_table import KIND, NAME, STATUS, cell_text, columns, heading
from advisor.application.session import Session
from advisor.model.assessment import Actor
from advisor.tui.safe_text import cell

NARROWEST = 8
WIDEST = {NAME: 32, KIND: 24, STATUS: 24}
WIDEST_ANSWER = 24
PADDING = 2  # one on each side
SCROLLBAR = 1


class ActorTable(DataTable[object]):
    """Keeps its cursor on the same cell of the same row, whatever is added or taken away.

    `open_cell` is called, not told by message: the next key may be waiting for the options already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Answer", id="inventory.open-cell", key_display="⏎")
    ]

    def __init__(self, session: Session, open_cell: Callable[[], Awaitable[None]]) -> None:
        super().__init__(cursor_type="cell", zebra_stripes=True, fixed_columns=1)
        self._session = session
        self._open_cell = open_cell
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[str, ...] = ()

    async def action_open(self) -> None:
        """Open the cell under the cursor."""
        await self._open_cell()

    def show(self) -> None:
        """Show the inventory as it stands."""
        session = self._session
        at = self.cursor_coordinate
        row, column = self.row_under_cursor, self.column_under_cursor
        actors = session.assessment.actors
        self._columns = columns(session) if actors else ()
        self._rows = tuple(actor.id for actor in actors)
        texts = [[cell_text(session, actor, name) for name in self._columns] for actor in actors]
        self.clear(columns=True)
        for name, width in zip(self._columns, self._widths(texts), strict=True):
            self.add_column(cell(heading(name)), width=width, key=name)
        for actor, cells in zip(actors, texts, strict=True):
            dim = "dim" if actor.status in {"elsewhere", "leftover"} else ""
            self.add_row(*(cell(text, dim) for text in cells), key=actor.id)
        if row is not None and row.id in self._rows:
            self.go_to(row.id, column)
        elif self._rows:
            self.move_cursor(row=min(at.row, len(self._rows) - 1), column=at.column)

    def go_to(self, row: str, column: str) -> None:
        """Put the cursor on a cell."""
        where = self._columns.index(column) if column in self._columns else 0
        self.move_cursor(row=self._rows.index(row), column=where)

    @property
    def row_under_cursor(self) -> Actor | None:
        """The actor under the cursor, if it is still listed."""
        at = self.cursor_coordinate.row
        wanted = self._rows[at] if 0 <= at < len(self._rows) else ""
        actors = self._session.assessment.actors
        return next((actor for actor in actors if actor.id == wanted), None)

    @property
    def column_under_cursor(self) -> str:
        """The column under the cursor."""
        at = self.cursor_coordinate.column
        return self._columns[at] if 0 <= at < len(self._columns) else NAME

    def _widths(self, texts: list[list[str]]) -> list[int]:
        """Return the width of each column: what it needs, the widest less where room is short."""
        wanted = []
        for place, name in enumerate(self._columns):
            needed = max(cell_len(text) for text in (heading(name), *(row[place] for row in texts)))
            wanted.append(min(max(needed, NARROWEST), WIDEST.get(name, WIDEST_ANSWER)))
        room = self.app.size.width - SCROLLBAR - PADDING * len(wanted)
        while sum(wanted) > room and max(wanted) > NARROWEST:
            wanted[wanted.index(max(wanted))] -= 1
        return wanted
