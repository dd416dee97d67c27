"""The one door through which text reaches a widget: shown literally, never as markup.

A `str` given to a Textual widget is parsed as markup, so `Costs [EUR]` loses a word, `[/x]` ends
the program and `[@click=app.quit]` is a command. Control and direction characters could redraw
the terminal or reverse what a reader sees. Screens pass `Content` and `Text` from here, only.
"""

from __future__ import annotations

import unicodedata

from rich.text import Text
from textual.content import Content

TAB = " " * 4
# Cc: control characters. Cf holds the direction marks; its joiners stay, since scripts need them.
_REVERSING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def visible(text: str) -> str:
    """Return the text with control, direction and lone surrogate characters spelt out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt_out(character) for character in text)


def plain(text: str, style: str = "") -> Content:
    """Return the text as it stands, in one style."""
    return Content.styled(visible(text), style) if style else Content(visible(text))


def line(text: str, style: str = "") -> Content:
    """Return the text on one line: line breaks become spaces; an indent stays."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return plain(indent + " ".join(text.split()), style)


def labelled(template: str, **values: str) -> Content:
    """Return our own markup with foreign text put in literally at each `$name`."""
    shown = {name: visible(value) for name, value in values.items()}
    return Content.from_markup(template, **shown)


def stack(*parts: Content) -> Content:
    """Return the parts below each other."""
    return Content("\n").join(parts)


def beside(*parts: Content) -> Content:
    """Return the parts after each other."""
    return Content("").join(parts)


def cell(text: str, style: str = "") -> Text:
    """Return the text for a table cell or tree label, which take Rich text only."""
    return Text(visible(" ".join(text.split())), style=style, no_wrap=True, overflow="ellipsis")


def _spelt_out(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return TAB
    if character in _REVERSING or unicodedata.category(character) in {"Cc", "Cs"}:
        return f"<U+{ord(character):04X}>"
    return character
