"""A catalog compiled for one day: every condition as a union of cubes in one answer space."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from advisor.decision.bounds import Bounds, Union
from advisor.decision.levels import LEVELS, Levels
from advisor.decision.normal_form import Reading
from advisor.decision.regions import MAX_CUBES, Regions
from advisor.decision.space import EXCLUDES, INCLUDES, Cube, Cubes, Space
from advisor.errors import CatalogError
from advisor.model.catalog import Capability, Catalog
from advisor.model.conditions import Condition
from advisor.model.vocabulary import Verdict


class Compiled:
    """What `decide` and the reasoning need of a catalog; immutable but for what it remembers.

    `in_use` and `when` hold the conditions of capabilities and rules; a rule fires where both
    hold. Where the regions read plans as present, what is planned counts as in use. `memory` is
    where those who ask about it keep what they found, each under a name of its own.
    """

    def __init__(self, regions: Regions) -> None:
        catalog = regions.reading.catalog
        self.catalog = catalog
        self.reading = regions.reading
        self.space: Space = regions.space
        self._regions = regions
        self._levels: dict[str | None, Levels] = {}
        self._bounds: dict[tuple[str | None, Verdict], Bounds] = {}
        self._fired_from: dict[tuple[str, Verdict], Cubes] = {}
        self.memory: dict[str, Any] = {}
        self.visible: Mapping[str, Cubes] = {id_: regions.visible(id_) for id_ in catalog.questions}
        self.in_use: Mapping[str, Cubes] = {
            capability.id: self._in_use(capability) for capability in catalog.capabilities.values()
        }
        self.when: Mapping[str, Cubes] = {
            rule.id: regions.of(rule.when, f"rule {rule.id}")
            for rule in sorted(catalog.rules.values(), key=lambda rule: rule.id)
        }

    @cached_property
    def _read(self) -> Mapping[str | None, Cube]:
        asked: dict[str | None, Cube] = {}
        for id_, rules in self.rules_by_capability.items():
            cubes = [*self.in_use[id_], *(cube for rule in rules for cube in self.when[rule])]
            asked[id_] = self.space.asked_by(cubes)
        asked[None] = reduce(or_, asked.values(), 0)
        return asked

    @property
    def today(self) -> date:
        """The day of the decision."""
        return self.reading.today

    def region(self, condition: Condition, what: str = "condition") -> Cubes:
        """Return the worlds where any condition over this catalog's answers holds."""
        return self._regions.of(condition, what)

    @cached_property
    def rules(self) -> Mapping[str, Cubes]:
        """The worlds where each rule fires: its capability is in use and its condition holds."""
        rules = self.catalog.rules
        return {
            id_: self.space.absorbed(self.space.product(self.in_use[rules[id_].capability], when))
            for id_, when in self.when.items()
        }

    @cached_property
    def as_planned(self) -> Compiled:
        """The same catalog decided as if everything planned were in use already."""
        return Compiled(self._regions.as_planned())

    @cached_property
    def rules_by_capability(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of each capability's rules, sorted."""
        grouped: dict[str, tuple[str, ...]] = dict.fromkeys(self.catalog.capabilities, ())
        for id_ in self.when:
            grouped[self.catalog.rules[id_].capability] += (id_,)
        return grouped

    def joined_levels(self, several: Sequence[Levels]) -> Levels:
        """Return the levels of the highest of several verdicts."""
        return Levels(
            *(
                tuple(dict.fromkeys(cube for levels in several for cube in levels.at_least(level)))
                for level in LEVELS
            )
        )

    def read_by(self, capability: str | None) -> Cube:
        """Return all bits of the fields that a capability (None: some capability) reads."""
        return self._read[capability]

    @cached_property
    def quiet(self) -> Cube:
        """The world in which every question has its quiet answer."""
        world = 0
        for field in self.space.fields:
            options = self.catalog.questions[field.question].quiet_options
            if field.option:
                world |= field.bit(INCLUDES if field.option in options else EXCLUDES)
            else:
                world |= field.bit(options[0])
        return world

    def levels_of(self, capability: str | None) -> Levels:
        """Return the levels of a capability, or of the outcome for None."""
        if capability not in self._levels:
            self._levels[capability] = (
                self.joined_levels([self.levels_of(id_) for id_ in self.catalog.capabilities])
                if capability is None
                else self.levels_from(capability, self.in_use[capability], self.rules)
            )
        return self._levels[capability]

    def levels_from(self, capability: str, in_use: Cubes, rules: Mapping[str, Cubes]) -> Levels:
        """Return a capability's levels from where it is in use and where its rules fire."""
        lowest = min(self.catalog.capabilities[capability].verdicts)
        verdicts = self.catalog.rules
        return Levels(
            *(
                in_use
                if level <= lowest
                else self.space.merged(
                    cube
                    for id_ in self.rules_by_capability[capability]
                    if verdicts[id_].verdict >= level
                    for cube in rules[id_]
                )
                for level in LEVELS
            )
        )

    def bounds(self, capability: str | None, verdict: Verdict) -> Bounds:
        """Return where a capability (None: the outcome) has exactly a verdict."""
        key = (capability, verdict)
        if key not in self._bounds:
            self._bounds[key] = (
                self._outcome_bounds(verdict)
                if capability is None
                else self._capability_bounds(self.catalog.capabilities[capability], verdict)
            )
        return self._bounds[key]

    def _outcome_bounds(self, verdict: Verdict) -> Bounds:
        return Bounds(
            (self._union(self._leading_to(verdict)),) if verdict is not Verdict.NONE else (),
            self._union(
                (self.in_use[id_], self._above(capability, verdict))
                for id_, capability in self.catalog.capabilities.items()
            ),
        )

    def _leading_to(self, verdict: Verdict) -> Iterator[tuple[Cubes, Cubes]]:
        """Yield where capabilities are in use, and where they then have just a verdict."""
        for id_, capability in self.catalog.capabilities.items():
            if min(capability.verdicts) is verdict:
                yield self.in_use[id_], (self.space.full,)
            for rule in self.rules_by_capability[id_]:
                if self.catalog.rules[rule].verdict is verdict:
                    yield self.in_use[id_], self.when[rule]

    def _capability_bounds(self, capability: Capability, verdict: Verdict) -> Bounds:
        used, everywhere = self.in_use[capability.id], (self.space.full,)
        if verdict is Verdict.NONE:
            return Bounds((), self._union([(used, everywhere)]))
        inside = [self._union([(used, everywhere)])]
        if verdict > min(capability.verdicts):
            fired = self.space.absorbed(self._fired(capability.id, {verdict}))
            inside.append(self._union([(everywhere, fired)]))
        above = self._above(capability, verdict)
        return Bounds(tuple(inside), self._union([(everywhere, above)]))

    def _union(self, pairs: Iterable[tuple[Cubes, Cubes]]) -> Union:
        return Union(self.space, tuple(pair for pair in pairs if all(pair)))

    def _above(self, capability: Capability, verdict: Verdict) -> Cubes:
        """Return where a capability would have a higher verdict, were it in use."""
        if verdict < min(capability.verdicts):
            return (self.space.full,)
        return self.fired(capability.id, Verdict(verdict + 1)) if verdict < max(LEVELS) else ()

    def fired(self, capability: str, verdict: Verdict) -> Cubes:
        """Return where a rule of at least a verdict would fire, were the capability in use."""
        key = (capability, verdict)
        if key not in self._fired_from:
            levels = {level for level in LEVELS if level >= verdict}
            self._fired_from[key] = self.space.absorbed(self._fired(capability, levels))
        return self._fired_from[key]

    def _fired(self, capability: str, verdicts: Container[Verdict]) -> Iterator[Cube]:
        """Yield where a rule of one of the verdicts would fire, were the capability in use."""
        for id_ in self.rules_by_capability[capability]:
            if self.catalog.rules[id_].verdict in verdicts:
                yield from self.when[id_]

    def verdicts_of(self, capability: str | None) -> tuple[Verdict, ...]:
        """Return the verdicts that a capability, or for None the outcome, can take at all."""
        if capability is not None:
            return (Verdict.NONE, *sorted(self.catalog.capabilities[capability].verdicts))
        every = {v for item in self.catalog.capabilities.values() for v in item.verdicts}
        return (Verdict.NONE, *sorted(every))

    def _in_use(self, capability: Capability) -> Cubes:
        cubes = self._regions.of(capability.in_use, f"in_use of {capability.id}")
        if self.reading.plans_count:
            cubes += self._regions.of(capability.planned, f"planned of {capability.id}")
            return self.space.absorbed(cubes)
        return cubes


def compile_catalog(catalog: Catalog, today: date, *, limit: int = MAX_CUBES) -> Compiled:
    """Compile a catalog for the day of the decision.

    Raises:
        CatalogError: when a condition names something unknown, a visibility depends on itself,
            or a condition needs more cubes than `limit`.
    """
    for rule in catalog.rules.values():
        if rule.capability not in catalog.capabilities:
            raise CatalogError(
                f"rule {rule.id} is for the unknown capability {rule.capability}",
                hint="correct the id, or add the capability to questions/catalog.yaml",
            )
    space = Space(catalog.questions.values())
    return Compiled(Regions(Reading(catalog, today), space, limit=limit))
