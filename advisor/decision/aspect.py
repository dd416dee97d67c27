"""An assessment as one capability, or the outcome, sees it.

A capability's verdict depends only on the questions that its in-use condition and its rules read.
Two assessments that agree on these are the same to it, so what is worked out for one holds for the
other: most answers change few aspects, and an interview goes on with what it knows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from advisor.decision.budget import Budget
from advisor.decision.compile import Compiled
from advisor.decision.levels import LEVELS, Levels
from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import falsify
from advisor.decision.worlds import Worlds
from advisor.model.vocabulary import Verdict

# Past this many aspects all are forgotten; an interview needs a few hundred.
_MOST = 4096


def aspect_of(compiled: Compiled, capability: str | None, domain: Cube) -> Aspect:
    """Return what a domain is to a capability (None: to the outcome); made once for each."""
    known: dict[tuple[str | None, Cube], Aspect] = compiled.memory.setdefault("aspects", {})
    read = compiled.read_by(capability)
    key = (capability, domain & read)
    aspect = known.get(key)
    if aspect is None:
        if len(known) >= _MOST:
            known.clear()
        aspect = Aspect(compiled, capability, domain & read | compiled.space.full & ~read)
        known[key] = aspect
    return aspect


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
    def parts(self) -> tuple[Aspect, ...]:
        """The capabilities that the outcome is the highest of; empty for a capability."""
        if self.capability is not None:
            return ()
        capabilities = self.compiled.catalog.capabilities
        return tuple(aspect_of(self.compiled, id_, self.domain) for id_ in capabilities)

    @property
    def worlds(self) -> Worlds:
        """The worlds of this catalog found to have exactly a verdict, or less."""
        memory = self.compiled.memory
        if "worlds" not in memory:
            memory["worlds"] = Worlds()
        worlds: Worlds = memory["worlds"]
        return worlds

    @cached_property
    def when(self) -> Mapping[str, Cubes]:
        """The worlds where each rule would fire, were the capability in use."""
        if self.capability is None:
            return {}
        narrowed, when = self.space.narrowed, self.compiled.when
        rules = self.compiled.rules_by_capability[self.capability]
        return {id_: narrowed(when[id_], self.domain) for id_ in rules}

    @cached_property
    def in_use(self) -> Cubes:
        """The worlds where the capability is in use; empty for the outcome."""
        if self.capability is None:
            return ()
        return self.space.narrowed(self.compiled.in_use[self.capability], self.domain)

    def fired(self, verdict: Verdict) -> Cubes:
        """Return the worlds where a rule of at least a verdict would fire, were it in use."""
        key = ("fired", verdict)
        if key not in self.known and self.capability is not None:
            fired = self.compiled.fired(self.capability, verdict)
            self.known[key] = self.space.narrowed(fired, self.domain)
        cubes: Cubes = self.known.get(key, ())
        return cubes

    @cached_property
    def lowest(self) -> Verdict:
        """The verdict that being in use alone gives."""
        capabilities = self.compiled.catalog.capabilities
        which = capabilities if self.capability is None else (self.capability,)
        return min(min(capabilities[id_].verdicts) for id_ in which)

    @cached_property
    def levels(self) -> Levels:
        """The levels of the verdict, as far as they meet the domain."""
        if self.parts:
            return self.compiled.joined_levels([part.levels for part in self.parts])
        return Levels(*(self.space.merged(self.reaching(level)) for level in LEVELS))

    def below(self, verdict: Verdict, within: Cube, budget: Budget | None = None) -> Cube | None:
        """Return a non-empty part of some worlds of the domain with a lower verdict, or None.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        worlds, property_ = self.worlds, ("below", self.capability, verdict)
        known = worlds.known(self.space, property_, within)
        if known is None:
            return worlds.learn(property_, within, self._below(verdict, within, budget))
        return known or None

    def _below(self, verdict: Verdict, within: Cube, budget: Budget | None) -> Cube | None:
        if self.capability is None:
            return self._outcome_below(verdict, within, budget)
        found = falsify(self.space, self.in_use, within, budget)
        if found is None and verdict > self.lowest:
            return falsify(self.space, self.fired(verdict), within, budget)
        return found

    def _outcome_below(self, verdict: Verdict, within: Cube, budget: Budget | None) -> Cube | None:
        """As `below`: first among the worlds where what need not be in use is not."""
        simple: list[Cube] = []
        for part in self.parts:
            always = any(within & cube == within for cube in part.in_use)
            simple += part.fired(verdict) if always and verdict > part.lowest else part.in_use
        found = falsify(self.space, simple, within, budget)
        if found is None:
            return falsify(self.space, self.levels.at_least(verdict), within, budget)
        return found

    @cached_property
    def possible(self) -> tuple[Verdict, ...]:
        """Exactly the verdicts that some completion has, lowest first."""
        return tuple(verdict for verdict in Verdict if self._reaches(verdict))

    def _reaches(self, verdict: Verdict) -> bool:
        """Whether some completion has exactly a verdict."""
        worlds, property_ = self.worlds, ("exactly", self.capability, verdict)
        known = worlds.known(self.space, property_, self.domain)
        if known is None:
            return worlds.learn(property_, self.domain, self._having(verdict)) is not None
        return known is not False

    def _having(self, verdict: Verdict) -> Cube | None:
        """Return a part of the worlds with exactly a verdict, or None."""
        if verdict is Verdict.NONE:
            return self.below(self.lowest, self.domain)
        if verdict is Verdict.REPLACE:
            found = next(self.reaching(verdict), None)
            return None if found is None else found & self.domain
        higher = Verdict(verdict + 1)
        if self.below(higher, self.domain) is None:
            return None
        # The outcome has it only where some capability has exactly that too.
        parts = [part for part in self.parts or (self,) if part is self or verdict in part.possible]
        cubes = {cube & self.domain for part in parts for cube in part.reached(verdict)}
        failed: list[Cube] = []
        for cube in sorted(cubes, key=int.bit_count, reverse=True):
            if any(cube & larger == cube for larger in failed):
                continue
            found = self.below(higher, cube)
            if found is not None:
                return found
            failed.append(cube)
        return None

    def reached(self, verdict: Verdict) -> Cubes:
        """Return the cubes of `reaching`, kept for the next time."""
        key = ("reached", verdict)
        if key not in self.known:
            self.known[key] = tuple(self.reaching(verdict))
        cubes: Cubes = self.known[key]
        return cubes

    def reaching(self, verdict: Verdict) -> Iterator[Cube]:
        """Yield cubes that together hold the worlds with at least a verdict above none."""
        if self.capability is None:
            for part in self.parts:
                yield from part.reached(verdict)
        elif verdict <= self.lowest:
            yield from self.in_use
        else:
            for used in self.in_use:
                yield from self.space.product((used,), self.fired(verdict))
