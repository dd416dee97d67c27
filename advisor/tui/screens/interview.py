"""The interview: one question at a time beside the decision that its answer makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, Static

from advisor.application import interview
from advisor.application.explaining import Explained
from advisor.model.catalog import Question
from advisor.tui.keys import INTERVIEW, bindings
from advisor.tui.safe_text import beside, line, plain
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.widgets.choice_list import Picked
from advisor.tui.widgets.decision_panel import DecisionPanel, certain
from advisor.tui.widgets.question_view import QuestionView
from advisor.tui.widgets.section_rail import INVENTORY_ROW, SectionRail, strip
from advisor.tui.widgets.still import StillText
from advisor.tui.words import outcome

if TYPE_CHECKING:
    from advisor.tui.own_app import OwnApp
    from advisor.tui.telling import Telling
    from advisor.tui.visit import Visit


ON_THE_QUESTION = frozenset(
    {"next", "previous", "skip", "unknown", "not_applicable", "clear", "note", "evidence"}
)


class InterviewScreen(AreaScreen):
    """Asks the current question and goes on to the next."""

    CSS_PATH = sheet("interview")
    AUTO_FOCUS = "#choices"
    AREA = "interview"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(INTERVIEW)]

    class At(Message):
        """The interview has gone to this question."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        wanted = visit.question or interview.first_unanswered(self.session)
        self.current = interview.standing(self.session, wanted)
        self._after_list: str | None = ""

    def compose(self) -> ComposeResult:
        """Lay out rail, question and decision."""
        yield self.top_bar()
        yield StillText(id="strip")
        with Horizontal(id="body"):
            yield SectionRail(self.session, id="rail")
            yield QuestionView(self.session, self.answer)
            yield DecisionPanel(self.session)
        yield StillText(id="bar")
        yield Footer(show_command_palette=False, compact=True)  # nine keys on 80 columns

    def on_mount(self) -> None:
        """Show the first question."""
        self.refresh_view()
        self.post_message(self.At(self.current))

    def refresh_view(self) -> None:
        """Show question, progress and decision as they stand."""
        super().refresh_view()
        self.current = interview.standing(self.session, self.current)
        explained = self.explainer.lately(self.session)
        self.explainer.read(self.session, self.current)
        self.query_one("#strip", Static).update(strip(self.session, self.current))
        self.query_one(SectionRail).show(self.current, explained)
        order, because = self.telling.says(self.session, self.current, explained)
        self.query_one(QuestionView).show(self.current, explained, order, because)
        self.query_one(DecisionPanel).refresh_decision(explained)
        self.query_one("#bar", Static).update(self._bar(explained))

    def show_explained(self) -> None:
        """Show what still matters, now that it is worked out."""
        self.refresh_view()

    def come_back(self) -> None:
        """Show the question that was asked for, or the one that was in front."""
        after, self._after_list = self._after_list, ""
        if after is None:
            self.go_to(interview.after_inventory(self.session))
        elif after:
            self.go_to(interview.standing(self.session, after))
        elif self.visit.question not in {"", self.current}:
            self.go_to(interview.standing(self.session, self.visit.question))
        else:
            super().come_back()

    def _bar(self, explained: Explained | None) -> Content:
        decision = self.session.decision
        # The key first: a narrow terminal cuts the end.
        sure = line(f"  {certain(decision, explained)}", "$quiet")
        return beside(outcome(decision), plain("  p", "$text-accent"), plain(" shows why"), sure)

    def go_to(self, question_id: str) -> None:
        """Go to a question; what the list of actors says is seen and said there."""
        question = self.session.question(question_id)
        if question.roster or question.unlisted:
            self.post_message(self.At(self.current))
            self.post_message(self.Wanted("inventory"))
            return
        self.current = question_id
        self.refresh_view()
        self.query_one(QuestionView).choices.focus()
        self.post_message(self.At(question_id))

    # Answers

    async def answer(self, picked: Picked) -> None:
        """Store what was picked, and go on where the user accepted."""
        self.session.answer(self.current, picked.ticks.holds, picked.ticks.maybe)
        self.edited()
        if picked.go_on:
            await self.action_next()

    async def action_unknown(self) -> None:
        """Say "don't know" and go on."""
        self.session.unknown(self.current)
        self.edited()
        await self.action_next()

    def action_clear(self) -> None:
        """Take the answer away."""
        self.session.clear(self.current)
        self.edited()

    async def action_not_applicable(self) -> None:
        """Ask why the question does not apply, and go on."""
        from advisor.tui.dialogs.ask_text import AskLine

        question = self.current

        def store(reason: str) -> None:
            self.session.not_applicable(question, reason)
            self.edited()
            self.call_next(self.action_next)

        says = "Why does this question not apply here?"
        await self.ask(AskLine("Does not apply", says), store)

    async def action_note(self) -> None:
        """Edit the note of the answer."""
        from advisor.tui.dialogs.remarks import note_dialog

        question = self.current

        def store(text: str) -> None:
            self.session.note(question, text)
            self.edited()

        await self.ask(note_dialog(self.session, question), store)

    async def action_evidence(self) -> None:
        """Edit the evidence links of the answer."""
        from advisor.tui.dialogs.remarks import evidence_dialog

        question = self.current

        def store(text: str) -> None:
            self.session.evidence(question, text.splitlines())
            self.edited()

        await self.ask(evidence_dialog(self.session, question), store)

    # Moving

    async def action_next(self) -> None:
        """Go to the next question: of the given order, or the one that matters most."""
        if self.telling.on:
            await self._go_to_telling()
        else:
            self._arrive(interview.neighbour(self.session, self.current, 1))

    def action_previous(self) -> None:
        """Go to the question before: of the given order, or the one asked before this."""
        before = self.telling.before(self.session) if self.telling.on else None
        before = before or interview.neighbour(self.session, self.current, -1)
        if before is not None:
            self.go_to(before)

    async def action_skip(self) -> None:
        """Go to the next question that can change a verdict; from the last to the result."""
        if self.telling.on:
            await self._go_to_telling()
            return
        explained = await self.explainer.wait(self.session)
        deciding = explained.deciding()
        # Who else may be there is said in the list, once nothing that is asked matters.
        wanted = set(deciding).intersection(interview.asked(self.session)) or deciding
        target = interview.next_of(self.session, self.current, wanted)
        if target is None:
            self.say("No other open question can change a verdict")
        self._arrive(target)

    async def action_order(self) -> None:
        """Ask what matters most first, or go back to the given order; the choice is kept."""
        app = cast("OwnApp", self.app)
        app.prefer(replace(app.settings, ask_what_matters=not self.telling.on))
        self.telling.start(on=app.settings.ask_what_matters)
        if self.telling.on:
            await self._go_to_telling()
        else:
            self.refresh_view()

    async def _go_to_telling(self) -> None:
        # Keys typed meanwhile wait: they are meant for the question that is looked for.
        explained = await self.explainer.wait(self.session)
        asked = self.telling.after(self.session, explained, self.current)
        if asked is None:
            self.say(self.telling.end)
        self._arrive(asked)

    def _arrive(self, target: str | None) -> None:
        if self._leads_to_list(target):
            self.visit.led_to_list = True
            self._after_list = target if self.telling.on else None
            self.post_message(self.Wanted("inventory"))
        elif target is not None:
            self.go_to(target)
        else:
            self.post_message(self.Wanted("result"))

    def _leads_to_list(self, target: str | None) -> bool:
        """Whether the list of actors comes before this question: once, while nobody is listed."""
        if self.visit.led_to_list or self.session.assessment.actors:
            return False
        return self.telling.on or interview.passes_inventory(self.session, self.current, target)

    async def action_goto(self) -> None:
        """Search the questions and go to one."""
        from advisor.tui.dialogs.goto import goto_dialog

        await self.ask(goto_dialog(self.session), self.go_to)

    @on(OptionList.OptionSelected, "#rail")
    def go_to_row(self, event: OptionList.OptionSelected) -> None:
        """Go to the question picked in the rail."""
        if event.option_id == INVENTORY_ROW:
            self.post_message(self.Wanted("inventory"))
        elif event.option_id:
            self.go_to(self.query_one(SectionRail).target(event.option_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow what acts on the question only while it is in sight."""
        del parameters
        hidden = self.has_class("-deciding") and not self.has_class("-wide")
        return not (hidden and action in ON_THE_QUESTION)

    def action_panel(self) -> None:
        """Move into the decision panel, or back to the options."""
        panel = self.query_one(DecisionPanel)
        if panel.query_one("#capabilities").has_focus:
            self.remove_class("-deciding")
            self.refresh_bindings()
            self.query_one(QuestionView).choices.focus()
        else:
            self.add_class("-deciding")
            self.refresh_bindings()
            panel.query_one("#capabilities").focus()

    def action_back(self) -> None:
        """Leave the decision panel, or the assessment."""
        if self.query_one(DecisionPanel).query_one("#capabilities").has_focus:
            self.action_panel()
        else:
            self.post_message(self.Wanted(""))

    @property
    def telling(self) -> Telling:
        """The order of what matters most, on or off; it outlives this screen."""
        return self.visit.telling

    @property
    def question_in_front(self) -> Question:
        """The current question; help is about it."""
        return self.session.question(self.current)
