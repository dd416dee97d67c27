"""What a file or an account says, with the line it stands on, known or not known.

A `Value` is immutable. `Unknown` stands for everything that cannot be told from what was read: an
unresolved expression, a dropped secret, an unreadable part. Its `text` keeps the literal part of a
half-known string, with `GAP` where the rest is missing; `reference` names the resource meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

GAP: Final = "\N{REPLACEMENT CHARACTER}"
# A path segment that starts so names the switch of what the path goes through.
SWITCH: Final = "?"
# A mapping with this key has more keys than are known.
OPEN_KEY: Final = "\N{HORIZONTAL ELLIPSIS}"
# What is known of an unknown: it stands for any number of list items; evaluating it is certain to
# fail; it belongs to a resource that may not exist; it is set, most likely, to something that is
# made outside of what was read.
MANY: Final = "many"
FAILS: Final = "fails"
MAYBE: Final = "maybe"
LATER: Final = "later"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known, and why; `nature` is `MANY`, `FAILS`, `MAYBE`, `LATER` or empty."""

    reason: str
    text: str = ""
    reference: str = ""
    nature: str = ""


Scalar = str | int | float | bool | None
Data = Scalar | Unknown | tuple["Value", ...] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the line where it stands; 0 where lines mean nothing.

    `assumed` says what may override the value, such as the default of a variable. `pinned`: parts
    of the value stand elsewhere and are reported at this line. `file` names the file of the line
    where it is not the file of the resource, as after merging.
    """

    data: Data
    line: int = 0
    assumed: str = ""
    pinned: bool = False
    file: str = ""

    def holding(self, data: Data) -> Value:
        """Return the value with other data; ten times as fast as `replace`."""
        return Value(data, self.line, self.assumed, self.pinned, self.file)

    def at(self, line: int) -> Value:
        """Return the value on another line."""
        return Value(self.data, line, self.assumed, self.pinned, self.file)


def unknown(
    reason: str, line: int = 0, *, text: str = "", reference: str = "", nature: str = ""
) -> Value:
    """Return a value that is not known."""
    return Value(Unknown(reason, text, reference, nature), line)


def fails(value: Value) -> bool:
    """Return whether evaluating the value is certain to fail."""
    return isinstance(value.data, Unknown) and value.data.nature == FAILS


def is_there(value: Value) -> bool:
    """Return whether something is certainly set, even where its value is not known."""
    data = value.data
    if isinstance(data, Unknown):
        if data.nature in {MAYBE, FAILS}:
            return False
        return bool(data.reference or data.text) or data.reason.startswith("a secret")
    return data not in (None, "", (), {})


def assumed_in(value: Value, *, deep: bool) -> str:
    """Return what may override the value, or with `deep` any part of it."""
    if value.assumed or not deep:
        return value.assumed
    data = value.data
    parts = data if isinstance(data, tuple) else data.values() if isinstance(data, dict) else ()
    return next(filter(None, (assumed_in(part, deep=True) for part in parts)), "")


def is_open(value: Value) -> bool:
    """Return whether a list or a mapping may hold more than is known of it."""
    data = value.data
    if isinstance(data, tuple):
        return any(isinstance(item.data, Unknown) and item.data.nature == MANY for item in data)
    return not isinstance(data, dict) or OPEN_KEY in data


def is_known(value: Value) -> bool:
    """Return whether nothing in the value is unknown."""
    data = value.data
    if isinstance(data, Unknown):
        return False
    if isinstance(data, tuple):
        return all(is_known(item) for item in data)
    if isinstance(data, dict):
        return all(is_known(item) for item in data.values())
    return True


def plain(value: Value) -> object:
    """Return the value as plain Python data; unknown parts become their text or None."""
    data = value.data
    if isinstance(data, Unknown):
        return data.text or None
    if isinstance(data, tuple):
        return [plain(item) for item in data]
    if isinstance(data, dict):
        return {key: plain(item) for key, item in data.items()}
    return data


def lift(data: object, line: int = 0) -> Value:
    """Return plain Python data as a value on one line."""
    if isinstance(data, Mapping):
        return Value({str(key): lift(item, line) for key, item in data.items()}, line)
    if isinstance(data, list | tuple):
        return Value(tuple(lift(item, line) for item in data), line)
    if data is None or isinstance(data, str | int | float | bool):
        return Value(data, line)
    return Value(str(data), line)


def member(value: Value | None, key: str) -> Value | None:
    """Return the member of a mapping, or None where there is none."""
    if value is not None and isinstance(value.data, dict):
        return value.data.get(key)
    return None


def mapping(value: Value | None) -> Mapping[str, Value]:
    """Return the members of a mapping; empty for anything else."""
    if value is not None and isinstance(value.data, dict):
        return value.data
    return {}


def items(value: Value | None) -> tuple[Value, ...]:
    """Return the items of a list; a lone value is a list of one, nothing is empty."""
    if value is None or value.data is None:
        return ()
    if isinstance(value.data, tuple):
        return value.data
    return (value,)


def text(value: Value | None) -> str:
    """Return a known string, or the empty string."""
    if value is not None and isinstance(value.data, str):
        return value.data
    return ""


def leaves(value: Value, path: tuple[str, ...]) -> Iterator[Value]:
    """Yield every value at `path`, looking through lists on the way.

    What is unknown on the way yields one unknown, so that "not there" and "not known" differ.
    What is switched off on the way yields nothing.
    """
    data = value.data
    if isinstance(data, tuple):
        for item in data:
            yield from leaves(_inherit(item, value), path)
        return
    if not path:
        yield value
        return
    if isinstance(data, Unknown):
        yield value
        return
    if not isinstance(data, dict):
        return
    if path[0] == "*":
        for item in data.values():
            yield from leaves(_inherit(item, value), path[1:])
        return
    if path[0].startswith(SWITCH):
        yield from _if_on(value, data.get(path[0][1:]), path[1:])
        return
    found = data.get(path[0], data.get(OPEN_KEY))
    if found is not None:
        yield from leaves(_inherit(found, value), path[1:])


def _if_on(value: Value, switch: Value | None, path: tuple[str, ...]) -> Iterator[Value]:
    if switch is not None and isinstance(switch.data, Unknown):
        yield value.holding(switch.data)
    elif switch is None or switch.data not in (False, "false"):
        yield from leaves(value, path)


def _inherit(item: Value, holder: Value) -> Value:
    if not holder.pinned and not holder.assumed and not holder.file:
        return item
    assumed = item.assumed or holder.assumed
    if holder.pinned:
        return Value(item.data, holder.line, assumed, pinned=True, file=holder.file)
    return Value(item.data, item.line, assumed, item.pinned, item.file or holder.file)


def pin(value: Value, line: int) -> Value:
    """Return the value as it is reported where it is used."""
    return Value(value.data, line, value.assumed, pinned=True)


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters; a longer one says that it goes on."""
    return text if len(text) <= most else f"{text[: most - 2]} …"


def in_file(value: Value, file: str) -> Value:
    """Return a value all of whose parts are reported in a file."""
    data = value.data
    if isinstance(data, tuple):
        data = tuple(in_file(item, file) for item in data)
    elif isinstance(data, dict):
        data = {key: in_file(item, file) for key, item in data.items()}
    return Value(data, value.line, value.assumed, value.pinned, value.file or file)


def shown(value: Value) -> str:
    """Return a short text of a scalar for people; unknown values show why."""
    data = value.data
    if isinstance(data, Unknown):
        return f"not resolved: {data.reason}"
    if isinstance(data, bool):
        return "true" if data else "false"
    if data is None:
        return "null"
    if isinstance(data, tuple):
        return ", ".join(shown(item) for item in data)
    if isinstance(data, dict):
        return ", ".join(data)
    return str(data)
