"""Larger catalogs: the shipped one several times over, with renamed questions and rules."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from advisor.model.catalog import Catalog
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)

_CONDITIONS: Final = {
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


def multiplied(catalog: Catalog, times: int, *, same_capabilities: bool) -> Catalog:
    """Return a catalog with so many renamed copies of all that has conditions.

    The platform and what it is asked instead of are shared, since product facts read them. With
    `same_capabilities`, the rules of all copies serve the original capabilities.
    """
    shelves: dict[str, dict[str, Any]] = {
        shelf: dict(getattr(catalog, shelf)) for shelf in _CONDITIONS
    }
    for number in range(2, times + 1):
        copy = _Copy(catalog, f"~{number}", same_capabilities=same_capabilities)
        for shelf, records in shelves.items():
            if shelf != "capabilities" or not same_capabilities:
                for record in getattr(catalog, shelf).values():
                    renamed = copy.of(shelf, record)
                    records[renamed.id] = renamed
    changed: Any = shelves
    return replace(catalog, **changed)


class _Copy:
    """One renamed copy of the records of a catalog."""

    def __init__(self, catalog: Catalog, suffix: str, *, same_capabilities: bool) -> None:
        self._catalog = catalog
        self._suffix = suffix
        self._same = same_capabilities
        asked = {fact.asked_by for fact in catalog.product_facts.values()}
        self._shared = {catalog.platform_question, *asked}

    def of(self, shelf: str, record: Any) -> Any:
        """Return the copy of a record; a shared question stays."""
        if shelf == "questions" and record.id in self._shared:
            return record
        changed: dict[str, Any] = {"id": record.id + self._suffix}
        for field in _CONDITIONS[shelf]:
            changed[field] = self.condition(getattr(record, field))
        if shelf == "questions":
            changed["authored"] = record.authored + self._suffix
        if shelf == "capabilities":
            changed["hints"] = tuple(
                replace(hint, when=self.condition(hint.when)) for hint in record.hints
            )
        elif hasattr(record, "capability") and not self._same:
            changed["capability"] = record.capability + self._suffix
        return replace(record, **changed)

    def condition(  # noqa: PLR0911  (one return per kind of node)
        self, condition: Condition
    ) -> Condition:
        """Return a condition over the copied questions."""
        match condition:
            case All(parts):
                return All(tuple(map(self.condition, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(self.condition, parts)))
            case AtLeast(count, parts):
                return AtLeast(count, tuple(map(self.condition, parts)))
            case Not(part):
                return Not(self.condition(part))
            case PlansCount():
                return self.condition(self._catalog.plans_count)
            case Chosen() | Holds() | Lacks() if condition.question not in self._shared:
                return replace(condition, question=condition.question + self._suffix)
            case Always() | FactIs() | Chosen() | Holds() | Lacks():
                return condition
