"""The terminal UI as a whole: themes, the start screen, and which screen comes next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from advisor.application.settings import Settings, read_settings, write_settings
from advisor.errors import AdvisorError, FileAccessError
from advisor.tui.ascii_only import AsciiOnly, wants_ascii
from advisor.tui.explainer import Explainer
from advisor.tui.keys import APP, bindings
from advisor.tui.screens.home import HomeScreen
from advisor.tui.styles import sheet
from advisor.tui.styles.kept import KeptStylesheet
from advisor.tui.telling import Telling
from advisor.tui.themes import DARK, THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from advisor.application.desk import Desk
    from advisor.application.session import Session
    from advisor.tui.screens.area import AreaScreen
    from advisor.tui.screens.interview import InterviewScreen


def _palette() -> type[Provider]:
    # Imported when the palette opens: it would add 20 ms to every start.
    from advisor.tui.commands import AdvisorCommands

    return AdvisorCommands


class AdvisorApp(App[int]):
    """Holds the desk and the current session; screens come and go."""

    CSS_PATH = sheet("base")
    TITLE = "advisor"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(APP)]
    COMMANDS = {_palette}  # noqa: RUF012 - Textual reads the class attribute only

    def __init__(self, load: Callable[[], Desk], path: Path | None = None) -> None:
        self.settings = read_settings()
        # Before all else, so that the style variables are worked out once, for this theme.
        self.set_reactive(AdvisorApp.theme, _theme(self.settings))
        super().__init__()
        self._ascii = wants_ascii()
        self.stylesheet = KeptStylesheet(self.theme_variables)
        self.session: Session | None = None
        self.failure: AdvisorError | None = None
        self.question = ""
        self._load = load
        self._path = path
        self._desk: asyncio.Task[Desk] | None = None
        self.explainer = Explainer(self, self._show_explained)
        self.telling = Telling(on=self.settings.ask_what_matters)
        for theme in THEMES.values():
            self.register_theme(theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what everything painted passes through; where need be, to ASCII as well."""
        filters = super().get_line_filters()
        return [*filters, AsciiOnly()] if self._ascii else filters

    def get_key_display(self, binding: Binding) -> str:
        """Return how the footer names a key: by its name where there is no sign for it."""
        shown = super().get_key_display(binding)
        return shown if shown.isascii() or not self._ascii else binding.key

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme of ours, which Textual asks for before it can be registered."""
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def on_mount(self) -> None:
        """Show the start screen; load the catalog once it has been painted."""
        self.push_screen(HomeScreen())
        self.call_after_refresh(self.begin)

    async def on_event(self, event: events.Event) -> None:
        """Hand keys that were typed before a dialog stood to the dialog.

        They were aimed at it but went to the screen below, whose keys they must not start.
        """
        if isinstance(event, events.Key) and event.is_forwarded and self.focused is not None:
            stands_since: float = getattr(self.screen, "stands_since", 0.0)
            if event.time < stands_since:
                # Its bindings are looked up for a forwarded event only, and nothing public does it.
                key = events.Key(event.key, event.character)
                self.focused._forward_event(key)  # noqa: SLF001 - see above
                return
        await super().on_event(event)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return none: every action is listed by our own palette, in our words."""
        del screen
        return ()

    # The desk

    async def desk(self) -> Desk:
        """Return the desk, waiting for it where it still loads."""
        if self._desk is None:
            self._desk = asyncio.create_task(asyncio.to_thread(self._load))
        return await asyncio.shield(self._desk)

    @work(exclusive=True, group="flow")
    async def begin(self) -> None:
        """Load the catalog, and open the file that the program was started with."""
        try:
            await self.desk()
            if self._path is not None:
                from advisor.tui import flows

                await flows.open_path(self, self._path)
        except AdvisorError as error:
            self.fail(error)

    def fail(self, error: AdvisorError) -> None:
        """End the program; `run` raises the error once the terminal is as it was."""
        self.failure = error
        self.exit(error.exit_code)

    # From the start screen

    @on(HomeScreen.Picked)
    @work(exclusive=True, group="flow")
    async def start(self, event: HomeScreen.Picked) -> None:
        """Do what was picked on the start screen."""
        from advisor.tui import flows
        from advisor.tui.dialogs.confirm import problem

        try:
            await flows.start(self, event.what, event.path)
        except AdvisorError as error:
            await self.push_screen_wait(problem(error))

    # Within an assessment

    def enter(self, session: Session) -> None:
        """Begin to work on a session."""
        self.session = session
        self.telling.start(on=self.settings.ask_what_matters)
        self.question = ""
        self.remember()
        self.show_area("interview")

    def show_area(self, area: str, question: str = "") -> None:
        """Show one area of the session; an empty name goes back to the start screen."""
        from advisor.tui.screens.area import AreaScreen

        if self.session is None:
            return
        inside = isinstance(self.screen, AreaScreen)
        if not area:
            self.leave()
            if inside:
                self.pop_screen()
            return
        self.question = question or self.question
        screen = area_screen(area, self.session, self.question)
        if inside:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def leave(self) -> None:
        """End the session; its file is free for others."""
        self.remember()
        if self.session is not None:
            self.session.close()
        self.session = None

    def remember(self) -> None:
        """Put the file at the head of the recent ones."""
        from advisor.tui import flows

        try:
            flows.remember_session(self.session)
        except FileAccessError as error:
            self.notify(error.message, severity="warning", markup=False)

    def prefer(self, settings: Settings) -> None:
        """Keep a preference; the theme changes at once."""
        self.settings = settings
        self.theme = _theme(settings)
        try:
            write_settings(settings)
        except FileAccessError as error:
            self.notify(error.message, severity="warning", markup=False)

    # What screens of a session ask for; they bubble up to here.

    def on_area_screen_wanted(self, event: AreaScreen.Wanted) -> None:
        """Show another area."""
        self.show_area(event.area, event.question)

    def on_interview_screen_at(self, event: InterviewScreen.At) -> None:
        """Remember the question, for the way back from another area."""
        self.question = event.question

    @work(exclusive=True, group="save")
    async def on_area_screen_save_failed(self) -> None:
        """Say why the last edit is not in the file."""
        from advisor.tui import flows

        if self.session is not None:
            await flows.resolve_save_problem(self, self.session)
            self._refresh_area()

    @work(exclusive=True, group="save")
    async def on_area_screen_save_as_wanted(self) -> None:
        """Ask for another file."""
        from advisor.tui import flows

        if self.session is not None:
            await flows.save_as(self, self.session)
            self._refresh_area()

    def _show_explained(self) -> None:
        from advisor.tui.screens.area import AreaScreen

        for screen in self.screen_stack:
            if isinstance(screen, AreaScreen):
                screen.show_explained()

    def _refresh_area(self) -> None:
        from advisor.tui.screens.area import AreaScreen

        if isinstance(self.screen, AreaScreen):
            self.screen.refresh_view()

    async def action_help(self) -> None:
        """Show help on the screen in front, and every key."""
        from advisor.tui.dialogs.help import Help

        if not isinstance(self.screen, Help):
            await self.push_screen(Help(self.screen))

    async def action_quit(self) -> None:
        """Leave; everything answered is in the file already."""
        self.leave()
        self.exit(0)


def _theme(settings: Settings) -> str:
    return settings.theme if settings.theme in THEMES else DARK


def area_screen(area: str, session: Session, question: str) -> AreaScreen:
    """Return a screen for one area; each is imported when first shown."""
    if area == "interview":
        from advisor.tui.screens.interview import InterviewScreen

        return InterviewScreen(session, question)
    if area == "review":
        from advisor.tui.screens.review import ReviewScreen

        return ReviewScreen(session, question)
    if area == "what-if":
        from advisor.tui.screens.what_if import WhatIfScreen

        return WhatIfScreen(session, question)
    if area == "details":
        from advisor.tui.screens.details import DetailsScreen

        return DetailsScreen(session)
    if area == "evidence":
        from advisor.tui.screens.evidence import EvidenceScreen

        return EvidenceScreen(session)
    if area == "result":
        from advisor.tui.screens.result import ResultScreen

        return ResultScreen(session)
    raise ValueError(area)
