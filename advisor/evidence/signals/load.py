"""Reads `questions/evidence/` into a book of signals; every problem is located."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from advisor.catalog.find import data_root, read_folder
from advisor.catalog.shape import check
from advisor.catalog.strict_yaml import Document, parse
from advisor.errors import CatalogError, Problem
from advisor.evidence.resources import SPELLINGS
from advisor.evidence.signals.model import (
    Kind,
    Reading,
    Signal,
    SignalBook,
    Suggestion,
    When,
    comparisons_of,
)
from advisor.evidence.signals.records import (
    AttributeRecord,
    EvidenceFile,
    KindRecord,
    SignalRecord,
    Spelled,
)
from advisor.evidence.signals.when import read_when
from advisor.evidence.values import SWITCH

_PLACE: Final = ("questions", "evidence")
_DOT: Final = re.compile(r"(?<!\\)\.")
_SPELLINGS: Final = (*SPELLINGS, "derived")
SourcePath = tuple[str | int, ...]


@dataclass(slots=True)
class _Reader:
    kinds: dict[str, Kind] = field(default_factory=dict)
    signals: dict[str, Signal] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, file: EvidenceFile, document: Document) -> None:
        for position, kind in enumerate(file.kinds):
            inert = None
            if kind.inert is not None:
                path: SourcePath = ("kinds", position, "inert")
                inert = read_when(kind.inert, document, path, self.problems)
                self.problems += [
                    document.problem(path, f'{kind.id} has no attribute "{test.attribute}"')
                    for test in comparisons_of(inert)
                    if test.link or test.attribute not in kind.attributes
                ]
            self.kinds[kind.id] = _kind(kind, inert)
        for position, signal in enumerate(file.signals):
            path = ("signals", position)
            when = None
            if signal.when is not None:
                when = read_when(signal.when, document, (*path, "when"), self.problems)
            self.signals[signal.id] = _signal(signal, when, file.source, document, path)


def load_signals(*overlays: Path, base: Path | None = None) -> SignalBook:
    """Load the signals that ship with `advisor`, with a team's folders laid over them.

    Raises:
        CatalogError: With every problem of every file.
    """
    book, problems = read_signals(*overlays, base=base)
    if problems:
        raise CatalogError(
            "The evidence signals have problems.",
            hint="Correct the places named, then run `advisor catalog lint`.",
            problems=problems,
        )
    return book


def read_signals(*overlays: Path, base: Path | None = None) -> tuple[SignalBook, list[Problem]]:
    """Return what can be read, and every problem."""
    reader = _Reader()
    for index, root in enumerate((base or data_root(), *overlays)):
        prefix = f"{root}/" if index else ""
        for file in read_folder(root, prefix):
            if file.place[:2] != _PLACE:
                continue
            document, problems = parse(file.content, file.name)
            reader.problems += problems
            if document.value is None:
                continue
            checked = check(document, EvidenceFile)
            reader.problems += checked.problems
            if isinstance(checked.record, EvidenceFile):
                reader.problems += _duplicates(document, checked.record)
                reader.add(checked.record, document)
    return SignalBook(reader.kinds, tuple(reader.signals.values())), reader.problems


def _duplicates(document: Document, record: EvidenceFile) -> Iterable[Problem]:
    for name, ids in (
        ("kinds", [kind.id for kind in record.kinds]),
        ("signals", [signal.id for signal in record.signals]),
    ):
        for position, entry in enumerate(ids):
            if entry in ids[:position]:
                yield document.problem((name, position, "id"), f'"{entry}" occurs twice')


def _spelled(record: Spelled | KindRecord) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        name: getattr(record, name) for name in _SPELLINGS if getattr(record, name)
    }
    return found


def _kind(record: KindRecord, inert: When | None) -> Kind:
    return Kind(
        record.id,
        record.title,
        _spelled(record),
        {name: _reading(name, attribute) for name, attribute in record.attributes.items()},
        {
            name: {spelling: _path(paths[0]) for spelling, paths in _spelled(link).items()}
            for name, link in record.links.items()
        },
        inert,
    )


def _reading(name: str, record: AttributeRecord) -> Reading:
    units: dict[str, tuple[str, ...]] = {}
    otherwise = ""
    if record.unit is not None:
        otherwise = record.unit.otherwise
        for spelling in ("terraform", "cloudformation", "api"):
            path: Any = getattr(record.unit, spelling)
            if path:
                units[spelling] = _path(path)
    paths = {
        spelling: tuple(_path(path) for path in written)
        for spelling, written in _spelled(record).items()
    }
    return Reading(
        name,
        paths,
        record.read,
        record.words,
        units,
        otherwise,
        record.absent,
        {str(name): word for name, word in record.unwritten.items()},
    )


def _path(dotted: str) -> tuple[str, ...]:
    """Split at dots that no backslash precedes; `roles(enabled)` names the switch of each role."""
    parts: list[str] = []
    for written in _DOT.split(dotted.replace("[]", "")):
        name, opened, switch = written.replace("\\.", ".").partition("(")
        parts += [name, SWITCH + switch.removesuffix(")")] if opened else [name]
    return tuple(parts)


def _signal(
    record: SignalRecord, when: Any, source: str, document: Document, path: SourcePath
) -> Signal:
    said = record.suggests
    relation, option = "is", said.answer or ""
    if said.includes:
        relation, option = "includes", said.includes
    elif said.excludes:
        relation, option = "excludes", said.excludes
    return Signal(
        record.id,
        record.title,
        source,
        record.kind,
        when,
        Suggestion(said.question, relation, option, said.alternatives),
        record.proof,
        record.confidence,
        record.says,
        record.does_not_prove,
        record.shows or "",
        record.at_least,
        record.highest,
        record.all_of_kind,
        record.even_inert,
        record.sources,
        document.file,
        partial(document.line, path),
    )
