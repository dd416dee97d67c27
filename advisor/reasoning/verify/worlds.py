"""Asks for worlds of a compiled catalog, and turns a world into answers that a person can open.

Every check comes down to one request: a world inside some union of cubes and outside another.
Answers range over the closed options; `not applicable` lies outside the answer space.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from advisor.decision.budget import Budget
from advisor.decision.compile import Compiled
from advisor.decision.levels import LEVELS
from advisor.decision.space import EXCLUDES, INCLUDES, Cube, Cubes
from advisor.decision.tautology import falsify
from advisor.model.assessment import Answer
from advisor.model.catalog import Capability
from advisor.model.conditions import All, Condition
from advisor.model.vocabulary import Kind, Verdict
from advisor.reasoning.verify.findings import Answers


class Worlds:
    """The worlds of one compiled catalog."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.catalog = compiled.catalog
        self.space = compiled.space

    def outside(self, cubes: Iterable[Cube], cover: Cubes, budget: Budget) -> Cube | None:
        """Return a part of the first union that meets no cube of the second, or None.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        for cube in cubes:
            found = falsify(self.space, cover, cube & self.space.open, budget)
            if found is not None:
                return found
        return None

    def contains(self, outer: Cubes, inner: Cubes, budget: Budget) -> bool:
        """Whether every world of `inner` lies in `outer`.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        return self.outside(inner, outer, budget) is None

    def both(self, left: Cubes, right: Cubes) -> Cubes:
        """Return the worlds of two unions."""
        return tuple(self.space.product(left, right))

    def nearest(self, parts: Iterable[Cubes]) -> tuple[Cube, int | None]:
        """Return a cube inside as many unions as fit together, in order, and the first misfit.

        The misfit counts from 0; None where all fit together.
        """
        held: Cubes = (self.space.full,)
        misfit = None
        for place, part in enumerate(parts):
            narrower = self.both(held, part)
            if narrower:
                held = self.space.absorbed(narrower)
            elif misfit is None:
                misfit = place
        return held[0] & self.space.open, misfit

    def conjuncts(self, condition: Condition) -> list[Cubes]:
        """Return the worlds of each part of a conjunction, or of the condition itself."""
        parts = condition.parts if isinstance(condition, All) else (condition,)
        return [self.compiled.region(part) for part in parts]

    def kept(self, capability: Capability) -> tuple[Cubes, Cubes]:
        """Return where a capability is in use, and the worlds to leave out to be kept there."""
        used = self.compiled.in_use[capability.id]
        if Verdict.KEEP not in capability.verdicts:
            return used, ()
        return used, self.compiled.levels_of(capability.id).split

    def verdict(self, capability: str | None, world: Cube) -> Verdict:
        """Return the verdict of a capability (None: the outcome) in one world."""
        levels = self.compiled.levels_of(capability)
        for verdict in reversed(LEVELS):
            if self.space.any_within(levels.at_least(verdict), world):
                return verdict
        return Verdict.NONE

    def one(self, cube: Cube) -> Cube:
        """Return one world of a cube: options that need not hold do not, else the first one."""
        world = 0
        for field in self.space.fields:
            here = cube & field.options
            out = field.bit(EXCLUDES) if field.option else 0
            world |= out if here & out else here & -here
        return world

    def answers(self, world: Cube) -> Answers:
        """Return the answers of a world to the questions that are visible in it."""
        visible = self.compiled.visible
        return {
            question.id: Answer(value=self._value(question.id, question.kind, world))
            for question in self.catalog.questions.values()
            if self.space.any_within(visible[question.id], world)
        }

    def show(self, cube: Cube) -> Answers:
        """Return the answers of one world of a cube."""
        return self.answers(self.one(cube))

    def _value(self, question: str, kind: Kind, world: Cube) -> str | tuple[str, ...]:
        fields = self.space.of_question[question]
        if kind is Kind.MULTIPLE:
            return tuple(field.option for field in fields if world & field.bit(INCLUDES))
        (field,) = fields
        return field.values[((world & field.mask) >> field.shift).bit_length() - 1]


def hull(cubes: Cubes) -> Cube:
    """Return the values that some cube allows and, in the upper half, the fields restricted.

    Within the answer space, equal unions have equal hulls.
    """
    return reduce(or_, cubes, 0)
