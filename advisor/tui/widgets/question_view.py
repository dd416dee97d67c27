"""One question: where it stands, what is asked and why, its options, what is said so far."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from advisor.application.explaining import Explained
from advisor.application.interview import State, asked, counted, state_of
from advisor.application.session import Session
from advisor.application.wording import is_multiple, say_answer
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.widgets.choice_list import ChoiceList, Take
from advisor.tui.widgets.section_rail import state_sign, weight_sign
from advisor.tui.widgets.still import StillText

# More options than fit above their help on 24 lines.
MANY = 6
NOTHING_TICKED = "Nothing is ticked: pick “None of these”, or press → to leave it open."
TICK_ONE = "Choose one"
TICK_ANY = "Tick what holds; m where it is not known; 0 for none of these"


class QuestionView(Vertical):
    """Shows the current question of a session; the screen handles what is picked."""

    def __init__(self, session: Session, take: Take) -> None:
        super().__init__(id="question")
        self._session = session
        self._take = take
        self._question: Question | None = None

    def compose(self) -> ComposeResult:
        """Lay the parts out in reading order."""
        yield StillText(id="eyebrow")
        yield StillText(id="because")
        yield StillText(id="text")
        yield StillText(id="why")
        yield StillText(id="guidance")
        yield ChoiceList(self._take, self.nothing_ticked)
        yield StillText(id="hint")
        yield StillText(id="said")

    @property
    def choices(self) -> ChoiceList:
        """The options."""
        return self.query_one("#choices", ChoiceList)

    def show(
        self, question_id: str, explained: Explained | None, order: str = "", because: str = ""
    ) -> None:
        """Show a question, or the same one with another answer.

        An empty `order` stands for the given order; `because` says why the question comes next.
        """
        question = self._session.question(question_id)
        answer = self._session.answer_to(question_id)
        if self._question is question:
            self.choices.update_answer(answer)
        else:
            self._question = question
            self.query_one("#text", Static).update(line(question.text))
            self.query_one("#why", Static).update(_why(question))
            self.query_one("#guidance", Static).update(_guidance(question))
            self.set_class(len(question.options) > MANY, "-many")
            self.choices.show(question, answer)
        self.query_one("#eyebrow", Static).update(self._eyebrow(question, explained, order))
        self.query_one("#because", Static).update(line(because))
        self.set_class(bool(because), "-because")
        self.query_one("#said", Static).update(_said(question, answer))

    @on(OptionList.OptionHighlighted, "#choices")
    def explain_option(self) -> None:
        """Show help and example of the option under the cursor."""
        option = self.choices.option_under_cursor
        hint = Content()
        if option is not None and self._question is not None:
            chosen = self._question.option(option)
            parts = [line(chosen.help)] if chosen.help else []
            if chosen.example:
                parts.append(
                    labelled("[i]e.g.[/] $example", example=" ".join(chosen.example.split()))
                )
            hint = plain("  ").join(parts)
        if not hint.plain and self._question is not None:
            hint = plain(TICK_ANY if is_multiple(self._question) else TICK_ONE, "$quiet")
        self.query_one("#hint", Static).update(hint)

    def nothing_ticked(self) -> None:
        """Say that nothing is ticked; an empty answer must be meant."""
        self.query_one("#hint", Static).update(plain(NOTHING_TICKED, "$text-warning"))

    def _eyebrow(self, question: Question, explained: Explained | None, order: str) -> Content:
        questions = asked(self._session)
        place = questions.index(question.id) + 1 if question.id in questions else 0
        given = f"{place} of {counted(self._session)} in the given order"
        parts = [plain((order or given) if place else "Not asked any more")]
        weight = explained.weight(question.id) if explained is not None else None
        if weight is not None:
            skip = "" if weight.decides else " (s skips)"
            parts += [plain("  "), weight_sign(weight), plain(f" {weight.value}{skip}")]
        return beside(*parts)


def _why(question: Question) -> Content:
    if not question.why:
        return Content()
    return labelled("[b]Why we ask[/] $why", why=" ".join(question.why.split()))


def _guidance(question: Question) -> Content:
    parts = [line(question.help)] if question.help else []
    if question.look_up:
        parts.append(labelled("[b]Look it up[/] $where", where=question.look_up.strip()))
    return stack(*parts)


def _said(question: Question, answer: Answer) -> Content:
    state = state_of(answer)
    words = say_answer(question, answer) if state is not State.UNANSWERED else state.value
    parts = [beside(state_sign(state), plain(" "), line(words))]
    if answer.note:
        parts.append(labelled("[b]Note[/] $note", note=" ".join(answer.note.split())))
    if answer.evidence:
        parts.append(labelled("[b]Evidence[/] $links", links=", ".join(answer.evidence)))
    return stack(*parts)
