"""Names of one tool in the spelling of another."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from advisor.evidence.values import Value

_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_URLS: Final = re.compile(r"(?<=[A-Z])s\b")


def snake(name: str) -> str:
    """Return `callback_urls` for `callbackUrls` and `callbackURLs`."""
    return _BOUNDARY.sub("_", _URLS.sub("S", name)).lower()


def upper_first(name: str) -> str:
    """Return `MfaConfiguration` for `mfaConfiguration`."""
    return name[:1].upper() + name[1:]


def respelled(value: Value, spell: Callable[[str], str]) -> Value:
    """Return a value with every member's name spelled otherwise."""
    data = value.data
    if isinstance(data, tuple):
        return value.holding(tuple(respelled(item, spell) for item in data))
    if isinstance(data, dict):
        return value.holding({spell(key): respelled(item, spell) for key, item in data.items()})
    return value
