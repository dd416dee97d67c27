"""Publish to a wiki: choose the target, see the difference, write it, see what was written."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from advisor.application.publishing import Published
from advisor.application.publishing_desk import Draft, Offer
from advisor.errors import AdvisorError
from advisor.publish.reconcile import Take
from advisor.publish.targets import FORMS
from advisor.tui.dialogs.base import Dialog, buttons
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.styles import sheet
from advisor.tui.views.publication import refusal, steps, told

TAKES = {"theirs": Take.THEIRS, "ours": Take.OURS}
CHANGED = "The wiki changed since the preview, so nothing was written. Look again:"
BUSY = "Wait: pages are being written."


class Publish(Dialog[None]):
    """Enter previews, ctrl+s publishes what was previewed; stays open until it is read."""

    CSS_PATH: ClassVar[CSSPathType | None] = [sheet("dialog"), sheet("publish")]
    AUTO_FOCUS = "#target"
    HEADING = "Publish to a wiki"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - read on the class only
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "publish", "Publish", id="dialog.save", priority=True),
    ]

    class Step(Message):
        """A run has begun its next step."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, draft: Draft, offer: Offer) -> None:
        super().__init__()
        self._draft = draft
        self._offer = offer
        self._target = ""
        self._take: Take | None = None
        self._seen: Published | None = None
        self._said: tuple[str, ...] = ()
        self._writing = False

    def body(self) -> Iterable[Widget]:
        """Return target, report and buttons."""
        yield Input(
            value=self._offer.suggested, placeholder="Name or address of the wiki", id="target"
        )
        if self._offer.targets:
            rows = [
                Option(beside(line(name, "bold"), plain("  "), line(to, "$quiet")), str(place))
                for place, (name, to) in enumerate(self._offer.targets.items())
            ]
            yield OptionList(*rows, id="targets", markup=False)
        yield VerticalScroll(Static(_beginning(), id="report"), id="report-scroll")
        yield buttons(
            ("preview", "Preview (enter)"),
            ("publish", "Publish (ctrl+s)"),
            ("theirs", "Keep theirs"),
            ("ours", "Take ours"),
            ("cancel", "Close (esc)"),
            primary="publish",
        )

    def on_mount(self) -> None:
        """Offer the preview only; nothing can be published unseen."""
        self._offer_buttons()

    @on(Input.Changed, "#target")
    def forget(self, event: Input.Changed) -> None:
        """Another target needs a preview of its own."""
        if event.value.strip() != self._target:
            self._seen, self._take = None, None
            self._offer_buttons()

    @on(OptionList.OptionSelected, "#targets")
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Preview at a configured target."""
        self.query_one("#target", Input).value = list(self._offer.targets)[event.option_index]
        self.begin_preview()

    @on(Input.Submitted, "#target")
    @on(Button.Pressed, "#preview")
    def begin_preview(self) -> None:
        """Look what would change at the target named."""
        self._take = None
        self._look()

    @on(Button.Pressed, "#theirs")
    @on(Button.Pressed, "#ours")
    def settle(self, event: Button.Pressed) -> None:
        """Decide a conflict; what that would change is shown before it is written."""
        self._take = TAKES[event.button.id or ""]
        self._look()

    @on(Button.Pressed, "#publish")
    def action_publish(self) -> None:
        """Publish what was previewed; without a preview, look first."""
        if self._busy:
            return
        if self._seen is None or self._seen.report.conflicts or not self._seen.report.dry_run:
            self.begin_preview()
        else:
            self._start()
            self.write(self._seen)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Close, unless pages are being written."""
        if self._writing:
            self.notify(BUSY, severity="warning", markup=False)
        else:
            self.dismiss(None)

    @work(exclusive=True, group="publish")
    async def look(self) -> None:
        """Read the wiki beside the reader, and show what would change."""
        run = asyncio.to_thread(self._draft.preview, self._target, self._take, self._step)
        try:
            published = await run
        except AdvisorError as error:
            await self._refused(error)
        else:
            self._show(told(published), published)

    @work(exclusive=True, group="publish")
    async def write(self, seen: Published) -> None:
        """Write to the wiki beside the reader, and show what was written."""
        self._writing = True
        run = asyncio.to_thread(self._draft.publish, self._target, self._take, seen, self._step)
        try:
            published = await run
        except AdvisorError as error:
            await self._refused(error)
        else:
            text = told(published)
            if published.report.dry_run:
                text = stack(plain(CHANGED, "bold $text-warning"), text)
            self._show(text, published)

    def on_publish_step(self, event: Step) -> None:
        """Show how far the run is."""
        if self._busy:
            self._said = (*self._said, event.text)
            self._tell(steps(self._said, running=True))

    @property
    def _busy(self) -> bool:
        return self.query_one("#target", Input).disabled

    def _step(self, text: str) -> None:
        # Called in the thread: a message is the one thing that may cross.
        self.post_message(self.Step(text))

    def _look(self) -> None:
        target = self.query_one("#target", Input).value.strip()
        if self._busy:
            return
        if not target:
            self._tell(stack(plain("Name a target first.", "$text-error"), _beginning()))
            return
        self._target = target
        self._start()
        self.look()

    def _start(self) -> None:
        self._said = ()
        self._set_busy(busy=True)

    def _show(self, text: Content, published: Published) -> None:
        self._writing = False
        self._seen = published
        self._set_busy(busy=False)
        self._tell(text)
        scroll = self.query_one("#report-scroll", VerticalScroll)
        scroll.scroll_home(animate=False)
        scroll.focus()

    async def _refused(self, error: AdvisorError) -> None:
        writing, self._writing = self._writing, False
        self._seen = None
        self._set_busy(busy=False)
        stopped = plain(f"Stopped: {error.message}", "$text-error")
        self._tell(stack(steps(self._said, running=False), stopped, plain(error.hint)))
        self.query_one("#target", Input).focus()
        await self.app.push_screen_wait(refusal(error, writing=writing))

    def _set_busy(self, *, busy: bool) -> None:
        self.query_one("#target", Input).disabled = busy
        for targets in self.query("#targets"):
            targets.disabled = busy
        self.set_class(True, "-told")
        self._offer_buttons()

    def _offer_buttons(self) -> None:
        seen, busy = self._seen, self._busy
        conflict = seen is not None and bool(seen.report.conflicts)
        ready = seen is not None and seen.report.dry_run and not conflict
        for id_, offered in {
            "preview": not conflict,
            "publish": not conflict,
            "theirs": conflict,
            "ours": conflict,
        }.items():
            button = self.query_one(f"#{id_}", Button)
            button.display = offered
            button.disabled = busy or (id_ == "publish" and not ready)

    def _tell(self, text: Content) -> None:
        self.query_one("#report", Static).update(text)


def _beginning() -> Content:
    return stack(
        plain("Nothing is sent before you have seen what would change."),
        labelled("An address is one of  $forms", forms="  ".join(FORMS.values())),
        plain(
            "Credentials come from ADVISOR_PUBLISH_USER and ADVISOR_PUBLISH_TOKEN, the keyring "
            "or .netrc; they are never asked here.",
            "$quiet",
        ),
    )
