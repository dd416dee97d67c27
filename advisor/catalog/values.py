"""Values of the model as JSON and back, exactly.

Words, numbers and nothing stand for themselves; all else is an object with one key, the name of its
type, and an array of what that type is made from. Only the types of the model are ever made. A bare
array is a tuple, but inside a tuple or mapping a list. A condition is written once and referred to
by its position.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import partial
from typing import Any, Final

from advisor.model import catalog, conditions, stacks, vocabulary

_SHARED: Final = "@"
_WORDS: Final = frozenset({str, int, bool})


def _defined_in(*modules: Any) -> dict[str, Callable[..., Any]]:
    return {
        name: kind
        for module in modules
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    }


_CONDITIONS: Final = _defined_in(conditions)
_MAKERS: Final[Mapping[str, Callable[..., Any]]] = {
    **_defined_in(catalog, stacks, vocabulary),
    "date": date.fromisoformat,
    "set": lambda *parts: frozenset(parts),
    "tuple": lambda *parts: parts,
}


class Encoder:
    """Writes values, and remembers the conditions that occur in them."""

    def __init__(self) -> None:
        self._places: dict[object, int] = {}
        self._shared: list[object] = []

    def line(self, value: object) -> str:
        """Return a value as one line of JSON."""
        return _line(self._plain(value))

    def shared(self) -> str:
        """Return the conditions of all values so far, each after those it is built from."""
        return _line(self._shared)

    def _plain(self, value: object) -> object:
        if isinstance(value, tuple):
            return [self._member(part) for part in value]
        if value is None or type(value) in _WORDS:
            return value
        name = type(value).__name__
        if name in _CONDITIONS:
            return _tagged(_SHARED, [self._place(value)])
        return self._object(name, value)

    def _object(self, name: str, value: Any) -> object:
        if isinstance(value, Enum) and name in _MAKERS:
            return _tagged(name, [value.value])
        if is_dataclass(value) and name in _MAKERS:
            return _tagged(name, self._each(getattr(value, field.name) for field in fields(value)))
        match value:
            case date():
                return _tagged("date", [value.isoformat()])
            case frozenset():
                return _tagged("set", sorted(value))
            case Mapping():
                parts = (part for pair in value.items() for part in pair)
                return _tagged("dict", [self._member(part) for part in parts])
        raise TypeError(f"{name} is no value of the catalog")

    def _member(self, value: object) -> object:
        """Return a value inside a tuple or mapping, where an array stands for a list."""
        if isinstance(value, tuple):
            return _tagged("tuple", self._each(value))
        if isinstance(value, list):
            return [self._member(part) for part in value]
        return self._plain(value)

    def _each(self, values: Any) -> list[object]:
        return [self._plain(value) for value in values]

    def _place(self, condition: Any) -> int:
        place = self._places.get(condition)
        if place is None:
            args = self._each(getattr(condition, field.name) for field in fields(condition))
            place = self._places[condition] = len(self._shared)
            self._shared.append(_tagged(type(condition).__name__, args))
        return place


class Decoder:
    """Reads lines that one encoder wrote; `shared` is its line of conditions."""

    def __init__(self, shared: str) -> None:
        known: list[object] = []
        self._makers: dict[str, Callable[..., Any]] = {**_MAKERS, _SHARED: known.__getitem__}

        def remembered(kind: Callable[..., Any]) -> Callable[..., None]:
            return lambda *args: known.append(kind(*args))

        conditions = {name: remembered(kind) for name, kind in _CONDITIONS.items()}
        json.loads(shared, object_hook=partial(_made, {**self._makers, **conditions}))

    def line(self, text: str) -> Any:
        """Return the value of one line."""
        value = json.loads(text, object_hook=partial(_made, self._makers))
        return tuple(value) if type(value) is list else value


def _made(makers: Mapping[str, Callable[..., Any]], tagged: dict[str, list[Any]]) -> object:
    ((name, args),) = tagged.items()
    if name == "dict":
        return dict(zip(args[::2], args[1::2], strict=True))
    return makers[name](*[tuple(arg) if type(arg) is list else arg for arg in args])


def _tagged(name: str, args: list[object]) -> dict[str, list[object]]:
    return {name: args}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
