"""Who and what: the inventory as a table, a row added by one key, cells answered in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Footer, OptionList, Static

from advisor.application import inventory, inventory_table
from advisor.application.details import LONGEST_NAME
from advisor.application.inventory_table import KIND, NAME, STATUS, kinds_of
from advisor.decision.inventory import group_of
from advisor.model.catalog import Question
from advisor.model.vocabulary import Completeness
from advisor.model.vocabulary import Kind as Choice
from advisor.tui.keys import INVENTORY, bindings
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.views.actor import about_cell, about_group, about_option, nobody
from advisor.tui.widgets.actor_table import ActorTable
from advisor.tui.widgets.choice_list import ChoiceList, Picked
from advisor.tui.widgets.kind_legend import GroupList, KindLegend
from advisor.tui.widgets.still import StillText

if TYPE_CHECKING:
    from advisor.tui.visit import Visit

ON_A_ROW = frozenset({"form", "remove", "status"})
ON_A_CELL = frozenset({"unknown", "clear"})


class InventoryScreen(AreaScreen):
    """A table of actors; what a cell takes opens below it, where the kinds stand otherwise."""

    CSS_PATH = sheet("inventory")
    AUTO_FOCUS = "ActorTable"
    AREA = "inventory"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(INVENTORY)]

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._open: tuple[str, str] | None = None  # row and column whose options are shown
        self._asked: Question | None = None

    def compose(self) -> ComposeResult:
        """Lay out table, the cell in words, and kinds with lists or the options of a cell."""
        yield self.top_bar()
        yield Static(nobody(), id="nobody")
        yield ActorTable(self.session, self.open_cell)
        yield StillText(id="cell")
        with Vertical(id="below"):
            yield KindLegend(self.session)
            yield GroupList(self.session)
        yield ChoiceList(self.store, self._close)
        yield Footer(show_command_palette=False, compact=True)

    @property
    def table(self) -> ActorTable:
        """The table."""
        return self.query_one(ActorTable)

    @property
    def groups(self) -> GroupList:
        """What is said of each group's list."""
        return self.query_one(GroupList)

    @property
    def choices(self) -> ChoiceList:
        """The options of the cell that is open."""
        return self.query_one(ChoiceList)

    def on_mount(self) -> None:
        """Show who is listed."""
        self.refresh_view()

    def on_resize(self) -> None:
        """Give the columns the room there is."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show the inventory as it stands; cursor and open cell stay while their row does."""
        super().refresh_view()
        self.table.show()
        self.groups.show()
        empty = not self.session.assessment.actors
        self.set_class(empty, "-empty")
        if self._open is not None and not any(
            actor.id == self._open[0] for actor in self.session.assessment.actors
        ):
            self._close()
        if empty and self.focused in {None, self.table}:
            self.set_focus(self.groups)  # a table that is not shown takes no keys
        self._show_about()

    @on(DataTable.CellHighlighted)
    @on(OptionList.OptionHighlighted)
    @on(events.DescendantFocus)
    def _show_about(self) -> None:
        """Show what stands under the cursor in full, and mark the group it belongs to."""
        row = self.table.row_under_cursor
        if row is not None and self.focused is self.table:
            self.groups.mark(group_of(self.session.shapes.catalog, row.kind))
        self.query_one("#cell", Static).update(self._about())
        self.refresh_bindings()

    def _about(self) -> Content:
        row = self.table.row_under_cursor
        if self._open is not None and self._asked is not None:
            option = self.choices.option_under_cursor
            chosen = self._asked.option(option) if option is not None else None
            return about_option(self._asked.text, self._asked.why, chosen)
        if row is None or self.focused is self.groups:
            group = self.session.shapes.catalog.groups[self.groups.group]
            return about_group(group, self.session.assessment.complete.get(group.id, ""))
        return about_cell(self.session, row, self.table.column_under_cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what acts on a row only where there is one; letters add nobody in an open cell."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        row = self.table.row_under_cursor
        if action in {"add", "whole"}:
            return self._open is None
        if action in ON_A_ROW:
            return row is not None and self.focused is self.table
        if action in ON_A_CELL:
            column = self._open[1] if self._open is not None else self.table.column_under_cursor
            return row is not None and column not in {NAME, KIND, STATUS}
        return super().check_action(action, parameters)

    # Rows

    async def action_add(self, key: str) -> None:
        """Add a row of the kind with this key, and ask for its name."""
        from advisor.tui.dialogs.ask_text import AskLine

        kind = next((one for one in kinds_of(self.session.shapes.catalog) if one.key == key), None)
        if kind is None:
            return

        def add(name: str) -> None:
            row = inventory.add(self.session, kind.id, name)
            self.edited()
            actor = inventory.row_of(self.session, row)
            self.table.go_to(row, inventory_table.next_open(self.session, actor) or STATUS)
            self.set_focus(self.table)

        says = "What do you call it? Leave it empty for all of the kind together."
        dialog = AskLine(kind.option.label, says, required=False, longest=LONGEST_NAME)
        await self.ask(dialog, add)

    async def action_form(self) -> None:
        """Edit name, owner, note and the rest of the row in a form."""
        from advisor.tui.dialogs.actor_form import ActorForm

        row = self.table.row_under_cursor
        if row is not None:
            await self.ask(ActorForm(self.session, row), lambda _: self.edited())

    def action_remove(self) -> None:
        """Take the row under the cursor away; u brings it back."""
        row = self.table.row_under_cursor
        if row is not None:
            inventory.remove(self.session, row.id)
            self.edited()

    # Cells

    @on(DataTable.CellSelected)
    async def open_cell(self) -> None:
        """Open the options of the cell under the cursor; a name is typed."""
        await self._open_cell(self.table.column_under_cursor)

    async def action_status(self) -> None:
        """Open the statuses of the row."""
        await self._open_cell(STATUS)

    async def _open_cell(self, column: str) -> None:
        row = self.table.row_under_cursor
        if row is None:
            return
        if column == NAME:
            await self.action_form()
            return
        found = inventory_table.choices(self.session, row, column)
        if found is None:
            self.say("Not asked of this actor as things stand")
            return
        self.table.go_to(row.id, column)
        self._asked, answer = found
        self._open = row.id, column
        self.add_class("-choosing")
        self.choices.show(self._asked, answer)
        self.set_focus(self.choices)

    async def store(self, picked: Picked) -> None:
        """Store what was picked; one option of a single choice closes the cell."""
        if self._open is None or self._asked is None:
            return
        row, column = self._open
        ticks = picked.ticks
        actor = inventory.row_of(self.session, row)
        row = inventory_table.pick(self.session, actor, column, ticks.holds, ticks.maybe)
        self._open = row, column
        if picked.go_on or self._asked.kind is Choice.SINGLE:
            self._done(row, column)
        else:
            self.edited()
            self.choices.update_answer(self.session.answer_to(self._asked.id))

    def action_unknown(self) -> None:
        """Say "don't know" in the cell, open or under the cursor."""
        self._say_of_cell(known=False)

    def action_clear(self) -> None:
        """Take the answer of the cell away."""
        self._say_of_cell(known=True)

    def _say_of_cell(self, *, known: bool) -> None:
        row = self.table.row_under_cursor
        column = self._open[1] if self._open is not None else self.table.column_under_cursor
        if row is None or inventory_table.question_of(self.session, row, column) is None:
            return
        if known:
            self.session.clear(f"{column}.{row.id}")
            self._close()
            self.edited()
        else:
            self.session.unknown(f"{column}.{row.id}")
            self._done(row.id, column)

    def _done(self, row: str, column: str) -> None:
        """Close the cell, and put the cursor on the next one that nothing is said in."""
        self._close()
        self.edited()
        actor = inventory.row_of(self.session, row)
        following = inventory_table.next_open(self.session, actor, column)
        self.table.go_to(row, following or column)

    def _close(self) -> None:
        if self._open is not None:
            self._open = self._asked = None
            self.set_focus(self.table)
            self.remove_class("-choosing")

    # Lists

    def action_whole(self, word: str) -> None:
        """Say whether the list of the marked group is whole."""
        said = Completeness(word) if word else None
        inventory.set_complete(self.session, self.groups.group, said)
        self.edited()

    @on(OptionList.OptionSelected, "#groups")
    def turn_group(self) -> None:
        """Say the next of yes, no and not known of the group picked."""
        said = self.session.assessment.complete.get(self.groups.group, "")
        order = (Completeness.COMPLETE.value, Completeness.INCOMPLETE.value, "")
        self.action_whole(
            order[(order.index(said) + 1) % len(order)] if said in order else order[0]
        )

    # Leaving

    def action_go_on(self) -> None:
        """Go on with the questions."""
        self.post_message(self.Wanted("interview"))

    def action_back(self) -> None:
        """Close the open cell, or go back to the interview."""
        if self._open is not None:
            self._close()
            self._show_about()
        else:
            super().action_back()
