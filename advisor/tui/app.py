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
from advisor.tui.keys import APP, bindings
from advisor.tui.screens.home import HomeScreen
from advisor.tui.styles import sheet
from advisor.tui.styles.kept import KeptStylesheet
from advisor.tui.themes import DARK, THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from advisor.application.desk import Desk
    from advisor.application.session import Session
    from advisor.tui.screens.area import AreaScreen
    from advisor.tui.screens.interview import InterviewScreen
    from advisor.tui.visit import Visit


def _palette() -> type[Provider]:
    # Imported when the palette opens: it would add 20 ms to every start.
    from advisor.tui.commands import AdvisorCommands

    return AdvisorCommands


class AdvisorApp(App[int]):
    """Holds the desk and the visit to one assessment; screens come and go."""

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
        self.visit: Visit | None = None
        self.failure: AdvisorError | None = None
        self._load = load
        self._path = path
        self._desk: asyncio.Task[Desk] | None = None
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
        from advisor.tui.visit import Visit

        self.visit = Visit(self, session)
        self.visit.begin()

    def leave(self) -> None:
        """End the work on a session, if there is one."""
        visit, self.visit = self.visit, None
        if visit is not None:
            visit.end()

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
        """Show another area; an empty name goes back to the start screen."""
        if self.visit is not None and event.area:
            self.visit.show(event.area, event.question)
        elif self.visit is not None:
            self.visit.back_to_start()
            self.leave()

    def on_interview_screen_at(self, event: InterviewScreen.At) -> None:
        """Remember the question, for the way back from another area."""
        if self.visit is not None:
            self.visit.question = event.question

    @work(exclusive=True, group="save")
    async def on_area_screen_save_failed(self) -> None:
        """Say why the last edit is not in the file."""
        if self.visit is not None:
            await self.visit.resolve_save_problem()

    @work(exclusive=True, group="save")
    async def on_area_screen_save_as_wanted(self) -> None:
        """Ask for another file."""
        if self.visit is not None:
            await self.visit.save_as()

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
