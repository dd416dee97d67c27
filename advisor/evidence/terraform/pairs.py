"""What `for_each` and `for` run over."""

from __future__ import annotations

from advisor.evidence.values import MANY, OPEN_KEY, Unknown, Value


def pairs_of(source: Value, *, unique: bool = False) -> list[tuple[Value, Value]] | None:
    """Return the keys and values that are known; None where nothing is.

    `is_open` tells whether there may be more. With `unique`, values are the keys, as in a set, and
    one that is not known leaves their number open.
    """
    data = source.data
    if data is None:
        return []
    if isinstance(data, dict):
        return [(Value(key), item) for key, item in data.items() if key != OPEN_KEY]
    if not isinstance(data, tuple):
        return None
    if unique:
        known = not any(isinstance(item.data, Unknown) for item in data)
        return [(item, item) for item in data] if known else None
    return [
        (Value(index), item)
        for index, item in enumerate(data)
        if not (isinstance(item.data, Unknown) and item.data.nature == MANY)
    ]
