"""What the declared type of a variable does to a value: defaults of members, and conversions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from advisor.evidence.terraform.collection_functions import distinct
from advisor.evidence.terraform.expressions import Call, Expression, ListOf, Name, ObjectOf
from advisor.evidence.values import OPEN_KEY, Unknown, Value, unknown

Evaluate = Callable[[Expression], Value]
_WORDS: Final = {"true": True, "false": False}
_DEEPEST: Final = 50


def converted(value: Value, kind: Expression | None, evaluate: Evaluate, depth: int = 0) -> Value:
    """Return the value as a variable of the type `kind` holds it."""
    if kind is None or value.data is None or isinstance(value.data, Unknown) or depth > _DEEPEST:
        return value
    if isinstance(kind, Name):
        return _primitive(value, kind.name)
    if not isinstance(kind, Call) or not kind.arguments:
        return value
    inner = kind.arguments[0]
    if kind.name == "object" and isinstance(inner, ObjectOf):
        return _object(value, inner, evaluate, depth)
    return _collection(value, kind.name, inner, evaluate, depth)


def _collection(
    value: Value, name: str, inner: Expression, evaluate: Evaluate, depth: int
) -> Value:
    data = value.data
    if name == "map" and isinstance(data, dict):
        return value.holding(
            {key: converted(item, inner, evaluate, depth + 1) for key, item in data.items()}
        )
    if name in {"list", "set"} and isinstance(data, tuple):
        items = tuple(converted(item, inner, evaluate, depth + 1) for item in data)
        listed = value.holding(items)
        return value.holding(distinct(listed).data) if name == "set" else listed
    if name == "tuple" and isinstance(inner, ListOf) and isinstance(data, tuple):
        pairs = zip(data, inner.items, strict=False)
        return value.holding(
            tuple(converted(item, part, evaluate, depth + 1) for item, part in pairs)
        )
    return value


def _object(value: Value, declared: ObjectOf, evaluate: Evaluate, depth: int) -> Value:
    """Keep the declared members; fill in those left out."""
    if not isinstance(value.data, dict):
        return value
    open_ = value.data.get(OPEN_KEY)
    members: dict[str, Value] = {}
    for key_expression, kind in declared.members:
        name = str(getattr(key_expression, "value", ""))
        optional, inner, default = _optional(kind)
        given = value.data.get(name)
        if given is None and open_ is not None:
            members[name] = open_
            continue
        if given is None and not optional:
            members[name] = unknown(f"no member {name}", value.line)
            continue
        if given is None or (given.data is None and default is not None):
            given = evaluate(default) if default is not None else Value(None)
            given = given.at(value.line)
        members[name] = converted(given, inner, evaluate, depth + 1)
    return value.holding(members)


def _optional(kind: Expression) -> tuple[bool, Expression, Expression | None]:
    """Return whether a member may be left out, its type and its default."""
    if not isinstance(kind, Call) or kind.name != "optional" or not kind.arguments:
        return False, kind, None
    return True, kind.arguments[0], kind.arguments[1] if len(kind.arguments) > 1 else None


def _primitive(value: Value, name: str) -> Value:
    data = value.data
    if name == "bool" and isinstance(data, str) and data in _WORDS:
        return value.holding(_WORDS[data])
    if name == "string" and isinstance(data, bool):
        return value.holding(str(data).lower())
    if name == "string" and isinstance(data, int | float):
        return value.holding(str(data))
    if name == "number" and isinstance(data, str) and data.isdecimal() and len(data) < 19:  # noqa: PLR2004 - what fits
        return value.holding(int(data))
    return value
