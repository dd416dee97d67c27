"""The operators of HCL, with unknown operands."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

from advisor.evidence.values import Unknown, Value, is_known, plain, unknown

_COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
}
_LARGEST: Final = 10**15


def unary(sign: str, operand: Value, line: int) -> Value:
    """Return `!operand` or `-operand`."""
    data = operand.data
    if sign == "!" and isinstance(data, bool):
        return Value(not data, line, operand.assumed)
    if sign == "-" and isinstance(data, int | float):
        return Value(-data, line, operand.assumed)
    return unknown(_reason(operand), line)


def binary(sign: str, left: Value, right: Value, line: int) -> Value:
    """Return `left sign right`; `&&` and `||` need only one known side where it decides."""
    if sign in {"&&", "||"}:
        return _logic(sign, left, right, line)
    if sign in {"==", "!="}:
        return _equality(sign, left, right, line)
    if not _is_number(left.data) or not _is_number(right.data):
        return unknown(_reason(left, right), line)
    assumed = left.assumed or right.assumed
    first, second = float(str(left.data)), float(str(right.data))
    if sign in _COMPARISONS:
        return Value(_COMPARISONS[sign](first, second), line, assumed)
    if abs(first) > _LARGEST or abs(second) > _LARGEST or (sign in "/%" and second == 0):
        return unknown("arithmetic", line)
    result = _ARITHMETIC[sign](first, second)
    return Value(int(result) if result.is_integer() else result, line, assumed)


def _logic(sign: str, left: Value, right: Value, line: int) -> Value:
    deciding = sign == "||"
    assumed = left.assumed or right.assumed
    if left.data is deciding or right.data is deciding:
        return Value(deciding, line, assumed)
    if isinstance(left.data, bool) and isinstance(right.data, bool):
        return Value(not deciding, line, assumed)
    return unknown(_reason(left, right), line)


def _equality(sign: str, left: Value, right: Value, line: int) -> Value:
    if not is_known(left) or not is_known(right):
        # Something that exists is not null, whatever it turns out to be, only where it is built.
        built = left if right.data is None else right if left.data is None else None
        if built is not None and isinstance(built.data, tuple | dict):
            return Value(sign == "!=", line)
        return unknown(_reason(left, right), line)
    same = plain(left) == plain(right) and isinstance(left.data, bool) == isinstance(
        right.data, bool
    )
    return Value(same == (sign == "=="), line, left.assumed or right.assumed)


def _is_number(data: object) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def _reason(*operands: Value) -> str:
    for operand in operands:
        if isinstance(operand.data, Unknown):
            return operand.data.reason
    return "an expression"
