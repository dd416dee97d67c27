"""Turns an assessment into the text of its file, new or changed in place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from advisor.catalog.strict_yaml import MAX_BYTES, field_name
from advisor.catalog.strict_yaml import Path as FieldPath
from advisor.errors import AssessmentError, Problem
from advisor.model.assessment import Assessment
from advisor.model.catalog import Catalog
from advisor.workspace import emit
from advisor.workspace.comments import comments_within
from advisor.workspace.encode import TOP_LEVEL, encode, new_file
from advisor.workspace.reading import Reading, examine_bytes
from advisor.workspace.splice import BLOCK_SECTIONS, UnusualLayoutError, splice

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ANSWER: Final = ("value", "unknown", "not_applicable", "maybe", "note", "evidence")


@dataclass(frozen=True, slots=True)
class Written:
    """A text to be saved, as it reads, and whether comments of the old text did not survive."""

    reading: Reading
    comments_lost: bool = False

    @property
    def content(self) -> bytes:
        """The bytes to be saved."""
        return self.reading.text.encode()


def dump(assessment: Assessment) -> str:
    """Return the text of a new file.

    Raises:
        AssessmentError: If a text holds half of a surrogate pair, which no file can hold.
    """
    tree = encode(assessment)
    _refuse_surrogates(tree)
    lines = [
        emit.entry(key, value, 0, block=key in BLOCK_SECTIONS)
        for key, value in new_file(tree).items()
    ]
    return "\n".join(lines) + "\n"


def new(assessment: Assessment, name: str, catalog: Catalog) -> Written:
    """Return a new file's text, read again: what is written can be read.

    Raises:
        AssessmentError: If it cannot.
    """
    return Written(_read_again(dump(assessment), assessment, name, catalog))


def change(old: Reading, assessment: Assessment, name: str, catalog: Catalog) -> Written:
    """Return the old text with the assessment's differences put in place, read again.

    Raises:
        AssessmentError: If no text reads as the assessment.
    """
    tree = encode(assessment)
    _refuse_surrogates(tree)
    try:
        text = splice(old.document, old.text, tree, _order(catalog), old.renamed)
        return Written(_read_again(text, assessment, name, catalog))
    except (UnusualLayoutError, AssessmentError):
        # A layout that cannot be changed in place; a fault of the assessment shows again below.
        lost = bool(comments_within(old.text))
        return replace(new(assessment, name, catalog), comments_lost=lost)


def _read_again(text: str, assessment: Assessment, name: str, catalog: Catalog) -> Reading:
    content = text.encode()
    if len(content) > MAX_BYTES:
        problem = f"the file would have {len(content)} bytes; at most {MAX_BYTES} are read"
        raise _not_saved(name, Problem(name, 0, "", problem, "shorten the longest notes"))
    reading = examine_bytes(content, name, catalog)
    if reading.assessment != assessment:
        problem = "the text does not read back as the assessment"
        raise _not_saved(name, Problem(name, 0, "", problem, "report this with the file"))
    return reading


def _order(catalog: Catalog) -> Mapping[tuple[str, ...], Sequence[str]]:
    """Return the order of keys that are new to a file; known ones stay where they are."""
    catalog = catalog.as_loaded
    answers: dict[tuple[str, ...], Sequence[str]] = {
        ("answers", question): _ANSWER for question in catalog.questions
    }
    return {
        (): TOP_LEVEL,
        ("answers",): tuple(catalog.questions),
        ("complete",): tuple(catalog.groups),
        ("figures",): tuple(catalog.figures),
        ("products",): tuple(catalog.layers),
        ("dates",): tuple(catalog.dates),
        ("overrides",): tuple(catalog.layers),
        **answers,
    }


def _refuse_surrogates(tree: dict[str, Any]) -> None:
    problems = [
        Problem("", 0, field_name(path), "half of a surrogate pair in a text", "type it again")
        for path, text in _texts(tree, ())
        if _SURROGATE.search(text)
    ]
    if problems:
        raise AssessmentError(
            "A text cannot be saved; nothing was changed.",
            hint="Delete the character that shows as a question mark or box.",
            problems=problems,
        )


def _texts(value: Any, path: FieldPath) -> list[tuple[FieldPath, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        keys = [((*path, "key"), key) for key in value if _SURROGATE.search(key)]
        return keys + [found for key in value for found in _texts(value[key], (*path, key))]
    if isinstance(value, list):
        return [found for i, item in enumerate(value) for found in _texts(item, (*path, i))]
    return []


def _not_saved(name: str, problem: Problem) -> AssessmentError:
    return AssessmentError(f"{name} was not saved.", hint=problem.fix, problems=[problem])
