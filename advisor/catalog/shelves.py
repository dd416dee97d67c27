"""Holds what was read: records by kind and id, each with the place it was read from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from advisor.catalog.question_records import (
    CapabilityRecord,
    CatalogRecord,
    GroupRecord,
    KeepConditionRecord,
    KeepGroundRecord,
    PitfallRecord,
    ProductFactRecord,
    QuestionRecord,
    RuleRecord,
    SectionRecord,
    SourceRecord,
    ThemeRecord,
)
from advisor.catalog.stack_records import (
    ComponentRecord,
    ControlRecord,
    LayerRecord,
    PlatformRecord,
    StackRecord,
    StackRuleRecord,
    StandardRecord,
)
from advisor.catalog.strict_yaml import Document, Path
from advisor.errors import Problem
from advisor.model.catalog import Place

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Entry(Generic[RecordT]):
    """One record and the place it was read from."""

    record: RecordT
    document: Document
    path: Path
    owner: str = ""

    @property
    def place(self) -> Place:
        """Where the record is written."""
        return Place(self.document.file, self.document.entry_lines.get(self.path, 1))

    def problem(self, field_path: Path, problem: str, fix: str = "") -> Problem:
        """Return a problem located at a field of this record."""
        return self.document.problem((*self.path, *field_path), problem, fix)


Shelf = dict[str, Entry[RecordT]]


@dataclass(slots=True)
class Broken:
    """Ids that exist but could not be read, so that references to them are not reported as well.

    Of a file that does not parse nothing is known but its text: whatever stands there counts.
    """

    ids: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.ids or any(str(record_id) in text for text in self.texts)

    def __bool__(self) -> bool:
        return bool(self.ids or self.texts)


@dataclass(slots=True)
class Shelves:
    """All records by kind and id; one field is one shelf."""

    sections: Shelf[SectionRecord] = field(default_factory=dict)
    themes: Shelf[ThemeRecord] = field(default_factory=dict)
    defaults: Shelf[str] = field(default_factory=dict)
    questions: Shelf[QuestionRecord] = field(default_factory=dict)
    product_facts: Shelf[ProductFactRecord] = field(default_factory=dict)
    capabilities: Shelf[CapabilityRecord] = field(default_factory=dict)
    conditions: Shelf[Any] = field(default_factory=dict)
    groups: Shelf[GroupRecord] = field(default_factory=dict)
    figures: Shelf[str] = field(default_factory=dict)
    dates: Shelf[str] = field(default_factory=dict)
    renamed: Shelf[str] = field(default_factory=dict)
    removed: Shelf[str] = field(default_factory=dict)
    rules: Shelf[RuleRecord] = field(default_factory=dict)
    keep_grounds: Shelf[KeepGroundRecord] = field(default_factory=dict)
    keep_conditions: Shelf[KeepConditionRecord] = field(default_factory=dict)
    pitfalls: Shelf[PitfallRecord] = field(default_factory=dict)
    sources: Shelf[SourceRecord] = field(default_factory=dict)
    layers: Shelf[LayerRecord] = field(default_factory=dict)
    components: Shelf[ComponentRecord] = field(default_factory=dict)
    platforms: Shelf[PlatformRecord] = field(default_factory=dict)
    stack_rules: Shelf[StackRuleRecord] = field(default_factory=dict)
    stacks: Shelf[StackRecord] = field(default_factory=dict)
    standards: Shelf[StandardRecord] = field(default_factory=dict)
    controls: Shelf[ControlRecord] = field(default_factory=dict)
    headers: list[Entry[CatalogRecord]] = field(default_factory=list)
    broken: defaultdict[str, Broken] = field(default_factory=lambda: defaultdict(Broken))
    problems: list[Problem] = field(default_factory=list)

    def places(self) -> dict[tuple[str, str], Place]:
        """Return where every record is written, by shelf and id."""
        shelves = (
            (item.name, getattr(self, item.name))
            for item in fields(self)
            if item.name not in {"headers", "broken", "problems"}
        )
        return {(name, key): entry.place for name, shelf in shelves for key, entry in shelf.items()}

    def knows(self, shelf: str, record_id: str) -> bool:
        """Return whether the id exists, readable or not."""
        return record_id in getattr(self, shelf) or record_id in self.broken[shelf]
