"""Conditions as unions of cubes, visibility folded in.

A comparison is true only where its question is visible and answered, so its cubes are those of
the question's visibility cut down to the compared values; visibility is a condition itself,
compiled once per question. A conjunction is a product of unions, absorbed after each step; its
size is exponential in the worst case, so it is capped and a rule past the cap is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.decision.normal_form import NEVER, Reading, normalise
from advisor.decision.space import Cube, Cubes, Space
from advisor.errors import CatalogError
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

MAX_CUBES = 2048


class Regions:
    """Compiles conditions, read in one way, into unions of cubes of one answer space."""

    __slots__ = ("_known", "_limit", "_pending", "_unions", "_visible", "reading", "space")

    def __init__(self, reading: Reading, space: Space, *, limit: int = MAX_CUBES) -> None:
        self.reading = reading
        self.space = space
        self._limit = limit
        self._visible: dict[str, Cubes] = {}
        self._pending: list[str] = []
        self._known: dict[Condition, Cubes] = {}
        # Of parts in normal form: most occur in several conditions.
        self._unions: dict[Condition, Sequence[Cube]] = {}

    def of(self, condition: Condition, what: str) -> Cubes:
        """Return the worlds where a condition holds; `what` names it in errors.

        Raises:
            CatalogError: when it needs too many cubes, or names something unknown.
        """
        known = self._known.get(condition)
        if known is None:
            try:
                known = self._absorbed(normalise(self.reading, condition))
            except CatalogError as error:
                raise CatalogError(f"{what}: {error.message}", hint=error.hint) from error
            self._known[condition] = known
        return known

    def visible(self, question: str) -> Cubes:
        """Return the worlds where a question is visible.

        Raises:
            CatalogError: when its visibility depends on itself.
        """
        known = self._visible.get(question)
        if known is not None:
            return known
        if question in self._pending:
            cycle = " -> ".join((*self._pending[self._pending.index(question) :], question))
            raise CatalogError(
                f"the visibility of {question} depends on itself: {cycle}",
                hint="let one of these questions not depend on the others",
            )
        self._pending.append(question)
        try:
            when = self.reading.catalog.questions[question].when
            cubes = self._absorbed(normalise(self.reading, when))
        finally:
            self._pending.pop()
        self._visible[question] = cubes
        return cubes

    def as_planned(self) -> Regions:
        """Return the same with everything planned counting as present."""
        return Regions(replace(self.reading, plans_count=True), self.space, limit=self._limit)

    def _absorbed(self, condition: Condition) -> Cubes:
        union = self._union(condition)
        # A conjunction has been absorbed at its last step.
        return tuple(union) if isinstance(condition, All) else self.space.absorbed(union)

    def _union(self, condition: Condition) -> Sequence[Cube]:
        known = self._unions.get(condition)
        if known is None:
            known = self._unions[condition] = self._united(condition)
        return known

    def _united(  # noqa: PLR0911  (one return per kind of node)
        self, condition: Condition
    ) -> Sequence[Cube]:
        match condition:
            case Always():
                return (self.space.full,)
            case All(parts):
                return self._conjunction([self._union(part) for part in parts])
            case AnyOf(parts):
                return [cube for part in parts for cube in self._union(part)]
            case AtLeast(count, parts):
                return self._at_least(count, [self._union(part) for part in parts])
            case Chosen(question, options):
                return self._seen(question, self.space.chosen(question, options))
            case Holds(question, option):
                return self._seen(question, self.space.holds(question, option))
            case Lacks(question, option):
                return self._seen(question, self.space.lacks(question, option))
            case Not() | FactIs() | PlansCount():  # resolved by normalise
                raise AssertionError(condition)

    def _seen(self, question: str, cube: Cube) -> Sequence[Cube]:
        return self.space.product(self.visible(question), (cube,))

    def _conjunction(self, unions: Sequence[Sequence[Cube]]) -> list[Cube]:
        product = [self.space.full]
        for union in sorted(unions, key=len):
            product = self._capped(self.space.product(product, union))
        return product

    def _at_least(self, count: int, unions: Sequence[Sequence[Cube]]) -> Sequence[Cube]:
        # reached[n]: the worlds where at least n of the parts seen so far hold.
        if count > len(unions):
            return self._union(NEVER)
        reached: list[list[Cube]] = [[self.space.full], *([] for _ in range(max(count, 0)))]
        for union in unions:
            for needed in range(len(reached) - 1, 0, -1):
                more = self.space.product(reached[needed - 1], union)
                reached[needed] = self._capped(reached[needed] + more)
        return reached[-1]

    def _capped(self, cubes: list[Cube]) -> list[Cube]:
        if len(cubes) > 1:
            cubes = list(self.space.absorbed(cubes))
        if len(cubes) > self._limit:
            raise CatalogError(
                f"the condition needs more than {self._limit} cubes",
                hint="split it into several rules, or let fewer `any` parts stand in one `all`",
            )
        return cubes
