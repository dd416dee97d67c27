"""The terminal UI as a whole: the start screen, and what screens ask for."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from advisor.errors import EXIT_BY_SIGNAL, AdvisorError
from advisor.tui.in_turn import InTurn, Typed
from advisor.tui.keys import APP, bindings
from advisor.tui.own_app import OwnApp
from advisor.tui.screens.home import QUIT, HomeScreen
from advisor.tui.styles import sheet

if TYPE_CHECKING:
    from textual.command import Provider

    from advisor.application.desk import Desk
    from advisor.application.session import Session
    from advisor.tui.areas import Areas
    from advisor.tui.screens.area import AreaScreen
    from advisor.tui.screens.interview import InterviewScreen


def _palette() -> type[Provider]:
    # Imported when the palette opens: it would add 20 ms to every start.
    from advisor.tui.commands import AdvisorCommands

    return AdvisorCommands


class AdvisorApp(OwnApp):
    """Holds the desk and the areas of one assessment; screens come and go."""

    CSS_PATH = sheet("base")
    TITLE = "advisor"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(APP)]
    COMMANDS = {_palette}  # noqa: RUF012 - Textual reads the class attribute only

    def __init__(self, load: Callable[[], Desk], path: Path | None = None) -> None:
        super().__init__()
        self.areas: Areas | None = None
        self.failure: AdvisorError | None = None
        self._load = load
        self._leaving = False
        self._path = path
        self._desk: asyncio.Task[Desk] | None = None
        self._typed = InTurn(self, self._hand_on)

    def on_mount(self) -> None:
        """Show the start screen and then load the catalog; with a file, go straight to it."""
        self._hear_signals()
        if self._path is None:
            self.push_screen(HomeScreen())
            self.call_after_refresh(self.begin)
        else:
            self.begin()

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed, so that it reaches what it was meant for."""
        if isinstance(event, Typed) and not event.is_forwarded:
            self.quiet.typed()
            self._typed.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, typed: Typed) -> None:
        await super().on_event(typed)

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

                session = await flows.open_path(self, self._path, self.desk)
                self.enter(session)
                if session is None:
                    self.push_screen(HomeScreen())
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

        if event.what == QUIT:
            await self.action_quit()
            return
        try:
            self.enter(await flows.start(self, event.what, event.path, self.desk))
        except AdvisorError as error:
            await self.push_screen_wait(problem(error))

    # Within an assessment

    def enter(self, session: Session | None) -> None:
        """Begin to work on a session, if one was opened."""
        from advisor.tui.areas import Areas

        if session is not None:
            self.areas = Areas(self, session, self.desk)
            self.areas.begin()

    def leave(self) -> None:
        """End the work on a session, if there is one."""
        areas, self.areas = self.areas, None
        if areas is not None:
            areas.end()

    def _hear_signals(self) -> None:
        """End in order when the process is stopped, so that the terminal is as it was."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            # One that is ignored stays ignored, as `nohup` wants it.
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._stop, EXIT_BY_SIGNAL + number)

    def _stop(self, code: int) -> None:
        unsaved = self.areas.visit.session.save_problem if self.areas is not None else None
        self.leave()
        if unsaved is not None:
            self.fail(unsaved)
        else:
            self.exit(code)

    # What screens of a session ask for; they bubble up to here.

    def on_area_screen_wanted(self, event: AreaScreen.Wanted) -> None:
        """Show another area; an empty name goes back to the start screen."""
        if self.areas is not None and event.area:
            self.areas.show(event.area, event.question)
        elif self.areas is not None:
            self._end_areas(then=self._back_to_start)

    def _back_to_start(self) -> None:
        if self.areas is not None:
            self.areas.back_to_start()
            self.leave()
            if not isinstance(self.screen, HomeScreen):
                self.push_screen(HomeScreen())

    def on_interview_screen_at(self, event: InterviewScreen.At) -> None:
        """Remember the question, for the way back from another area."""
        if self.areas is not None:
            self.areas.visit.question = event.question

    @work(exclusive=True, group="save")
    async def on_area_screen_save_failed(self) -> None:
        """Say why the last edit is not in the file."""
        if self.areas is not None:
            await self.areas.resolve_save_problem()

    @work(exclusive=True, group="save")
    async def on_area_screen_save_as_wanted(self) -> None:
        """Ask for another file."""
        if self.areas is not None:
            await self.areas.save_as()

    async def action_help(self) -> None:
        """Show help on the screen in front, and every key."""
        from advisor.tui.dialogs.help import Help

        if not isinstance(self.screen, Help):
            await self.push_screen(Help(self.screen))

    async def action_quit(self) -> None:
        """Leave; everything answered is in the file already, or the user is asked."""
        self._end_areas(then=self._quit)

    def _quit(self) -> None:
        self.leave()
        self.exit(0)

    def _end_areas(self, then: Callable[[], None]) -> None:
        """Do what ends the work on a session, unless an edit would be lost and the user stays."""
        if self.areas is None or self.areas.visit.session.save_problem is None:
            then()
        elif not self._leaving:
            self._leaving = True
            self._ask_to_leave(self.areas, then)

    @work(group="leave")
    async def _ask_to_leave(self, areas: Areas, then: Callable[[], None]) -> None:
        try:
            if await areas.may_end():
                then()
        finally:
            self._leaving = False
