"""Conditions of signals over one resource.

Three outcomes: true, false, and None for "cannot be told", which never makes a signal fire.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from advisor.evidence.normalise import Resource, half_known
from advisor.evidence.signals.model import Every, Some, Test, When, word
from advisor.evidence.values import GAP, Unknown, Value, is_there

_LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition holds, and the values that show it."""

    holds: bool | None
    shown: tuple[tuple[str, Value], ...] = ()


Linked = Callable[[Resource, str], list[Resource] | None]
_TRUE: Final = Outcome(holds=True)
_FALSE: Final = Outcome(holds=False)
_OPEN: Final = Outcome(None)


def evaluate(when: When, resource: Resource, linked: Linked) -> Outcome:
    """Evaluate a condition; `linked` finds the resources a link leads to, None if not known."""
    kind = type(when)
    if kind is Test:
        return _test(when, resource, linked)  # type: ignore[arg-type]
    if kind is Every:
        return _every(evaluate(part, resource, linked) for part in when.parts)  # type: ignore[union-attr]
    if kind is Some:
        return _some(evaluate(part, resource, linked) for part in when.parts)  # type: ignore[union-attr]
    inner = evaluate(when.part, resource, linked)  # type: ignore[union-attr]
    return _OPEN if inner.holds is None else _FALSE if inner.holds else _TRUE


def _test(test: Test, resource: Resource, linked: Linked) -> Outcome:
    if not test.link:
        return _compare(test, resource)
    targets = linked(resource, test.link)
    if targets is None:
        return _OPEN
    return _some(_compare(test, target) for target in targets)


def _holds(shown: Iterable[tuple[str, Value]]) -> Outcome:
    return Outcome(holds=True, shown=tuple(shown))


def _every(parts: Iterable[Outcome]) -> Outcome:
    """All hold; the first that does not decides, so the rest is not looked at."""
    shown: list[tuple[str, Value]] = []
    unsure = False
    for part in parts:
        if part.holds is False:
            return _FALSE
        unsure = unsure or part.holds is None
        shown += part.shown
    return _OPEN if unsure else _holds(shown)


def _some(parts: Iterable[Outcome]) -> Outcome:
    """At least one holds; the first that does is the one shown."""
    unsure = False
    for part in parts:
        if part.holds:
            return part
        unsure = unsure or part.holds is None
    return _OPEN if unsure else _FALSE


def _compare(test: Test, resource: Resource) -> Outcome:
    found = resource.attributes.get(test.attribute, ())
    special = _SPECIAL.get(test.operator)
    if special is not None:
        return special(test, found, resource)
    if not found:
        # What is not written may be set elsewhere, unless the source is complete.
        return _FALSE if resource.raw.complete else _OPEN
    matching = [value for value in found if _matches(test, value)]
    if test.operator == "every_in" and len(matching) < len(found):
        other = any(
            value not in matching and not isinstance(value.data, Unknown) for value in found
        )
        return _FALSE if other else _OPEN
    if matching:
        return _holds((test.attribute, value) for value in matching)
    return _OPEN if any(isinstance(value.data, Unknown) for value in found) else _FALSE


def _written(test: Test, found: tuple[Value, ...], _resource: Resource) -> Outcome:
    """Compare with the text that was read, which says nothing about reality."""
    return _TRUE if bool(found) is test.operand else _FALSE


def _counts(test: Test, found: tuple[Value, ...], _resource: Resource) -> Outcome:
    """Count what is certain; what may or may not be there is not counted."""
    known = [value for value in found if not isinstance(value.data, Unknown)]
    if len(known) < int(str(test.operand)):
        return _OPEN
    return _holds((test.attribute, value) for value in known)


def _present(test: Test, found: tuple[Value, ...], resource: Resource) -> Outcome:
    there = [value for value in found if is_there(value)]
    if there:
        return Outcome(test.operand is True, tuple((test.attribute, value) for value in there))
    if found and any(isinstance(value.data, Unknown) for value in found):
        return _OPEN
    if resource.raw.complete:
        return _TRUE if test.operand is False else _FALSE
    return _OPEN


def _matches(test: Test, value: Value) -> bool:
    data, operand = value.data, test.operand
    if test.operator == "matches":
        match = _pattern(str(operand)).search(half_known(value)[:_LONGEST_TEXT])
        return match is not None and GAP not in match.group()
    if isinstance(data, Unknown | dict | tuple):
        return False
    if test.operator in {"above", "below"}:
        number = _number(data)
        if number is None or not isinstance(operand, int):
            return False
        return number > operand if test.operator == "above" else number < operand
    among = word(data) in test.words
    return not among if test.operator == "other_than" else among


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
