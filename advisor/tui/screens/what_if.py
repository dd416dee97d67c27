"""Try answers in a scratch copy and watch what they would change; keep or drop them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from advisor.application.interview import asked
from advisor.application.what_if import WhatIf
from advisor.application.wording import say_answer, short_name
from advisor.tui.keys import WHAT_IF, bindings
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.widgets.differences import describe
from advisor.tui.widgets.pick_list import PickList
from advisor.tui.widgets.still import StillText
from advisor.tui.words import SIGNS

if TYPE_CHECKING:
    from advisor.tui.visit import Visit

NOTHING_TRIED = (
    "Nothing tried yet. Pick a question and give it another answer;"
    " the file stays as it is until you keep what you tried."
)


class WhatIfScreen(AreaScreen):
    """Questions on the left, what the tried answers change on the right."""

    CSS_PATH = sheet("what_if")
    AUTO_FOCUS = "#questions"
    AREA = "what-if"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WHAT_IF)]

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self.what_if = WhatIf(self.session)
        self._explainer = visit.new_explainer(self.show_explained)
        self._question = visit.question

    def compose(self) -> ComposeResult:
        """Lay out questions and differences."""
        yield self.top_bar()
        with Horizontal(id="body"):
            yield PickList("questions")
            with VerticalScroll(id="effects"):
                yield StillText(id="difference")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the answers as they stand."""
        self.refresh_view()

    def come_back(self) -> None:
        """Show what was tried against the answers as they stand now."""
        if self._seen is not self.session.assessment:
            self.what_if = self.what_if.anew()
        super().come_back()

    def refresh_view(self) -> None:
        """Show the scratch copy and what it changes."""
        super().refresh_view()
        scratch = self.what_if.scratch
        rows = self.query_one("#questions", OptionList)
        under = rows.highlighted_option.id if rows.highlighted_option else self._question
        ids = asked(scratch)
        rows.set_options([Option(self._row(id_), id_) for id_ in ids])
        rows.highlighted = ids.index(under) if under in ids else 0
        self.refresh_bindings()
        self.show_explained()

    def show_explained(self) -> None:
        """Show what the tried answers change; what settles it follows when it is worked out."""
        if self.is_attached:  # the session may have been left meanwhile
            self.query_one("#difference", Static).update(self._difference())

    def _row(self, question_id: str) -> Content:
        scratch = self.what_if.scratch
        question = scratch.question(question_id)
        said = say_answer(question, scratch.answer_to(question_id)) or "not answered"
        tried = question_id in self.what_if.tried
        return beside(
            plain(f"{SIGNS.here} " if tried else "  ", "$text-accent"),
            line(short_name(question), "bold" if tried else ""),
            plain("  "),
            line(said, "$text-accent" if tried else "$quiet"),
        )

    def _difference(self) -> Content:
        if not self.what_if.tried:
            return plain(NOTHING_TRIED, "$quiet")
        scratch, session = self.what_if.scratch, self.session
        parts = [plain("Tried", "bold $text-accent")]
        for id_ in self.what_if.tried:
            question = scratch.question(id_)
            was = say_answer(question, session.answer_to(id_)) or "not answered"
            now = say_answer(question, scratch.answer_to(id_)) or "not answered"
            parts.append(
                labelled(
                    "$name: [$quiet]$was[/] $arrow [b]$now[/]",
                    name=short_name(question),
                    was=was,
                    arrow=SIGNS.becomes,
                    now=now,
                )
            )
        explained = self._explainer.lately(scratch)
        found = describe(session.catalog, self.what_if.difference(), explained)
        return stack(*parts, Content(), found)

    @on(OptionList.OptionSelected, "#questions")
    async def edit_row(self) -> None:
        """Try another answer to the question under the cursor."""
        from advisor.tui.dialogs.edit_answer import EditAnswer

        option = self.query_one("#questions", OptionList).highlighted_option
        if option is not None and option.id:
            dialog = EditAnswer(self.what_if.scratch, option.id)
            await self.ask(dialog, lambda _: self.refresh_view())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to keep or drop only what was tried."""
        if action in {"keep", "drop"}:
            return bool(self.what_if.tried)
        return super().check_action(action, parameters)

    def action_panel(self) -> None:
        """Move into the differences, to scroll them, or back to the questions."""
        effects, questions = self.query_one("#effects"), self.query_one("#questions")
        (questions if effects.has_focus else effects).focus()

    def action_back(self) -> None:
        """Go back to the questions, then to the interview."""
        if self.query_one("#effects").has_focus:
            self.action_panel()
        else:
            super().action_back()

    def action_undo(self) -> None:
        """Take the last try back."""
        edit = self.what_if.scratch.undo()
        self.say(f"Taken back: {edit}" if edit else "Nothing to take back")
        self.refresh_view()

    def action_redo(self) -> None:
        """Make the try again that was taken back."""
        edit = self.what_if.scratch.redo()
        self.say(f"Made again: {edit}" if edit else "Nothing to make again")
        self.refresh_view()

    def action_keep(self) -> None:
        """Put the tried answers into the file."""
        count = len(self.what_if.tried)
        self.what_if.keep()
        self.what_if = WhatIf(self.session)
        self.say(f"Kept {count} tried answers" if count else "Nothing tried yet")
        self.edited()

    def action_drop(self) -> None:
        """Forget the tried answers."""
        self.what_if = WhatIf(self.session)
        self.refresh_view()
