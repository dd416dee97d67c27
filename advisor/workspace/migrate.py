"""Brings assessment files of older schema versions up to date, one version at a time.

A migration changes the plain value that was read, and never fails: what it does not understand it
leaves alone, for the shape check to report at its line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from advisor.catalog.strict_yaml import Document
from advisor.errors import Problem
from advisor.model.assessment import SCHEMA_VERSION
from advisor.workspace.migrate_actors import kinds_to_actors

Plain = dict[str, Any]


def version_problem(document: Document) -> Problem | None:
    """Return why the file's schema version cannot be read, if it cannot."""
    value = document.value
    if not isinstance(value, dict):
        fix = f"start it with schema_version: {SCHEMA_VERSION}"
        return document.problem((), "no assessment: a mapping of fields expected", fix)
    if "schema_version" not in value:
        fix = f"add schema_version: {SCHEMA_VERSION}"
        return document.problem(("schema_version",), "is missing", fix)
    version = value["schema_version"]
    if type(version) is not int or version < 0:
        fix = f"write schema_version: {SCHEMA_VERSION}"
        return document.problem(("schema_version",), "a whole number expected", fix)
    if version > SCHEMA_VERSION:
        return document.problem(
            ("schema_version",),
            f"the file has schema version {version}; this advisor reads up to {SCHEMA_VERSION}",
            f"install an advisor that reads schema version {version}",
        )
    return None


def migrate(value: Plain) -> Plain:
    """Return the value in the present schema; the given one is not changed."""
    migrated = dict(value)
    while (version := migrated["schema_version"]) < SCHEMA_VERSION:
        migrated = _STEPS[version](migrated)
        migrated["schema_version"] = version + 1
    return migrated


def _flat_answers(value: Plain) -> Plain:
    """Version 0 held bare values as answers, notes beside them, and only a project's name."""
    new = dict(value)
    notes = new.pop("notes", {})
    answers = value.get("answers")
    if isinstance(answers, dict):
        new["answers"] = {key: _answer(answer) for key, answer in answers.items()}
        if isinstance(notes, dict):
            for key, note in notes.items():
                if isinstance(new["answers"].get(key), dict):
                    new["answers"][key]["note"] = note
    if isinstance(value.get("project"), str):
        new["project"] = {"name": value["project"]}
    return new


def _answer(answer: object) -> object:
    if answer is None:
        return {"unknown": True}
    return dict(answer) if isinstance(answer, dict) else {"value": answer}


_STEPS: Final[dict[int, Callable[[Plain], Plain]]] = {0: _flat_answers, 1: kinds_to_actors}
