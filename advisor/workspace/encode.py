"""Turns an assessment into the plain tree that its file holds, in the file's key order."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Final

from advisor.model.assessment import SCHEMA_VERSION, Answer, Assessment, Proposal

TOP_LEVEL: Final = (
    "schema_version",
    "catalog_version",
    "project",
    "answers",
    "actors",
    "figures",
    "products",
    "dates",
    "overrides",
    "record",
    "proposals",
)
_ALWAYS: Final = frozenset(["schema_version", "catalog_version", "project", "answers", "value"])
_DEFAULTS: Final = {"status": ("draft", "pending"), "confidence": ("medium",)}


class Fields(dict[str, Any]):
    """The fields of a record, which have defaults; the keys of a plain dict are the team's."""


def encode(assessment: Assessment) -> Fields:
    """Return the whole tree, fields that hold their default included."""
    tree = _fields(assessment)
    tree["schema_version"] = SCHEMA_VERSION
    return Fields((key, tree[key]) for key in TOP_LEVEL)


def worth_adding(container: dict[str, Any], key: str) -> bool:
    """Return whether a member that a file lacks must be written; a default need not."""
    if not isinstance(container, Fields) or key in _ALWAYS:
        return True
    value = container[key]
    if isinstance(value, Fields):
        return any(worth_adding(value, member) for member in value)
    if key in _DEFAULTS:
        return value not in _DEFAULTS[key]
    return not (value is None or value is False or value in ("", [], {}))


def without_defaults(value: Any) -> Any:
    """Return the tree as it is written into a new place."""
    if isinstance(value, dict):
        return {
            key: without_defaults(item) for key, item in value.items() if worth_adding(value, key)
        }
    if isinstance(value, list):
        return [without_defaults(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Answer):
        return _answer(value)
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "items"):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _fields(record: Any) -> Fields:
    tree = Fields((field.name, _plain(getattr(record, field.name))) for field in fields(record))
    if isinstance(record, Proposal) and record.value is None:
        # A proposal names one option or several; `value: null` would say nothing.
        del tree["value"]
    return tree


def _answer(answer: Answer) -> Fields:
    """Return one answer with the one of value, unknown and not_applicable that is given."""
    tree = Fields()
    if answer.unknown:
        tree["unknown"] = True
    elif answer.not_applicable is not None:
        tree["not_applicable"] = answer.not_applicable
    else:
        tree["value"] = _plain(answer.value)
    tree["maybe"] = list(answer.maybe)
    tree["note"] = answer.note
    tree["evidence"] = list(answer.evidence)
    return tree
