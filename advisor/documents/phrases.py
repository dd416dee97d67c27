"""Small pieces of running text, so that sections read as sentences and not as constructors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from advisor.model.document import Code, Inline, Inlines, Link, Paragraph, Quote, Strong, Text

Part = Inline | str | Inlines


def run(*parts: Part) -> Inlines:
    """Return the parts as one run of inlines; plain strings become text."""
    flat: list[Inline] = []
    for part in parts:
        for piece in part if isinstance(part, tuple) else (part,):
            inline = Text(piece) if isinstance(piece, str) else piece
            if isinstance(inline, Text) and not inline.text:
                continue
            if isinstance(inline, Text) and flat and isinstance(flat[-1], Text):
                flat[-1] = Text(flat[-1].text + inline.text)
            else:
                flat.append(inline)
    return tuple(flat)


def paragraph(*parts: Part) -> Paragraph:
    """Return the parts as a paragraph."""
    return Paragraph(run(*parts))


def listing(words: Sequence[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no conjunction
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


_SHARED_WORDS = 3


def joined(clauses: Sequence[str]) -> str:
    """Return `a, b and c`; words that all clauses end with stand once, after the last."""
    words = [clause.split(" ") for clause in clauses]
    shared = 0
    shortest = min((len(one) for one in words), default=0) - 1
    while shared < shortest and len({one[-shared - 1] for one in words}) == 1:
        shared += 1
    if len(words) < 2 or shared < _SHARED_WORDS:  # noqa: PLR2004 - one clause shares nothing
        return listing(clauses)
    return listing([*(" ".join(one[:-shared]) for one in words[:-1]), clauses[-1]])


def listing_of(parts: Sequence[Inlines], last: str = "and") -> Inlines:
    """Return runs of inlines joined as `a, b and c`."""
    joined: list[Part] = []
    for place, part in enumerate(parts):
        if place:
            joined.append(f" {last} " if place == len(parts) - 1 else ", ")
        joined.append(part)
    return run(*joined)


def spaced(parts: Iterable[Inlines]) -> Inlines:
    """Return sentences one after the other with a space between them."""
    joined: list[Part] = []
    for part in parts:
        if part:
            joined.extend((" ", part) if joined else (part,))
    return run(*joined)


def sentence(clause: str) -> str:
    """Return a clause with a capital first letter and a full stop, where they are missing."""
    text = clause.strip()
    if not text:
        return ""
    return capital(text) + ("" if text[-1] in ".!?”" else ".")


def capital(text: str) -> str:
    """Return text with its first letter as a capital, unless its first word is a name: midPoint."""
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return text with a small first letter, unless its first word is a name or an acronym."""
    first = re.split(r"[\s,.;:]", text, maxsplit=1)[0]
    if first[1:] != first[1:].lower() or first in _NAMES or re.search(r"\d", first):
        return text
    return text[:1].lower() + text[1:]


def the(role: str) -> str:
    """Return a role inside a sentence: `the Platform team`; a team's own name stays bare."""
    return f"the {role}" if role[:1].isupper() and role.endswith(" team") else role


_NAMES = frozenset(
    {"Amazon", "Google", "Microsoft", "Azure", "Auth0", "Okta", "Keycloak", "Entra", "Cognito", "I"}
)


_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def count(number: int, one: str, many: str = "") -> str:
    """Return `no step`, `one step`, `2 steps`."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {one if number == 1 else many or one + 's'}"


def day(value: date) -> str:
    """Return a date as `3 February 2027`."""
    return f"{value.day} {value:%B %Y}"


def short_day(value: date) -> str:
    """Return a date for a table cell, `3 Feb 2027`, that does not break over lines."""
    return f"{value.day}\u00a0{value:%b}\u00a0{value.year}"


def slug(text: str) -> str:
    """Return an identifier as an anchor: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def code(text: str) -> Code:
    """Return an identifier."""
    return Code(text)


def strong(text: str) -> Strong:
    """Return important text."""
    return Strong(text)


def quote(text: str) -> Quote:
    """Return the team's own words; the writer sets the quotation marks."""
    return Quote(text.strip())


def link(text: str, anchor: str) -> Link:
    """Return a link to a place in the same document."""
    return Link(text, f"#{anchor}")
