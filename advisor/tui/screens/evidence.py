"""Pending evidence: what a scan read, beside the question it answers; a person decides."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from advisor.application import proposing
from advisor.application.wording import say_answer, short_name
from advisor.model.assessment import Proposal
from advisor.tui.keys import EVIDENCE, bindings
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.words import SIGNS

if TYPE_CHECKING:
    from advisor.application.scanning import Excerpt
    from advisor.tui.visit import Visit

MARK = ">"
NOTHING = (
    "No evidence is waiting. `advisor scan PATH --into FILE` reads infrastructure code or an"
    " account and puts what it proposes here; nothing counts before you accept it."
)

NO_SOURCE = (
    "The source is not shown: it is an account, a state, or not below this folder or the"
    " assessment's."
)
# Rows from which there is room for more of the source.
TALL = 32


def excerpt_lines(found: Excerpt) -> list[Content]:
    """Return the numbered lines; the one that was read is marked."""
    width = len(str(found.lines[-1][0]))
    return [
        beside(
            plain(f"{MARK if number == found.line else ' '} {number:>{width}}  ", "$text-accent"),
            plain(text, "bold" if number == found.line else "$quiet"),
        )
        for number, text in found.lines
    ]


class EvidenceScreen(AreaScreen):
    """Proposals on the left; source, question and effect of the one under the cursor right."""

    CSS_PATH = sheet("evidence")
    AUTO_FOCUS = "#proposals"
    AREA = "evidence"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVIDENCE)]

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._pending: tuple[Proposal, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out proposals and details."""
        yield self.top_bar()
        with Horizontal(id="body"):
            yield OptionList(id="proposals", markup=False)
            with VerticalScroll(id="about-proposal"):
                yield Static(id="proposal")
                yield Static(id="source")
                yield Static(id="means")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is pending."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show what is still pending; the cursor stays at its place."""
        super().refresh_view()
        self._pending = proposing.pending(self.session)
        rows = self.query_one("#proposals", OptionList)
        rows.display = bool(self._pending)
        place = rows.highlighted or 0
        rows.set_options([Option(self._row(proposal)) for proposal in self._pending])
        if self._pending:
            if self.focused is None:
                rows.focus()  # it lost the focus when it was hidden
            rows.highlighted = min(place, len(self._pending) - 1)
        else:
            self.query_one("#proposal", Static).update(plain(NOTHING, "$quiet"))
            self.workers.cancel_group(self, "excerpt")
            self.query_one("#source", Static).update()
            self.query_one("#means", Static).update()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#proposals")
    def show_proposal(self) -> None:
        """Show the proposal under the cursor in full."""
        proposal = self._under_cursor()
        if proposal is not None:
            self.query_one("#proposal", Static).update(self._about(proposal))
            self.show_source(proposal)
        self.refresh_bindings()

    def _row(self, proposal: Proposal) -> Content:
        led_to = proposing.effect(self.session, proposal)
        name = short_name(led_to.question) if led_to else proposal.question
        warning = led_to is not None and led_to.contradicts
        return stack(
            beside(
                line(name, "bold"),
                plain(f"  {SIGNS.replace} contradicts you" if warning else "", "$text-error"),
            ),
            labelled("  [$quiet]$kind · $where[/]", kind=proposal.kind, where=proposal.where),
        )

    def _about(self, proposal: Proposal) -> Content:
        """Return the question, what accepting does to it, and what was read."""
        led_to = proposing.effect(self.session, proposal)
        parts: list[Content] = []
        if led_to is None:
            question = self.session.catalog.questions.get(proposal.question)
            parts.append(line(question.text if question else proposal.question, "bold"))
            parts.append(plain("For your information; it proposes no answer.", "$quiet"))
        else:
            before = say_answer(led_to.question, led_to.before) or "not answered"
            parts += [
                line(led_to.question.text, "bold"),
                labelled("[$text-accent]Now[/]       $now", now=before),
                labelled("[$text-accent]Accepted[/]  $after", after=led_to.words),
            ]
            if led_to.contradicts:
                parts.append(plain("You have said something else.", "$text-error"))
        parts.append(
            labelled(
                "[$text-accent]Read[/]      $where [$quiet]· $kind, $confidence confidence[/]",
                where=proposal.where,
                kind=proposal.kind,
                confidence=proposal.confidence,
            )
        )
        if proposal.read:
            parts.append(labelled("          $read", read=proposal.read))
        return stack(*parts)

    @work(exclusive=True, group="excerpt")
    async def show_source(self, proposal: Proposal) -> None:
        """Show the lines of the file that the proposal names, and what they mean."""
        from advisor.application import scanning

        context = 2 if self.size.height < TALL else 5
        found = await asyncio.to_thread(
            scanning.source_excerpt, proposal.where, self.session.path, context
        )
        source = self.query_one("#source", Static)
        source.update(stack(*excerpt_lines(found)) if found else plain(NO_SOURCE, "$quiet"))
        self.query_one("#means", Static).update(line(proposal.says))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the proposal under the cursor."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        proposal = self._under_cursor()
        if action == "accept":
            return proposal is not None and proposing.effect(self.session, proposal) is not None
        if action == "accept_observed":
            return bool(proposing.observed(self.session))
        if action == "reject":
            return proposal is not None
        return super().check_action(action, parameters)

    def action_accept(self) -> None:
        """Take the proposed answer."""
        proposal = self._under_cursor()
        if proposal is not None and proposing.effect(self.session, proposal) is not None:
            proposing.accept(self.session, proposal)
            self.edited()

    async def action_reject(self) -> None:
        """Reject the proposal, and say why."""
        from advisor.tui.dialogs.ask_text import AskLine

        proposal = self._under_cursor()
        if proposal is None:
            return

        def store(reason: str) -> None:
            proposing.reject(self.session, proposal, reason)
            self.edited()

        says = "Why is this not right? The next scan will not ask again."
        await self.ask(AskLine("Reject", says), store)

    def action_accept_observed(self) -> None:
        """Take every proposal that was read directly and contradicts nobody."""
        count = proposing.accept_observed(self.session)
        self.say(f"Accepted {count} observed")
        self.edited()

    def _under_cursor(self) -> Proposal | None:
        at = self.query_one("#proposals", OptionList).highlighted
        return None if at is None or at >= len(self._pending) else self._pending[at]
