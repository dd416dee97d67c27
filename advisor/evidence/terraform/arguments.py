"""Arguments of Terraform functions as Python data, and the two ways in which a call ends early."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from advisor.evidence.values import Unknown, Value

MAX_TEXT: Final = 1_000_000


class NotResolvedError(Exception):
    """The call is too large or needs what is not known; its result stays unknown."""


class WrongCallError(NotResolvedError):
    """Terraform refuses the call as well, so `try` goes on to the next argument."""


def string(value: Value) -> str:
    """Return a scalar as text."""
    data = value.data
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, str | int | float):
        return str(data)
    raise NotResolvedError


def listed(value: Value) -> tuple[Value, ...]:
    """Return the items of a list or the values of a map."""
    data = value.data
    if isinstance(data, tuple):
        return data
    if isinstance(data, dict):
        return tuple(data.values())
    raise NotResolvedError


def mapped(value: Value) -> Mapping[str, Value]:
    """Return the members of a map."""
    if isinstance(value.data, dict):
        return value.data
    raise NotResolvedError


def number(value: Value) -> int | float:
    """Return a number, which may be written as text."""
    data = value.data
    if isinstance(data, bool):
        raise WrongCallError
    if isinstance(data, int | float):
        return data
    try:
        return int(string(value))
    except ValueError as error:
        raise WrongCallError from error


def known(value: Value) -> Value:
    """Return the value; one that is not known ends the call."""
    if isinstance(value.data, Unknown):
        raise NotResolvedError
    return value
