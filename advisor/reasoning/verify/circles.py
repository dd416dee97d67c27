"""Questions whose visibility depends on itself: then nothing can be decided at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind


def circles(catalog: Catalog) -> tuple[CatalogFinding, ...]:
    """Return one finding per circle that a depth-first walk closes; O(comparisons).

    No answers belong to it: a catalog with a circle cannot be compiled.
    """
    reads = {id_: _read(catalog, question.when) for id_, question in catalog.questions.items()}
    return tuple(
        CatalogFinding(
            FindingKind.VISIBILITY_CYCLE,
            "questions",
            tuple(dict.fromkeys(circle)),
            f"The visibility of {circle[0]} depends on itself: {' -> '.join(circle)}.",
            {},
        )
        for circle in _closed(reads)
    )


def _read(catalog: Catalog, condition: Condition) -> tuple[str, ...]:
    """Return the questions that a condition reads, from left to right."""
    return tuple(dict.fromkeys(_questions(catalog, condition)))


def _questions(catalog: Catalog, condition: Condition) -> Iterator[str]:
    match condition:
        case Chosen(question) | Holds(question) | Lacks(question):
            yield question
        case FactIs(fact):
            yield catalog.platform_question
            yield catalog.product_facts[fact].asked_by
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _questions(catalog, part)
        case Not(part):
            yield from _questions(catalog, part)
        case PlansCount():
            yield from _questions(catalog, catalog.plans_count)
        case Always():
            return


def _closed(reads: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    done: set[str] = set()
    path: list[str] = []

    def walk(node: str) -> Iterator[tuple[str, ...]]:
        if node in path:
            yield (*path[path.index(node) :], node)
            return
        if node in done:
            return
        path.append(node)
        for following in reads.get(node, ()):
            yield from walk(following)
        path.pop()
        done.add(node)

    for start in reads:
        yield from walk(start)
