"""Variables of the Serverless Framework, as far as the scanned files answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from advisor.errors import Problem
from advisor.evidence.cloudformation.macros import Place, target
from advisor.evidence.resources import Gathered
from advisor.evidence.values import Value, in_file, mapping, member, text

_INNERMOST: Final = re.compile(r"\$\{([^${}]*)\}")
_FILE: Final = re.compile(r"\s*file\(([^)]+)\)(?::([\w.-]+))?\s*")
_SELF: Final = re.compile(r"\s*self:([\w.-]+)\s*")
_PARAMETER: Final = re.compile(r"\s*param:([\w.-]+)\s*")
_STAGE: Final = re.compile(r"\s*sls:stage\s*")
_QUOTED: Final = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\")\s*")
_PROGRAM: Final = (".js", ".cjs", ".mjs", ".ts")
_MAX_DEPTH: Final = 20
# Variables may name others that name others: a small file can ask for any number of replacements.
_MOST_LOOKUPS: Final = 20_000
# What holds unless whoever deploys names another stage.
_BY_STAGE: Final = "fallback of ${opt:stage}"


class Variables:
    """Replaces the variables of one service file; what nobody answers stays as it is written."""

    def __init__(self, root: Value, place: Place, gathered: Gathered) -> None:
        self._root = in_file(root, place.shown)
        self._place = place
        self._gathered = gathered
        self.included: set[str] = set()
        self._opened: dict[str, Value] = {}
        self._left = _MOST_LOOKUPS

    def expand(self, value: Value, depth: int = 0) -> Value:
        """Return the value with every variable replaced that has an answer here."""
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

    def part(self, name: str) -> Value:
        """Return a part of the service file, expanded."""
        return self.expand(member(self._root, name) or Value({}))

    def _text(self, value: Value, data: str, depth: int) -> Value:
        """Replace variables from the inside out, as one may name another."""
        assumed = value.assumed
        for _round in range(_MAX_DEPTH):
            whole = _INNERMOST.fullmatch(data)
            if whole:
                found = self._lookup(whole.group(1), depth)
                if found is None:
                    break
                found = found if found.line else replace(found, line=value.line, file=value.file)
                expanded = self.expand(found, depth + 1)
                return replace(expanded, assumed=expanded.assumed or assumed)
            replaced, assumed = self._replaced(data, assumed, depth)
            if replaced == data:
                break
            data = replaced
        return replace(value, data=data, assumed=assumed)

    def _replaced(self, data: str, assumed: str, depth: int) -> tuple[str, str]:
        def put(match: re.Match[str]) -> str:
            nonlocal assumed
            found = self._lookup(match.group(1), depth)
            found = self.expand(found, depth + 1) if found is not None else None
            if (
                found is None
                or isinstance(found.data, bool)
                or not isinstance(found.data, str | int)
            ):
                return match.group()
            assumed = assumed or found.assumed
            return str(found.data)

        return _INNERMOST.sub(put, data), assumed

    def _lookup(self, expression: str, depth: int) -> Value | None:
        """Return what a variable stands for; with a fallback the first source is a guess."""
        self._left -= 1
        if self._left < 0:
            return None
        first, *fallbacks = expression.split(",")
        found = self._source(first, depth)
        if found is not None:
            return found
        for fallback in fallbacks:
            quoted = _QUOTED.fullmatch(fallback)
            other = (
                Value(quoted.group(1) or quoted.group(2) or "")
                if quoted
                else self._source(fallback, depth)
            )
            if other is not None:
                return replace(other, assumed=f"fallback of ${{{first.strip()}}}")
        return None

    def _source(self, expression: str, depth: int) -> Value | None:
        own = _SELF.fullmatch(expression)
        if own:
            found: Value | None = self._root
            for step in own.group(1).split("."):
                found = self._member(found, step, depth)
            simple = found is not None and not text(found).startswith("${self:" + own.group(1))
            return found if simple else None
        parameter = _PARAMETER.fullmatch(expression)
        if parameter:
            return self._parameter(parameter.group(1), depth)
        if _STAGE.fullmatch(expression):
            return Value(self._stage(depth), assumed=_BY_STAGE) if self._stage(depth) else None
        file = _FILE.fullmatch(expression)
        return self._file(file.group(1), file.group(2) or "", depth) if file else None

    def _member(self, value: Value | None, step: str, depth: int) -> Value | None:
        """Return a member of a table, which may itself be a variable."""
        if value is not None and text(value):
            value = self.expand(value, depth + 1)
        found = member(value, step)
        if value is None or found is None or not value.assumed:
            return found
        return replace(found, assumed=found.assumed or value.assumed)

    def _stage(self, depth: int) -> str:
        """Return the stage that is deployed unless another is named; empty where not known."""
        named = member(member(self._root, "provider"), "stage")
        if named is None:
            return "dev"
        stage = text(self.expand(named, depth + 1))
        return "" if "${" in stage else stage

    def _parameter(self, name: str, depth: int) -> Value | None:
        by_stage = dict(self._parameters(name))
        if set(by_stage) == {"default"}:
            return by_stage["default"]
        stage = self._stage(depth)
        found = (by_stage.get(stage) if stage else None) or by_stage.get("default")
        return replace(found, assumed=_BY_STAGE) if found is not None else None

    def _parameters(self, name: str) -> Iterator[tuple[str, Value]]:
        """Yield what a parameter is per stage, in either of the two places for it."""
        for stage, table in mapping(member(self._root, "stages")).items():
            found = member(member(table, "params"), name)
            if found is not None:
                yield stage, found
        for stage, table in mapping(member(self._root, "params")).items():
            found = member(table, name)
            if found is not None:
                yield stage, found

    def _file(self, name: str, steps: str, depth: int) -> Value | None:
        name = name.strip().strip("'\"")
        path = target(name, self._place.path)
        document = self._place.beside.look_up(path)
        if document is None:
            self._note_missing(name, path)
            return None
        self.included.add(path)
        if path not in self._opened:
            self._opened[path] = in_file(document, target(name, self._place.shown))
        found: Value | None = self._opened[path]
        for step in steps.split(".") if steps else ():
            found = self._member(found, step, depth)
        return found

    def _note_missing(self, name: str, path: str) -> None:
        if name.endswith(_PROGRAM):
            what = f"{name} is a program; what it puts into the service is not read"
        elif not self._place.beside.is_scanned(path):
            what = f"{name} is not among the scanned files"
        else:
            return
        fix = "run `serverless package` and scan its template"
        problem = Problem(self._place.shown, 0, "", what, fix)
        if problem not in self._gathered.unseen:
            self._gathered.unseen.append(problem)
