"""What CloudFormation does to a template before it reads it: included files and loops."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from advisor.errors import Problem
from advisor.evidence.resources import Gathered
from advisor.evidence.values import (
    OPEN_KEY,
    Unknown,
    Value,
    in_file,
    items,
    mapping,
    member,
    text,
    unknown,
)

_LOOP: Final = "Fn::ForEach::"
_TRANSFORM: Final = "Fn::Transform"
_INCLUDE: Final = "AWS::Include"
_MOST: Final = 2_000
_DEEPEST: Final = 50
_STORED: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """The other scanned files: their content, and whether a path was scanned at all."""

    look_up: Callable[[str], Value | None] = lambda _path: None
    is_scanned: Callable[[str], bool] = lambda _path: False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: its absolute path, how it is called in results, what is beside."""

    path: str
    shown: str
    beside: Beside = field(default_factory=Beside)


def has_macros(root: Value) -> bool:
    """Return whether what stands under Resources is only made by a macro."""
    return any(name.startswith((_LOOP, _TRANSFORM)) for name in mapping(member(root, "Resources")))


def target(location: str, path: str) -> str:
    """Return the path that a file named in another one means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), location))


class Includer:
    """Puts included files in the place of what includes them; says which ones are missing."""

    def __init__(self, place: Place, gathered: Gathered) -> None:
        self._place = place
        self._gathered = gathered

    def included(self, value: Value, depth: int = 0) -> Value:
        """Return the value with every `AWS::Include` followed."""
        data = value.data
        if depth > _DEEPEST:
            return value
        if isinstance(data, tuple):
            return value.holding(tuple(self.included(item, depth + 1) for item in data))
        if not isinstance(data, dict):
            return value
        members = {
            key: self.included(item, depth + 1) for key, item in data.items() if key != _TRANSFORM
        }
        for macro in items(data.get(_TRANSFORM)):
            if text(member(macro, "Name")) == _INCLUDE:
                content = self._content(member(member(macro, "Parameters"), "Location"), macro)
                members = {**mapping(content), **members}
            else:
                members[_TRANSFORM] = macro
        return value.holding(members)

    def _content(self, location: Value | None, macro: Value) -> Value:
        line = location.line if location is not None else macro.line
        name = text(location)
        if name and not _STORED.match(name):
            path = target(name, self._place.path)
            found = self._place.beside.look_up(path)
            if found is not None:
                return in_file(found, target(name, self._place.shown))
        what = f"includes {name or 'a file'}, which is not among the scanned files"
        self._gathered.unseen.append(
            Problem(self._place.shown, line, _INCLUDE, what, "scan it as well")
        )
        return Value({OPEN_KEY: unknown(f"the included {name or 'file'}", line)}, line)


class Unroller:
    """Writes `Fn::ForEach` out; a loop over something unknown leaves its place open."""

    def __init__(self, resolve: Callable[[Value], Value], file: str, gathered: Gathered) -> None:
        self._resolve = resolve
        self._file, self._gathered = file, gathered
        self._left = _MOST

    def unrolled(self, value: Value, depth: int = 0) -> Value:
        """Return the value with every loop written out."""
        data = value.data
        if depth > _DEEPEST:
            return value
        if isinstance(data, tuple):
            return value.holding(tuple(self.unrolled(item, depth + 1) for item in data))
        if not isinstance(data, dict):
            return value
        members: dict[str, Value] = {}
        for key, item in data.items():
            if key.startswith(_LOOP):
                for name, made in self._written_out(key, item):
                    members[name] = self.unrolled(made, depth + 1)
            else:
                members[key] = self.unrolled(item, depth + 1)
        return value.holding(members)

    def _written_out(self, key: str, loop: Value) -> Iterator[tuple[str, Value]]:
        parts = items(loop)
        word = text(parts[0]) if parts else ""
        listed = self._resolve(parts[1]) if len(parts) == 3 else None  # noqa: PLR2004 - word, list, body
        names = items(listed)
        if listed is None or not all(isinstance(name.data, str | int) for name in names):
            what = "the loop runs over something that is not known; what it makes is not visible"
            self._gathered.unseen.append(
                Problem(self._file, loop.line, key, what, "scan the processed template")
            )
            cause = listed.data.reason if listed and isinstance(listed.data, Unknown) else key
            yield OPEN_KEY, unknown(cause, loop.line)
            return
        for name in names:
            for label, body in mapping(parts[2]).items():
                self._left -= 1
                if self._left < 0:
                    return
                made = _filled(body, word, str(name.data))
                yield _named(label, word, str(name.data)), replace(made, assumed=listed.assumed)


def _named(label: str, word: str, name: str) -> str:
    label = label.replace(f"${{{word}}}", name)
    return label.replace(f"&{{{word}}}", re.sub(r"[^A-Za-z0-9]", "", name))


def _filled(value: Value, word: str, name: str) -> Value:
    """Return a part of a loop's body for one name."""
    data = value.data
    if isinstance(data, str):
        return value.holding(_named(data, word, name))
    if isinstance(data, tuple):
        return value.holding(tuple(_filled(item, word, name) for item in data))
    if not isinstance(data, dict):
        return value
    if len(data) == 1 and text(data.get("Ref")) == word:
        return value.holding(name)
    return value.holding(
        {_named(key, word, name): _filled(item, word, name) for key, item in data.items()}
    )
