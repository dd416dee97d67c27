"""Serverless Framework: variables of the file itself, included files, events of functions."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from advisor.evidence.cloudformation import template
from advisor.evidence.cloudformation.template import AUTHORIZER, TRIGGER
from advisor.evidence.resources import Gathered
from advisor.evidence.terraform.source import Wanted
from advisor.evidence.values import Value, items, mapping, member, text

_WHOLE: Final = re.compile(r"\$\{([^{}]*)\}")
_FILE: Final = re.compile(r"\s*file\(([^)]+)\)(?::([\w.]+))?\s*")
_SELF: Final = re.compile(r"\s*self:([\w.-]+)\s*")
_QUOTED: Final = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\")\s*")
_MAX_DEPTH: Final = 20
Documents = Callable[[str], Value | None]


def is_service(root: Value) -> bool:
    """Return whether this is a service file of the Serverless Framework."""
    members = mapping(root)
    return "service" in members and "provider" in members and "Resources" not in members


def collect(
    root: Value,
    path: str,
    shown: str,
    documents: Documents,
    gathered: Gathered,
    wanted: Wanted,
) -> set[str]:
    """Hand over the resources of a service; return the files that it includes."""
    reader = _Variables(root, path, documents)
    parts = items(member(root, "resources"))
    for part in parts:
        expanded = reader.expand(part, 0)
        included = _included_name(part, path, shown)
        template.collect(expanded, included, gathered, wanted, dialect="serverless")
    functions = reader.expand(member(root, "functions") or Value({}), 0)
    made = {
        name: Value({"Type": Value(kind), "Properties": body}, body.line)
        for name, kind, body in _events(root, functions)
    }
    template.collect(
        Value({"Resources": Value(made)}), shown, gathered, wanted, dialect="serverless"
    )
    return reader.included


def _included_name(part: Value, path: str, shown: str) -> str:
    """Return the name of the file a resources entry comes from, for file:line."""
    match = _WHOLE.fullmatch(text(part))
    found = _FILE.fullmatch(match.group(1)) if match else None
    if found is None:
        return shown
    folder = posixpath.dirname(shown)
    relative = posixpath.relpath(_target(found.group(1), path), posixpath.dirname(path))
    return posixpath.normpath(posixpath.join(folder, relative))


def _target(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name.strip().strip("'\"")))


class _Variables:
    """Replaces variables that the scanned files themselves answer."""

    def __init__(self, root: Value, path: str, documents: Documents) -> None:
        self._root = root
        self._path = path
        self._documents = documents
        self.included: set[str] = set()

    def expand(self, value: Value, depth: int) -> Value:
        data = value.data
        if depth > _MAX_DEPTH:
            return value
        if isinstance(data, tuple):
            return value.holding(tuple(self.expand(item, depth + 1) for item in data))
        if isinstance(data, dict):
            return value.holding({key: self.expand(item, depth + 1) for key, item in data.items()})
        if isinstance(data, str) and "${" in data:
            return self._text(value, data, depth)
        return value

    def _text(self, value: Value, data: str, depth: int) -> Value:
        match = _WHOLE.fullmatch(data)
        if match:
            found = self._lookup(match.group(1), value.line)
            return self.expand(found, depth + 1) if found is not None else value
        assumed = ""

        def put(match: re.Match[str]) -> str:
            nonlocal assumed
            found = self._lookup(match.group(1), value.line)
            if found is None or not isinstance(found.data, str | int):
                return match.group()
            assumed = assumed or found.assumed
            return str(found.data)

        expanded = _WHOLE.sub(put, data)
        return replace(value, data=expanded, assumed=value.assumed or assumed)

    def _lookup(self, expression: str, line: int) -> Value | None:
        """Return what a variable stands for; with a fallback the first source is a guess."""
        first, *fallbacks = expression.split(",")
        found = self._source(first)
        if found is not None:
            return found if found.line else found.at(line)
        for fallback in fallbacks:
            quoted = _QUOTED.fullmatch(fallback)
            other = (
                Value(quoted.group(1) or quoted.group(2) or "", line)
                if quoted
                else self._source(fallback)
            )
            if other is not None:
                return replace(other, assumed=f"fallback of ${{{first.strip()}}}")
        return None

    def _source(self, expression: str) -> Value | None:
        own = _SELF.fullmatch(expression)
        if own:
            found: Value | None = self._root
            for step in own.group(1).split("."):
                found = member(found, step)
            simple = found is not None and not text(found).startswith("${self:" + own.group(1))
            return found if simple else None
        file = _FILE.fullmatch(expression)
        if file is None:
            return None
        target = _target(file.group(1), self._path)
        document = self._documents(target)
        if document is None:
            return None
        self.included.add(target)
        for step in (file.group(2) or "").split("."):
            document = member(document, step) if step else document
        return document


def _events(root: Value, functions: Value) -> Iterator[tuple[str, str, Value]]:
    """Yield what functions declare on behalf of the login: triggers and authorizers."""
    declared = [pair for part in items(functions) for pair in mapping(part).items()]
    for name, function in declared:
        for index, event in enumerate(items(member(function, "events"))):
            trigger = member(event, "cognitoUserPool")
            if trigger is not None:
                body = {
                    "Trigger": member(trigger, "trigger") or Value(None),
                    "UserPool": member(trigger, "pool") or Value(None),
                }
                yield f"{name}.{index}", TRIGGER, Value(body, trigger.line)
            authorizer = member(member(event, "http"), "authorizer")
            if authorizer is not None:
                yield f"{name}.{index}.authorizer", AUTHORIZER, _authorizer(authorizer)
    shared = member(member(member(root, "provider"), "httpApi"), "authorizers")
    for name, authorizer in mapping(shared).items():
        yield f"authorizer.{name}", AUTHORIZER, _authorizer(authorizer)


def _authorizer(authorizer: Value) -> Value:
    """Return an authorizer as one record, whichever of its forms it is written in."""
    if isinstance(authorizer.data, dict):
        return authorizer
    return Value({"name": authorizer}, authorizer.line)
