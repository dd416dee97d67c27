"""Every condition of a catalog with its place, for the checks that read them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from advisor.model.catalog import Catalog
from advisor.model.conditions import Condition

_FIELDS: Final = {
    "questions": ("when",),
    "capabilities": ("in_use", "planned", "separate"),
    "rules": ("when",),
    "keep_grounds": ("when",),
    "keep_conditions": ("when", "met"),
    "pitfalls": ("when",),
    "stack_rules": ("when",),
    "stacks": ("when",),
    "components": ("excluded", "fits"),
}
_OF_CAPABILITIES: Final = ("rules", "keep_grounds", "keep_conditions")


@dataclass(frozen=True, slots=True)
class Located:
    """One condition: the mapping of the catalog, the record's id, the field.

    `capability` is set where the condition counts only while that capability is in use.
    """

    shelf: str
    id: str
    field: str
    condition: Condition
    capability: str = ""


def conditions(catalog: Catalog) -> Iterator[Located]:
    """Yield every condition that is authored in the catalog."""
    for capability in catalog.capabilities.values():
        for hint in capability.hints:
            yield Located("capabilities", capability.id, f"hint {hint.id}", hint.when)
    for shelf, fields in _FIELDS.items():
        for record in getattr(catalog, shelf).values():
            counts_in = record.capability if shelf in _OF_CAPABILITIES else ""
            for field in fields:
                yield Located(shelf, record.id, field, getattr(record, field), counts_in)
