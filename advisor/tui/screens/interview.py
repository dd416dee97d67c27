"""The interview: one question at a time beside the decision that its answer makes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, Static

from advisor.application import interview
from advisor.application.explaining import Explained
from advisor.application.session import Session
from advisor.model.catalog import Question
from advisor.tui.keys import INTERVIEW, bindings
from advisor.tui.safe_text import beside, line, plain
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.widgets.choice_list import ChoiceList
from advisor.tui.widgets.decision_panel import DecisionPanel, certainty
from advisor.tui.widgets.question_view import QuestionView
from advisor.tui.widgets.section_rail import SectionRail, strip
from advisor.tui.words import outcome_word

NOTHING_TICKED = "Nothing is ticked: pick “None of these”, or press → to leave it open."


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

    def __init__(self, session: Session, question: str = "") -> None:
        super().__init__(session)
        self.current = question or interview.first_unanswered(session)

    def compose(self) -> ComposeResult:
        """Lay out rail, question and decision."""
        yield self.top_bar()
        yield Static(id="strip")
        with Horizontal(id="body"):
            yield SectionRail(self.session, id="rail")
            yield QuestionView(self.session)
            yield DecisionPanel(self.session)
        yield Static(id="bar")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the first question."""
        self.refresh_view()
        self.post_message(self.At(self.current))

    def refresh_view(self) -> None:
        """Show question, progress and decision as they stand."""
        super().refresh_view()
        explained = self.explained
        self.query_one("#strip", Static).update(strip(self.session, self.current))
        self.query_one(SectionRail).show(self.current, explained)
        self.query_one(QuestionView).show(self.current, explained)
        self.query_one(DecisionPanel).refresh_decision(explained)
        self.query_one("#bar", Static).update(self._bar(explained))

    def show_explained(self) -> None:
        """Show what still matters, now that it is worked out."""
        self.refresh_view()

    def _bar(self, explained: Explained | None) -> Content:
        decision = self.session.decision
        certain = line(certainty(decision, explained), "$quiet")
        return beside(outcome_word(decision), plain("  "), certain, plain("  p shows why"))

    def go_to(self, question_id: str) -> None:
        """Go to a question."""
        self.current = question_id
        self.refresh_view()
        self.query_one(QuestionView).choices.focus()
        self.post_message(self.At(question_id))

    # Answers

    @on(ChoiceList.Picked)
    def answer(self, event: ChoiceList.Picked) -> None:
        """Store what was picked, and go on where the user accepted."""
        self.session.answer(self.current, event.ticks.holds, event.ticks.maybe)
        self.edited()
        if event.go_on:
            self.action_next()

    @on(ChoiceList.Undecided)
    def nothing_ticked(self) -> None:
        """Say that nothing is ticked; an empty answer must be meant."""
        self.query_one("#hint", Static).update(plain(NOTHING_TICKED, "$text-warning"))

    def action_unknown(self) -> None:
        """Say "don't know" and go on."""
        self.session.unknown(self.current)
        self.edited()
        self.action_next()

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
            self.action_next()

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

    def action_next(self) -> None:
        """Go to the next question."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the question before."""
        self._step(-1)

    def action_skip(self) -> None:
        """Go to the next question that can change a verdict; from the last to the result."""
        explained = self.explained
        deciding = explained.deciding() if explained is not None else ()
        target = interview.next_of(self.session, self.current, deciding)
        if target is not None:
            self.go_to(target)
        elif explained is not None:
            self.say("No other open question can change a verdict")
            self.post_message(self.Wanted("result"))

    async def action_goto(self) -> None:
        """Search the questions and go to one."""
        from advisor.tui.dialogs.goto import goto_dialog

        await self.ask(goto_dialog(self.session, self.current), self.go_to)

    @on(OptionList.OptionSelected, "#rail")
    def go_to_row(self, event: OptionList.OptionSelected) -> None:
        """Go to the question picked in the rail."""
        if event.option_id:
            self.go_to(self.query_one(SectionRail).target(event.option_id))

    def action_panel(self) -> None:
        """Move into the decision panel, or back to the options."""
        panel = self.query_one(DecisionPanel)
        if panel.query_one("#capabilities").has_focus:
            self.remove_class("-deciding")
            self.query_one(QuestionView).choices.focus()
        else:
            self.add_class("-deciding")
            panel.query_one("#capabilities").focus()

    def action_back(self) -> None:
        """Leave the decision panel, or the assessment."""
        if self.query_one(DecisionPanel).query_one("#capabilities").has_focus:
            self.action_panel()
        else:
            self.post_message(self.Wanted(""))

    def _step(self, step: int) -> None:
        target = interview.neighbour(self.session, self.current, step)
        if target is not None:
            self.go_to(target)
        elif step > 0:
            self.post_message(self.Wanted("result"))

    @property
    def question_in_front(self) -> Question:
        """The current question; help is about it."""
        return self.session.question(self.current)
