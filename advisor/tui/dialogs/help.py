"""Help on what is in front: the current question in full, then every key that works there."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from advisor.model.catalog import Question
from advisor.tui.dialogs.base import Dialog
from advisor.tui.keys import APP, GROUPS, Group, Key
from advisor.tui.safe_text import labelled, line, plain, stack

KEY_WIDTH = 14
NAMES = {
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "left": "←",
    "right": "→",
    "pagedown": "page down",
    "pageup": "page up",
}


class Help(Dialog[None]):
    """Scrolls with the arrow keys; escape closes it."""

    AUTO_FOCUS = "#help"
    HEADING = "Help (esc closes)"

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        bound = {binding.binding.id or "" for binding in below.active_bindings.values()}
        self._groups = [group for group in GROUPS if group is APP or _applies(group, bound)]
        self._question: Question | None = getattr(below, "question_in_front", None)

    def body(self) -> Iterable[Widget]:
        """Return the question's help and the keys."""
        parts: list[Content] = []
        if self._question is not None:
            parts += [_about(self._question), Content()]
        for group in self._groups:
            parts += [plain(group.title, "bold $text-accent"), *map(_row, group.keys), Content()]
        yield VerticalScroll(Static(stack(*parts)), id="help")


def _applies(group: Group, bound: set[str]) -> bool:
    ids = {id_.rsplit(".", 1)[0] for id_ in bound} | bound
    return any(key.id in ids for key in group.keys)


def _row(key: Key) -> Content:
    names = key.keys.split(",")
    several = "{key}" in key.action
    shown = key.shown if several else " ".join(NAMES.get(name, name) for name in names)
    return labelled("[b]$keys[/] $says", keys=shown.ljust(KEY_WIDTH), says=key.says)


def _about(question: Question) -> Content:
    parts = [line(question.text, "bold")]
    for heading, text in (
        ("Why we ask", question.why),
        ("What it means", question.help),
        ("Look it up", question.look_up),
    ):
        if text:
            parts.append(
                labelled("[$text-accent]$heading[/]  $text", heading=heading, text=text.strip())
            )
    for option in question.options:
        parts.append(labelled("[b]$label[/]  $help", label=option.label, help=option.help))
        if option.example:
            parts.append(line(f"    e.g. {option.example}", "$quiet"))
    if question.sources:
        parts.append(line("Sources: " + ", ".join(question.sources), "$quiet"))
    return stack(*parts)
