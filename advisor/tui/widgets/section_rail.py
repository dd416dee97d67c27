"""The sections with their progress, and the questions of the current one."""

from __future__ import annotations

from textual.content import Content

from advisor.application.explaining import Explained, Weight
from advisor.application.interview import Progress, State, asked, progress, state_of
from advisor.application.session import Session
from advisor.application.wording import short_name
from advisor.model.catalog import Question
from advisor.tui.safe_text import beside, line, plain, stack
from advisor.tui.widgets.still import StillList
from advisor.tui.words import SIGNS, bar

SECTION = "section:"
INVENTORY_ROW = "inventory"
INVENTORY = "Who and what"
BAR_WIDTH = 12
SIGN_OF = {
    State.UNANSWERED: (SIGNS.unanswered, "$quiet"),
    State.UNKNOWN: (SIGNS.open, "$text-warning"),
    State.PARTLY: (SIGNS.partly, "$text-warning"),
    State.NOT_APPLICABLE: (SIGNS.not_applicable, "$quiet"),
    State.ANSWERED: (SIGNS.answered, "$text-success"),
}


def state_sign(state: State) -> Content:
    """Return the sign of a state; its word stands beside it or in the question."""
    sign, style = SIGN_OF[state]
    return plain(sign, style)


def weight_sign(weight: Weight) -> Content:
    """Return the sign of what an open question could still do."""
    if weight is Weight.NOTHING:
        return plain(SIGNS.nothing, "$quiet")
    if weight is Weight.PITFALL:
        return plain(SIGNS.pitfall, "$quiet")
    return plain(SIGNS.decides, "$text-accent")


class SectionRail(StillList):
    """One row per section, unfolded to its questions where the current question stands."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._explained: Explained | None = None

    def show(self, question_id: str, explained: Explained | None) -> None:
        """Show the progress and unfold the section of this question."""
        self._explained = explained
        current = self._session.question(question_id).section
        options: list[tuple[str, Content]] = []
        after_list = _after_list(self._session)
        for section in progress(self._session):
            if section.section == after_list:
                options.append((INVENTORY_ROW, _inventory_row(self._session)))
            options.append(_section_row(section, unfolded=section.section == current))
            if section.section == current:
                options += [
                    self._question_row(question, here=question.id == question_id)
                    for question in self._questions_of(current)
                ]
        self.show_lines(options)
        ids = [id_ for id_, _ in options]
        self.highlighted = ids.index(question_id) if question_id in ids else None

    def target(self, option_id: str) -> str:
        """Return the question that a row stands for: itself, or the first of its section."""
        if not option_id.startswith(SECTION):
            return option_id
        return self._questions_of(option_id.removeprefix(SECTION))[0].id

    def _questions_of(self, section: str) -> list[Question]:
        questions = map(self._session.question, asked(self._session))
        return [question for question in questions if question.section == section]

    def _question_row(self, question: Question, *, here: bool) -> tuple[str, Content]:
        state = state_of(self._session.answer_to(question.id))
        sign = state_sign(state)
        weight = self._explained.weight(question.id) if self._explained is not None else None
        if state is State.UNANSWERED and weight is not None:
            sign = weight_sign(weight)
        name = line(short_name(question), "bold" if here else "")
        return question.id, beside(plain("  "), sign, plain(" "), name)


def _after_list(session: Session) -> str:
    """Return the section that the list of actors stands before: the first that is all after it."""
    order = list(session.catalog.questions)
    place = order.index(session.catalog.subject_question)
    first: dict[str, int] = {}
    for id_ in asked(session):
        first.setdefault(session.question(id_).section, order.index(id_))
    return next((section for section, at in first.items() if at > place), "")


def _inventory_row(session: Session) -> Content:
    listed = len(session.assessment.actors)
    figures = plain(f"{listed} listed" if listed else "nobody listed yet", "$quiet")
    return stack(line(INVENTORY), beside(plain("w ", "$text-accent"), figures))


def _section_row(section: Progress, *, unfolded: bool) -> tuple[str, Content]:
    title = line(section.title, "bold" if unfolded else "")
    figures = plain(f" {section.said}/{section.asked}", "$quiet")
    row = stack(title, beside(bar(section.said, section.asked, BAR_WIDTH), figures))
    return SECTION + section.section, row


def strip(session: Session, question_id: str) -> Content:
    """Return the sections on one line, for terminals too narrow for the rail."""
    current = session.question(question_id).section
    parts: list[Content] = []
    after_list = _after_list(session)
    for section in progress(session):
        if section.section == after_list:
            listed = len(session.assessment.actors)
            sign = SIGNS.partly if listed else SIGNS.unanswered
            parts.append(line(f"{sign} {INVENTORY} {listed}", "$quiet"))
        here = section.section == current
        complete = section.said == section.asked
        sign = SIGNS.answered if complete else SIGNS.partly if section.said else SIGNS.unanswered
        title = section.title if here else section.title.split()[0]
        figures = f" {section.said}/{section.asked}" if here else ""
        parts.append(line(f"{sign} {title}{figures}", "bold $text-accent" if here else "$quiet"))
    return plain("  ").join(parts)
