"""Writes plain values as YAML that people read well and every parser reads alike.

Short things stand on one line, texts of several lines as literal blocks. Text stays bare only
where no YAML version could take it for anything else.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

WIDTH: Final = 100
_BARE: Final = re.compile(r"[^\W\d_][\w()./+-]*(?: [\w()./+-]+)*")
_WORDS: Final = frozenset(
    ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "nan", "inf"]
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def entry(key: str, value: Any, indent: int, *, block: bool) -> str:
    """Return `key: value` without its own indentation and without a final line break.

    Args:
        key: The key.
        value: A plain value.
        indent: The column of the key; lines below it are indented relative to it.
        block: Whether a collection gets one line per member even if it would fit on one line.
    """
    return f"{scalar(key)}:{tail(scalar(key), value, indent, block=block)}"


def tail(key: str, value: Any, indent: int, *, block: bool) -> str:
    """Return what follows `key:`; begins with a space or a line break."""
    if isinstance(value, str) and _is_literal(value):
        return " |-\n" + _indented(value, indent + 2)
    if not isinstance(value, (dict, list)) or not value:
        return f" {flow(value)}"
    if not (block or _needs_block(value)):
        line = flow(value)
        if indent + len(key) + 2 + len(line) <= WIDTH:
            return f" {line}"
    if isinstance(value, dict):
        return "".join(f"\n{' ' * (indent + 2)}{line}" for line in members(value, indent + 2))
    return "".join(f"\n{' ' * (indent + 2)}{line}" for line in items(value, indent + 2))


def members(value: dict[str, Any], indent: int) -> list[str]:
    """Return each member of a mapping as an entry at `indent`."""
    return [entry(key, item, indent, block=False) for key, item in value.items()]


def items(value: list[Any], indent: int) -> list[str]:
    """Return each item of a list as `- item` at `indent`."""
    return [item(member, indent) for member in value]


def item(value: Any, indent: int) -> str:
    """Return one list item without its own indentation."""
    if isinstance(value, str) and _is_literal(value):
        return "- |-\n" + _indented(value, indent + 2)
    line = flow(value)
    if not isinstance(value, dict) or not value:
        return f"- {line}"
    if not _needs_block(value) and indent + 2 + len(line) <= WIDTH:
        return f"- {line}"
    first, *rest = members(value, indent + 2)
    return "".join([f"- {first}", *(f"\n{' ' * (indent + 2)}{line}" for line in rest)])


def flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else scalar(value)


def scalar(text: str) -> str:
    """Return text bare where that is safe, else in double quotes."""
    if _BARE.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - widths of YAML's escapes
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004


def _is_literal(text: str) -> bool:
    """Return whether text can be written as a literal block and read back unchanged."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and all(not line or (line.isprintable() and line.strip(" ")) for line in lines)
        and bool(lines[-1])
        and bool(lines[0])
        and not lines[0].startswith(" ")
    )


def _needs_block(value: Any) -> bool:
    members_ = value.values() if isinstance(value, dict) else value
    return any(
        _is_literal(member) if isinstance(member, str) else _needs_block(member)
        for member in members_
        if isinstance(member, (str, dict, list))
    )


def _indented(text: str, indent: int) -> str:
    return "\n".join(" " * indent + line if line else "" for line in text.split("\n"))
