"""Looks for secrets and personal data in an assessment file, with question and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from advisor.errors import FileAccessError, FindingsError, InputError, Problem
from advisor.publish import config
from advisor.publish.guard import Hit, Passage, Rules, scan

MAX_BYTES = 4 * 1024 * 1024


def passages(name: str, text: str) -> tuple[Passage, ...]:
    """Return every text that a person wrote in an assessment, with its question or field.

    Raises:
        InputError: The text is not YAML.
    """
    try:
        # Composed, not constructed: no tag of the file can run anything.
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise InputError(f"{name}: is not YAML") from error
    return tuple(_texts(name, root, ())) if root is not None else ()


def hits(path: Path, rules: Rules) -> tuple[Hit, ...]:
    """Return what must not leave in one assessment file.

    Raises:
        FileAccessError: The file cannot be read.
        InputError: The detector is not installed, or the file is not YAML.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileAccessError(f"{path}: cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES} bytes")
    return scan(passages(str(path), raw.decode("utf-8", "replace")), rules)


def warnings(path: Path) -> tuple[Problem, ...]:
    """Return what should not be shared, by the publishing configuration that applies to a file.

    Where the search cannot be made, that is the warning: it must not stop a document.
    """
    try:
        settings = config.load(config.find(path)).settings
        return tuple(hit.problem() for hit in hits(path, settings.guard_rules()))
    except InputError as error:
        said = f"not searched for secrets: {error.message}"
        return (Problem(str(path), 0, "", said, error.hint), *error.problems)


def refuse(found: tuple[Hit, ...]) -> None:
    """Stop on the first look: name every hit's question and line, and never what it is.

    Raises:
        FindingsError: There is a hit.
    """
    if not found:
        return
    lines = "\n".join(f"  {hit.problem()}" for hit in found)
    raise FindingsError(f"Nothing was published: {len(found)} texts must not leave.\n{lines}")


def _texts(name: str, node: yaml.Node, path: tuple[str, ...]) -> Iterator[Passage]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _texts(name, value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _texts(name, value, path)
    elif isinstance(node, yaml.ScalarNode) and isinstance(node.value, str):
        # A literal block begins on the line after its mark.
        line = node.start_mark.line + (2 if node.style in {"|", ">"} else 1)
        yield Passage(name, line, _question(path), node.value)


def _question(path: tuple[str, ...]) -> str:
    """Return the question's id for an answer, else the field's name."""
    if len(path) > 1 and path[0] == "answers":
        return path[1]
    return ".".join(path)
