"""What else a team says of one actor: its name, owner, what it does, where, how many, when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from advisor.application.actor_fields import FIELDS, set_typed, typed_fields
from advisor.application.actors_table import kind_label
from advisor.application.details import LONGEST_NAME
from advisor.application.session import Session
from advisor.errors import InputError
from advisor.model.assessment import Actor
from advisor.tui.dialogs.base import Dialog, buttons
from advisor.tui.safe_text import line, plain


class ActorForm(Dialog[bool]):
    """Tab moves through the fields, enter or ctrl+s saves; what does not fit is asked again."""

    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Save", id="dialog.save", priority=True),
    ]

    def __init__(self, session: Session, actor: Actor) -> None:
        super().__init__()
        self._session = session
        self._actor = actor
        self._held = typed_fields(actor)

    def heading(self) -> Content:
        """Return what kind of actor it is."""
        return line(kind_label(self._session.catalog, self._actor.kind))

    def body(self) -> Iterable[Widget]:
        """Return the fields."""
        yield VerticalScroll(
            *(
                Horizontal(
                    Label(plain(FIELDS[name][0])),
                    Input(
                        value=text,
                        placeholder=FIELDS[name][1],
                        id=name,
                        max_length=LONGEST_NAME if name == "name" else 0,
                    ),
                    classes="field",
                )
                for name, text in self._held.items()
            ),
            id="fields",
        )
        yield Static("", classes="refusal", markup=False)
        yield buttons(("ok", "Save (ctrl+s)"), ("cancel", "Cancel (esc)"))

    @on(Button.Pressed, "#ok")
    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Store the fields, unless one is refused."""
        typed = {name: self.query_one(f"#{name}", Input).value for name in self._held}
        try:
            set_typed(self._session, self._actor.id, typed)
        except InputError as error:
            refusal = f"{error.message}. {error.hint}" if error.hint else error.message
            self.query_one(".refusal", Static).update(plain(refusal))
        else:
            self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
