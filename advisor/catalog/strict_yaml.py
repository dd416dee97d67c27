"""Strict YAML: text in, plain values with line numbers out.

Stricter than YAML 1.1 where people trip: `no`, `on`, `12:30` and dates stay text, a key may occur
once, and anchors, aliases, merge keys and tags are refused. Size and depth are capped, so that no
file can exhaust the machine. One pass reports every problem that leaves the rest readable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import yaml
from msgspec import Struct, field
from yaml._yaml import CParser

from advisor.catalog.yaml_guard import MAX_DEPTH, decode, refusals, syntax_problem
from advisor.errors import Problem

MAX_BYTES: Final = 4 * 1024 * 1024

_WORDS: Final[dict[str, object]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_LONGEST_WORD: Final = max(map(len, _WORDS))
_is_integer: Final = re.compile(r"(?:0|-?[1-9][0-9]{0,17})").fullmatch

TYPE_NAMES: Final[dict[type, str]] = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    type(None): "nothing",
}

Path = tuple[str | int, ...]


class _Composer(CParser):
    """The C composer without implicit types: scalars are read here, by our own rules."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, parent: object, index: object) -> None:
        """Skip; there are no types that depend on the place."""

    def ascend_resolver(self) -> None:
        """Skip, as above."""


class Document(Struct, frozen=True, dict=True):
    """One parsed file: its plain value, and where each part of it stands."""

    file: str
    value: object
    content: bytes = b""
    entry_lines: Mapping[Path, int] = field(default_factory=dict)
    """Lines of top-level fields and their entries, known without composing again."""

    @cached_property
    def root(self) -> yaml.Node | None:
        """The nodes with their places, composed again when a problem needs one."""
        try:
            return _Composer(self.content).get_single_node()
        except yaml.YAMLError:
            # Already reported by `parse`; there is no place to point to.
            return None

    def line(self, path: Path = ()) -> int:
        """Return the line of the deepest part of `path` that exists; 1 for the file's start."""
        known = self.entry_lines.get(path)
        if known is not None:
            return known
        node, line = self.root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def line_holding(self, path: Path, part: str) -> int:
        """Return the line on which a part of the text at `path` begins, as far as it shows."""
        node: yaml.Node | None = self.root
        for step in path:
            found = _child(node, step)
            node = None if found is None else found[1]
        if not isinstance(node, yaml.ScalarNode):
            return self.line(path)
        first, last = node.start_mark.line, node.end_mark.line
        lines = self.content.decode("utf-8", "replace").split("\n")
        # However the text is quoted or folded, no break falls within a word.
        word = (part.split() or [part])[0]
        held = (
            number for number in range(first, last + 1) if word in lines[number : number + 1][0]
        )
        return next(held, first) + 1

    def problem(self, path: Path, problem: str, fix: str = "") -> Problem:
        """Return a problem located at `path`."""
        return Problem(self.file, self.line(path), field_name(path), problem, fix)


def field_name(path: Path) -> str:
    """Return `rules[2].when.all[0]` for a path of keys and positions."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += f".{step}" if name else step
    return name


def type_name(value: object) -> str:
    """Return what a plain value is, in words."""
    return TYPE_NAMES.get(type(value), "something else")


def parse(content: bytes, file: str, max_bytes: int = MAX_BYTES) -> tuple[Document, list[Problem]]:
    """Parse one file; the document's value is None where problems leave nothing to read."""
    text = decode(content, file, max_bytes)
    if isinstance(text, Problem):
        return Document(file, None, content), [text]
    problems = refusals(text, file)
    if problems:
        return Document(file, None, content), problems
    try:
        root = _Composer(content).get_single_node()
    except yaml.YAMLError as error:
        return Document(file, None, content), [syntax_problem(error, file, text)]
    builder = _Builder(file)
    value = None if root is None else builder.build(root)
    return Document(file, value, content, _entry_lines(root)), builder.problems


class _Builder:
    """Turns nodes into plain values and notes what is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._path: list[str | int] = []

    def build(self, node: yaml.Node) -> object:
        if type(node) is yaml.ScalarNode:
            return _scalar(node)
        if len(self._path) >= MAX_DEPTH:
            self._refuse(node, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
            return None
        if type(node) is yaml.SequenceNode:
            return self._sequence(node)
        return self._mapping(node)

    def _sequence(self, node: yaml.Node) -> list[object]:
        values = []
        path = self._path
        path.append(0)
        for index, item in enumerate(node.value):
            # Scalars, by far the most, are read without another call.
            if type(item) is yaml.ScalarNode:
                values.append(_scalar(item))
            else:
                path[-1] = index
                values.append(self.build(item))
        path.pop()
        return values

    def _mapping(self, node: yaml.Node) -> dict[str, object]:
        values: dict[str, object] = {}
        path = self._path
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                self._refuse(key_node, "a key must be a word", "use plain text as key")
                continue
            key = key_node.value
            if key not in values and type(value_node) is yaml.ScalarNode:
                values[key] = _scalar(value_node)
                continue
            path.append(key)
            if key in values:
                self._refuse(key_node, "the key occurs twice", "keep one of the two")
            else:
                values[key] = self.build(value_node)
            path.pop()
        return values

    def _refuse(self, node: yaml.Node, problem: str, fix: str) -> None:
        line = node.start_mark.line + 1 if node.start_mark else 0
        self.problems.append(Problem(self.file, line, field_name(tuple(self._path)), problem, fix))


def _scalar(node: yaml.ScalarNode) -> object:
    """Return text unless the scalar is a bare null, boolean or whole number."""
    text: str = node.value
    if node.style:
        return text
    if len(text) <= _LONGEST_WORD and text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789" and _is_integer(text):
        return int(text)
    return text


def _entry_lines(root: yaml.Node | None) -> dict[Path, int]:
    lines: dict[Path, int] = {}
    if not isinstance(root, yaml.MappingNode):
        return lines
    for key_node, value_node in root.value:
        key = key_node.value
        if not isinstance(key, str):
            continue  # refused where the value is built
        lines.setdefault((key,), key_node.start_mark.line + 1)
        if isinstance(value_node, yaml.SequenceNode):
            for index, item in enumerate(value_node.value):
                lines.setdefault((key, index), item.start_mark.line + 1)
        elif isinstance(value_node, yaml.MappingNode):
            for member, _ in value_node.value:
                if isinstance(member.value, str):
                    lines.setdefault((key, member.value), member.start_mark.line + 1)
    return lines


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if isinstance(key_node, yaml.ScalarNode) and key_node.value == step:
                return key_node.start_mark.line + 1, value_node
    return None
