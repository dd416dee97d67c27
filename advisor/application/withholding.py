"""Keeps the credentials of an assessment out of what is made of it, and says where they stand.

The file itself is its author's: it is pointed to and never rewritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from advisor.errors import Problem
from advisor.guard.search import find, without
from advisor.model.assessment import SCHEMA_VERSION, Assessment, Waiver
from advisor.workspace import Reading

Path = tuple[str | int, ...]
Change = Callable[[Path, str], str]
KeyT = TypeVar("KeyT", str, int)

_TAKE_OUT = "take it out and replace the credential; if it is none, waive it with a reason"
_DROP = "correct the waiver, or take it out"


class Place(Struct, frozen=True):
    """Something to tell about one text of a file: where, what, and what to do about it."""

    name: str
    line: int
    kind: str
    says: str
    fix: str

    def problem(self, file: str) -> Problem:
        """Return it as a located problem."""
        return Problem(file, self.line, self.name, self.says, self.fix)


class Searched(Struct, frozen=True):
    """An assessment without its credentials, their places, and waivers that waive nothing."""

    assessment: Assessment
    credentials: tuple[Place, ...]
    idle: tuple[Place, ...]


def withheld(assessment: Assessment) -> Assessment:
    """Return an assessment without its credentials; the very same where it holds none."""
    waived = _waived(assessment.waivers)
    shown = _changed(assessment, (), lambda path, text: without(text, waived[place_name(path)]))
    return cast("Assessment", shown)


def credentials_in(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Return place and kind of what is withheld from an assessment."""
    waived = _waived(assessment.waivers)
    found = (
        (place_name(path), kind)
        for path, text in texts(assessment)
        for _, _, kind in find(text)
        if kind not in waived[place_name(path)]
    )
    return tuple(dict.fromkeys(found))


def searched(reading: Reading) -> Searched:
    """Return what the search for credentials makes of a file as read."""
    waived = _waived(reading.assessment.waivers)
    used: set[tuple[str, str]] = set()
    credentials = []
    for path, text in texts(reading.assessment):
        name = place_name(path)
        for begin, end, kind in find(text):
            if kind in waived[name]:
                used.add((name, kind))
                continue
            line = line_of(reading, path, text[begin:end])
            says = f"looks like a credential ({kind}); it is withheld"
            credentials.append(Place(name, line, kind, says, _TAKE_OUT))
    assessment = withheld(reading.assessment) if credentials else reading.assessment
    return Searched(assessment, tuple(credentials), tuple(_idle(reading, used)))


def _idle(reading: Reading, used: set[tuple[str, str]]) -> Iterator[Place]:
    for index, waiver in enumerate(reading.assessment.waivers):
        if (waiver.place, waiver.kind) not in used:
            line = reading.document.line(("waivers", index))
            says = f"nothing in {waiver.place} looks like a credential ({waiver.kind})"
            yield Place("waivers", line, waiver.kind, says, _DROP)


def texts(assessment: Assessment) -> list[tuple[Path, str]]:
    """Return every text of an assessment with the path of its field."""
    found: list[tuple[Path, str]] = []

    def note(path: Path, text: str) -> str:
        found.append((path, text))
        return text

    _changed(assessment, (), note)
    return found


def place_name(path: Path) -> str:
    """Return what a text is called, without positions in lists, which change as lists grow."""
    return ".".join(step for step in path if isinstance(step, str))


def line_of(reading: Reading, path: Path, said: str) -> int:
    """Return the line of a file on which a part of a text begins."""
    if reading.schema_version < SCHEMA_VERSION:
        # A migration has moved texts; in an older file the text itself says where it stands.
        before, found, _ = reading.text.partition(said.split("\n", 1)[0])
        return before.count("\n") + 1 if found else 1
    if path[0] == "answers":
        written = {new: old for old, new in reading.renamed.items()}
        path = ("answers", written.get(str(path[1]), path[1]), *path[2:])
    return reading.document.line_holding(path, said)


def _waived(waivers: Iterable[Waiver]) -> Mapping[str, set[str]]:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for waiver in waivers:
        kinds[waiver.place].add(waiver.kind)
    return kinds


def _changed(value: object, path: Path, change: Change) -> object:
    """Return a value with its texts changed; parts in which none changes stay the very same."""
    if isinstance(value, str):
        return change(path, value)
    if isinstance(value, Mapping):
        return _changed_items(value, path, change)
    if isinstance(value, tuple):
        numbered = dict(enumerate(value))
        new = _changed_items(numbered, path, change)
        return value if new is numbered else tuple(new.values())
    if isinstance(value, Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = _changed_items(fields, path, change)
        return value if changed is fields else replace(value, **changed)
    return value


def _changed_items(
    parts: Mapping[KeyT, object], path: Path, change: Change
) -> Mapping[KeyT, object]:
    new = {key: _changed(part, (*path, key), change) for key, part in parts.items()}
    return new if any(new[key] is not part for key, part in parts.items()) else parts
