"""What outlives the screens of one assessment, and what they share; it knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.application import noticing
from advisor.application.noticing import Before
from advisor.tui.explainer import Explainer
from advisor.tui.telling import Telling

if TYPE_CHECKING:
    from advisor.application.session import Session
    from advisor.tui.own_app import OwnApp


class Visit:
    """The session, the question that was in front last, and what is known about the answers."""

    def __init__(self, app: OwnApp, session: Session, show_explained: Callable[[], None]) -> None:
        self._app = app
        self.session = session
        self.question = ""
        self.explainer = self.new_explainer(show_explained)
        self.telling = Telling(on=app.settings.ask_what_matters)
        self.notice = ""
        # Whether the interview has led to the list of actors; once is enough.
        self.led_to_list = False
        self._before = Before.of(session)

    def edited(self, key: str) -> str:
        """Note what the last edit did, until the next; return what is worth a word of its own.

        Args:
            key: What the user may press to have the edit the other way round, in words.
        """
        turn = noticing.turned(self._before, self.session)
        away = noticing.taken_away(self._before, self.session)
        self._before = Before.of(self.session)
        self.notice = f"{key} {turn or away}" if turn or away else ""
        return turn

    def new_explainer(self, show: Callable[[], None]) -> Explainer:
        """Return an explainer that calls `show` whenever it knows more."""
        return Explainer(self._app, show)
