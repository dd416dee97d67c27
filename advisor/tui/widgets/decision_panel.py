"""The decision as it stands: outcome, verdict per capability, and why for the one in focus."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from advisor.application.explaining import Explained
from advisor.application.session import Session
from advisor.application.wording import STATUSES, VERDICTS, say_outcome, say_possible
from advisor.model.decision import CapabilityDecision, Decision
from advisor.model.vocabulary import Status, Verdict
from advisor.tui.keys import PANEL, bindings
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.views.why import why_lines
from advisor.tui.widgets.still import StillList, StillText
from advisor.tui.words import SIGNS, VERDICT_STYLES, verdict_sign, verdict_word


class Capabilities(StillList):
    """The verdicts; its own key says how to leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PANEL)]


class DecisionPanel(Vertical):
    """Outcome, capabilities, and the reasons of the capability under the cursor."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="decision")
        self._session = session
        self._explained: Explained | None = None
        self._told = ""

    def compose(self) -> ComposeResult:
        """Lay out outcome, list and reasons."""
        yield StillText(id="outcome")
        yield Capabilities(id="capabilities")
        with VerticalScroll(id="reasons-scroll", can_focus=False):
            yield StillText(id="reasons")

    def refresh_decision(self, explained: Explained | None) -> None:
        """Show the decision as it stands; the cursor stays on its capability."""
        decision = self._session.decision
        self._explained = explained
        self.query_one("#outcome", Static).update(outcome_lines(decision, explained))
        rows = self.query_one("#capabilities", StillList)
        focused = rows.highlighted_option.id if rows.highlighted_option else None
        shown = sorted(decision.capabilities, key=_interest)
        rows.show_lines([(item.id, self._row(item)) for item in shown])
        ids = [item.id for item in shown]
        rows.highlighted = ids.index(focused) if focused in ids else 0
        self._explain(ids[rows.highlighted])

    @on(OptionList.OptionHighlighted, "#capabilities")
    def explain(self, event: OptionList.OptionHighlighted) -> None:
        """Explain the capability under the cursor."""
        if event.option_id:
            self._explain(event.option_id)

    def _explain(self, capability: str) -> None:
        explained = self._explained
        if explained is not None and explained.answers != self._session.answers:
            # Of the answers before: the reasons follow in a moment, once and complete.
            if capability == self._told:
                return
            explained = None
        self._told = capability
        decided = self._session.decision.capability(capability)
        self.query_one("#reasons", Static).update(self._reasons(decided, explained))

    def _row(self, decided: CapabilityDecision) -> Content:
        title = line(self._session.catalog.capabilities[decided.id].title)
        return beside(verdict_column(decided), title)

    def _reasons(self, decided: CapabilityDecision, explained: Explained | None) -> Content:
        catalog = self._session.catalog
        capability = catalog.capabilities[decided.id]
        parts = [
            labelled(
                "[b]$title[/]: $status", title=capability.title, status=STATUSES[decided.status]
            )
        ]
        if not decided.settled:
            standing = decided.standing.value.capitalize()
            parts.append(line(f"{standing}; possible: {say_possible(decided.possible)}"))
        parts += [
            labelled("$bullet $rule", bullet=SIGNS.here, rule=catalog.rules[rule].title)
            for rule in decided.rules
        ]
        return stack(*parts, *why_lines(self._session, decided, explained))


def outcome_lines(decision: Decision, explained: Explained | None) -> Content:
    """Return the outcome, and how sure it is."""
    sign = plain(f"{verdict_sign(decision.outcome)} ", VERDICT_STYLES[decision.outcome])
    return stack(
        beside(sign, line(say_outcome(decision), "bold")),
        line(certainty(decision, explained), "$quiet"),
    )


def certainty(decision: Decision, explained: Explained | None) -> str:
    """Return whether the outcome is settled, or how it can still become."""
    if decision.settled:
        return certain(decision, explained)
    sure = certain(decision, explained)
    standing = decision.standing.value.capitalize()
    said = sure if sure == standing else f"{standing}: {sure}"
    return f"{said}; possible: {say_possible(decision.possible)}"


def certain(decision: Decision, explained: Explained | None) -> str:
    """Return whether the outcome is settled, or how many questions can still change it."""
    if decision.settled:
        return "Settled: no open question can change the outcome"
    count = len(explained.outcome_questions()) if explained is not None else 0
    standing = decision.standing.value.capitalize()
    if not count:
        return standing
    questions = "1 question" if count == 1 else f"{count} questions"
    return f"{questions} can still change the outcome"


def verdict_column(decided: CapabilityDecision) -> Content:
    """Return sign and word of a capability's verdict, padded for a column."""
    if decided.status is Status.OPEN and decided.verdict is Verdict.NONE:
        return plain(f"{SIGNS.open} {STATUSES[Status.OPEN]:9}  ", "$quiet")
    if decided.status is Status.SEPARATE:
        return plain(f"{SIGNS.none} {'separate':9}  ", "$quiet")
    open_ = plain(SIGNS.open if not decided.settled else " ", "$text-warning")
    return beside(verdict_word(decided.verdict, wide=True), open_, plain(" "))


def verdict_line(decided: CapabilityDecision, title: str) -> Content:
    """Return sign, title and word of a capability's verdict, for a narrow list."""
    word, sign = VERDICTS[decided.verdict], verdict_sign(decided.verdict)
    if decided.status is Status.SEPARATE:
        word = "separate"
    elif not decided.settled:
        word = f"{word} {SIGNS.open}" if decided.verdict else STATUSES[Status.OPEN]
        sign = sign if decided.verdict else SIGNS.open
    style = VERDICT_STYLES[decided.verdict]
    return beside(plain(f"{sign} ", style), line(title), line(f"  {word}", style))


def _interest(decided: CapabilityDecision) -> int:
    in_play = decided.status in {Status.IN_USE, Status.SEPARATE, Status.PLANNED}
    if in_play or decided.suspected:
        return 0
    return 2 if decided.status is Status.NOT_USED else 1
