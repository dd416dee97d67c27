"""Terraform functions over lists and maps.

Those in `PARTIAL` take arguments with unknown parts, and say what holds all the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Final

from advisor.evidence.terraform.arguments import (
    MAX_TEXT,
    NotResolvedError,
    WrongCallError,
    known,
    listed,
    mapped,
    number,
    string,
)
from advisor.evidence.values import MANY, OPEN_KEY, Unknown, Value, is_open, plain, unknown

_MOST_ITEMS: Final = MAX_TEXT // 1000


def concat(*lists: Value) -> Value:
    """Join lists; one that is not known stands for any number of items."""
    joined: list[Value] = []
    for part in lists:
        if isinstance(part.data, Unknown):
            joined.append(_rest(part))
        else:
            joined.extend(listed(part))
    return Value(tuple(joined))


def _rest(part: Value) -> Value:
    cause = part.data
    reason = cause.reason if isinstance(cause, Unknown) else "a list"
    reference = cause.reference if isinstance(cause, Unknown) else ""
    return unknown(reason, part.line, reference=reference, nature=MANY)


def compact(items: Value) -> Value:
    """Drop empty strings and nulls; what is not known may be one."""
    kept = [
        _rest(item) if isinstance(item.data, Unknown) and not item.data.text else item
        for item in listed(items)
        if item.data not in ("", None)
    ]
    return Value(tuple(kept))


def flatten(items: Value) -> Value:
    """Flatten nested lists; what is not known may be a list."""
    flat: list[Value] = []
    stack = list(reversed(listed(items)))
    while stack:
        item = stack.pop()
        if isinstance(item.data, tuple):
            stack.extend(reversed(item.data))
        elif isinstance(item.data, Unknown) and not item.data.text:
            flat.append(_rest(item))
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
            if OPEN_KEY in mapped(part):
                merged = {key: unknown("a merged map") for key in merged}
            merged.update(mapped(part))
    return Value(merged)


def distinct(items: Value) -> Value:
    """Keep the first of equal items; what is not known may equal another."""
    kept: list[Value] = []
    seen: set[str] = set()
    alone = len(listed(items)) == 1
    for item in listed(items):
        key = repr(plain(item))
        if isinstance(item.data, Unknown):
            kept.append(item if alone else _rest(item))
        elif key not in seen:
            kept.append(item)
            seen.add(key)
    return Value(tuple(kept))


def coalesce(*values: Value) -> Value:
    """Return the first value that is neither null nor empty."""
    for value in values:
        if isinstance(value.data, Unknown):
            return known(value) if value.data.nature else value
        if value.data not in (None, ""):
            return value
    raise WrongCallError


def coalescelist(*lists: Value) -> Value:
    """Return the first list that is not empty."""
    for value in lists:
        if isinstance(value.data, Unknown) or listed(value):
            return value
    raise WrongCallError


def lookup(table: Value, key: Value, default: Value | None = None) -> Value:
    """Return the member of a map, or the default."""
    members = mapped(known(table))
    found = members.get(string(known(key)), members.get(OPEN_KEY, default))
    if found is None:
        raise WrongCallError
    return found


def _element(items: Value, index: Value) -> Value:
    values = listed(known(items))
    if is_open(items):
        raise NotResolvedError
    if not values:
        raise WrongCallError
    return values[int(number(known(index))) % len(values)]


def _contains(items: Value, wanted: Value) -> Value:
    values = listed(known(items))
    if any(item.data == known(wanted).data for item in values):
        return Value(data=True)
    if any(isinstance(item.data, Unknown) for item in values):
        raise NotResolvedError
    return Value(data=False)


def _length(value: Value) -> Value:
    if isinstance(value.data, str):
        return Value(len(value.data))
    items = listed(known(value))
    if is_open(value):
        raise NotResolvedError
    return Value(len(items))


def _keys(value: Value) -> Value:
    if OPEN_KEY in mapped(known(value)):
        raise NotResolvedError
    return Value(tuple(Value(key) for key in sorted(mapped(value))))


def _values(value: Value) -> Value:
    table = mapped(known(value))
    found = [table[key] for key in sorted(table) if key != OPEN_KEY]
    return Value((*found, *([_rest(table[OPEN_KEY])] if OPEN_KEY in table else [])))


def _zipmap(keys: Value, values: Value) -> Value:
    names = [string(known(key)) for key in listed(known(keys))]
    return Value(dict(zip(names, listed(known(values)), strict=False)))


def _one(items: Value) -> Value:
    if is_open(known(items)) or not isinstance(items.data, tuple):
        raise NotResolvedError
    if len(items.data) > 1:
        raise WrongCallError
    return items.data[0] if items.data else Value(None)


def _any_true(items: Value) -> Value:
    return _decided(items, deciding=True)


def _all_true(items: Value) -> Value:
    return _decided(items, deciding=False)


def _decided(items: Value, *, deciding: bool) -> Value:
    """One item decides, known or not what the others are."""
    values = listed(known(items))
    if any(item.data in (deciding, str(deciding).lower()) for item in values):
        return Value(deciding)
    if any(isinstance(item.data, Unknown) for item in values):
        raise NotResolvedError
    return Value(not deciding)


def _slice(items: Value, start: Value, end: Value) -> Value:
    if is_open(known(items)):
        raise NotResolvedError
    return Value(listed(items)[int(number(known(start))) : int(number(known(end)))])


def _range(*bounds: Value) -> Value:
    numbers = range(*(int(number(bound)) for bound in bounds))
    if len(numbers) > _MOST_ITEMS:
        raise NotResolvedError
    return Value(tuple(Value(item) for item in numbers))


def _set_product(*sets: Value) -> Value:
    size = 1
    for part in sets:
        size *= len(listed(part))
    if size > _MOST_ITEMS:
        raise NotResolvedError
    return Value(tuple(Value(items) for items in itertools.product(*map(listed, sets))))


def _set_intersection(first: Value, *others: Value) -> Value:
    found = [
        item
        for item in listed(first)
        if all(any(item.data == other.data for other in listed(part)) for part in others)
    ]
    return distinct(Value(tuple(found)))


def _set_subtract(first: Value, second: Value) -> Value:
    gone = [item.data for item in listed(second)]
    return distinct(Value(tuple(item for item in listed(first) if item.data not in gone)))


def _index(items: Value, wanted: Value) -> Value:
    for position, item in enumerate(listed(items)):
        if item.data == wanted.data:
            return Value(position)
    raise WrongCallError


def _same(value: Value) -> Value:
    return value


def _to_set(value: Value) -> Value:
    return value if isinstance(value.data, Unknown) else distinct(value)


def _set_union(*sets: Value) -> Value:
    return distinct(concat(*sets))


PARTIAL: Final[dict[str, Callable[..., Value]]] = {
    "alltrue": _all_true,
    "anytrue": _any_true,
    "coalesce": coalesce,
    "coalescelist": coalescelist,
    "compact": compact,
    "concat": concat,
    "contains": _contains,
    "distinct": distinct,
    "element": _element,
    "flatten": flatten,
    "keys": _keys,
    "length": _length,
    "lookup": lookup,
    "merge": merge,
    "nonsensitive": _same,
    "one": _one,
    "reverse": lambda items: Value(tuple(reversed(listed(known(items))))),
    "setunion": _set_union,
    "slice": _slice,
    "tolist": _same,
    "tomap": _same,
    "toset": _to_set,
    "values": _values,
    "zipmap": _zipmap,
}

WHOLE: Final[dict[str, Callable[..., Value]]] = {
    "index": _index,
    "range": _range,
    "setintersection": _set_intersection,
    "setproduct": _set_product,
    "setsubtract": _set_subtract,
    "sort": lambda items: Value(tuple(Value(text) for text in sorted(map(string, listed(items))))),
}
