"""Finds the catalog's files: what ships with `advisor`, and a team's overlay folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

import advisor
from advisor.catalog.strict_yaml import MAX_BYTES
from advisor.errors import CatalogError, FileAccessError, Problem

FOLDERS: Final = ("questions", "reference_stacks")
_YAML: Final = (".yaml", ".yml")
_WHICH_FOLDER: Final = "Name a folder that holds questions/ or reference_stacks/."


class SourceFile(Struct, frozen=True):
    """One file of the catalog: its place inside the catalog, its name in messages, its bytes."""

    place: tuple[str, ...]
    name: str
    content: bytes


def data_root() -> Path:
    """Return the folder that holds `questions/` and `reference_stacks/`.

    An installed copy carries them inside the package; a checkout beside it.
    """
    package = Path(advisor.__file__).parent
    for root in (package / "data", package.parent):
        if (root / "questions" / "catalog.yaml").is_file():
            return root
    raise CatalogError(
        "The catalog that ships with advisor is missing.",
        hint="Install advisor again, or run it from a complete checkout.",
        problems=[Problem("questions/catalog.yaml", 0, "", "the file is missing")],
    )


def read_folder(root: Path, prefix: str = "") -> list[SourceFile]:
    """Read every YAML file below the catalog folders of `root`, in the order of their names."""
    if not root.is_dir():
        raise FileAccessError(
            f"There is no folder {root}.",
            hint=_WHICH_FOLDER,
        )
    if not any((root / folder).is_dir() for folder in FOLDERS):
        raise FileAccessError(
            f"{root} holds neither questions/ nor reference_stacks/.", hint=_WHICH_FOLDER
        )
    return [
        SourceFile(place, f"{prefix}{'/'.join(place)}", _read(path))
        for folder in FOLDERS
        for place, path in _files(os.path.join(root, folder), (folder,), _YAML)  # noqa: PTH118
    ]


def code_files() -> list[SourceFile]:
    """Read the code that turns YAML files into a catalog."""
    package = os.path.dirname(advisor.__file__)  # noqa: PTH120
    return [
        SourceFile(place, "/".join(place), _read(path))
        for folder in ("catalog", "model")
        for place, path in _files(os.path.join(package, folder), (folder,), ".py")  # noqa: PTH118
    ]


def _files(
    folder: str, place: tuple[str, ...], suffixes: str | tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the files below a folder; os.scandir is several times faster than Path.rglob."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unreadable(folder, error) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # Linked folders are not entered: they could lead back here.
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, (*place, entry.name), suffixes)
        elif entry.name.endswith(suffixes):
            if not entry.is_file():
                raise FileAccessError(f"{entry.path} is no file.", hint="Remove or replace it.")
            yield (*place, entry.name), entry.path


def _read(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            # Room for the largest file would take longer to get than a small one to read.
            return file.read(min(os.fstat(file.fileno()).st_size, MAX_BYTES) + 1)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> FileAccessError:
    return FileAccessError(f"Cannot read {path}: {error.strerror}.", hint="Check its permissions.")
