"""Regular expressions of Terraform, as far as they are safe to run here.

Terraform's engine takes time in proportion to the text; Python's may not. Only patterns that
cannot grow are run, on short texts; the rest stays unknown.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST_PATTERN: Final = 200
_LONGEST_TEXT: Final = 1_000
# More than two parts of open length take the third power of the text's length and more.
_MOST_OPEN_PARTS: Final = 2
_CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPEN_PART: Final = re.compile(r"(?<!\\)[*+]|(?<!\\)\{\d+,\d*\}")
# Groups that repeat, references backwards, and what the two engines read differently.
_UNSAFE: Final = re.compile(r"\)[*+?{]|\\[1-9QECpPzZA]|\(\?(?!:|i\)|P<)|\[\[:|\[[^\]]*&&")
_NUMBERED: Final = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


class PatternError(ValueError):
    """The pattern is not run here."""


def compiled(pattern: str, text: str) -> re.Pattern[str]:
    """Return the pattern, for use on one text.

    Raises:
        PatternError: If running it could take long, or it means something else here.
    """
    if len(pattern) > _LONGEST_PATTERN or len(text) > _LONGEST_TEXT or "\n" in text:
        raise PatternError
    if _UNSAFE.search(pattern):
        raise PatternError
    if len(_OPEN_PART.findall(_CLASS.sub("x", pattern))) > _MOST_OPEN_PARTS:
        raise PatternError
    try:
        return re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError from error


def replaced(text: str, pattern: str, replacement: str) -> str:
    """Return the text with every match replaced; `$1` and `${name}` stand for groups."""
    expression = compiled(pattern, text)

    def put(match: re.Match[str]) -> str:
        def group(found: re.Match[str]) -> str:
            name = found.group(1) or found.group(2)
            try:
                return match.group(int(name) if name.isdecimal() else name) or ""
            except (IndexError, re.error):
                return ""

        return _NUMBERED.sub(group, replacement)

    return expression.sub(put, text)
