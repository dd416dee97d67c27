"""Terminals that show ASCII only: whether this is one, and every painted character as ASCII.

The translation happens on what is painted, so that borders, scrollbars and foreign text are
covered too; a character keeps the number of cells it takes.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Asks for ASCII whatever the locale says.
SWITCH = "ADVISOR_ASCII"
_PLAIN_LOCALES = frozenset({"C", "POSIX"})
_LETTERS = {
    "–": "-", "—": "-", "\u2018": "'", "’": "'", "“": '"', "”": '"', "…": ".", "·": ".", "•": "*",
    "→": ">", "⇢": ">", "←": "<", "↑": "^", "↓": "v", "↻": "!", "⏎": "<", "✓": "+", "✗": "x",
    "▸": ">", "▶": ">", "▼": "v", "○": "o", "◐": "~", "◆": "*", "◇": "^", "●": "*", "\u2212": "-",
    "≤": "<", "≥": ">", "×": "x", "⚠": "!", "━": "=",
}  # fmt: skip
_BOX_FIRST, _BOX_LAST = 0x2500, 0x257F
_BLOCK_FIRST, _BLOCK_LAST = 0x2580, 0x259F
_FULL_BLOCK = 0x2588
_LEGACY_BLOCKS = range(0x1FB00, 0x1FC00)


def wants_ascii(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal shows no more than ASCII, or the user asks for no more.

    The locale must say so: where none is set, as in containers, terminals show Unicode.
    """
    if environment.get(SWITCH):
        return True
    # Python itself sets LC_CTYPE where LANG is C, so it says nothing about the terminal.
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    if "." in locale:
        return "utf" not in locale.partition(".")[2].lower()
    return locale in _PLAIN_LOCALES


class AsciiOnly(LineFilter):
    """Puts ASCII in the place of every other character, as wide as that was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII."""
        del background
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(as_ascii(segment.text), segment.style)
            for segment in segments
        ]


@lru_cache(4096)
def as_ascii(text: str) -> str:
    """Return a text as ASCII that takes as many cells."""
    return "".join(_character(character) for character in text)


def _character(character: str) -> str:
    if character.isascii():
        return character
    width = cell_len(character)
    letter = _LETTERS.get(character) or _drawn(ord(character)) or _letter(character)
    return letter.ljust(width)[:width]


def _drawn(code: int) -> str:
    """Return a sign for lines and blocks."""
    if _BOX_FIRST <= code <= _BOX_LAST:
        name = unicodedata.name(chr(code))
        if name.endswith("HORIZONTAL"):
            return "-"
        return "|" if name.endswith("VERTICAL") else "+"
    if _BLOCK_FIRST <= code <= _BLOCK_LAST or code in _LEGACY_BLOCKS:
        return "#" if code == _FULL_BLOCK else " "
    return ""


def _letter(character: str) -> str:
    """Return a letter without its accents, or a question mark."""
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base.isascii() else "?" * cell_len(character)
