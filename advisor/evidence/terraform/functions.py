"""The Terraform functions that need nothing but their arguments.

A function that reads files, the clock or chance is left out on purpose: its result stays unknown.
Arguments arrive with no unknown part, unless the function is listed in `PARTIAL`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import Final

from advisor.evidence.values import OPEN_KEY, Unknown, Value, lift, plain, unknown

_MAX_TEXT: Final = 1_000_000
_WORD_START: Final = re.compile(r"(?<![A-Za-z0-9_])[a-z]")


class NotResolvedError(Exception):
    """The call is wrong or too large; its result stays unknown."""


def _string(value: Value) -> str:
    data = value.data
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, str | int | float):
        return str(data)
    raise NotResolvedError


def _list(value: Value) -> tuple[Value, ...]:
    data = value.data
    if isinstance(data, tuple):
        return data
    if isinstance(data, dict):
        return tuple(data.values())
    raise NotResolvedError


def _map(value: Value) -> Mapping[str, Value]:
    if isinstance(value.data, dict):
        return value.data
    raise NotResolvedError


def _number(value: Value) -> int | float:
    data = value.data
    if isinstance(data, bool):
        raise NotResolvedError
    if isinstance(data, int | float):
        return data
    try:
        return int(_string(value))
    except ValueError as error:
        raise NotResolvedError from error


def concat(*lists: Value) -> Value:
    """Join lists; an unknown list leaves one unknown item."""
    joined: list[Value] = []
    for part in lists:
        if isinstance(part.data, Unknown):
            joined.append(part)
        else:
            joined.extend(_list(part))
    return Value(tuple(joined))


def compact(items: Value) -> Value:
    """Drop empty strings and nulls."""
    kept = (item for item in _list(items) if item.data not in ("", None))
    return Value(tuple(kept))


def flatten(items: Value) -> Value:
    """Flatten nested lists."""
    flat: list[Value] = []
    stack = list(reversed(_list(items)))
    while stack:
        item = stack.pop()
        if isinstance(item.data, tuple):
            stack.extend(reversed(item.data))
        else:
            flat.append(item)
    return Value(tuple(flat))


def merge(*maps: Value) -> Value:
    """Merge maps; an unknown one leaves the result open."""
    merged: dict[str, Value] = {}
    for part in maps:
        if isinstance(part.data, Unknown):
            # Whatever stood before may be replaced by the unknown map.
            merged = {key: unknown(part.data.reason) for key in merged}
            merged[OPEN_KEY] = part
        elif part.data is not None:
            merged.update(_map(part))
    return Value(merged)


def distinct(items: Value) -> Value:
    """Keep the first of equal items."""
    kept: list[Value] = []
    seen: set[str] = set()
    for item in _list(items):
        key = repr(plain(item))
        if isinstance(item.data, Unknown) or key not in seen:
            kept.append(item)
            seen.add(key)
    return Value(tuple(kept))


def tolist(items: Value) -> Value:
    """Return the items as a list."""
    return Value(_list(items))


def coalesce(*values: Value) -> Value:
    """Return the first value that is neither null nor empty."""
    for value in values:
        if isinstance(value.data, Unknown):
            return value
        if value.data not in (None, ""):
            return value
    raise NotResolvedError


def coalescelist(*lists: Value) -> Value:
    """Return the first list that is not empty."""
    for value in lists:
        if isinstance(value.data, Unknown) or _list(value):
            return value
    raise NotResolvedError


def lookup(table: Value, key: Value, default: Value | None = None) -> Value:
    """Return the member of a map, or the default."""
    if isinstance(table.data, Unknown) or isinstance(key.data, Unknown):
        return unknown("an unknown lookup")
    members = _map(table)
    found = members.get(_string(key), members.get(OPEN_KEY, default))
    if found is None:
        raise NotResolvedError
    return found


def element(items: Value, index: Value) -> Value:
    """Return the item at the position, counting around."""
    values = _list(items)
    if not values:
        raise NotResolvedError
    return values[int(_number(index)) % len(values)]


def _contains(items: Value, wanted: Value) -> Value:
    return Value(any(item.data == wanted.data for item in _list(items)))


def _jsonencode(value: Value) -> Value:
    # Kept as structure: a policy is read from it, and a half-known one still tells its actions.
    return value


def _jsondecode(value: Value) -> Value:
    try:
        return lift(json.loads(_string(value)))
    except (ValueError, RecursionError) as error:
        raise NotResolvedError from error


def _base64decode(value: Value) -> Value:
    try:
        return Value(base64.b64decode(_string(value), validate=True).decode())
    except (binascii.Error, ValueError) as error:
        raise NotResolvedError from error


def _join(separator: Value, *lists: Value) -> Value:
    parts = [_string(item) for part in lists for item in _list(part)]
    return Value(_string(separator).join(parts)[:_MAX_TEXT])


def _split(separator: Value, text: Value) -> Value:
    parts = _string(text).split(_string(separator)) if _string(separator) else [_string(text)]
    return Value(tuple(Value(part) for part in parts))


def _replace(text: Value, old: Value, new: Value) -> Value:
    pattern = _string(old)
    if pattern.startswith("/") and pattern.endswith("/") and len(pattern) > 1:
        raise NotResolvedError
    return Value(_string(text).replace(pattern, _string(new))[:_MAX_TEXT])


def _format(template: Value, *arguments: Value) -> Value:
    remaining = list(arguments)

    def put(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        if not remaining:
            raise NotResolvedError
        return _string(remaining.pop(0))

    return Value(re.sub(r"%(?:%|[sdv])", put, _string(template))[:_MAX_TEXT])


def _substr(text: Value, offset: Value, length: Value) -> Value:
    start, count = int(_number(offset)), int(_number(length))
    return Value(_string(text)[start : None if count < 0 else start + count])


def _length(value: Value) -> Value:
    if isinstance(value.data, str):
        return Value(len(value.data))
    return Value(len(_list(value)))


def _keys(value: Value) -> Value:
    return Value(tuple(Value(key) for key in sorted(_map(value))))


def _values(value: Value) -> Value:
    table = _map(value)
    return Value(tuple(table[key] for key in sorted(table)))


def _zipmap(keys: Value, values: Value) -> Value:
    return Value(dict(zip(map(_string, _list(keys)), _list(values), strict=False)))


def _tobool(value: Value) -> Value:
    words = {"true": True, "false": False}
    if isinstance(value.data, bool) or value.data is None:
        return value
    if _string(value) in words:
        return Value(words[_string(value)])
    raise NotResolvedError


def _range(*bounds: Value) -> Value:
    numbers = range(*(int(_number(bound)) for bound in bounds))
    if len(numbers) > _MAX_TEXT // 1000:
        raise NotResolvedError
    return Value(tuple(Value(number) for number in numbers))


def _setunion(*sets: Value) -> Value:
    return distinct(concat(*sets))


def _startswith(text: Value, prefix: Value) -> Value:
    return Value(_string(text).startswith(_string(prefix)))


def _endswith(text: Value, suffix: Value) -> Value:
    return Value(_string(text).endswith(_string(suffix)))


def _strcontains(text: Value, part: Value) -> Value:
    return Value(_string(part) in _string(text))


def _same(value: Value) -> Value:
    return value


PARTIAL: Final[dict[str, Callable[..., Value]]] = {
    "coalesce": coalesce,
    "coalescelist": coalescelist,
    "compact": compact,
    "concat": concat,
    "distinct": distinct,
    "flatten": flatten,
    "jsonencode": _jsonencode,
    "lookup": lookup,
    "merge": merge,
    "nonsensitive": _same,
    "setunion": _setunion,
    "tolist": tolist,
    "tomap": _same,
    "toset": distinct,
    "yamlencode": _jsonencode,
}

WHOLE: Final[dict[str, Callable[..., Value]]] = {
    "abs": lambda value: Value(abs(_number(value))),
    "alltrue": lambda items: Value(all(item.data is True for item in _list(items))),
    "anytrue": lambda items: Value(any(item.data is True for item in _list(items))),
    "base64decode": _base64decode,
    "contains": _contains,
    "element": element,
    "endswith": _endswith,
    "format": _format,
    "join": _join,
    "jsondecode": _jsondecode,
    "keys": _keys,
    "length": _length,
    "lower": lambda text: Value(_string(text).lower()),
    "max": lambda *numbers: Value(max(map(_number, numbers))),
    "min": lambda *numbers: Value(min(map(_number, numbers))),
    "one": lambda items: _list(items)[0] if _list(items) else Value(None),
    "range": _range,
    "replace": _replace,
    "reverse": lambda items: Value(tuple(reversed(_list(items)))),
    "sort": lambda items: Value(tuple(Value(text) for text in sorted(map(_string, _list(items))))),
    "split": _split,
    "startswith": _startswith,
    "strcontains": _strcontains,
    "substr": _substr,
    "title": lambda text: Value(_WORD_START.sub(lambda m: m.group().upper(), _string(text))),
    "tobool": _tobool,
    "tonumber": lambda value: Value(_number(value)),
    "tostring": lambda value: Value(_string(value)),
    "trim": lambda text, cut: Value(_string(text).strip(_string(cut))),
    "trimprefix": lambda text, cut: Value(_string(text).removeprefix(_string(cut))),
    "trimspace": lambda text: Value(_string(text).strip()),
    "trimsuffix": lambda text, cut: Value(_string(text).removesuffix(_string(cut))),
    "upper": lambda text: Value(_string(text).upper()),
    "values": _values,
    "zipmap": _zipmap,
}
