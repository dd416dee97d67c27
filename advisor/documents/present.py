"""Layers that a team has already: a recommendation does not offer as new what an answer names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from advisor.documents.phrases import listing
from advisor.documents.tables import table
from advisor.stacks import Origin, Row

_FILE = Path(__file__).parent / "templates" / "present.yaml"


@dataclass(frozen=True, slots=True)
class Present:
    """What says that a layer is there, and what it should do too, by option."""

    question: str
    holds: frozenset[str]
    wanted: Mapping[str, str]
    name: str = ""
    already: str = "You run it already"
    anew: str = "chosen anew, it would be"
    unless_leaving: str = ""
    shared: Collection[str] = ()

    def missing(self, held: Collection[str]) -> list[str]:
        """Return what the layer should do and the answer does not name."""
        return [said for option, said in self.wanted.items() if option not in held]


@cache
def known() -> Mapping[str, Present]:
    """Return what says of a layer that the team has it, by layer."""
    return {
        layer: Present(**{"wanted": {}, **entry, "holds": frozenset(entry["holds"])})
        for layer, entry in table("present").items()
    }


def existing(row: Row, layer: str, held: Collection[str] = (), by: Present | None = None) -> Row:
    """Return the row of a layer that the team has, though it has not named the product."""
    told = by or _UNNAMED
    missing = told.missing(held)
    said = told.already
    if row.name:
        said += f"; {told.anew} {row.name}"
    if missing:
        said += f". Your answer does not name {listing(list(missing), 'or')}; make sure of that"
    return replace(
        row,
        name=told.name or f"your existing {layer.lower()} layer",
        origin=Origin.OWN_PRODUCT,
        why=f"{said}." if row.name or missing else "",
        alternatives=(),
        ruled_out=(),
        facts=(),
        confirm=False,
    )


_UNNAMED = Present("", frozenset(), {})
