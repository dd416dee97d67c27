"""The team's own nouns, numbers and dates: one line each, enter to type."""

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
from advisor.model.assessment import Actor
from advisor.tui.keys import DETAILS, bindings
from advisor.tui.safe_text import beside, line, plain
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from advisor.tui.visit import Visit

LEAD = "Optional. Nothing here decides; plan and documents use your names, numbers and dates."
LABEL_WIDTH = 36
ACTOR = "actor:"
ADD = "actor:new"


class DetailsScreen(AreaScreen):
    """One list: actors, project, dates, figures, products, record."""

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
        options = self._actor_rows()
        group = ""
        for field in every:
            if field.group != group:
                group = field.group
                options += [_blank(), _heading(group)]
            options.append(Option(_row(field.label, field.value), field.id))
        rows.set_options(options)
        ids = [option.id for option in options]
        rows.highlighted = ids.index(under if under and under in ids else ADD)

    def _actor_rows(self) -> list[Option]:
        subjects = self.session.catalog.subjects
        actors = self.session.assessment.actors
        rows = [
            Option(
                _row(actor.name, _about(actor, subjects.get(actor.subject, actor.subject))),
                f"{ACTOR}{place}",
            )
            for place, actor in enumerate(actors)
        ]
        add = Option(line("+ Add an actor: a job, a bot, a partner's system", "$text-accent"), ADD)
        return [_heading("Named actors"), *rows, add]

    @on(OptionList.OptionSelected, "#fields")
    async def edit_row(self) -> None:
        """Type a value into the line under the cursor."""
        id_ = self._under_cursor()
        if id_.startswith(ACTOR):
            await self._edit_actor(None if id_ == ADD else int(id_.removeprefix(ACTOR)))
        elif id_:
            await self._edit_field(self._fields[id_])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to empty only what holds something."""
        if action == "remove" and self.is_mounted:
            under = self._under_cursor()
            filled = under in self._fields and self._fields[under].value
            return bool(filled) or (under.startswith(ACTOR) and under != ADD)
        return super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted, "#fields")
    def offer(self) -> None:
        """Offer what can be done with the line under the cursor."""
        self.refresh_bindings()

    async def action_add(self) -> None:
        """Add a named actor."""
        await self._edit_actor(None)

    def action_remove(self) -> None:
        """Empty the line under the cursor."""
        id_ = self._under_cursor()
        if id_ == ADD or not id_:
            return
        try:
            if id_.startswith(ACTOR):
                details.remove_actor(self.session, int(id_.removeprefix(ACTOR)))
            else:
                details.set_field(self.session, id_, "")
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

    async def _edit_actor(self, place: int | None) -> None:
        from advisor.tui.dialogs.actor_form import ActorForm

        held = self.session.assessment.actors[place] if place is not None else Actor("", "")

        def store(actor: Actor) -> None:
            details.set_actor(self.session, place, actor)
            self.edited()

        await self.ask(ActorForm(self.session.catalog.subjects, held), store)

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


def _about(actor: Actor, subject: str) -> str:
    parts = (subject, actor.does, actor.owner, actor.runs_on, actor.credential, actor.reach)
    return " · ".join(part for part in parts if part)
