"""Which answers the catalog's conditions read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.model.catalog import Catalog
from advisor.model.conditions import (
    All,
    AnyOf,
    AtLeast,
    Chosen,
    Comparison,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    comparisons,
)


@dataclass(frozen=True, slots=True)
class Located:
    """One condition of one record: the mapping of the catalog, the id, the field."""

    shelf: str
    id: str
    field: str
    condition: Condition


@dataclass(slots=True)
class Usage:
    """What conditions read: options of multiple choices, groups of options of single ones."""

    options: dict[str, set[str]] = field(default_factory=dict)
    groups: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)

    def add(self, comparison: Comparison) -> None:
        """Count one comparison."""
        match comparison:
            case Chosen(question, options):
                self.groups.setdefault(question, set()).add(options)
            case Holds(question, option) | Lacks(question, option):
                self.options.setdefault(question, set()).add(option)
            case FactIs(fact):
                self.facts.add(fact)

    def told_apart(self, question: str, one: str, other: str) -> bool:
        """Return whether some condition depends on which of two options is chosen."""
        groups = self.groups.get(question, ())
        return any((one in group) != (other in group) for group in groups)


def conditions(catalog: Catalog) -> Iterator[Located]:
    """Yield every condition of the catalog with its place."""
    for question in catalog.questions.values():
        yield Located("questions", question.authored, "when", question.when)
    for capability in catalog.capabilities.values():
        for name in ("in_use", "planned", "separate"):
            yield Located("capabilities", capability.id, name, getattr(capability, name))
        for hint in capability.hints:
            yield Located("capabilities", capability.id, f"hints {hint.id}", hint.when)
    for ground in catalog.keep_conditions.values():
        yield Located("keep_conditions", ground.id, "met", ground.met)
    for component in catalog.components.values():
        yield Located("components", component.id, "excluded", component.excluded)
        yield Located("components", component.id, "fits", component.fits)
    for shelf in ("rules", "keep_grounds", "keep_conditions", "pitfalls", "stack_rules", "stacks"):
        for record in getattr(catalog, shelf).values():
            yield Located(shelf, record.id, "when", record.when)
    yield Located("conditions", "plans-count", "", catalog.plans_count)


def usage(catalog: Catalog) -> Usage:
    """Return what all conditions read together; a product fact reads the platform."""
    found = Usage()
    for located in conditions(catalog):
        for comparison in comparisons(located.condition):
            found.add(comparison)
    for fact_id in found.facts:
        fact = catalog.product_facts[fact_id]
        found.options.setdefault(fact.asked_by, set()).add(fact.asked_option)
        groups = found.groups.setdefault(catalog.platform_question, set())
        groups.update(_stated(catalog, fact_id))
    return found


def _stated(catalog: Catalog, fact_id: str) -> Iterator[frozenset[str]]:
    """Yield the platforms stated alike: yes, no, or a date, which may count as either."""
    facts = {key: p.facts[fact_id] for key, p in catalog.platforms.items() if fact_id in p.facts}
    yield frozenset(key for key, fact in facts.items() if fact.value is True)
    yield frozenset(key for key, fact in facts.items() if fact.value is False)
    yield frozenset(key for key, fact in facts.items() if fact.on is not None)


def negated(condition: Condition, *, below_not: bool = False) -> Iterator[Comparison]:
    """Yield the comparisons that stand below a `not`."""
    match condition:
        case Not(part):
            yield from negated(part, below_not=True)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from negated(part, below_not=below_not)
        case Chosen() | Holds() | Lacks() | FactIs() if below_not:
            yield condition
        case _:
            return
