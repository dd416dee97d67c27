"""Start a new assessment: only its name and the platform under review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from advisor.model.catalog import Question
from advisor.tui.dialogs.base import Dialog
from advisor.tui.safe_text import line, plain


@dataclass(frozen=True, slots=True)
class Started:
    """Name and platform; the platform is empty where the user leaves it open."""

    name: str
    platform: str


class NewAssessment(Dialog[Started]):
    """Type a name, enter, pick the platform, enter."""

    AUTO_FOCUS = "#name"
    HEADING = "New assessment"

    def __init__(self, platform: Question, name: str = "") -> None:
        super().__init__()
        self._platform = platform
        self._name = name

    def body(self) -> Iterable[Widget]:
        """Return name field and platforms."""
        yield Input(value=self._name, placeholder="Name of the project", id="name")
        yield Static("", classes="refusal", markup=False)
        yield Static(line(self._platform.text), classes="says")
        yield OptionList(
            *(Option(line(option.label), option.id) for option in self._platform.options),
            Option(plain("Not decided yet"), ""),
            id="platform",
            markup=False,
        )

    @on(Input.Submitted, "#name")
    def to_platforms(self) -> None:
        """Go on to the platforms once there is a name."""
        if self._named():
            self.query_one("#platform", OptionList).focus()

    @on(OptionList.OptionSelected, "#platform")
    def accept(self, event: OptionList.OptionSelected) -> None:
        """Answer with name and platform."""
        if name := self._named():
            self.dismiss(Started(name, event.option_id or ""))
        else:
            self.query_one("#name", Input).focus()

    def _named(self) -> str:
        name = " ".join(self.query_one("#name", Input).value.split())
        refusal = Content() if name else plain("Please name the project first.")
        self.query_one(".refusal", Static).update(refusal)
        return name
