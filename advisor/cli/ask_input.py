"""What a person may type at a prompt of `advisor ask`, parsed into one reply."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.cli.ask_actors import WORDS as ACTOR_WORDS
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind

# word -> what it does; the first word of each row is the one shown in help
WORDS: dict[str, str] = {
    "d": "don't know",
    "x": "does not apply; a reason follows: x no mobile app",
    "note": "note on the answer just given, else here: note asked Kim on Monday",
    "link": "evidence link for the same: link infra/cognito.tf:41",
    "h": "help on this question and its options",
    "s": "skip for now",
    "b": "back to the question before",
    "go": "go to a question: go refresh-lifetime",
    "find": "find questions: find token",
    "u": "undo the last edit",
    "clear": "take this answer away",
    "next": "ask what matters most next, or in the given order again",
    "r": "result so far",
    "q": "quit; everything is saved, start again to go on",
}
_ALIASES = {"?": "h", "help": "h", "back": "b", "skip": "s", "undo": "u", "quit": "q"}
_NONE = frozenset({"0", "none"})


@dataclass(frozen=True, slots=True)
class Reply:
    """One parsed line. `word` is a word of ours or of the inventory, "pick", "empty" or "wrong"."""

    word: str
    text: str = ""
    picked: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()


def parse(line: str, question: Question) -> Reply:
    """Return what a line means for this question; "wrong" carries the reason as text."""
    stripped = line.strip()
    if not stripped:
        return Reply("empty")
    first, _, rest = stripped.partition(" ")
    word = _ALIASES.get(first.lower(), first.lower())
    if word in WORDS or word in ACTOR_WORDS:
        return Reply(word, rest.strip())
    return _picked(stripped, question)


def _picked(line: str, question: Question) -> Reply:
    """Read numbers or option ids, with `?` before what is not known."""
    if question.kind is Kind.MULTIPLE and line.lower() in _NONE:
        return Reply("pick")
    held: list[str] = []
    open_: list[str] = []
    for part in re.split(r"[,\s]+", line):
        name = part.removeprefix("?")
        option = _option(name, question)
        if option is None:
            numbers = f"1 to {len(question.options)}"
            return Reply("wrong", f"'{part}' is no option; type {numbers}, or h for help.")
        (open_ if part.startswith("?") else held).append(option)
    if question.kind is Kind.SINGLE and (len(held) != 1 or open_):
        return Reply("wrong", "This question takes exactly one option.")
    return Reply("pick", "", tuple(held), tuple(open_))


def _option(name: str, question: Question) -> str | None:
    if name.isdecimal() and 1 <= int(name) <= len(question.options):
        return question.options[int(name) - 1].id
    return name if name in question.option_ids else None
