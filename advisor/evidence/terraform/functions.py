"""The Terraform functions that need nothing but their arguments.

A function that reads files, the clock or chance is left out on purpose: its result stays unknown.
Arguments arrive with no unknown part, unless the function is listed in `PARTIAL`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Final

from advisor.evidence.terraform import collection_functions
from advisor.evidence.terraform.arguments import (
    MAX_TEXT,
    NotResolvedError,
    WrongCallError,
    known,
    listed,
    number,
    string,
)
from advisor.evidence.terraform.patterns import PatternError, compiled, replaced
from advisor.evidence.values import GAP, Unknown, Value, is_open, lift, unknown

__all__ = ["PARTIAL", "WHOLE", "NotResolvedError", "WrongCallError"]

_WORD_START: Final = re.compile(r"(?<![A-Za-z0-9_])[a-z]")
_VERB: Final = re.compile(r"%(?:%|[sdvqt])")


def _json_encode(value: Value) -> Value:
    # Kept as structure: a policy is read from it, and a half-known one still tells its actions.
    return value


def _json_decode(value: Value) -> Value:
    try:
        return lift(json.loads(string(value)))
    except (ValueError, RecursionError) as error:
        raise WrongCallError from error


def _base64_decode(value: Value) -> Value:
    try:
        return Value(base64.b64decode(string(value), validate=True).decode())
    except (binascii.Error, ValueError) as error:
        raise NotResolvedError from error


def _piece(value: Value) -> str:
    """Return a text with gaps for what is not known."""
    if isinstance(value.data, Unknown):
        return value.data.text or GAP
    return string(value)


def _pieced(text: str, *parts: Value) -> Value:
    """Return a text; half-known where one of its parts is not known."""
    missing = [part.data for part in parts if isinstance(part.data, Unknown)]
    if not missing:
        return Value(text[:MAX_TEXT])
    reference = next((part.reference for part in missing if part.reference), "")
    return unknown(missing[0].reason, text=text[:MAX_TEXT], reference=reference)


def _join(separator: Value, *lists: Value) -> Value:
    parts = [item for part in lists for item in listed(known(part))]
    if any(is_open(part) for part in lists):
        raise NotResolvedError
    between = string(known(separator))
    return _pieced(between.join(map(_piece, parts)), *parts)


def _split(separator: Value, text: Value) -> Value:
    parts = string(text).split(string(separator)) if string(separator) else [string(text)]
    return Value(tuple(Value(part) for part in parts))


def _is_pattern(text: str) -> bool:
    return len(text) > 1 and text.startswith("/") and text.endswith("/")


def _replace(text: Value, old: Value, new: Value) -> Value:
    pattern = string(old)
    if not _is_pattern(pattern):
        return Value(string(text).replace(pattern, string(new))[:MAX_TEXT])
    try:
        return Value(replaced(string(text), pattern[1:-1], string(new))[:MAX_TEXT])
    except PatternError as error:
        raise NotResolvedError from error


def _matches(pattern: Value, text: Value) -> list[Value]:
    try:
        expression = compiled(string(pattern), string(text))
    except PatternError as error:
        raise NotResolvedError from error
    return [_captured(match) for match in expression.finditer(string(text))]


def _captured(match: re.Match[str]) -> Value:
    """Return named groups as a map, others as a list, and without groups the whole match."""
    if match.groupdict():
        return lift(match.groupdict())
    return lift(match.groups()) if match.groups() else Value(match.group())


def _regex(pattern: Value, text: Value) -> Value:
    found = _matches(pattern, text)
    if not found:
        raise WrongCallError
    return found[0]


def _format(template: Value, *arguments: Value) -> Value:
    remaining = list(arguments)

    def put(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        if not remaining:
            raise WrongCallError
        piece = _piece(remaining.pop(0))
        return f'"{piece}"' if match.group() == "%q" else piece

    source = string(known(template))
    if re.search(r"%[^%sdvqt]", source):
        raise NotResolvedError
    return _pieced(_VERB.sub(put, source), *arguments)


def _format_list(template: Value, *arguments: Value) -> Value:
    lists = [item for item in arguments if isinstance(known(item).data, tuple)]
    if not lists or any(is_open(item) for item in lists):
        raise NotResolvedError
    size = min(len(listed(item)) for item in lists)
    rows = (
        [listed(item)[row] if isinstance(item.data, tuple) else item for item in arguments]
        for row in range(size)
    )
    return Value(tuple(_format(template, *row) for row in rows))


def _substr(text: Value, offset: Value, length: Value) -> Value:
    start, count = int(number(offset)), int(number(length))
    return Value(string(text)[start : None if count < 0 else start + count])


def _to_bool(value: Value) -> Value:
    words = {"true": True, "false": False}
    if isinstance(value.data, bool) or value.data is None:
        return value
    if string(value) in words:
        return Value(words[string(value)])
    raise WrongCallError


PARTIAL: Final[dict[str, Callable[..., Value]]] = {
    **collection_functions.PARTIAL,
    "format": _format,
    "formatlist": _format_list,
    "join": _join,
    "jsonencode": _json_encode,
    "yamlencode": _json_encode,
}

WHOLE: Final[dict[str, Callable[..., Value]]] = {
    **collection_functions.WHOLE,
    "abs": lambda value: Value(abs(number(value))),
    "base64decode": _base64_decode,
    "endswith": lambda text, end: Value(string(text).endswith(string(end))),
    "jsondecode": _json_decode,
    "lower": lambda text: Value(string(text).lower()),
    "max": lambda *numbers: Value(max(map(number, numbers))),
    "min": lambda *numbers: Value(min(map(number, numbers))),
    "regex": _regex,
    "regexall": lambda pattern, text: Value(tuple(_matches(pattern, text))),
    "replace": _replace,
    "split": _split,
    "startswith": lambda text, start: Value(string(text).startswith(string(start))),
    "strcontains": lambda text, part: Value(string(part) in string(text)),
    "substr": _substr,
    "title": lambda text: Value(_WORD_START.sub(lambda m: m.group().upper(), string(text))),
    "tobool": _to_bool,
    "tonumber": lambda value: Value(number(value)),
    "tostring": lambda value: Value(string(value)),
    "trim": lambda text, cut: Value(string(text).strip(string(cut))),
    "trimprefix": lambda text, cut: Value(string(text).removeprefix(string(cut))),
    "trimspace": lambda text: Value(string(text).strip()),
    "trimsuffix": lambda text, cut: Value(string(text).removesuffix(string(cut))),
    "upper": lambda text: Value(string(text).upper()),
}
