"""The team's own numbers, dates and products: one line each, enter to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from advisor.application import details
from advisor.errors import AdvisorError
from advisor.tui.keys import DETAILS, bindings
from advisor.tui.safe_text import beside, line, plain
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from advisor.tui.visit import Visit

LEAD = "Optional. Nothing here decides; plan and documents use your numbers, dates and products."
LABEL_WIDTH = 36


class DetailsScreen(AreaScreen):
    """One list: project, dates, figures, products, record."""

    CSS_PATH = sheet("details")
    AUTO_FOCUS = "#fields"
    AREA = "details"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DETAILS)]

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._fields: dict[str, details.Field] = {}

    def compose(self) -> ComposeResult:
        """Lay out lead and list."""
        yield self.top_bar()
        yield Static(plain(LEAD), id="lead")
        yield PickList("fields")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is known."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show what is known; the cursor stays on its line."""
        super().refresh_view()
        rows = self.query_one("#fields", OptionList)
        under = rows.highlighted_option.id if rows.highlighted_option else None
        every = details.fields(self.session)
        self._fields = {field.id: field for field in every}
        options: list[Option] = []
        group = ""
        for field in every:
            if field.group != group:
                options += [_blank()] if group else []
                group = field.group
                options.append(_heading(group))
            options.append(Option(_row(field.label, field.value), field.id))
        rows.set_options(options)
        ids = [option.id for option in options]
        rows.highlighted = ids.index(under) if under in ids else 1  # below the first heading

    @on(OptionList.OptionSelected, "#fields")
    async def edit_row(self) -> None:
        """Type a value into the line under the cursor."""
        if id_ := self._under_cursor():
            await self._edit_field(self._fields[id_])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to empty only what holds something."""
        if action == "remove" and self.is_mounted:
            under = self._under_cursor()
            return under in self._fields and bool(self._fields[under].value)
        return super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted, "#fields")
    def offer(self) -> None:
        """Offer what can be done with the line under the cursor."""
        self.refresh_bindings()

    def action_remove(self) -> None:
        """Empty the line under the cursor."""
        try:
            details.set_field(self.session, self._under_cursor(), "")
        except AdvisorError as error:
            self.say(error.message)
        self.edited()

    async def _edit_field(self, field: details.Field) -> None:
        from advisor.tui.dialogs.ask_text import AskLine

        def accept(text: str) -> None:
            details.set_field(self.session, field.id, text)

        def go_on(_: str) -> None:
            self.edited()

        dialog = AskLine(field.label, field.hint, value=field.value, required=False, accept=accept)
        await self.ask(dialog, go_on)

    def _under_cursor(self) -> str:
        option = self.query_one("#fields", OptionList).highlighted_option
        return (option.id or "") if option is not None else ""


def _heading(title: str) -> Option:
    return Option(plain(title, "bold $text-accent"), disabled=True)


def _blank() -> Option:
    return Option(plain(" "), disabled=True)


def _row(label: str, value: str) -> Content:
    shown = line(label)
    gap = plain(" " * max(2, LABEL_WIDTH - shown.cell_length))
    return beside(plain("  "), shown, gap, line(value or "-", "bold" if value else "$quiet"))
