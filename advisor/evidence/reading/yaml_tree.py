"""YAML as cloud templates use it: tags, aliases and duplicates, with line numbers and limits.

Built from parser events without recursion, so neither depth nor aliases can exhaust the machine.
A tag such as `!Ref x` becomes the mapping that its long form would be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from advisor.catalog.yaml_depth import line_beyond
from advisor.errors import Problem
from advisor.evidence.limits import Limits
from advisor.evidence.values import Unknown, Value

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **{form: True for word in ("yes", "true", "on") for form in (word, word.title(), word.upper())},
    **{
        form: False
        for word in ("no", "false", "off")
        for form in (word, word.title(), word.upper())
    },
}
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}")
_MERGE: Final = "<<"
_PLAIN_TAGS: Final = ("tag:yaml.org,2002:", "!!")


class _TooMuchError(Exception):
    """The file exceeds a limit at `line`."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(slots=True)
class _Open:
    """A collection that is still being read."""

    line: int
    tag: str
    anchor: str
    size: int = 1
    height: int = 0
    key: str | None = None
    items: list[Value] | None = None
    members: dict[str, Value] = field(default_factory=dict)
    merged: dict[str, Value] = field(default_factory=dict)


def parse_yaml(text: str, file: str, limits: Limits) -> tuple[Value | None, list[Problem]]:
    """Return the first document of a YAML text; None where it is broken, with the reason."""
    documents, problems = _parse(text, file, limits, most=1)
    return (documents[0] if documents else None), problems


def parse_yaml_documents(text: str, file: str, limits: Limits) -> list[Value]:
    """Return every document of a YAML text; none where it is broken."""
    return _parse(text, file, limits, most=limits.instances)[0]


def _parse(text: str, file: str, limits: Limits, most: int) -> tuple[list[Value], list[Problem]]:
    builder = _Builder(file, limits)
    event: yaml.Event | None = None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
            if builder.documents > most:
                break
    except yaml.YAMLError as error:
        line = line_beyond(limits.depth - len(builder.stack), text, event)
        if line is not None:
            return [], [Problem(file, line, "", _too_deep(limits))]
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        # The parser's own text may quote the file; only its general part is repeated.
        what = re.sub(r"'[^']*'|\"[^\"]*\"", "…", getattr(error, "problem", None) or "syntax error")
        return [], [Problem(file, mark.line + 1 if mark else 1, "", f"is not YAML: {what}")]
    except _TooMuchError as error:
        return [], [Problem(file, error.line, "", error.what)]
    return builder.results, builder.problems


def _too_deep(limits: Limits) -> str:
    return f"is nested deeper than {limits.depth} levels"


class _Builder:
    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.problems: list[Problem] = []
        self.results: list[Value] = []
        self.documents = 0
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Value, int, int]] = {}
        self.nodes = 0

    def take(self, event: Any) -> None:
        """Take one parser event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, is_list=kind is yaml.SequenceStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            self.anchors.clear()

    def _open(self, event: Any, *, is_list: bool) -> None:
        line = event.start_mark.line + 1
        if len(self.stack) >= self.limits.depth:
            raise _TooMuchError(line, _too_deep(self.limits))
        opened = _Open(
            line, getattr(event, "tag", None) or "", getattr(event, "anchor", None) or ""
        )
        if is_list:
            opened.items = []
        self.stack.append(opened)

    def _close(self) -> None:
        done = self.stack.pop()
        members = {**done.merged, **done.members}
        data = tuple(done.items) if done.items is not None else members
        value = _tagged(done.tag, Value(data, done.line))
        if done.anchor:
            self.anchors[done.anchor] = (value, done.size, done.height + 1)
        self._put(value, done.size, done.height + 1)

    def _scalar(self, event: Any) -> None:
        line = event.start_mark.line + 1
        text: str = event.value
        top = self.stack[-1] if self.stack else None
        if top is not None and top.items is None and top.key is None:
            top.key = text
            top.line = top.line or line
            self._note_duplicate(top, text, line)
            return
        tag = getattr(event, "tag", None) or ""
        plain = not event.style and not tag
        value = _tagged(tag, Value(_resolve(text) if plain else text, line))
        if getattr(event, "anchor", None):
            self.anchors[event.anchor] = (value, 1, 0)
        self._put(value, 1, 0)

    def _alias(self, event: Any) -> None:
        line = event.start_mark.line + 1
        held = self.anchors.get(event.anchor)
        if held is None:
            raise _TooMuchError(line, "uses an alias before it is defined")
        self._put(*held)

    def _put(self, value: Value, size: int, height: int) -> None:
        """Place a finished value; `size` and `height` count it with aliases expanded."""
        self.nodes += 1
        if not self.stack:
            self.results.append(value)
            return
        top = self.stack[-1]
        top.size += size
        top.height = max(top.height, height)
        if len(self.stack) + top.height > self.limits.depth:
            raise _TooMuchError(value.line, _too_deep(self.limits))
        if self.nodes > self.limits.nodes or top.size > self.limits.nodes:
            raise _TooMuchError(value.line, f"stands for more than {self.limits.nodes} values")
        if top.items is not None:
            top.items.append(value)
            return
        if top.key is None:
            # A collection as key: no template has one that matters here.
            top.key = ""
            return
        key, top.key = top.key, None
        if key == _MERGE and isinstance(value.data, dict):
            top.merged.update(value.data)
        elif key == _MERGE and isinstance(value.data, tuple):
            # Of several, the first that has a member counts.
            for part in reversed(value.data):
                top.merged.update(part.data if isinstance(part.data, dict) else {})
        elif key in top.members:
            top.members[key] = Value(Unknown("the key occurs twice"), value.line)
        else:
            top.members[key] = value

    def _note_duplicate(self, top: _Open, key: str, line: int) -> None:
        if key in top.members and key != _MERGE:
            what = "the key occurs twice; its value is treated as not known"
            self.problems.append(Problem(self.file, line, key, what, "keep one of the two"))


def _resolve(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _tagged(tag: str, value: Value) -> Value:
    """Return the long form of a template function: `!Ref x` is `{"Ref": x}`."""
    if not tag or tag == "!" or tag.startswith(_PLAIN_TAGS):
        return value
    name = tag.lstrip("!")
    if name == "GetAtt" and isinstance(value.data, str):
        parts = value.data.split(".", 1)
        value = Value(tuple(Value(part, value.line) for part in parts), value.line)
    function = name if name in {"Ref", "Condition"} else f"Fn::{name}"
    return Value({function: value}, value.line)
