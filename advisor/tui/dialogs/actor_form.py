"""One named actor: who it is, what it does, who owns it, where it runs, what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from msgspec.structs import asdict
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from advisor.application.details import LONGEST_NAME
from advisor.model.assessment import Actor
from advisor.tui.dialogs.base import Dialog, buttons
from advisor.tui.safe_text import line, plain

PLACEHOLDERS = {
    "name": "Name, for instance ledger job",
    "does": "What it does",
    "owner": "Who owns it",
    "runs_on": "Where it runs",
    "credential": "Which credential it holds",
    "reach": "What that credential reaches",
}


class ActorForm(Dialog[Actor]):
    """Tab moves through the fields; ctrl+s saves. Only name and subject are needed."""

    AUTO_FOCUS = "#name"
    HEADING = "Named actor"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Save", id="dialog.save", priority=True),
    ]

    def __init__(self, subjects: Mapping[str, str], actor: Actor) -> None:
        super().__init__()
        self._subjects = subjects
        self._actor = actor

    def body(self) -> Iterable[Widget]:
        """Return the fields."""
        held = asdict(self._actor)
        choices = [(line(title), id_) for id_, title in self._subjects.items()]
        chosen = self._actor.subject if self._actor.subject in self._subjects else Select.NULL
        fields: list[Widget] = [
            Input(
                value=held[name],
                placeholder=says,
                id=name,
                compact=True,
                max_length=LONGEST_NAME if name == "name" else 0,
            )
            for name, says in PLACEHOLDERS.items()
        ]
        select: Select[str] = Select(
            choices,
            prompt="Which subject it is",
            value=chosen,
            id="subject",
            compact=True,
        )
        fields.insert(1, select)
        yield VerticalScroll(*fields, id="fields")
        yield Static("", classes="refusal", markup=False)
        yield buttons(("ok", "Save (ctrl+s)"), ("cancel", "Cancel (esc)"))

    @on(Button.Pressed, "#ok")
    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Answer with the actor, unless name or subject is missing."""
        texts = {name: self.query_one(f"#{name}", Input).value.strip() for name in PLACEHOLDERS}
        subject = self.query_one("#subject", Select).value
        if not texts["name"] or not isinstance(subject, str):
            missing = Content() if texts["name"] else plain("Please give a name. ")
            chosen = Content() if isinstance(subject, str) else plain("Please choose a subject.")
            self.query_one(".refusal", Static).update(missing + chosen)
            return
        self.dismiss(Actor(subject=subject, **texts))

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
