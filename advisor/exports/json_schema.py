"""The JSON Schema of `stack.json`, derived from the types that are written into it."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from enum import Enum, IntEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from advisor.exports.json import SCHEMA_VERSION
from advisor.model.document import Document
from advisor.model.report import Alignment, PlanStep, StackLine

_DAY = {"type": "string", "format": "date"}
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: _DAY,
    NoneType: {"type": "null"},
}


def schema() -> dict[str, Any]:
    """Return the schema of the JSON format."""
    definitions: dict[str, Any] = {}
    document = _document(definitions)
    properties = {
        "schema_version": {"const": SCHEMA_VERSION},
        "today": _DAY,
        "catalog_version": {"type": "string"},
        "assessment": {
            "description": "An assessment file, as assessment.schema.json describes it.",
            "type": "object",
            "required": ["schema_version", "answers"],
        },
        "decision": {
            "description": "What `advisor decide --json` prints.",
            "type": "object",
            "required": ["outcome", "settled", "possible", "capabilities", "pitfalls"],
        },
        "stack": {"type": "array", "items": _of(StackLine, definitions)},
        "plan": {"type": "array", "items": _of(PlanStep, definitions)},
        "controls": {"type": "array", "items": _of(Alignment, definitions)},
        "document": document,
        "record": document,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Identity boundary and stack",
        "description": "The stack document, its decision record and everything they state.",
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
        "$defs": dict(sorted(definitions.items())),
    }


def _document(definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(Document)
    properties = {
        "title": {"type": "string"},
        "summary": _of(hints["summary"], definitions),
        "meta": {"type": "object", "additionalProperties": {"type": "string"}},
        "sections": _of(hints["sections"], definitions),
    }
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type as `tree.data` writes it."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(part, definitions) for part in parts]}
    if origin is tuple:
        return {"type": "array", "items": _of(parts[0], definitions)}
    if isinstance(kind, type) and issubclass(kind, IntEnum):
        return {"enum": [word.name.lower().replace("_", "-") for word in kind]}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [word.value for word in kind]}
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Struct)):
        return _object(kind, definitions)
    raise TypeError(kind)


def _object(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__.lower()
    if name not in definitions:
        definitions[name] = {}  # sections hold sections
        hints = get_type_hints(kind)
        properties = {name: _of(hint, definitions) for name, hint in hints.items()}
        if kind.__module__ == "advisor.model.document":
            properties = {"kind": {"const": name}, **properties}
        definitions[name] = {
            "description": (kind.__doc__ or "").splitlines()[0],
            "type": "object",
            "required": list(properties),
            "additionalProperties": False,
            "properties": properties,
        }
    return {"$ref": f"#/$defs/{name}"}
