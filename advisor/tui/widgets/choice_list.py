"""The options of one question: one row each, with its mark, number and label."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import BindingType
from textual.widgets.option_list import Option

from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind
from advisor.tui.keys import CHOICES, bindings
from advisor.tui.safe_text import visible
from advisor.tui.widgets.still import StillRows
from advisor.tui.words import SIGNS

NONE_ROW = "(none)"
NONE_LABEL = "None of these"
MARK_WIDTH = 3
NUMBER_WIDTH = 2
LAST_NUMBER_KEY = 9


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is ticked: options that hold, options not known, and whether anything was said."""

    holds: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    said: bool = False

    @classmethod
    def of(cls, answer: Answer) -> Ticks:
        """Return the ticks that show an answer."""
        if answer.value is None:
            return cls()
        picked = (answer.value,) if isinstance(answer.value, str) else answer.value
        return cls(frozenset(picked), frozenset(answer.maybe), said=True)

    def toggled(self, option: str) -> Ticks:
        """Return these with the option ticked or unticked, and known."""
        return Ticks(self.holds ^ {option}, self.maybe - {option}, said=True)

    def doubted(self, option: str) -> Ticks:
        """Return these with the option not known, or known again not to hold."""
        return Ticks(self.holds - {option}, self.maybe ^ {option}, said=True)


@dataclass(frozen=True, slots=True)
class Picked:
    """What the user picked: the new ticks, and whether to go on to the next question."""

    ticks: Ticks
    go_on: bool


Take = Callable[[Picked], Awaitable[None]]


class ChoiceList(StillRows):
    """Shows a question's options and hands on what the user picks; it stores nothing itself.

    `take` gets it; `undecided` is called where the user wants to go on but has ticked nothing in
    a multiple choice. They are called, not told by message: the next key may be waiting already,
    and it must find the next question.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHOICES)]

    def __init__(self, take: Take, undecided: Callable[[], None]) -> None:
        super().__init__(id="choices", markup=False)
        self._take = take
        self._undecided = undecided
        self._question: Question | None = None
        self._ticks = Ticks()

    def show(self, question: Question, answer: Answer) -> None:
        """Show a question, the cursor on its answer or on the first option."""
        self._question = question
        self._ticks = Ticks.of(answer)
        self.set_options([Option(self._row(id_), id=id_) for id_ in self._ids])
        self.scroll_home(animate=False, immediate=True)
        self.highlighted = self._first_tick()
        self.refresh_bindings()

    def update_answer(self, answer: Answer) -> None:
        """Show another answer to the same question; the cursor stays."""
        self._show_ticks(Ticks.of(answer))

    def _show_ticks(self, ticks: Ticks) -> None:
        before = {id_: self._mark(id_) for id_ in self._ids}
        self._ticks = ticks
        for id_, mark in before.items():
            if mark != self._mark(id_):
                self.replace_option_prompt(id_, self._row(id_))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what several-choice questions alone have only there."""
        if action in {"maybe", "none"}:
            return self._multiple
        return super().check_action(action, parameters)

    @property
    def option_under_cursor(self) -> str | None:
        """The option id under the cursor; None on the none row or without options."""
        option = self.highlighted_option
        return None if option is None or option.id == NONE_ROW else option.id

    def action_select(self) -> None:
        """Pick the row that was clicked."""
        self.call_next(self.action_mark)

    async def action_mark(self) -> None:
        """Choose, tick or untick the option under the cursor."""
        await self._pick(go_on=False)

    async def action_accept(self) -> None:
        """Take the option under the cursor of a single choice; what is ticked of a multiple one."""
        if self._question is None or self.highlighted_option is None:
            return
        if self._multiple and self.highlighted_option.id != NONE_ROW:
            if self._ticks.said:
                await self._take(Picked(self._ticks, go_on=True))
            else:
                self._undecided()
        elif self._ticks.said and self.option_under_cursor in self._ticks.holds:
            await self._take(Picked(self._ticks, go_on=True))
        else:
            await self._pick(go_on=True)

    async def action_maybe(self) -> None:
        """Say that the option under the cursor is not known."""
        option = self.option_under_cursor
        if self._multiple and option is not None:
            await self._hand_on(Picked(self._ticks.doubted(option), go_on=False))

    async def action_pick(self, number: int) -> None:
        """Pick the option with this number, counted from 1."""
        if self._question is not None and 1 <= number <= len(self._question.options):
            self.highlighted = number - 1
            await self._pick(go_on=False)

    async def action_none(self) -> None:
        """Say that none of the options holds."""
        self.highlighted = len(self._ids) - 1
        await self._pick(go_on=False)

    @property
    def _multiple(self) -> bool:
        return self._question is not None and self._question.kind is Kind.MULTIPLE

    @property
    def _ids(self) -> tuple[str, ...]:
        if self._question is None:
            return ()
        return (
            (*self._question.option_ids, NONE_ROW) if self._multiple else self._question.option_ids
        )

    async def _pick(self, *, go_on: bool) -> None:
        if self.highlighted_option is None:
            return
        option = self.option_under_cursor
        if option is None:
            ticks = Ticks(said=True)
        elif self._multiple:
            ticks = self._ticks.toggled(option)
        else:
            ticks = Ticks(frozenset({option}), said=True)
        await self._hand_on(Picked(ticks, go_on))

    async def _hand_on(self, picked: Picked) -> None:
        # Storing and deciding take longer than a blink; the mark is to be seen before.
        if picked.ticks != self._ticks:
            self._show_ticks(picked.ticks)
            await self.wait_for_refresh()
        await self._take(picked)

    def _first_tick(self) -> int:
        for index, id_ in enumerate(self._ids):
            if id_ in self._ticks.holds:
                return index
        return 0

    def _row(self, option_id: str) -> Table:
        row = Table.grid(padding=(0, 1, 0, 0), expand=True)
        row.add_column(width=MARK_WIDTH, no_wrap=True)
        row.add_column(width=NUMBER_WIDTH, no_wrap=True, justify="right", style="dim")
        row.add_column(ratio=1)
        # As at the prompts of `ask`: a number that ends a list must not empty a longer one.
        number = 0 if option_id == NONE_ROW else self._ids.index(option_id) + 1
        row.add_row(
            Text(self._mark(option_id)),
            Text(str(number) if number <= LAST_NUMBER_KEY else ""),
            Text(self._label(option_id)),
        )
        return row

    def _label(self, option_id: str) -> str:
        if option_id == NONE_ROW or self._question is None:
            return NONE_LABEL
        return visible(" ".join(self._question.option(option_id).label.split()))

    def _mark(self, option_id: str) -> str:
        ticks = self._ticks
        if not self._multiple:
            return SIGNS.single_on if option_id in ticks.holds else "( )"
        if option_id == NONE_ROW:
            nothing = ticks.said and not ticks.holds and not ticks.maybe
            return "[x]" if nothing else "[ ]"
        if option_id in ticks.maybe:
            return "[?]"
        return "[x]" if option_id in ticks.holds else "[ ]"
