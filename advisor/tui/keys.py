"""Every key in one table: bindings, footer and the help screen are made from it.

Plain letters only on screens without text fields. Each key has an id, so that it can be remapped.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

from advisor.application.inventory_table import KIND_KEYS


@dataclass(frozen=True, slots=True)
class Key:
    """One action of one screen: the keys that start it and what it does, in words.

    The footer shows `shown` where the name of the first key would be too long.

    Without an action the key is Textual's own, listed here for the help screen.
    """

    id: str
    keys: str
    action: str
    label: str
    says: str
    footer: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The keys of one screen under its title."""

    title: str
    keys: tuple[Key, ...]


APP = Group(
    "Everywhere",
    (
        Key("app.help", "f1", "help", "Help", "Help on what you see, and every key"),
        Key("app.palette", "ctrl+p", "", "All actions", "Search every action"),
        Key("app.quit", "ctrl+q", "", "Quit", "Leave; everything answered is saved"),
    ),
)

AREAS = Group(
    "In an assessment",
    (
        Key("area.interview", "f2", "area('interview')", "Interview", "Questions, one at a time"),
        Key("area.review", "f3", "area('review')", "Review", "Every answer in one table"),
        Key("area.what-if", "f4", "area('what-if')", "What-if", "Try answers in a scratch copy"),
        Key(
            "area.details", "f5", "area('details')", "Details", "Figures, products, dates, project"
        ),
        Key("area.evidence", "f6", "area('evidence')", "Evidence", "Answers that a scan proposes"),
        Key("area.result", "f7", "area('result')", "Result", "Outcome, stack and documents"),
        Key("area.inventory", "f8", "area('inventory')", "Actors", "Who and what is listed"),
        Key("area.save-as", "ctrl+s", "save_as", "Save as", "Save under another name"),
        Key("area.undo", "ctrl+u", "undo", "Undo", "Take the last edit back"),
        Key("area.redo", "ctrl+r", "redo", "Redo", "Make the edit again that was taken back"),
        Key("area.back", "escape", "back", "Back", "Back to the interview, then to the start"),
    ),
)

HOME = Group(
    "Start screen",
    (
        Key("home.new", "n", "new", "New", "Start a new assessment", footer=True),
        Key("home.open", "o", "open", "Open", "Open an assessment file", footer=True),
        Key("home.examples", "e", "examples", "Examples", "Open an example", footer=True),
        Key("home.quit", "q", "quit", "Quit", "Leave", footer=True),
    ),
)

CHOICES = Group(
    "Options of a question",
    (
        Key("choices.accept", "enter", "accept", "Accept", "Accept and go on", footer=True),
        Key("choices.mark", "space", "mark", "Tick", "Choose, tick or untick the option"),
        Key(
            "choices.maybe",
            "m",
            "maybe",
            "Not known",
            "Whether this option holds is not known (several-choice)",
            footer=True,
        ),
        Key("choices.none", "0", "none", "None", "None of the options holds (several-choice)"),
        Key(
            "choices.pick",
            "1,2,3,4,5,6,7,8,9",
            "pick({key})",
            "1-9",
            "Choose or tick the option with that number",
            shown="1-9",
        ),
    ),
)

INTERVIEW = Group(
    "Interview",
    (
        Key(
            "flow.back",
            "left,b",
            "previous",
            "Back",
            "Previous question",
            footer=True,
            shown="←",
        ),
        Key(
            "flow.next",
            "right,n",
            "next",
            "Next",
            "Next question, this one unchanged",
            footer=True,
            shown="→",
        ),
        Key("answer.unknown", "d", "unknown", "Don't know", "You don't know for now", footer=True),
        Key("answer.not-applicable", "a", "not_applicable", "N/A", "Does not apply: say why"),
        Key("answer.clear", "c", "clear", "Clear", "Take the answer away"),
        Key("answer.note", "t", "note", "Note", "Add or change the note", footer=True),
        Key("answer.evidence", "e", "evidence", "Evidence", "Add or change evidence links"),
        Key(
            "flow.skip",
            "s",
            "skip",
            "Skip",
            "To the next question that can change a verdict",
            footer=True,
        ),
        Key(
            "flow.order",
            "o",
            "order",
            "Order",
            "Given order, or what matters most first",
            footer=True,
        ),
        Key("flow.goto", "slash,f", "goto", "Find", "Search questions and go to one", footer=True),
        Key("flow.panel", "p", "panel", "Decision", "Into the decision panel and back"),
        Key("flow.actors", "w", "area('inventory')", "Who and what", "To the list of actors"),
        Key("flow.undo", "u", "undo", "Undo", "Take the last edit back"),
    ),
)

PANEL = Group(
    "Decision panel",
    (Key("panel.leave", "p", "screen.panel", "Question", "Back to the question", footer=True),),
)

REVIEW = Group(
    "Review",
    (
        Key("review.edit", "enter", "", "Edit", "Edit the answer in place"),
        Key("review.open", "g", "open", "Go to", "Open the question in the interview", footer=True),
        Key("review.filter", "f", "filter", "Filter", "Show the next filter", footer=True),
        Key("review.note", "t", "note", "Note", "Add or change the note", footer=True),
        Key("review.clear", "c", "clear", "Clear", "Take the answer away"),
        Key("review.undo", "u", "undo", "Undo", "Take the last edit back", footer=True),
    ),
)

WHAT_IF = Group(
    "What-if",
    (
        Key("what-if.edit", "enter", "", "Edit", "Try another answer"),
        Key("what-if.undo", "u", "undo", "Undo", "Take the last try back", footer=True),
        Key(
            "what-if.keep", "k", "keep", "Keep", "Put the tried answers into the file", footer=True
        ),
        Key("what-if.drop", "x", "drop", "Drop", "Forget the tried answers", footer=True),
        Key(
            "what-if.panel",
            "p",
            "panel",
            "Differences",
            "Into the differences and back",
            footer=True,
        ),
    ),
)

DETAILS = Group(
    "Details",
    (
        Key("details.edit", "enter", "", "Edit", "Type a value"),
        Key("details.remove", "x,delete", "remove", "Remove", "Empty it", footer=True),
        Key("details.undo", "u", "undo", "Undo", "Take the last edit back", footer=True),
    ),
)

INVENTORY = Group(
    "Who and what",
    (
        Key(
            "inventory.add",
            ",".join(KIND_KEYS),
            "add('{key}')",
            "Add",
            "Add an actor of the kind with that key, and name it",
            shown="1-9 a b",
        ),
        Key("inventory.open", "enter", "", "Answer", "Open the options of the cell; pick there"),
        Key("inventory.unknown", "d", "unknown", "Don't know", "You don't know", footer=True),
        Key("inventory.clear", "c", "clear", "Clear", "Take the answer of the cell away"),
        Key("inventory.status", "s", "status", "Status", "Pick the status of the row"),
        Key("inventory.form", "e", "form", "Edit", "Name, owner, note and more", footer=True),
        Key("inventory.remove", "x,delete", "remove", "Remove", "Take the row away", footer=True),
        Key(
            "inventory.whole",
            "y",
            "whole('complete')",
            "All listed",
            "Everybody of the marked group is listed",
            footer=True,
        ),
        Key("inventory.part", "n", "whole('incomplete')", "Some missing", "Somebody is missing"),
        Key("inventory.open-list", "question_mark", "whole('')", "?", "Not known who is missing"),
        Key("inventory.on", "g", "go_on", "Go on", "On with the questions", footer=True),
        Key("inventory.undo", "u", "undo", "Undo", "Take the last edit back"),
    ),
)

EVIDENCE = Group(
    "Evidence",
    (
        Key("evidence.accept", "a", "accept", "Accept", "Take the proposed answer", footer=True),
        Key("evidence.reject", "r", "reject", "Reject", "Reject it: say why", footer=True),
        Key(
            "evidence.accept-observed",
            "o",
            "accept_observed",
            "Accept observed",
            "Take every proposal that was read directly",
            footer=True,
        ),
        Key("evidence.undo", "u", "undo", "Undo", "Take the last edit back", footer=True),
    ),
)

RESULT = Group(
    "Result",
    (
        Key("result.write", "w", "write", "Write documents", "Choose formats, write", footer=True),
        Key("result.publish", "p", "publish", "Publish", "Preview, then publish", footer=True),
        Key(
            "result.override",
            "o",
            "override",
            "Set component",
            "Set a layer's component and why",
            footer=True,
        ),
        Key(
            "result.question",
            "g",
            "question",
            "Go to question",
            "Open the question in the interview",
            footer=True,
        ),
        Key("result.undo", "u", "undo", "Undo", "Take the last edit back"),
    ),
)

GROUPS = (
    APP,
    AREAS,
    HOME,
    INTERVIEW,
    CHOICES,
    PANEL,
    REVIEW,
    WHAT_IF,
    DETAILS,
    INVENTORY,
    EVIDENCE,
    RESULT,
)


def bindings(*groups: Group) -> list[Binding]:
    """Return Textual bindings for these groups; each carries its id."""
    return [binding for group in groups for key in group.keys for binding in _bindings(key)]


def _bindings(key: Key) -> list[Binding]:
    if not key.action:
        return []
    if "{key}" not in key.action:
        return [_binding(key, key.keys, key.action, key.id)]
    return [
        _binding(key, single, key.action.format(key=single), f"{key.id}.{single}")
        for single in key.keys.split(",")
    ]


def _binding(key: Key, keys: str, action: str, id_: str) -> Binding:
    return Binding(
        keys,
        action,
        key.label,
        show=key.footer,
        key_display=key.shown or None,
        tooltip=key.says,
        id=id_,
    )
