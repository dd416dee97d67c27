"""Reads conditions: every YAML shorthand becomes a typed tree of `advisor.model.conditions`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from advisor.catalog.comparisons import NEVER, ComparisonReader, Names
from advisor.catalog.extent import Extent, extent_of
from advisor.catalog.strict_yaml import Document, Path, type_name
from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Condition,
    Not,
    PlansCount,
)

PLANS_COUNT: Final = "plans-count"
# Named conditions may be built from named conditions. Without limits a few lines could stand for a
# tree that no machine can hold.
MAX_PARTS: Final = 5000
MAX_LEVELS: Final = 60
MAX_CHAIN: Final = 6
COMBINATORS: Final = ("all", "any", "not", "at_least", "always", "condition", "plans")


@dataclass(slots=True)
class ConditionReader:
    """Reads conditions of one catalog and collects their problems."""

    names: Names
    problems: list[Problem]
    _named: dict[str, Condition] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _extents: dict[int, Extent] = field(default_factory=dict)

    def read(
        self,
        raw: object,
        document: Document,
        path: Path,
        subject: str = "",
        capability: str = "",
    ) -> Condition:
        """Return the tree of one condition; a faulty part reads as never and is reported.

        In a rule, `{condition: primary}` means `primary.<capability>` where that is named.
        """
        leaves = ComparisonReader(self.names, self.problems, document, subject)
        tree = _Reading(self, leaves, capability).condition(raw, path)
        extent = extent_of(tree, self._extents)
        if extent.levels > MAX_LEVELS or extent.parts > MAX_PARTS:
            size = f"the condition grows to {extent.parts} parts on {extent.levels} levels"
            return leaves.refuse(path, size, f"at most {MAX_PARTS} on {MAX_LEVELS}: simplify it")
        return tree

    def named(self, name: str, asker: _Reading, path: Path) -> Condition:
        """Return a named condition of `catalog.yaml`, read once."""
        own = f"{name}.{asker.capability}"
        if asker.capability and own in self.names.named:
            name = own
        if name in self._named:
            return self._named[name]
        if name not in self.names.named:
            if name not in self.names.broken_names:
                asker.refuse(
                    path, f'no condition is named "{name}"', did_you_mean(name, self.names.named)
                )
            return NEVER
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            asker.refuse(path, f"conditions refer to each other in a circle: {circle}", "break it")
            return NEVER
        if len(self._open) >= MAX_CHAIN:
            problem = f"more than {MAX_CHAIN} named conditions stand within each other"
            return asker.refuse(path, problem, "write one of them out")
        self._open.append(name)
        raw, document, place = self.names.named[name]
        tree = self._named[name] = self.read(raw, document, place)
        self._extents[id(tree)] = extent_of(tree, self._extents)
        self._open.pop()
        return tree

    def is_open(self, name: str) -> bool:
        """Return whether the named condition is being read."""
        return name in self._open

    def plans_count(self) -> Condition:
        """Return when plans count as present; never where `catalog.yaml` does not say."""
        if PLANS_COUNT not in self.names.named:
            return NEVER
        raw, document, path = self.names.named[PLANS_COUNT]
        return self.read(raw, document, path)

    def read_all_named(self) -> None:
        """Read the named conditions that nothing refers to, for their problems."""
        for name, (_, document, path) in self.names.named.items():
            leaves = ComparisonReader(self.names, self.problems, document)
            self.named(name, _Reading(self, leaves), path)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass over one condition."""

    reader: ConditionReader
    leaves: ComparisonReader
    capability: str = ""

    def refuse(self, path: Path, problem: str, fix: str = "") -> Condition:
        return self.leaves.refuse(path, problem, fix)

    def condition(self, raw: object, path: Path) -> Condition:
        if not isinstance(raw, dict):
            what = f"a condition expected, not {type_name(raw)}"
            return self.refuse(path, what, "write it as {question: ..., is: ...} or all/any/not")
        if "question" in raw:
            return self.leaves.comparison(raw, path)
        if "fact" in raw:
            return self.leaves.fact(raw, path)
        known = [key for key in raw if key in COMBINATORS]
        if len(raw) != 1 or not known:
            unknown = [key for key in raw if key not in COMBINATORS]
            if unknown:
                fix = did_you_mean(unknown[0], (*COMBINATORS, "question", "fact"))
                return self.refuse((*path, unknown[0]), "unknown part of a condition", fix)
            return self.refuse(path, "one of all, any, not... expected", "nest them: all: [...]")
        key = known[0]
        return self._combinator(key, raw[key], (*path, key))

    def _combinator(self, key: str, raw: Any, path: Path) -> Condition:
        read = {
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "at_least": self._at_least,
            "always": self._always,
            "condition": self._named,
            "plans": self._plans,
        }[key]
        return read(raw, path)

    def _all(self, raw: object, path: Path) -> Condition:
        return All(self._parts(raw, path))

    def _any(self, raw: object, path: Path) -> Condition:
        return AnyOf(self._parts(raw, path))

    def _not(self, raw: object, path: Path) -> Condition:
        return Not(self.condition(raw, path))

    def _always(self, raw: object, path: Path) -> Condition:
        return Always() if raw is True else self.refuse(path, "only true makes sense here")

    def _named(self, raw: object, path: Path) -> Condition:
        if isinstance(raw, str):
            return self.reader.named(raw, self, path)
        return self.refuse(path, "the name of a condition expected")

    def _plans(self, raw: object, path: Path) -> Condition:
        if raw != "count":
            return self.refuse(path, "only `count` makes sense here", "write {plans: count}")
        if PLANS_COUNT not in self.reader.names.named:
            fix = f"name it in catalog.yaml: conditions: {{{PLANS_COUNT}: ...}}"
            return self.refuse(path, f'no condition is named "{PLANS_COUNT}"', fix)
        if self.reader.is_open(PLANS_COUNT):
            return self.refuse(path, f'"{PLANS_COUNT}" refers to itself', "write it out")
        return PlansCount()

    def _parts(self, raw: object, path: Path) -> tuple[Condition, ...]:
        if not isinstance(raw, list):
            self.refuse(path, "a list of conditions expected", "write it as [{...}, {...}]")
            return ()
        return tuple(self.condition(part, (*path, index)) for index, part in enumerate(raw))

    def _at_least(self, raw: object, path: Path) -> Condition:
        if not isinstance(raw, dict) or set(raw) != {"count", "of"}:
            return self.refuse(path, "count and of expected", "{count: 2, of: [...]}")
        count, parts = raw["count"], self._parts(raw["of"], (*path, "of"))
        if type(count) is not int or not 1 <= count <= max(len(parts), 1):
            return self.refuse(
                (*path, "count"),
                f"a number from 1 to {len(parts)} expected",
                "count what is listed",
            )
        return AtLeast(count, parts)
