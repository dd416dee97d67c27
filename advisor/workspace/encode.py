"""Turns an assessment into the plain tree that its file holds, in the file's key order."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from msgspec import NODEFAULT, Struct, structs

from advisor.model.assessment import SCHEMA_VERSION, Answer, Assessment, Proposal

TOP_LEVEL: Final = (
    "schema_version",
    "catalog_version",
    "id",
    "project",
    "actors",
    "complete",
    "answers",
    "figures",
    "products",
    "dates",
    "overrides",
    "record",
    "waivers",
    "proposals",
)
_IN_NEW_FILES: Final = frozenset(["schema_version", "catalog_version", "project", "answers"])


class Fields(dict[str, Any]):
    """The fields of a record, of which those that hold their default need not be written.

    A plain dict holds the team's own keys; all of them are written.
    """

    defaults: frozenset[str] = frozenset()


def encode(assessment: Assessment) -> Fields:
    """Return the whole tree, fields that hold their default included."""
    tree = _fields(assessment)
    ordered = Fields((key, tree[key]) for key in TOP_LEVEL)
    ordered["schema_version"] = SCHEMA_VERSION
    ordered.defaults = tree.defaults - {"schema_version"}
    return ordered


def worth_adding(container: dict[str, Any], key: str) -> bool:
    """Return whether a member that a file lacks must be written; a default need not."""
    return not (isinstance(container, Fields) and key in container.defaults)


def new_file(tree: Fields) -> dict[str, Any]:
    """Return what a new file holds: what differs from the defaults, and where to go on."""
    return {
        key: without_defaults(value)
        for key, value in tree.items()
        if key in _IN_NEW_FILES or worth_adding(tree, key)
    }


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
    if isinstance(value, Struct):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "items"):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _fields(record: Struct) -> Fields:
    given = structs.asdict(record)
    tree = Fields((name, _plain(value)) for name, value in given.items())
    tree.defaults = frozenset(
        name for name, value in given.items() if value == _defaults(type(record))[name]
    )
    if isinstance(record, Proposal) and record.value is None:
        # A proposal names one option or several; `value: null` would say nothing.
        del tree["value"]
    return tree


@cache
def _defaults(kind: type[Struct]) -> dict[str, object]:
    """Return what each field of a record holds where nothing is given."""
    return {
        field.name: field.default if field.default_factory is NODEFAULT else field.default_factory()
        for field in structs.fields(kind)
    }


def _answer(answer: Answer) -> Fields:
    """Return one answer with the one of value, unknown and not_applicable that is given."""
    tree = _fields(answer)
    given = "value"
    if answer.unknown:
        given = "unknown"
    elif answer.not_applicable is not None:
        given = "not_applicable"
    for other in {"value", "unknown", "not_applicable"} - {given}:
        del tree[other]
    tree.defaults -= {given}
    return tree
