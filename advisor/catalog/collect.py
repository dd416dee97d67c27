"""Collects the records of all files by kind and id; a later folder replaces or adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from advisor.catalog.find import SourceFile
from advisor.catalog.question_records import (
    CatalogRecord,
    KeepFile,
    PitfallRecord,
    RuleRecord,
    SectionFile,
    SourcesFile,
)
from advisor.catalog.shape import check
from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.stack_records import (
    ComponentsFile,
    ControlsFile,
    LayersFile,
    PlatformRecord,
    StackRecord,
    StackRulesFile,
    StandardRecord,
)
from advisor.catalog.strict_yaml import Document, Path, parse
from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of catalog file: where it lies, its shape, and the fields that hold records.

    `shelves` maps a field to the shelf of its records; "" means that the file is one record.
    """

    name: str
    place: tuple[str, ...]
    model: type[BaseModel]
    shelves: tuple[tuple[str, str], ...]
    owner: str = ""


_CATALOG_FIELDS: Final = (
    "sections", "groups", "themes", "defaults", "product_facts", "capabilities",
    "conditions", "figures", "dates", "renamed", "removed",
)  # fmt: skip

FILE_KINDS: Final = (
    FileKind("catalog", ("questions", "catalog.yaml"), CatalogRecord,
             tuple((name, name) for name in _CATALOG_FIELDS)),
    FileKind("section", ("questions", "sections"), SectionFile,
             (("questions", "questions"),), "section"),
    FileKind("rule", ("questions", "rules"), RuleRecord, (("", "rules"),)),
    FileKind("keep-grounds", ("questions", "keep_grounds"), KeepFile,
             (("grounds", "keep_grounds"), ("conditions", "keep_conditions")), "capability"),
    FileKind("pitfall", ("questions", "pitfalls"), PitfallRecord, (("", "pitfalls"),)),
    FileKind("sources", ("questions", "sources.yaml"), SourcesFile, (("sources", "sources"),)),
    FileKind("layers", ("reference_stacks", "layers.yaml"), LayersFile, (("layers", "layers"),)),
    FileKind("components", ("reference_stacks", "components"), ComponentsFile,
             (("components", "components"),), "layer"),
    FileKind("platform", ("reference_stacks", "platforms"), PlatformRecord, (("", "platforms"),)),
    FileKind("stack-rules", ("reference_stacks", "rules"), StackRulesFile,
             (("rules", "stack_rules"),)),
    FileKind("stack", ("reference_stacks", "stacks"), StackRecord, (("", "stacks"),)),
    FileKind("controls", ("reference_stacks", "controls"), ControlsFile,
             (("standard", "standards"), ("controls", "controls")), "standard"),
)  # fmt: skip
_BY_PLACE: Final = {kind.place: kind for kind in FILE_KINDS}

# Read elsewhere: signals by advisor.evidence, the crosswalk by a test of rules and pitfalls.
_NOT_OURS: Final = frozenset(
    {("questions", "evidence"), ("reference_stacks", "controls", "crosswalk.yaml")}
)


def collect(folders: Iterable[Iterable[SourceFile]]) -> Shelves:
    """Read the files of every folder, the base first, overlays after it."""
    shelves = Shelves()
    for folder in folders:
        seen: dict[tuple[str, str], Entry[Any]] = {}
        for file in folder:
            _add_file(shelves, file, seen)
    return shelves


def kind_of(place: tuple[str, ...]) -> FileKind | None:
    """Return the kind of the file at a place inside a catalog folder."""
    return _BY_PLACE.get(place[:2])


def _add_file(shelves: Shelves, file: SourceFile, seen: dict[tuple[str, str], Entry[Any]]) -> None:
    if file.place[:2] in _NOT_OURS or file.place in _NOT_OURS:
        return
    kind = kind_of(file.place)
    if kind is None:
        names = sorted({"/".join(known.place) for known in FILE_KINDS})
        fix = did_you_mean("/".join(file.place[:2]), names)
        shelves.problems.append(Problem(file.name, 0, "", "no catalog file belongs here", fix))
        return
    document, problems = parse(file.content, file.name)
    shelves.problems += problems
    if document.value is None:
        if not problems:
            shelves.problems.append(
                Problem(file.name, 0, "", "the file is empty", "fill it or delete it")
            )
        _mark_broken(shelves, kind, document, [()])
        return
    checked = check(document, kind.model)
    shelves.problems += checked.problems
    _mark_broken(shelves, kind, document, checked.dropped if checked.record else [()])
    if checked.record is None:
        return
    if isinstance(checked.record, CatalogRecord):
        shelves.headers.append(Entry(checked.record, document, ()))
    for shelf, record_id, entry in _entries(kind, document, checked.record, checked.dropped):
        earlier = seen.get((shelf, record_id))
        if earlier:
            where = f"{earlier.place.file}:{earlier.place.line}"
            shelves.problems.append(
                entry.problem(("id",), f'"{record_id}" exists already at {where}', "rename one")
            )
            continue
        seen[shelf, record_id] = entry
        getattr(shelves, shelf)[record_id] = entry


def _entries(
    kind: FileKind, document: Document, record: BaseModel, dropped: tuple[Path, ...]
) -> Iterator[tuple[str, str, Entry[Any]]]:
    owner = getattr(record, kind.owner) if kind.owner else ""
    owner_id = owner.id if isinstance(owner, StandardRecord) else owner
    for name, shelf in kind.shelves:
        content: Any = getattr(record, name) if name else record
        if isinstance(content, dict):
            for key, item in content.items():
                yield shelf, key, Entry(item, document, (name, key), owner_id)
        elif isinstance(content, tuple):
            # Faulty items were left out: the positions of the others in the file are kept.
            positions = _positions(document, name, dropped)
            for position, item in zip(positions, content, strict=True):
                yield shelf, item.id, Entry(item, document, (name, position), owner_id)
        else:
            path = (name,) if name else ()
            yield shelf, content.id, Entry(content, document, path, owner_id)


def _positions(document: Document, name: str, dropped: tuple[Path, ...]) -> list[int]:
    value = document.value
    items = value.get(name, []) if isinstance(value, dict) else []
    return [position for position in range(len(items)) if (name, position) not in dropped]


def _mark_broken(
    shelves: Shelves, kind: FileKind, document: Document, dropped: Iterable[Path]
) -> None:
    """Remember faulty entries, so that references to them are not reported as well."""
    for path in dropped:
        for name, shelf in kind.shelves:
            if not path or not name or path == (name,):
                text = document.content.decode(errors="replace")
                shelves.broken[shelf].texts.append(text)
            elif path[0] == name:
                shelves.broken[shelf].ids.add(_raw_id(document, path))


def _raw_id(document: Document, path: Path) -> str:
    """Return the id of an entry that could not be read: its `id`, or its key."""
    assert isinstance(document.value, dict)  # noqa: S101 - `dropped` names its entries
    entry = document.value[path[0]]
    if isinstance(entry, list) and isinstance(path[1], int):
        entry = entry[path[1]]
        return str(entry.get("id", "")) if isinstance(entry, dict) else ""
    return str(path[1])
