"""Refuses what strict YAML does not allow, before anything is composed from the text."""

from __future__ import annotations

import re
from typing import Final

import yaml

from advisor.catalog.yaml_depth import line_beyond
from advisor.errors import Problem

MAX_DEPTH: Final = 40
# The C composer recurses once per level. Above these counts a text is measured event by event
# before it is composed, so that no file can overflow the stack, not even a thread's small one.
# Together they stay below the depth at which the C parser itself gives up (1000 from PyYAML 6.0.4).
_HARMLESS_BRACKETS: Final = 800
_DEEP_INDENT: Final = " " * 100
_COMPACT_LEVELS: Final = ("- -", "- ?", "? -", "? ?")
_HARMLESS_COMPACT_LEVELS: Final = 50

_ANCHOR_OR_TAG: Final = re.compile(r"(?:^|[\s\[{,:?-])[&*!]")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
# What YAML does not allow as it stands; the C parser refuses it too, but without a line.
_CONTROL: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufeff\\ufffe\\uffff]"
)


def decode(content: bytes, file: str, max_bytes: int) -> str | Problem:
    """Return the text, or the reason why the bytes are none."""
    if len(content) > max_bytes:
        size = f"the file is larger than {max_bytes} bytes, the most that is read"
        return Problem(file, 0, "", size, "shorten or split it")
    if content.startswith(_UTF16_MARKS):
        return Problem(file, 1, "", "the file is UTF-16", "save it as UTF-8")
    if content.startswith(_UTF8_MARK):
        fix = "save it as UTF-8 without byte order mark"
        return Problem(file, 1, "", "the file starts with a byte order mark", fix)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem(file, line, "", byte, "save the file as UTF-8 text")


def refusals(text: str, file: str) -> list[Problem]:
    """Return the anchors, aliases, tags and absurd depths of a text.

    Texts that plainly have none of them, nearly all, are not taken apart.
    """
    marked = any(mark in text for mark in "&*!") and _ANCHOR_OR_TAG.search(text)
    return _taken_apart(text, file) if marked or _may_be_deep(text) else []


def _taken_apart(text: str, file: str) -> list[Problem]:
    problems = []
    depth = 0
    event: yaml.Event | None = None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return [_too_deep(file, _line(event))]
            feature = _refused_feature(event)
            if feature:
                fix = 'write the value out; text that starts with & * ! needs "quotes"'
                problems.append(Problem(file, _line(event), "", feature, fix))
    except yaml.YAMLError as error:
        line = line_beyond(MAX_DEPTH - depth, text, event)
        if line is not None:
            return [_too_deep(file, line)]
        problems.append(syntax_problem(error, file, text))
    return problems


def _too_deep(file: str, line: int) -> Problem:
    return Problem(file, line, "", f"nested deeper than {MAX_DEPTH} levels", "flatten it")


def syntax_problem(error: yaml.YAMLError, file: str, text: str) -> Problem:
    """Return what a parser error means, at its line."""
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        name = f"control character U+{ord(control.group()):04X}"
        return Problem(file, line, "", name, 'delete it, or escape it in a "quoted" text')
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    # Where the text just stops, the parser points behind its last line.
    last = max(text.count("\n") + (not text.endswith("\n")), 1)
    line = min(mark.line + 1, last) if mark else 0
    return Problem(file, line, "", f"not YAML: {problem}", _syntax_fix(problem))


def _may_be_deep(text: str) -> bool:
    """Return whether the depth of a text could be beyond what composes safely."""
    return (
        text.count("[") + text.count("{") > _HARMLESS_BRACKETS
        or _DEEP_INDENT in text
        or sum(map(text.count, _COMPACT_LEVELS)) > _HARMLESS_COMPACT_LEVELS
    )


def _refused_feature(event: yaml.Event) -> str:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor:
        kind = "alias *" if isinstance(event, yaml.AliasEvent) else "anchor &"
        return f"{kind}{anchor} is not allowed"
    return f"tag {tag} is not allowed" if tag else ""


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _syntax_fix(problem: str) -> str:
    if "tab character" in problem:
        return "indent with spaces"
    if "cannot start any token" in problem:
        return 'indent with spaces, and put text that starts with @ ` % into "quotes"'
    if "mapping values are not allowed" in problem:
        return 'put text that contains ": " into "quotes"'
    if "but found another document" in problem:
        return "keep one document per file: delete the line ---"
    return "check indentation, quotes and brackets at this line"
