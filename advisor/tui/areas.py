"""The areas of one assessment, from opening it to leaving: which of them is shown.

Imported when a session begins: what it needs would hold the start screen up.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from advisor.errors import FileAccessError
from advisor.tui import flows
from advisor.tui.own_app import OwnApp
from advisor.tui.screens.area import AreaScreen
from advisor.tui.visit import Visit

if TYPE_CHECKING:
    from advisor.application.session import Session

_SCREENS = {
    "interview": ("interview", "InterviewScreen"),
    "inventory": ("inventory", "InventoryScreen"),
    "review": ("review", "ReviewScreen"),
    "what-if": ("what_if", "WhatIfScreen"),
    "details": ("details", "DetailsScreen"),
    "evidence": ("evidence", "EvidenceScreen"),
    "result": ("result", "ResultScreen"),
}


class Areas:
    """Shows the screens of a session, and keeps each as it was left."""

    def __init__(self, app: OwnApp, session: Session, desk: flows.Desks) -> None:
        self._app = app
        self._desk = desk
        self._screens: dict[str, AreaScreen] = {}
        self.visit = Visit(app, session, self._show_explained)

    def begin(self) -> None:
        """Show the first area."""
        self._remember()
        self.show("interview")

    def show(self, area: str, question: str = "") -> None:
        """Show one area, at a question or at the one that was shown last."""
        self.visit.question = question or self.visit.question
        inside = isinstance(self._app.screen, AreaScreen)
        screen = self._screens.get(area)
        if screen is None:
            screen = self._screens[area] = area_screen(area, self.visit)
            # Kept, so that cursor, filter and place in a text are as they were on the way back.
            self._app.install_screen(screen, area)
        else:
            screen.come_back()
        if inside:
            self._app.switch_screen(screen)
        else:
            self._app.push_screen(screen)

    async def may_end(self) -> bool:
        """Whether to leave although the last edit is in no file; saving is tried once more."""
        ends = await flows.give_up(self._app, self.visit.session, self._desk)
        self._refresh()
        return ends

    def end(self) -> None:
        """Leave the session; its file is free for others."""
        self.visit.explainer.stop()
        self._remember()
        self.visit.session.close()

    def back_to_start(self) -> None:
        """Take the screens of the session away; what was in front before lies below."""
        front = self._app.screen
        self._app.pop_screen()
        for screen in self._screens.values():
            self._app.uninstall_screen(screen)
            if screen is not front:  # which is removed as it is popped
                screen.remove()

    async def resolve_save_problem(self) -> None:
        """Say why the last edit is not in the file."""
        await flows.resolve_save_problem(self._app, self.visit.session, self._desk)
        self._refresh()

    async def save_as(self) -> None:
        """Ask for another file."""
        await flows.save_as(self._app, self.visit.session, self._desk)
        self._refresh()

    def _remember(self) -> None:
        """Put the file at the head of the recent ones."""
        try:
            flows.remember_session(self.visit.session)
        except FileAccessError as error:
            self._app.notify(error.message, severity="warning", markup=False)

    def _refresh(self) -> None:
        if isinstance(self._app.screen, AreaScreen):
            self._app.screen.refresh_view()

    def _show_explained(self) -> None:
        for screen in self._app.screen_stack:
            # One that is about to open looks for itself once its widgets are there.
            if isinstance(screen, AreaScreen) and screen.is_mounted:
                screen.show_explained()


def area_screen(area: str, visit: Visit) -> AreaScreen:
    """Return a screen for one area; each is imported when first shown."""
    module, name = _SCREENS[area]
    made = getattr(import_module(f"advisor.tui.screens.{module}"), name)(visit)
    assert isinstance(made, AreaScreen)  # noqa: S101 - for the type checker
    return made
