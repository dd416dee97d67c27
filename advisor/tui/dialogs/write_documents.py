"""Write the documents: folder and formats, progress while it runs, the paths at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from advisor.application.desk import from_home
from advisor.application.session import Session
from advisor.errors import AdvisorError
from advisor.exports.registry import DEFAULT, FORMATS
from advisor.tui.dialogs.base import Dialog, buttons
from advisor.tui.safe_text import labelled, line, plain, stack
from advisor.tui.widgets.tick_list import TickList
from advisor.tui.words import SIGNS


class WriteDocuments(Dialog[None]):
    """Stays open until the reader has seen the paths, or the problem."""

    AUTO_FOCUS = "#folder"
    HEADING = "Write documents"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write", id="dialog.save", priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def body(self) -> Iterable[Widget]:
        """Return folder, formats and progress."""
        path = self._session.path
        folder = (path.parent / path.stem) if path is not None else Path("documents")
        yield Input(value=str(folder), id="folder", placeholder="Folder")
        rows = {
            entry.id: labelled("$title [$quiet]$files[/]", title=entry.title, files=entry.files)
            for entry in FORMATS.values()
        }
        yield TickList(rows, DEFAULT, id="formats")
        yield VerticalScroll(Static(id="progress"), id="progress-scroll")
        yield buttons(("ok", "Write (ctrl+s)"), ("cancel", "Close (esc)"))

    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def action_write(self) -> None:
        """Begin to write."""
        folder = self.query_one("#folder", Input).value.strip()
        formats = self.query_one("#formats", TickList).ticked
        if folder and formats:
            self.write(from_home(folder), formats)
        else:
            self._say(plain("Name a folder and tick a format.", "$text-error"))

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Close; files already written stay."""
        self.dismiss(None)

    @work(exclusive=True, group="write")
    async def write(self, folder: Path, formats: tuple[str, ...]) -> None:
        """Write beside the reader, say how far it is, then where the files are."""
        from advisor.application import preview

        def progress(name: str, done: int, total: int) -> None:
            said = f"{FORMATS[name].title} ({done + 1} of {total})" if name else "Done"
            self.app.call_from_thread(self._say, line(said))

        self._say(plain(f"Working out the document{SIGNS.ellipsis}"))
        session = self._session.scratch()
        try:
            paths = await asyncio.to_thread(preview.write, session, folder, formats, progress)
        except AdvisorError as error:
            self._say(stack(plain(error.message, "$text-error"), plain(error.hint)))
            return
        written = [line(f"{SIGNS.answered} {path}") for path in paths]
        self.add_class("-wrote")
        self._say(stack(plain(f"Written: {len(paths)} files", "bold"), *written))

    def _say(self, text: Content) -> None:
        self.query_one("#progress", Static).update(text)
