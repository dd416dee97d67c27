"""How deep a YAML text nests where its parser gave up.

Parsers have limits of their own, other ones in each release, and read ahead before they tell what
they have read. Our limit is the same everywhere: what was read ahead is measured here.
"""

from __future__ import annotations

import re
from typing import Final

import yaml

_BLANKS: Final = re.compile(r"(?:\s+|#.*)*")
# A parser reads at most 1024 characters ahead, to see whether they are a key.
_READ_AHEAD: Final = 8 * 1024


def line_beyond(levels: int, text: str, told: yaml.Event | None) -> int | None:
    """Return the line in which a text goes more than `levels` deeper than the last event told.

    None if it does not. The scanner written in Python has no limit; it counts and does not recurse.
    """
    mark = told.end_mark if told else None
    blanks = _BLANKS.match(text, mark.index if mark else 0)
    start = blanks.end() if blanks else 0
    unread = text[start : start + _READ_AHEAD]
    if unread.count("[") + unread.count("{") <= levels:
        return None
    scanner = yaml.SafeLoader(unread)
    try:
        # Token by token: what might still become a key is not handed out.
        while not scanner.done and scanner.flow_level <= levels:
            scanner.fetch_more_tokens()
    except yaml.YAMLError:
        # Broken before it is deep: the parser's own words say how.
        return None
    too_deep = scanner.flow_level > levels
    return text.count("\n", 0, start) + scanner.line + 1 if too_deep else None
