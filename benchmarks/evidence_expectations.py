"""Reads an expert's expectations into slots: what one key says about some options of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

YES, NO, UNKNOWN, OPEN = "yes", "no", "unknown", "open"


@dataclass(frozen=True, slots=True)
class Slot:
    """What one key of one entry says about some options of a question."""

    key: str
    question: str
    options: frozenset[str]
    state: str
    right: frozenset[str] = frozenset()
    must_deny: bool = False


def slots_of(
    rule: Mapping[str, Any], expect: Mapping[str, Any], keys: Mapping[str, Any]
) -> Iterator[Slot]:
    """Yield what one rule reads in an entry: nothing where the entry does not have the key."""
    found = list(_values(expect, rule["key"]))
    if not found:
        return
    question = rule["question"]
    listed = frozenset(rule.get("options", ()))
    values = [item for value in found for item in (value if isinstance(value, list) else [value])]
    words = [_word(value) for value in values]
    if any(_is_unknown(word, keys["unknown"]) for word in words):
        known = [word for word in words if not _is_unknown(word, keys["unknown"])]
        if "bands" in rule and known:
            # The known ones are a lower bound of the largest.
            yield from _banded(rule, known, listed, at_least=True)
            return
        if not _right(rule, known):
            yield Slot(rule["key"], question, listed, UNKNOWN)
            return
        words = known
    if "count" in rule:
        yield from _counted(rule, found, listed)
    elif "bands" in rule:
        yield from _banded(rule, words, listed)
    else:
        yield from _worded(rule, words, listed)


def _counted(rule: Mapping[str, Any], found: list[Any], listed: frozenset[str]) -> Iterator[Slot]:
    right = frozenset(rule["count"])
    for value in found:
        number = len(value) if isinstance(value, list | dict) else _number(value)
        if number:
            yield Slot(rule["key"], rule["question"], listed, YES, right)
        elif number == 0 and rule.get("full"):
            yield Slot(rule["key"], rule["question"], listed, NO)


def _banded(
    rule: Mapping[str, Any], words: list[str], listed: frozenset[str], *, at_least: bool = False
) -> Iterator[Slot]:
    numbers = [float(match.group()) for word in words if (match := re.match(r"[\d.]+", word))]
    if not numbers:
        return
    fitting = [name for limit, name in rule["bands"] if max(numbers) <= limit]
    if at_least:
        # What is proposed may be right, and proposing nothing is right too.
        yield Slot(rule["key"], rule["question"], listed, OPEN, frozenset(fitting))
    else:
        yield Slot(rule["key"], rule["question"], listed, YES, frozenset(fitting[:1]))


def _worded(rule: Mapping[str, Any], words: list[str], listed: frozenset[str]) -> Iterator[Slot]:
    right = _right(rule, words)
    denied = bool(words) and all(
        any(word.lower().startswith(denial) for denial in rule.get("denies", ())) for word in words
    )
    if right:
        yield Slot(rule["key"], rule["question"], listed, YES, right)
    elif denied:
        yield Slot(rule["key"], rule["question"], listed, NO, must_deny=True)
    elif rule.get("full"):
        yield Slot(rule["key"], rule["question"], listed, NO)


def _right(rule: Mapping[str, Any], words: Iterable[str]) -> frozenset[str]:
    right: set[str] = set()
    for word in words:
        for sign, options in rule.get("words", {}).items():
            anywhere, text = sign.startswith("~"), sign.removeprefix("~").lower()
            lowered = word.lower()
            if text in lowered if anywhere else re.match(rf"{re.escape(text)}\b", lowered):
                right.update(options)
    return frozenset(right)


def _values(expect: Mapping[str, Any], key: str) -> Iterator[Any]:
    """Yield the values at a key; `a[].b` looks into every mapping of a list."""
    first, _, rest = key.partition("[].")
    value = expect.get(first)
    if value is None:
        return
    if not rest:
        yield value
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and rest in item:
            yield item[rest]


def _word(value: Any) -> str:
    """Return the telling word of a value: a mapping's type or keys, anything else as text."""
    if isinstance(value, dict):
        return str(value.get("type", value.get("name", " ".join(map(str, value)))))
    return str(value)


def _is_unknown(word: str, unknown: Mapping[str, list[str]]) -> bool:
    lowered = word.lower()
    return any(lowered.startswith(sign.lower()) for sign in unknown["start"]) or any(
        sign in lowered for sign in unknown["anywhere"]
    )


def _number(value: Any) -> int | None:
    match = re.match(r"\s*(\d+)", str(value))
    return int(match.group(1)) if match else None


def merged(slots: list[Slot]) -> list[Slot]:
    """Join slots of the same options: one that says yes outweighs the others."""
    order = {YES: 0, OPEN: 1, UNKNOWN: 2, NO: 3}
    held: dict[tuple[str, frozenset[str]], Slot] = {}
    for slot in slots:
        before = held.get((slot.question, slot.options))
        if before is None or order[slot.state] < order[before.state]:
            held[slot.question, slot.options] = slot
        elif slot.state == before.state == YES:
            joined = before.right | slot.right
            held[slot.question, slot.options] = Slot(
                before.key, slot.question, slot.options, YES, joined
            )
    return list(held.values())
