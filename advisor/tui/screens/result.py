"""The result: outcome first, then verdicts, pitfalls, stack, open questions and the document."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from advisor.application.result import in_play
from advisor.application.wording import short_name
from advisor.errors import AdvisorError, InputError
from advisor.model.document import Section
from advisor.tui.keys import RESULT, bindings
from advisor.tui.safe_text import beside, line, plain
from advisor.tui.screens.area import AreaScreen
from advisor.tui.styles import sheet
from advisor.tui.views.capability import capability
from advisor.tui.views.findings import findings
from advisor.tui.views.layer import layer
from advisor.tui.views.openings import opening
from advisor.tui.views.outcome import outcome
from advisor.tui.widgets.decision_panel import verdict_line
from advisor.tui.widgets.pick_list import ReadList
from advisor.tui.words import SIGNS

if TYPE_CHECKING:
    from advisor.tui.visit import Visit

OUTCOME, FINDINGS = "outcome", "findings"
JOB, LAYER, QUESTION, SECTION = "job:", "layer:", "question:", "section:"
COMING = f"Being written{SIGNS.ellipsis}"
IN_BROWSER = "Publishing is off in the browser."
IN_TERMINAL = (
    "This page gets no credentials, so that nobody can publish through it. "
    "Run `advisor interview FILE` or `advisor publish FILE` in a terminal."
)


class ResultScreen(AreaScreen):
    """Topics on the left, the one under the cursor on the right."""

    CSS_PATH = sheet("result")
    AUTO_FOCUS = "#topics"
    AREA = "result"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RESULT)]

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._sections: tuple[tuple[int, Section], ...] = ()
        self._coming = COMING
        self._topic = OUTCOME

    def compose(self) -> ComposeResult:
        """Lay out topics and text."""
        yield self.top_bar()
        with Horizontal(id="body"):
            yield ReadList("topics")
            with VerticalScroll(id="text-scroll"):
                yield Static(id="topic")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the outcome, and begin to write the document."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show the result as it stands; the document follows when it is written."""
        super().refresh_view()
        self._sections = ()
        self._coming = COMING
        self._list_topics()
        self.write_preview()

    def show_explained(self) -> None:
        """Show why and what still matters, now that it is worked out."""
        self._list_topics()

    @work(exclusive=True, group="preview")
    async def write_preview(self) -> None:
        """Build the document beside the reader, and list its sections."""
        from advisor.application.preview import document_of

        try:
            # A copy, since the reader may go on while the thread reads.
            document = await asyncio.to_thread(document_of, self.session.scratch())
            self._sections = tuple(document.walk())
        except AdvisorError as error:
            self._coming = error.message
        if self.is_attached:  # the session may have been left meanwhile
            self._list_topics()

    def _list_topics(self) -> None:
        topics = self.query_one("#topics", OptionList)
        options = [*self._found(), *self._open(), *self._document()]
        ids = [option.id for option in options]
        # The topic stays, and so does the place in its text; a section is back once it is written.
        with topics.prevent(OptionList.OptionHighlighted):
            topics.set_options(options)
            topics.highlighted = ids.index(self._topic if self._topic in ids else OUTCOME)
        self._show_topic()

    def _found(self) -> list[Option]:
        session, catalog = self.session, self.session.catalog
        count = len(session.decision.findings)
        jobs = [
            Option(verdict_line(job, catalog.capabilities[job.id].title), JOB + job.id)
            for job in in_play(session)
        ]
        layers = [
            Option(beside(plain("  "), line(catalog.layers[row.layer].title)), LAYER + row.layer)
            for row in session.recommendation.rows
        ]
        return [
            _heading("Result"),
            Option(plain("  Outcome"), OUTCOME),
            Option(plain(f"  Pitfalls ({count})"), FINDINGS),
            _heading("Verdicts"),
            *jobs,
            _heading("Recommended stack"),
            *layers,
        ]

    def _open(self) -> list[Option]:
        ids = self.session.decision.open_questions
        rows = [
            Option(
                beside(plain("  "), line(short_name(self.session.question(id_)))), QUESTION + id_
            )
            for id_ in ids
        ]
        return [_heading(f"Open questions ({len(ids)})"), *rows]

    def _document(self) -> list[Option]:
        if not self._sections:
            return [_heading("Document preview"), Option(line(f"  {self._coming}"), disabled=True)]
        rows = [
            Option(beside(plain("  " * depth), line(section.title)), f"{SECTION}{place}")
            for place, (depth, section) in enumerate(self._sections)
        ]
        return [_heading("Document preview"), *rows]

    @on(OptionList.OptionHighlighted, "#topics")
    def show_highlighted(self) -> None:
        """Show the topic under the cursor from its beginning."""
        self._topic = self._under_cursor()
        self._show_topic()
        self.query_one("#text-scroll", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what fits the topic under the cursor."""
        needed = {"override": LAYER, "question": QUESTION}.get(action)
        if needed is not None and self.is_mounted:
            return self._under_cursor().startswith(needed)
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#topics")
    def read_topic(self) -> None:
        """Move into the text, to scroll it."""
        self.query_one("#text-scroll").focus()

    @on(events.DescendantFocus)
    def make_room(self) -> None:
        """Give the text the whole width of a narrow terminal while it is read."""
        self.set_class(self.query_one("#text-scroll").has_focus, "-reading")

    def _show_topic(self) -> None:
        self.query_one("#topic", Static).update(self._text(self._under_cursor()))

    def _text(self, topic: str) -> Content | Group:
        session, explained = self.session, self.explained
        if topic == FINDINGS:
            return findings(session)
        if topic.startswith(JOB):
            return capability(session, topic.removeprefix(JOB), explained)
        if topic.startswith(LAYER):
            return layer(session, topic.removeprefix(LAYER))
        if topic.startswith(QUESTION):
            return opening(session, topic.removeprefix(QUESTION), explained)
        if topic.startswith(SECTION):
            # Imported here: tables and panels are needed for the preview only.
            from advisor.tui.views.document import section

            return section(self._sections[int(topic.removeprefix(SECTION))][1])
        return outcome(session, explained)

    def action_question(self) -> None:
        """Open the question under the cursor in the interview."""
        topic = self._under_cursor()
        if topic.startswith(QUESTION):
            self.post_message(self.Wanted("interview", topic.removeprefix(QUESTION)))

    @work
    async def action_override(self) -> None:
        """Set the component of the layer under the cursor, and why."""
        from advisor.tui.dialogs.override import override_layer

        topic = self._under_cursor()
        if not topic.startswith(LAYER):
            return
        if await override_layer(self, self.session, topic.removeprefix(LAYER)):
            self.edited()

    @work
    async def action_write(self) -> None:
        """Choose folder and formats, and write the documents."""
        from advisor.tui.dialogs.confirm import problem
        from advisor.tui.dialogs.write_documents import WriteDocuments

        try:
            await self.app.push_screen_wait(WriteDocuments(self.session))
        except AdvisorError as error:
            await self.app.push_screen_wait(problem(error))

    @work
    async def action_publish(self) -> None:
        """Preview what a wiki would get, and publish it."""
        from advisor.tui.dialogs.confirm import problem

        try:
            if self.app.is_web:
                raise InputError(IN_BROWSER, hint=IN_TERMINAL)
            # Imported here: the documents and the configuration are needed for publishing only.
            from advisor.application.publishing_desk import Draft, offer
            from advisor.tui.dialogs.publish import Publish

            publish = Publish(Draft(self.session), offer(self.session))
        except AdvisorError as error:
            await self.app.push_screen_wait(problem(error, "This cannot be published yet"))
        else:
            await self.app.push_screen_wait(publish)

    def action_back(self) -> None:
        """Go back to the topics, then to the interview."""
        topics = self.query_one("#topics", OptionList)
        if topics.has_focus:
            super().action_back()
        else:
            topics.focus()

    def _under_cursor(self) -> str:
        option = self.query_one("#topics", OptionList).highlighted_option
        return (option.id or OUTCOME) if option is not None else OUTCOME


def _heading(title: str) -> Option:
    return Option(line(title, "bold $text-accent"), disabled=True)
