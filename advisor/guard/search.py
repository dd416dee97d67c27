"""Finds the credentials in one text, and takes them out."""

from __future__ import annotations

from collections.abc import Container
from operator import itemgetter
from typing import Final, NamedTuple

from advisor.guard import assigned
from advisor.guard.shapes import SHAPES, by_shape

WITHHELD: Final = "[a credential was withheld]"
KINDS: Final = (*(shape.kind for shape in SHAPES), *assigned.KINDS)
# Shorter than any credential that we would be sure of.
_SHORTEST: Final = 8


class Find(NamedTuple):
    """Where a credential stands in a text, and of what kind it is; never what it is."""

    begin: int
    end: int
    kind: str


def find(text: str) -> tuple[Find, ...]:
    """Return the credentials in a text, in order; two that overlap are one, of the first's kind."""
    if len(text) < _SHORTEST:
        return ()
    found: list[Find] = []
    # Sorting is stable: of two that begin together the shape, which says more, names the kind.
    everything = (*by_shape(text), *assigned.by_place(text))
    for begin, end, kind in sorted(everything, key=itemgetter(0)):
        if found and begin < found[-1].end:
            found[-1] = found[-1]._replace(end=max(end, found[-1].end))
        else:
            found.append(Find(begin, end, kind))
    return tuple(found)


def without(text: str, allowed: Container[str] = ()) -> str:
    """Return a text without its credentials; kinds that are allowed here stay."""
    for begin, end, kind in reversed(find(text)):
        if kind not in allowed:
            text = f"{text[:begin]}{WITHHELD}{text[end:]}"
    return text
