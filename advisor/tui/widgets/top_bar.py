"""The lines on top of every screen of an assessment: what it is, and where one can go."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.application.session import Session
from advisor.tui.keys import AREAS
from advisor.tui.safe_text import beside, labelled, line, plain
from advisor.tui.widgets.still import StillText
from advisor.tui.words import SIGNS, outcome_word

TABS = tuple(key for key in AREAS.keys if key.action.startswith("area("))


class TopBar(Vertical):
    """Project, platform, outcome and saved state; the areas with their keys; a notice if any."""

    def __init__(self, session: Session, area: str) -> None:
        super().__init__()
        self._session = session
        self._area = area

    def compose(self) -> ComposeResult:
        """Lay out both lines."""
        with Horizontal(id="about"):
            yield StillText(id="project")
            yield StillText(id="saved")
        with Horizontal(id="areas"):
            for key in TABS:
                current = key.action == f"area('{self._area}')"
                yield Tab(key.keys, key.label, key.action, current=current)
        yield StillText(id="notice")

    def on_mount(self) -> None:
        """Show the state."""
        self.show_state()

    def show_state(self, notice: str = "") -> None:
        """Show the assessment as it stands, and what the last edit did that may not be meant."""
        self.query_one("#notice", Static).update(line(notice))
        self.set_class(bool(notice), "-noticed")
        self.query_one("#project", Static).update(self._project())
        self.query_one("#saved", Static).update(self._saved())

    def _project(self) -> Content:
        session = self._session
        name = session.assessment.project.name or "Unnamed assessment"
        platform = session.answer_to(session.catalog.platform_question).value
        parts = [line(name, "bold")]
        if isinstance(platform, str):
            question = session.question(session.catalog.platform_question)
            parts += [plain("  "), line(question.option(platform).label, "$quiet")]
        return beside(*parts)

    def _saved(self) -> Content:
        decision = self._session.decision
        outcome = beside(outcome_word(decision), plain("  "))
        if self._session.save_problem is not None:
            return beside(outcome, plain(" NOT SAVED ", "bold $text-error reverse"))
        if self._session.path is None:
            return beside(outcome, plain("not in a file", "$text-warning"))
        return beside(outcome, plain(f"{SIGNS.answered} saved", "$quiet"))


class Tab(Static):
    """The name of one area and its key; a click goes there."""

    def __init__(self, key: str, label: str, action: str, *, current: bool) -> None:
        marker = SIGNS.here if current else " "
        super().__init__(
            labelled(
                "[$text-accent]$key[/]$marker$label", key=key.upper(), marker=marker, label=label
            )
        )
        self._action = action
        self.set_class(current, "-current")

    async def on_click(self) -> None:
        """Go to the area."""
        await self.run_action(f"screen.{self._action}")
