"""A document tree as plain data: one object per node, with its kind named."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum, IntEnum
from typing import Any

from msgspec import Struct

from advisor.model.document import Document


def document_data(document: Document) -> dict[str, Any]:
    """Return a document as JSON-ready data; nothing of it is lost."""
    return {
        "title": document.title,
        "summary": [data(part) for part in document.summary],
        "meta": dict(document.meta),
        "sections": [data(section) for section in document.sections],
    }


def data(value: object) -> Any:  # noqa: PLR0911 - one return per kind of value
    """Return a frozen value as JSON-ready data; nodes carry their kind."""
    if isinstance(value, IntEnum):
        return value.name.lower().replace("_", "-")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [data(part) for part in value]
    if isinstance(value, Struct):
        return {name: data(getattr(value, name)) for name in value.__struct_fields__}
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: data(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **named} if _is_node(value) else named
    if hasattr(value, "items"):
        return {str(key): data(part) for key, part in value.items()}
    return value


def _is_node(value: object) -> bool:
    return type(value).__module__ == "advisor.model.document"
