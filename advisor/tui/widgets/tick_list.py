"""A list of things to tick: `[x]` or `[ ]`, so that no colour is needed to tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.safe_text import beside, plain


class TickList(OptionList):
    """Space, enter or a click ticks; `ticked` lists the ids in the order shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Tick", show=False, id="ticks.tick"),
    ]

    def __init__(self, rows: Mapping[str, Content], ticked: Iterable[str], *, id: str) -> None:  # noqa: A002 - Textual's name
        self._rows = rows
        self._ticked = set(ticked)
        super().__init__(*(Option(self._row(key), key) for key in rows), id=id, markup=False)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(key for key in self._rows if key in self._ticked)

    @on(OptionList.OptionSelected)
    def tick(self, event: OptionList.OptionSelected) -> None:
        """Tick or untick the row."""
        event.stop()
        if event.option_id:
            self._ticked ^= {event.option_id}
            self.replace_option_prompt(event.option_id, self._row(event.option_id))

    def _row(self, key: str) -> Content:
        return beside(plain("[x] " if key in self._ticked else "[ ] "), self._rows[key])
