"""JSON with line numbers, duplicate keys noted, depth limited."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Callable
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Final

from advisor.errors import Problem
from advisor.evidence.limits import Limits
from advisor.evidence.values import Unknown, Value, lift

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_LITERALS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_LITERAL: Final = re.compile(r"true|false|null")
# Above this size the plain parser is used: lines cost time, and such files are machine-written.
LOCATED_CHARACTERS: Final = 4 * 1024 * 1024


def parse_json(
    text: str, file: str, limits: Limits, prune: Callable[[object], object] = lambda data: data
) -> tuple[Value | None, list[Problem]]:
    """Return the value of a JSON text; None where it is broken, with the reason.

    Args:
        text: The text.
        file: Its name in problems.
        limits: How deep it may nest.
        prune: Takes what nobody wants out of a text that is too large to be kept whole.
    """
    try:
        if len(text) > LOCATED_CHARACTERS:
            return lift(prune(json.loads(text))), []
        return _Parser(text, file, limits).parse()
    except JSONDecodeError as error:
        return None, [Problem(file, error.lineno, "", f"is not JSON: {error.msg}")]
    except RecursionError:
        return None, [Problem(file, 1, "", "is nested too deeply to be read")]


class _Parser:
    def __init__(self, text: str, file: str, limits: Limits) -> None:
        self.text = text
        self.file = file
        self.limits = limits
        self.problems: list[Problem] = []
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def parse(self) -> tuple[Value, list[Problem]]:
        value, end = self._value(self._skip(0), 0)
        end = self._skip(end)
        if end != len(self.text):
            raise JSONDecodeError("extra data", self.text, end)
        return value, self.problems

    def _line(self, position: int) -> int:
        return bisect.bisect_right(self.line_starts, position)

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def _value(self, position: int, depth: int) -> tuple[Value, int]:
        if depth > self.limits.depth:
            raise JSONDecodeError("nested too deeply", self.text, position)
        start = self.text[position : position + 1]
        if start == "{":
            return self._object(position, depth)
        if start == "[":
            return self._array(position, depth)
        if start == '"':
            string, end = scanstring(self.text, position + 1, True)  # noqa: FBT003 - C function
            return Value(string, self._line(position)), end
        return self._plain(position)

    def _plain(self, position: int) -> tuple[Value, int]:
        line = self._line(position)
        literal = _LITERAL.match(self.text, position)
        if literal:
            return Value(_LITERALS[literal.group()], line), literal.end()
        number = _NUMBER.match(self.text, position)
        if number is None:
            raise JSONDecodeError("expected a value", self.text, position)
        digits = number.group()
        if number.group(1) or number.group(2):
            return Value(float(digits), line), number.end()
        # Python refuses to convert numbers of more than 4300 digits.
        whole: int | str = int(digits) if len(digits) < 100 else digits  # noqa: PLR2004
        return Value(whole, line), number.end()

    def _object(self, position: int, depth: int) -> tuple[Value, int]:
        members: dict[str, Value] = {}
        line = self._line(position)
        position = self._skip(position + 1)
        if self.text[position : position + 1] == "}":
            return Value(members, line), position + 1
        while True:
            if self.text[position : position + 1] != '"':
                raise JSONDecodeError("expected a name in quotes", self.text, position)
            key_line = self._line(position)
            key, position = scanstring(self.text, position + 1, True)  # noqa: FBT003 - C function
            position = self._skip(position)
            if self.text[position : position + 1] != ":":
                raise JSONDecodeError("expected a colon", self.text, position)
            value, position = self._value(self._skip(position + 1), depth + 1)
            if key in members:
                what = "the name occurs twice; its value is treated as not known"
                self.problems.append(Problem(self.file, key_line, key, what))
                value = Value(Unknown("the name occurs twice"), key_line)
            members[key] = value
            more, position = self._more(position, "}")
            if not more:
                return Value(members, line), position

    def _array(self, position: int, depth: int) -> tuple[Value, int]:
        items: list[Value] = []
        line = self._line(position)
        position = self._skip(position + 1)
        if self.text[position : position + 1] == "]":
            return Value((), line), position + 1
        while True:
            value, position = self._value(position, depth + 1)
            items.append(value)
            more, position = self._more(position, "]")
            if not more:
                return Value(tuple(items), line), position

    def _more(self, position: int, closing: str) -> tuple[bool, int]:
        position = self._skip(position)
        sign = self.text[position : position + 1]
        if sign == ",":
            return True, self._skip(position + 1)
        if sign == closing:
            return False, position + 1
        raise JSONDecodeError(f"expected a comma or {closing}", self.text, position)
