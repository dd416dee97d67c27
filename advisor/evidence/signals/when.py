"""Conditions of signals, read from YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from advisor.catalog.strict_yaml import Document
from advisor.errors import Problem
from advisor.evidence.signals.model import Every, Never, Some, Test, When

Path = tuple[str | int, ...]
OPERATORS: Final = (
    "is",
    "in",
    "every_in",
    "other_than",
    "above",
    "below",
    "matches",
    "present",
    "written",
    "counts",
)


def read_when(raw: object, document: Document, path: Path, problems: list[Problem]) -> When | None:
    """Return the condition, or None after noting what is wrong with it."""
    if not isinstance(raw, dict) or not raw:
        problems.append(document.problem(path, "a condition is a mapping", "see docs/guides"))
        return None
    for word, build in (("all", Every), ("any", Some)):
        if word in raw:
            return _group(raw, word, build, document, path, problems)
    if "not" in raw:
        part = read_when(raw["not"], document, (*path, "not"), problems)
        return Never(part) if part is not None else None
    return _test(raw, document, path, problems)


def _group(
    raw: Mapping[str, object],
    word: str,
    build: Callable[[tuple[When, ...]], When],
    document: Document,
    path: Path,
    problems: list[Problem],
) -> When | None:
    listed = raw[word]
    if not isinstance(listed, list) or len(raw) > 1:
        problems.append(document.problem((*path, word), "holds a list of conditions, alone"))
        return None
    parts = [
        read_when(item, document, (*path, word, index), problems)
        for index, item in enumerate(listed)
    ]
    return build(tuple(part for part in parts if part is not None))


def _test(
    raw: Mapping[str, object], document: Document, path: Path, problems: list[Problem]
) -> When | None:
    attribute, link = raw.get("attribute"), raw.get("link", "")
    used = [word for word in OPERATORS if word in raw]
    if not isinstance(attribute, str) or not isinstance(link, str) or len(used) != 1:
        what = "a comparison needs `attribute` and one of " + ", ".join(OPERATORS)
        problems.append(document.problem(path, what))
        return None
    extra = set(raw) - {"attribute", "link", used[0]}
    if extra:
        problems.append(document.problem(path, f"unknown word {min(extra)}"))
        return None
    operand = raw[used[0]]
    fault = _fault(used[0], operand)
    if fault:
        problems.append(document.problem((*path, used[0]), fault))
        return None
    return Test(attribute, used[0], tuple(operand) if isinstance(operand, list) else operand, link)


def _fault(operator: str, operand: object) -> str:
    if operator in {"in", "every_in", "other_than"}:
        return "" if isinstance(operand, list) and operand else "holds a list of values"
    if operator in {"above", "below", "counts"}:
        return "" if type(operand) is int else "holds a whole number"
    if operator in {"present", "written"}:
        return "" if isinstance(operand, bool) else "holds true or false"
    if operator == "matches":
        try:
            re.compile(str(operand))
        except re.error as error:
            return f"is not a regular expression: {error}"
    return ""
