"""Escapes of quoted strings in HCL."""

from __future__ import annotations

import re
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|([$%])\4\{", re.DOTALL)
_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LAST_CHARACTER: Final = 0x10FFFF


def unescape(source: str) -> str:
    """Return the text that a quoted string stands for."""
    if "\\" not in source and "{" not in source:
        return source
    return _ESCAPE.sub(_replace, source)


def _replace(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2)
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= _LAST_CHARACTER else match.group()
    if match.group(4):
        return f"{match.group(4)}{{"
    letter = match.group(3)
    return _LETTERS.get(letter, letter)
