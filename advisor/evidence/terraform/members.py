"""Steps into values, and collections that expressions make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from advisor.evidence.values import (
    FAILS,
    MANY,
    OPEN_KEY,
    Unknown,
    Value,
    is_open,
    pin,
    plain,
    unknown,
)


@dataclass(frozen=True, slots=True)
class Index:
    """A step in brackets; its key is None where it is not known, `assumed` what may override it."""

    key: str | int | None
    assumed: str = field(default="", compare=False)


# The steps of a reference: `a.b["c"]` is `("a", "b", Index("c"))`.
Path = tuple[str | Index, ...]


class Made:
    """What a `for` expression makes: a list, or a map by keys that may not be known."""

    def __init__(self, is_map: bool, grouped: bool) -> None:  # noqa: FBT001 - both are of the syntax
        self._is_map, self._grouped = is_map, grouped
        self._items: list[Value] = []
        self._members: dict[str, Value] = {}
        self._assumed = ""

    @property
    def data(self) -> tuple[Value, ...] | dict[str, Value]:
        """What was made."""
        return self._members if self._is_map else tuple(self._items)

    @property
    def assumed(self) -> str:
        """What may override that something was left out."""
        return self._assumed

    def leave_out(self, test: Value) -> None:
        """Leave a value out by a test."""
        self._assumed = self._assumed or test.assumed

    def add(self, label: Value | None, value: Value, test: Value) -> None:
        """Add a value that a test lets through, or may."""
        assumed = value.assumed or test.assumed or (label.assumed if label is not None else "")
        value = replace(value, assumed=assumed) if assumed else value
        if test.data is not True or (label is not None and isinstance(label.data, Unknown)):
            self.leave_open("a key" if test.data is True else "a filter")
        elif label is None:
            self._items.append(value)
        elif self._grouped:
            name = str(plain(label))
            held = self._members.get(name, Value(())).data
            self._members[name] = Value((*held, value) if isinstance(held, tuple) else (value,))
        else:
            self._members[str(plain(label))] = value

    def leave_open(self, why: str) -> None:
        """Note that there may be more than is known."""
        if self._is_map:
            self._members[OPEN_KEY] = unknown(why)
        else:
            self._items.append(unknown(why, nature=MANY))


def walk(value: Value, path: Path, line: int) -> Value:
    """Return what the steps lead to, reported at the line of the expression."""
    for step in path:
        found = _member(value, step.key if isinstance(step, Index) else step)
        assumed = found.assumed or value.assumed
        if isinstance(step, Index):
            assumed = assumed or step.assumed
        value = Value(found.data, found.line, assumed, found.pinned)
    return pin(value, line)


def _member(value: Value, key: object) -> Value:
    data = value.data
    if isinstance(data, Unknown):
        suffix = f".{key}" if isinstance(key, str) else "[…]"
        nature = "" if data.nature == MANY else data.nature
        return unknown(
            f"{data.reason}{suffix}", value.line, reference=data.reference, nature=nature
        )
    if isinstance(data, dict) and isinstance(key, str | int):
        # Keys of maps are text, also where a number is written.
        key = str(key)
        return data.get(key, data.get(OPEN_KEY, unknown(f"no member {key}", nature=FAILS)))
    if isinstance(data, tuple):
        return _item(data, key)
    nature = FAILS if data is None or key is not None else ""
    return unknown("a member that cannot be resolved", nature=nature)


def _item(data: tuple[Value, ...], key: object) -> Value:
    position = int(key) if isinstance(key, str) and key.isdecimal() else key
    if isinstance(position, int) and position >= 0:
        before = data[: position + 1]
        if is_open(Value(before)):
            return unknown("a position that is not known")
        if len(before) > position:
            return before[position]
        return unknown("a member that is not there", nature="" if is_open(Value(data)) else FAILS)
    if isinstance(key, str) and len(data) == 1:
        # A block written once is a list of one in state, and is used as either.
        return _member(data[0], key)
    return unknown("a member that cannot be resolved")
