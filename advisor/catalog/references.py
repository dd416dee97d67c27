"""Checks single references, in one wording for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.strict_yaml import Path
from advisor.catalog.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class References:
    """Looks ids up on the shelves.

    A kind of which no file exists is not checked against: a catalog under construction, or a small
    one in a test, need not have all kinds. `lint` says which are missing.
    """

    shelves: Shelves

    def check(self, entry: Entry[Any], path: Path, record_id: str, shelf: str, noun: str) -> None:
        """Report `record_id` unless the shelf has it."""
        known = getattr(self.shelves, shelf)
        if record_id in known or self.shelves.knows(shelf, record_id):
            return
        if known or self.shelves.broken[shelf] or shelf == "questions":
            self._report(entry, path, record_id, known, noun)

    def each(
        self, entry: Entry[Any], path: Path, ids: Iterable[str], shelf: str, noun: str
    ) -> None:
        """Report every id of a list that the shelf does not have."""
        known = getattr(self.shelves, shelf)
        for index, record_id in enumerate(ids):
            if record_id not in known:
                self.check(entry, (*path, index), record_id, shelf, noun)

    def among(
        self, entry: Entry[Any], path: Path, ids: Iterable[str], known: Collection[str], noun: str
    ) -> None:
        """Report every id of a list that is not among `known`."""
        for index, record_id in enumerate(ids):
            if record_id not in known:
                self._report(entry, (*path, index), record_id, known, noun)

    def unique(self, entry: Entry[Any], path: Path, ids: Iterable[str], noun: str) -> None:
        """Report every id that occurs a second time in one list."""
        first: dict[str, int] = {}
        for index, record_id in enumerate(ids):
            if first.setdefault(record_id, index) != index:
                self.shelves.problems.append(
                    entry.problem((*path, index), f'{noun} "{record_id}" exists twice', "rename it")
                )

    def judgement(self, entry: Entry[Any]) -> None:
        """Check what rules and pitfalls cite."""
        record = entry.record
        self.each(entry, ("layers",), record.layers, "layers", "layer")
        self.each(entry, ("sources",), record.sources, "sources", "source")
        self.each(entry, ("controls",), record.controls, "controls", "control")

    def _report(
        self, entry: Entry[Any], path: Path, record_id: str, known: Collection[str], noun: str
    ) -> None:
        fix = did_you_mean(record_id, known)
        self.shelves.problems.append(entry.problem(path, f'no {noun} "{record_id}"', fix))
