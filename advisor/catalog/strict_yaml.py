"""Strict YAML: text in, plain values with line numbers out.

Stricter than YAML 1.1 where people trip: `no`, `on`, `12:30` and dates stay text, a key may occur
once, and anchors, aliases, merge keys and tags are refused. Size and depth are capped, so that no
file can exhaust the machine. Every problem of a file that can be read on is reported, not the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml
from yaml.cyaml import CParser

from advisor.errors import Problem

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 40
# Above this many brackets and indents a file is measured before it is composed: the C composer
# recurses, and would overflow the stack on a hostile file.
_HARMLESS_NESTING: Final = 2000

_IMPLICIT: Final = ""
_WORDS: Final[dict[str, object]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_INTEGER: Final = re.compile(r"(?:0|-?[1-9][0-9]{0,17})")
_MAYBE_ANCHOR_OR_TAG: Final = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)
_INDENT: Final = re.compile(r"^[ ?:-]*", re.MULTILINE)
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_TEXT_CONTROLS: Final = frozenset("\t\n\r\x85")
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

type_names: Final[dict[type, str]] = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    type(None): "nothing",
}

Path = tuple[str | int, ...]


class _Composer(CParser):
    """The C composer without implicit tags: scalars are resolved here, by our own rules."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return _IMPLICIT

    def descend_resolver(self, parent: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its plain value, and where each part of it stands."""

    file: str
    value: object
    root: yaml.Node | None

    def line(self, path: Path = ()) -> int:
        """Return the line of the deepest part of `path` that exists; 1 for the file's start."""
        node, line = self.root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

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


def parse(content: bytes, file: str, max_bytes: int = MAX_BYTES) -> tuple[Document, list[Problem]]:
    """Parse one file; the document's value is None where problems leave nothing to read."""
    text, problem = _decode(content, file, max_bytes)
    if text is None:
        return Document(file, None, None), [problem] if problem else []
    problems = _refused_features(text, file)
    if problems:
        return Document(file, None, None), problems
    try:
        root = _Composer(text).get_single_node()
    except yaml.YAMLError as error:
        return Document(file, None, None), [_syntax_problem(error, file, text)]
    builder = _Builder(file)
    value = builder.build(root, ()) if root is not None else None
    return Document(file, value, root), builder.problems


class _Builder:
    """Turns nodes into plain values and notes what is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, path: Path) -> object:
        if type(node) is yaml.ScalarNode:
            return scalar(node)
        if len(path) >= MAX_DEPTH:
            self._refuse(node, path, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
            return None
        if type(node) is yaml.SequenceNode:
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                self._refuse(key_node, path, "a key must be a word", "use plain text as key")
                continue
            key = key_node.value
            if key in values:
                self._refuse(key_node, (*path, key), "the key occurs twice", "keep one of the two")
                continue
            values[key] = self.build(value_node, (*path, key))
        return values

    def _refuse(self, node: yaml.Node, path: Path, problem: str, fix: str) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(self.file, line, field_name(path), problem, fix))


def scalar(node: yaml.ScalarNode) -> object:
    """Return the value of a scalar: text unless it is a plain null, boolean or whole number."""
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789" and _INTEGER.fullmatch(text):
        return int(text)
    return text


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if isinstance(key_node, yaml.ScalarNode) and key_node.value == step:
                return key_node.start_mark.line + 1, value_node
    return None


def _decode(content: bytes, file: str, max_bytes: int) -> tuple[str | None, Problem | None]:
    """Return the text, or the reason why the bytes are none."""
    if len(content) > max_bytes:
        size = f"the file has {len(content)} bytes; at most {max_bytes} are read"
        return None, Problem(file, 0, "", size, "shorten or split it")
    if content.startswith(_UTF16_MARKS):
        return None, Problem(file, 1, "", "the file is UTF-16", "save it as UTF-8")
    if content.startswith(_UTF8_MARK):
        fix = "save it as UTF-8 without byte order mark"
        return None, Problem(file, 1, "", "the file starts with a byte order mark", fix)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return None, Problem(file, line, "", byte, "save the file as UTF-8 text")
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        name = f"control character U+{ord(control.group()):04X}"
        fix = 'delete it, or write it as an escape in a "quoted" text'
        return None, Problem(file, line, "", name, fix)
    return text, None


def _refused_features(text: str, file: str) -> list[Problem]:
    """Look for anchors, aliases, tags and absurd depth, on the slow path only if need be."""
    if not _MAYBE_ANCHOR_OR_TAG.search(text) and _nesting_bound(text) <= _HARMLESS_NESTING:
        return []
    problems = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=CParser):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                mark, what = event.start_mark, f"nested deeper than {MAX_DEPTH} levels"
                return [Problem(file, mark.line + 1, "", what, "flatten it")]
            feature = _refused_feature(event)
            if feature:
                line = event.start_mark.line + 1
                fix = 'write the value out; text that starts with & * ! needs "quotes"'
                problems.append(Problem(file, line, "", feature, fix))
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, file, text))
    return problems


def _refused_feature(event: yaml.Event) -> str:
    if isinstance(event, yaml.AliasEvent):
        return f"alias *{event.anchor} is not allowed"
    if getattr(event, "anchor", None):
        return f"anchor &{event.anchor} is not allowed"
    if getattr(event, "tag", None):
        return f"tag {event.tag} is not allowed"
    return ""


def _nesting_bound(text: str) -> int:
    """Return a number that the depth of `text` cannot exceed."""
    indent = max(map(len, _INDENT.findall(text)))
    return text.count("[") + text.count("{") + 2 * indent


def _syntax_problem(error: yaml.YAMLError, file: str, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem(file, 0, "", f"not YAML: {error}", "save it as plain YAML text")
    problem = getattr(error, "problem", None) or "not YAML"
    # The parser points behind the end where the text just stops.
    last = text.count("\n") + (not text.endswith("\n"))
    return Problem(
        file, min(mark.line + 1, max(last, 1)), "", f"not YAML: {problem}", _syntax_fix(problem)
    )


def _syntax_fix(problem: str) -> str:
    if "cannot start any token" in problem:
        return 'indent with spaces, and put text that starts with @ ` % into "quotes"'
    if "mapping values are not allowed" in problem:
        return 'put text that contains ": " into "quotes"'
    if "but found another document" in problem or "expected a single document" in problem:
        return "keep one document per file: delete the line ---"
    return "check indentation, quotes and brackets at this line"
