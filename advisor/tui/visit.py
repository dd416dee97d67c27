"""What outlives the screens of one assessment, and what they share; it knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.application import noticing
from advisor.application.noticing import Before
from advisor.application.withholding import credentials_in
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
        # Credentials that the user has been told of, those that stood in the file included.
        self._told = set(credentials_in(session.assessment))
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

    def tell_credentials(self) -> None:
        """Say once, where an edit brought a credential in, that it is withheld."""
        if self.session.shown is self.session.assessment:
            return
        for place, kind in credentials_in(self.session.assessment):
            if (place, kind) not in self._told:
                self._told.add((place, kind))
                said = f"{place} looks like a credential ({kind}). It is withheld from documents."
                self._app.notify(said, severity="warning", markup=False, timeout=10)

    def new_explainer(self, show: Callable[[], None]) -> Explainer:
        """Return an explainer that calls `show` whenever it knows more."""
        return Explainer(self._app, show)
