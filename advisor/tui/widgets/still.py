"""Widgets that are painted again only where what they show has changed.

After each answer everything is shown anew; most of it stays as it was, and painting it would take
most of the time until the answer is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self, cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.visual import VisualType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class StillText(Static):
    """A text; the screen is laid out anew only where another text needs more or less room."""

    _room_is_kept = False

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text, if it is another one."""
        if not isinstance(content, Content):
            super().update(content, layout=layout)
            return
        before = self.content
        if isinstance(before, Content) and content.is_same(before):
            return
        self._room_is_kept = layout and self._fits(content)
        super().update(content, layout=layout and not self._room_is_kept)

    def on_resize(self) -> None:
        """Lay out anew: what fitted one width may not fit another, and Textual remembers those."""
        if self._room_is_kept:
            self._room_is_kept = False
            self.refresh(layout=True)

    def _fits(self, content: Content) -> bool:
        styles = self.styles
        if not styles.auto_dimensions:
            return True
        size = self.content_size
        if not (size and self.is_on_screen):
            return False
        rules = cast("RulesMap", styles)  # as Textual itself passes them
        width, height = size
        if styles.is_auto_width:
            width = content.get_optimal_width(rules, size.width)
        if styles.is_auto_height:
            height = content.get_height(rules, size.width)
        return (width, height) == size


class StillRows(OptionList):
    """A list that stays where it was scrolled to, and paints only rows that have changed."""

    def set_options(self, options: Iterable[Option | VisualType | None]) -> Self:
        """Show other rows; Textual's own way scrolls to the first of them."""
        top = self.scroll_offset.y
        super().set_options(options)
        self.scroll_to(y=top, animate=False, immediate=True)
        return self

    def replace_option_prompt(self, option_id: str, prompt: VisualType) -> Self:
        """Show one row differently; Textual's own way works out and paints every row again."""
        index = self.get_option_index(option_id)
        option = Option(prompt, option_id)
        del self._option_to_index[self._options[index]]
        self._options[index] = self._id_to_option[option_id] = option
        self._option_to_index[option] = index
        if index in self._heights and self._heights[index] == self._height_of(option):
            self.refresh_lines(self._index_to_line[index], self._heights[index])
        else:
            self._clear_caches()
            self.refresh(layout=self.styles.auto_dimensions)
        return self

    def _height_of(self, option: Option) -> int:
        """Return how many rows an option takes; 0 where the list has no room, so none is shown."""
        padding = self.get_component_styles("option-list--option").padding.width
        width = self.scrollable_content_region.width - padding
        if width <= 0:
            return 0
        return self._get_visual(option).get_height(cast("RulesMap", self.styles), width)


class StillList(StillRows):
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
