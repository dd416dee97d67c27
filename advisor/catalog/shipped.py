"""The shipped catalog in the form that loads fast: checked once, when it is built.

`make` and the wheel build write it from the YAML files. Its first line is a digest of those files
and of the code that reads them; where that does not match what lies here, or the file is missing,
the YAML is read instead. So it is never needed, and never stale.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, msgpack

import advisor
from advisor.catalog.find import code_files, data_root, read_folder
from advisor.catalog.garbage import no_collection
from advisor.model.catalog import Catalog

FILE: Final = Path(advisor.__file__).parent / "data" / "catalog.msgpack"


def read(file: Path = FILE) -> Catalog | None:
    """Return the shipped catalog from its fast form; None where it is missing or outdated."""
    try:
        stored = file.read_bytes()
    except FileNotFoundError:
        return None
    stamp, _, body = stored.partition(b"\n")
    if stamp != digest():
        return None
    with no_collection():
        return decode(body)


def write(catalog: Catalog, file: Path = FILE) -> None:
    """Write the fast form of the shipped catalog, just loaded from YAML."""
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_bytes(b"%s\n%s" % (digest(), encode(catalog)))
    fresh.replace(file)


def digest() -> bytes:
    """Return a digest of the shipped YAML files and of the code that turns them into a catalog."""
    hashed = hashlib.sha256()
    for source in (*read_folder(data_root()), *code_files()):
        hashed.update(b"%s\0%d\0" % (source.name.encode(), len(source.content)))
        hashed.update(source.content)
    return hashed.hexdigest().encode()


def encode(catalog: Catalog) -> bytes:
    """Return a catalog as MessagePack; the same catalog gives the same bytes."""
    return msgpack.encode(_ordered(catalog))


def decode(stored: bytes) -> Catalog:
    """Return the catalog that `encode` was given: values of the types that the model declares."""
    return msgpack.decode(stored, type=Catalog)


def _ordered(value: Any) -> Any:
    """Return a value with its sets as sorted lists; their own order differs by process."""
    match value:
        case frozenset():
            return sorted(value)
        case tuple():
            return tuple(map(_ordered, value))
        case dict():
            return {key: _ordered(part) for key, part in value.items()}
        case Struct():
            return type(value)(
                *(_ordered(getattr(value, name)) for name in value.__struct_fields__)
            )
        case _:
            return value
