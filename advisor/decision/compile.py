"""A catalog compiled for one day: every condition as a union of cubes in one answer space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from advisor.decision.normal_form import Reading
from advisor.decision.regions import MAX_CUBES, Regions
from advisor.decision.space import Cubes, Space, absorb
from advisor.errors import CatalogError
from advisor.model.catalog import Capability, Catalog
from advisor.model.conditions import Condition
from advisor.model.vocabulary import Target, Verdict

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


class Compiled:
    """What `decide` and the reasoning need of a catalog; immutable once made.

    Rules fire only where their capability is in use, so `rules` and `levels` have that folded in.
    Where the regions read plans as present, what is planned counts as in use.
    """

    def __init__(self, regions: Regions) -> None:
        catalog = regions.reading.catalog
        self.catalog = catalog
        self.reading = regions.reading
        self.space: Space = regions.space
        self._regions = regions
        self.visible: Mapping[str, Cubes] = {id_: regions.visible(id_) for id_ in catalog.questions}
        self.in_use: Mapping[str, Cubes] = {
            capability.id: self._in_use(capability) for capability in catalog.capabilities.values()
        }
        self.rules: Mapping[str, Cubes] = {
            rule.id: regions.both(
                self.in_use[rule.capability],
                regions.of(rule.when, f"rule {rule.id}"),
                f"rule {rule.id} where {rule.capability} is in use",
            )
            for rule in sorted(catalog.rules.values(), key=lambda rule: rule.id)
        }
        self.levels: Mapping[str, Levels] = {
            capability.id: self._levels(capability) for capability in catalog.capabilities.values()
        }

    def region(self, condition: Condition, what: str = "condition") -> Cubes:
        """Return the worlds where any condition over this catalog's answers holds."""
        return self._regions.of(condition, what)

    @cached_property
    def outcome(self) -> Levels:
        """The worlds where some capability has at least each verdict."""
        return Levels(
            *(
                tuple(
                    dict.fromkeys(
                        cube for levels in self.levels.values() for cube in levels.at_least(level)
                    )
                )
                for level in LEVELS
            )
        )

    @cached_property
    def as_planned(self) -> Compiled:
        """The same catalog decided as if everything planned were in use already."""
        return Compiled(self._regions.as_planned())

    def levels_of(self, capability: str | None) -> Levels:
        """Return the levels of a capability, or of the outcome for None."""
        return self.outcome if capability is None else self.levels[capability]

    def rules_of(self, capability: str) -> tuple[str, ...]:
        """Return the ids of a capability's rules, sorted."""
        return self._rules_by_capability.get(capability, ())

    def at_target(self, capability: str, verdict: Verdict, target: Target) -> Cubes:
        """Return the worlds where a rule of this verdict moves a job at least to a target."""
        rules = self.catalog.rules
        return _joined(
            self.rules[id_]
            for id_ in self.rules_of(capability)
            if rules[id_].verdict is verdict and rules[id_].target >= target
        )

    @cached_property
    def _rules_by_capability(self) -> Mapping[str, tuple[str, ...]]:
        grouped: dict[str, tuple[str, ...]] = {}
        for id_ in self.rules:
            capability = self.catalog.rules[id_].capability
            grouped[capability] = (*grouped.get(capability, ()), id_)
        return grouped

    def _in_use(self, capability: Capability) -> Cubes:
        what = f"in_use of {capability.id}"
        cubes = self._regions.of(capability.in_use, what)
        if self.reading.plans_count:
            cubes += self._regions.of(capability.planned, f"planned of {capability.id}")
            return tuple(absorb(cubes))
        return cubes

    def _levels(self, capability: Capability) -> Levels:
        used = self.in_use[capability.id]
        lowest = min(capability.verdicts)
        unions: list[Cubes] = []
        for level in LEVELS:
            raised = _joined(
                self.rules[id_]
                for id_ in self.rules_of(capability.id)
                if self.catalog.rules[id_].verdict >= level
            )
            unions.append(used if level <= lowest else tuple(absorb(raised)))
        return Levels(*unions)


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


def _joined(regions: Iterable[Cubes]) -> Cubes:
    return tuple(dict.fromkeys(cube for region in regions for cube in region))
