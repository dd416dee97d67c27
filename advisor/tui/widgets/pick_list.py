"""A list of lines to pick from, whose enter key shows in the footer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from advisor.tui.widgets.still import StillRows


class PickList(StillRows):
    """An option list for lines that enter edits."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Edit", id="list.edit")]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)


class ReadList(StillRows):
    """An option list for topics whose text enter moves into."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Read", id="list.read")]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
