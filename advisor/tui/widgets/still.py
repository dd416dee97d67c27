"""Widgets that are painted again only where what they show has changed.

After each answer everything is shown anew; most of it stays as it was, and painting it would take
most of the time until the answer is seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class StillText(Static):
    """A text."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text, if it is another one."""
        before = self.content
        if isinstance(content, Content) and isinstance(before, Content) and content.is_same(before):
            return
        super().update(content, layout=layout)


class StillList(OptionList):
    """A list of lines."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._stand: list[tuple[str, Content]] = []

    def show_lines(self, shown: Sequence[tuple[str, Content]]) -> None:
        """Show these lines, each under its id, if they are others."""
        if len(shown) == len(self._stand) and all(
            id_ == former and line.is_same(before)
            for (id_, line), (former, before) in zip(shown, self._stand, strict=True)
        ):
            return
        if [id_ for id_, _ in shown] == [id_ for id_, _ in self._stand]:
            for (id_, line), (_, before) in zip(shown, self._stand, strict=True):
                if not line.is_same(before):
                    self.replace_option_prompt(id_, line)
        else:
            self.set_options([Option(line, id_) for id_, line in shown])
        self._stand = list(shown)
