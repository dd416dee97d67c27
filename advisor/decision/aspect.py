"""An assessment as one capability, or the outcome, sees it.

A capability's verdict depends only on the questions that its in-use condition and its rules read.
Two assessments that agree on these are the same to it, so what is worked out for one holds for the
other: most answers change few aspects, and an interview goes on with what it knows.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import covers, falsify
from advisor.model.vocabulary import Verdict

if TYPE_CHECKING:
    from advisor.decision.compile import Compiled

LEVELS = (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)


@dataclass(frozen=True, slots=True)
class Levels:
    """For keep, split and replace, the worlds with at least that verdict.

    Each lies in the one before.
    """

    keep: Cubes
    split: Cubes
    replace: Cubes

    def at_least(self, verdict: Verdict) -> Cubes:
        """Return the worlds with at least a verdict above none."""
        return (self.keep, self.split, self.replace)[verdict - 1]

    def above(self, verdict: Verdict) -> Cubes:
        """Return the worlds with a higher verdict than this one."""
        return () if verdict is Verdict.REPLACE else self.at_least(Verdict(verdict + 1))


@dataclass(frozen=True)
class Aspect:
    """The worlds that answers leave to one capability (None: to the outcome).

    `domain` leaves every question open that the verdict does not read. `known` keeps what others
    work out for an aspect; nothing in it may depend on anything else.
    """

    compiled: Compiled
    capability: str | None
    domain: Cube
    known: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def space(self) -> Space:
        """The layout of the answer space."""
        return self.compiled.space

    @cached_property
    def rules(self) -> Mapping[str, Cubes]:
        """The worlds where each rule of the capability fires; empty for the outcome."""
        if self.capability is None:
            return {}
        used = self.in_use
        space, domain, when = self.space, self.domain, self.compiled.when
        return {
            id_: tuple(space.product(used, space.narrowed(when[id_], domain))) if used else ()
            for id_ in self.compiled.rules_by_capability[self.capability]
        }

    @cached_property
    def in_use(self) -> Cubes:
        """The worlds where the capability is in use; empty for the outcome."""
        if self.capability is None:
            return ()
        return self.space.narrowed(self.compiled.in_use[self.capability], self.domain)

    @cached_property
    def levels(self) -> Levels:
        """The levels of the verdict, as far as they meet the domain."""
        compiled = self.compiled
        if self.capability is not None:
            return compiled.levels_from(self.capability, self.in_use, self.rules)
        parts = [compiled.aspect(id_, self.domain) for id_ in compiled.catalog.capabilities]
        return compiled.joined_levels([part.levels for part in parts])

    @cached_property
    def possible(self) -> tuple[Verdict, ...]:
        """Exactly the verdicts that some completion has, lowest first."""
        levels, space, domain = self.levels, self.space, self.domain
        found = [] if covers(space, levels.keep, domain) else [Verdict.NONE]
        for verdict in LEVELS:
            above = levels.above(verdict)
            here = levels.at_least(verdict)
            if any(falsify(space, above, cube & domain) is not None for cube in here):
                found.append(verdict)
        return tuple(found)
