"""Refuses what no assessment holds, before anything is made of it.

A list that a program filled by mistake would keep every command busy for minutes. The limits are
far above what people write; what they let through is read and documented in a second or two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from advisor.catalog.strict_yaml import Document, Path
from advisor.errors import Problem

MOST_VALUES: Final = 50_000
MOST_ENTRIES: Final = 1_000
# Each row multiplies what may be asked and decided; alike actors are one row with a count.
MOST_ROWS: Final = 30
# A scan of many repositories writes these, not a person.
MOST_OF: Final[Mapping[Path, int]] = MappingProxyType({("proposals",): 5_000})


def excess(document: Document) -> Problem | None:
    """Return where a file holds more than any assessment, if it does."""
    seen = 0
    for path, entries in _collections(document.value):
        most = MOST_OF.get(path, MOST_ENTRIES)
        seen += len(entries)
        if len(entries) > most:
            what = f"{len(entries)} entries, and {most} are the most"
            return document.problem((*path, entries[most]), what, "keep those that matter")
        if seen > MOST_VALUES:
            what = f"more than {MOST_VALUES} values in one file"
            return document.problem(path, what, "keep those that matter, or split the file")
    return None


def _collections(value: object, path: Path = ()) -> Iterator[tuple[Path, list[str | int]]]:
    """Yield every mapping and list with its keys or positions, the outer ones first."""
    if not isinstance(value, dict | list):
        return
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    yield path, list(value) if isinstance(value, dict) else list(range(len(value)))
    for key, item in inner:
        if isinstance(item, dict | list):
            yield from _collections(item, (*path, key))
