"""Conditions of signals over one resource.

Three outcomes: true, false, and None for "cannot be told", which never makes a signal fire.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from advisor.evidence.normalise import Resource, half_known
from advisor.evidence.signals.model import Every, Never, Some, Test, When
from advisor.evidence.values import GAP, Unknown, Value

_LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition holds, and the values that show it."""

    holds: bool | None
    shown: tuple[tuple[str, Value], ...] = ()


def evaluate(
    when: When, resource: Resource, linked: Callable[[Resource, str], list[Resource] | None]
) -> Outcome:
    """Evaluate a condition; `linked` finds the resources a link leads to, None if not known."""
    if isinstance(when, Every):
        return _every([evaluate(part, resource, linked) for part in when.parts])
    if isinstance(when, Some):
        return _some([evaluate(part, resource, linked) for part in when.parts])
    if isinstance(when, Never):
        inner = evaluate(when.part, resource, linked)
        return Outcome(None if inner.holds is None else not inner.holds)
    if not when.link:
        return _compare(when, resource)
    targets = linked(resource, when.link)
    if targets is None:
        return Outcome(None)
    return _some([_compare(when, target) for target in targets])


def _holds(shown: Iterable[tuple[str, Value]]) -> Outcome:
    return Outcome(holds=True, shown=tuple(shown))


def _every(parts: list[Outcome]) -> Outcome:
    if any(part.holds is False for part in parts):
        return Outcome(holds=False)
    if any(part.holds is None for part in parts):
        return Outcome(None)
    return _holds(shown for part in parts for shown in part.shown)


def _some(parts: list[Outcome]) -> Outcome:
    holding = [part for part in parts if part.holds]
    if holding:
        return _holds(shown for part in holding for shown in part.shown)
    return Outcome(None if any(part.holds is None for part in parts) else False)


def _compare(test: Test, resource: Resource) -> Outcome:
    found = resource.attributes.get(test.attribute, ())
    special = _SPECIAL.get(test.operator)
    if special is not None:
        return special(test, found, resource)
    if not found:
        # What is not written may be set elsewhere, unless the source is complete.
        return Outcome(False if resource.raw.complete else None)
    matching = [value for value in found if _matches(test, value)]
    if test.operator == "every_in" and len(matching) < len(found):
        other = any(
            value not in matching and not isinstance(value.data, Unknown) for value in found
        )
        return Outcome(False if other else None)
    if matching:
        return _holds((test.attribute, value) for value in matching)
    open_ended = any(isinstance(value.data, Unknown) for value in found)
    return Outcome(None if open_ended else False)


def _written(test: Test, found: tuple[Value, ...], _resource: Resource) -> Outcome:
    """Compare with the text that was read, which says nothing about reality."""
    return Outcome(bool(found) is test.operand)


def _counts(test: Test, found: tuple[Value, ...], _resource: Resource) -> Outcome:
    if len(found) < int(str(test.operand)):
        return Outcome(None)
    return _holds((test.attribute, value) for value in found)


def _present(test: Test, found: tuple[Value, ...], resource: Resource) -> Outcome:
    there = [value for value in found if _exists(value)]
    if there:
        return Outcome(test.operand is True, tuple((test.attribute, value) for value in there))
    if found and any(isinstance(value.data, Unknown) for value in found):
        return Outcome(None)
    if resource.raw.complete:
        return Outcome(test.operand is False)
    return Outcome(None)


def _exists(value: Value) -> bool:
    """Whether something is certainly there, even where its value is not known."""
    data = value.data
    if isinstance(data, Unknown):
        return bool(data.reference or data.text) or data.reason.startswith("a secret")
    return data not in (None, "", (), {})


def _matches(test: Test, value: Value) -> bool:
    data, operand = value.data, test.operand
    if test.operator == "matches":
        match = _pattern(str(operand)).search(half_known(value)[:_LONGEST_TEXT])
        return match is not None and GAP not in match.group()
    if isinstance(data, Unknown | Mapping | tuple):
        return False
    if test.operator in {"above", "below"}:
        number = _number(data)
        if number is None or not isinstance(operand, int):
            return False
        return number > operand if test.operator == "above" else number < operand
    wanted = operand if isinstance(operand, tuple) else (operand,)
    among = _word(data) in {_word(item) for item in wanted}
    return not among if test.operator == "other_than" else among


def _word(data: object) -> str:
    return str(data).lower() if isinstance(data, bool) else str(data)


def _number(data: object) -> float | None:
    if isinstance(data, bool):
        return None
    if isinstance(data, int | float):
        return float(data)
    text = str(data)
    return float(text) if text.replace(".", "", 1).isdecimal() else None


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


_SPECIAL: Final[dict[str, Callable[[Test, tuple[Value, ...], Resource], Outcome]]] = {
    "present": _present,
    "written": _written,
    "counts": _counts,
}
