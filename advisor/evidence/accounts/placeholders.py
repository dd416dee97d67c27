"""What a tool fills in when it deploys is not known before."""

from __future__ import annotations

import re
from typing import Final

from advisor.evidence.values import GAP, Unknown, Value

# Outside quotes a placeholder may stand for a list or a number: the text is neither JSON nor YAML.
_BARE: Final = re.compile(
    r"([:\[,-][ \t]*)(##\w+##|@@\w+@@|\$[({][\w:.-]+[)}])(?=[ \t]*(?:[,}\]\r\n]|$))"
)


def quoted(text: str) -> str:
    """Return a text in which placeholders that stand outside quotes are quoted."""
    return _BARE.sub(r'\1"\2"', text)


def opened(value: Value, placeholder: re.Pattern[str]) -> Value:
    """Return the value with every text that holds a placeholder as half-known."""
    data = value.data
    if isinstance(data, dict):
        return value.holding({key: opened(item, placeholder) for key, item in data.items()})
    if isinstance(data, tuple):
        return value.holding(tuple(opened(item, placeholder) for item in data))
    if isinstance(data, str) and (found := placeholder.search(data)):
        return value.holding(Unknown(found.group(), placeholder.sub(GAP, data)))
    return value
