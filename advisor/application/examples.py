"""Ready-made assessments that ship with the product."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from advisor.errors import FileAccessError, InputError


@dataclass(frozen=True, slots=True)
class Example:
    """One ready-made assessment; the title is the first comment line of its file."""

    id: str
    title: str


def listed() -> tuple[Example, ...]:
    """Return the shipped examples, sorted by id."""
    folder = files("advisor") / "examples"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return tuple(
        Example(entry.name.removesuffix(".yaml"), _title(entry.read_text(encoding="utf-8")))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def text_of(name: str) -> str:
    """Return the file of one example.

    Raises:
        InputError: no example has this name.
    """
    known = [example.id for example in listed()]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "advisor examples lists them"
        raise InputError(f"no example is named '{name}'", hint=hint)
    return (files("advisor") / "examples" / f"{name}.yaml").read_text(encoding="utf-8")


def copy(name: str, target: Path) -> None:
    """Write one example to a new file.

    Raises:
        InputError: no example has this name.
        FileAccessError: the file exists already or cannot be written.
    """
    text = text_of(name)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise FileAccessError(
            f"{target} exists already; nothing was written", hint="choose another name with --to"
        ) from None
    except OSError as error:
        raise FileAccessError(
            f"{target} cannot be written: {error.strerror}",
            hint="choose a folder that exists and that you may write to",
        ) from error


def _title(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first.removeprefix("#").strip()
