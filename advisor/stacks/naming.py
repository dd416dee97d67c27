"""Recognises a component in what a team wrote: its id, its name, or words of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from advisor.model.catalog import Component

PRODUCT: Final = "product"
_SHORTEST_PART: Final = 4


def component_named(written: str, components: Iterable[Component]) -> Component | None:
    """Return the product meant by a team's words; None where none or several match."""
    products = [component for component in components if component.kind == PRODUCT]
    wanted = _plain(written)
    for component in products:
        if wanted in (_plain(component.id), _plain(component.name)):
            return component
    if len(wanted) < _SHORTEST_PART:
        return None
    meant = [component for component in products if wanted in _plain(component.name)]
    words = _words(written)
    if not meant and len(words) > 1:
        meant = [component for component in products if words <= _words(component.name)]
    return meant[0] if len(meant) == 1 else None


def same_product(written: str, name: str) -> bool:
    """Whether a team's words and a product's title mean the same product."""
    one, other = _plain(written), _plain(name)
    return bool(one) and (one == other or (len(one) >= _SHORTEST_PART and one in other))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
