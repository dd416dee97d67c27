"""The shipped catalog in the form that loads fast: checked once, when it is built.

`make` and the wheel build write it from the YAML files. Its first line is a digest of those files
and of the code that reads them; where that does not match what lies here, or the file is missing,
the YAML is read instead. So it is never needed, and never stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final, TypeVar

import advisor
from advisor.catalog.find import code_files, data_root, read_folder
from advisor.catalog.garbage import no_collection
from advisor.catalog.values import Decoder, Encoder
from advisor.model.catalog import Catalog

FILE: Final = Path(advisor.__file__).parent / "data" / "catalog.jsonl"

# Decided by texts and components only when they are asked for; the rest every decision reads.
_LATE: Final = frozenset(
    {"layers", "components", "stacks", "stack_rules", "standards", "controls", "sources", "places"}
)
KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


def read(file: Path = FILE) -> Catalog | None:
    """Return the shipped catalog from its fast form; None where it is missing or outdated."""
    try:
        stored = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    stamp, _, body = stored.partition("\n")
    if stamp != digest():
        return None
    with no_collection():
        return decode(body)


def write(catalog: Catalog, file: Path = FILE) -> None:
    """Write the fast form of the shipped catalog, just loaded from YAML."""
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(f"{digest()}\n{encode(catalog)}", encoding="utf-8")
    fresh.replace(file)


def digest() -> str:
    """Return a digest of the shipped YAML files and of the code that turns them into a catalog."""
    hashed = hashlib.blake2b()
    for source in (*read_folder(data_root()), *code_files()):
        hashed.update(b"%s\0%d\0" % (source.name.encode(), len(source.content)))
        hashed.update(source.content)
    return hashed.hexdigest()


def encode(catalog: Catalog) -> str:
    """Return a catalog as lines of JSON: the conditions that occur, then one line a field."""
    encoder = Encoder()
    lines = [encoder.line(getattr(catalog, field.name)) for field in fields(Catalog)]
    return "\n".join([encoder.shared(), *lines])


def decode(text: str) -> Catalog:
    """Return the catalog that `encode` was given; what few decisions need is read when used."""
    first, *lines = text.split("\n")
    decoder = Decoder(first)
    stored = zip(fields(Catalog), lines, strict=True)
    return Catalog(
        **{
            field.name: _Late(decoder, line) if field.name in _LATE else decoder.line(line)
            for field, line in stored
        }
    )


class _Late(Mapping[KeyT, ValueT]):
    """A mapping that is decoded when something first looks into it."""

    __slots__ = ("_decoder", "_held", "_line")

    def __init__(self, decoder: Decoder, line: str) -> None:
        self._decoder = decoder
        self._line = line
        self._held: dict[KeyT, ValueT] | None = None

    def _read(self) -> dict[KeyT, ValueT]:
        held = self._held
        if held is None:
            held = self._held = self._decoder.line(self._line)
        return held

    def __getitem__(self, key: KeyT) -> ValueT:
        return self._read()[key]

    def __iter__(self) -> Iterator[KeyT]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())
