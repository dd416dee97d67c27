"""Template functions and conditions, resolved as far as the template alone tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from advisor.evidence.values import (
    GAP,
    Unknown,
    Value,
    is_known,
    items,
    mapping,
    member,
    plain,
    text,
    unknown,
)

_PLACEHOLDER: Final = re.compile(r"\$\{(!?)([^${}]*)\}")
_FRAMEWORK: Final = re.compile(
    r"\$\{(?:self|opt|env|file|ssm|cf|sls|param|aws|s3|git|strToBool|custom|stage)\b[^{}]*"
    r"(?:\{[^{}]*\}[^{}]*)*\}"
)
# What another program fills in before or while the template is deployed.
_FILLED_IN: Final = re.compile(
    r"\{\{[^{}]*\}\}|\$\{\{[^{}]*\}\}|%%\w+%%|@@\w+@@|##\w+##|<%[^%]*%>|\$\(\w+\)"
)
_FUNCTION: Final = re.compile(r"Ref|Condition|Fn::[A-Za-z0-9:]+")
_NO_VALUE: Final = "AWS::NoValue"
_STORED: Final = "AWS::SSM::Parameter::"
_MAX_TEXT: Final = 100_000


@dataclass(slots=True)
class Template:
    """The parts of a template that its functions refer to."""

    parameters: Mapping[str, Value] = field(default_factory=dict)
    given: Mapping[str, Value] = field(default_factory=dict)
    mappings: Value | None = None
    conditions: Mapping[str, Value] = field(default_factory=dict)
    resources: frozenset[str] = frozenset()
    _open: set[str] = field(default_factory=set)
    _steps: int = 500_000

    def resolve(self, value: Value) -> Value:
        """Return the value with every function replaced by its result."""
        self._steps -= 1
        if self._steps < 0:
            return unknown("too much to resolve", value.line)
        data = value.data
        if isinstance(data, str):
            return _framework_text(value, data)
        if isinstance(data, tuple):
            return value.holding(tuple(self._items(data)))
        if not isinstance(data, dict):
            return value
        if len(data) == 1:
            name, argument = next(iter(data.items()))
            if _FUNCTION.fullmatch(name):
                found = self._function(name, argument)
                if isinstance(found.data, str):
                    found = _framework_text(found, found.data)
                line = value.line or argument.line
                return replace(found, line=line, file=value.file or found.file)
        resolved = {key: self.resolve(item) for key, item in data.items()}
        return value.holding({key: item for key, item in resolved.items() if item.data is not None})

    def holds(self, name: str) -> tuple[bool | None, str]:
        """Return whether a condition holds, and what could change that."""
        condition = self.conditions.get(name)
        if condition is None or name in self._open:
            return None, f"condition {name}"
        self._open.add(name)
        try:
            return self._truth(condition)
        finally:
            self._open.discard(name)

    def _items(self, data: tuple[Value, ...]) -> list[Value]:
        resolved = (self.resolve(item) for item in data)
        return [item for item in resolved if item.data is not None]

    def _function(self, name: str, argument: Value) -> Value:
        handler = _FUNCTIONS.get(name)
        if handler is None:
            return unknown(name, argument.line)
        return handler(self, argument)

    def ref(self, argument: Value) -> Value:
        """`Ref`: a parameter, a resource or a pseudo parameter."""
        name = text(argument)
        if name == _NO_VALUE:
            return Value(None, argument.line)
        if name in self.given:
            return replace(self.given[name], line=argument.line, pinned=True)
        if name in self.parameters:
            return self._parameter(name, argument.line)
        reference = name if name in self.resources else ""
        return unknown(name, argument.line, reference=reference)

    def _parameter(self, name: str, line: int) -> Value:
        declared = self.parameters[name]
        default = member(declared, "Default")
        if text(member(declared, "Type")).startswith(_STORED):
            # What stands as default is the name under which the value is stored.
            return unknown(f"stored parameter {name}", line)
        if default is None or plain(member(declared, "NoEcho") or default) in (True, "true"):
            return unknown(f"parameter {name}", line)
        data = default.data
        if "List" in text(member(declared, "Type")) and isinstance(data, str):
            data = tuple(Value(part.strip(), line) for part in data.split(",") if part.strip())
        return Value(data, line, f"default of parameter {name}", pinned=True)

    def attribute(self, argument: Value) -> Value:
        """`Fn::GetAtt`: never known before the stack exists."""
        parts = [text(part) or GAP for part in items(argument)]
        return unknown(".".join(parts), argument.line, reference=parts[0] if parts else "")

    def substitute(self, argument: Value) -> Value:
        """`Fn::Sub`: a text with references."""
        parts = items(argument)
        if not parts or not isinstance(parts[0].data, str):
            return unknown("Fn::Sub", argument.line)
        local = mapping(parts[1]) if len(parts) > 1 else {}
        pieces: list[Value] = []
        source, position = text(parts[0]), 0
        for match in _PLACEHOLDER.finditer(source):
            pieces.append(Value(source[position : match.start()]))
            position = match.end()
            name = match.group(2).strip()
            if match.group(1):
                pieces.append(Value(f"${{{name}}}"))
            elif name in local:
                pieces.append(self.resolve(local[name]))
            elif "." in name:
                pieces.append(unknown(name, reference=name.split(".", maxsplit=1)[0]))
            else:
                pieces.append(self.ref(Value(name)))
        pieces.append(Value(source[position:]))
        return joined(pieces, argument.line)

    def join(self, argument: Value) -> Value:
        """`Fn::Join`: a list to a text."""
        parts = items(argument)
        if len(parts) != 2:  # noqa: PLR2004 - separator and list
            return unknown("Fn::Join", argument.line)
        listed = self.resolve(parts[1])
        if isinstance(listed.data, Unknown):
            return listed.at(argument.line)
        pieces: list[Value] = []
        for index, item in enumerate(items(listed)):
            if index:
                pieces.append(Value(text(parts[0])))
            pieces.append(item)
        whole = joined(pieces, argument.line)
        return replace(whole, assumed=whole.assumed or listed.assumed)

    def select(self, argument: Value) -> Value:
        """`Fn::Select`: one item of a list."""
        parts = items(argument)
        listed = self.resolve(parts[1]) if len(parts) > 1 else None
        at = self.resolve(parts[0]) if parts else Value(None)
        index = plain(at)
        if listed is not None and isinstance(listed.data, tuple) and str(index).isdecimal():
            position = int(str(index))
            if position < len(listed.data):
                found = listed.data[position]
                return replace(found, assumed=found.assumed or listed.assumed or at.assumed)
        return unknown("Fn::Select", argument.line)

    def split(self, argument: Value) -> Value:
        """`Fn::Split`: a text to a list."""
        parts = items(argument)
        whole = self.resolve(parts[1]) if len(parts) > 1 else None
        separator = text(parts[0]) if parts else ""
        if whole is None or not isinstance(whole.data, str) or not separator:
            return unknown("Fn::Split", argument.line)
        pieces = tuple(Value(part, argument.line) for part in whole.data.split(separator))
        return Value(pieces, argument.line, whole.assumed)

    def find_in_map(self, argument: Value) -> Value:
        """`Fn::FindInMap`: a value of the template's mappings."""
        keys = [self.resolve(part) for part in items(argument)[:3]]
        found: Value | None = self.mappings
        for key in keys:
            found = member(found, str(plain(key)))
        if found is None or len(keys) < 3 or not all(is_known(key) for key in keys):  # noqa: PLR2004
            return unknown("Fn::FindInMap", argument.line)
        assumed = next((key.assumed for key in keys if key.assumed), "")
        return replace(found, line=argument.line, assumed=assumed, pinned=True)

    def choose(self, argument: Value) -> Value:
        """`Fn::If`: one of two values."""
        parts = items(argument)
        if len(parts) != 3:  # noqa: PLR2004 - condition, yes, no
            return unknown("Fn::If", argument.line)
        name = text(parts[0])
        truth, why = self.holds(name)
        if truth is not None:
            chosen = self.resolve(parts[1] if truth else parts[2])
            return replace(chosen, assumed=chosen.assumed or why)
        yes, no = self.resolve(parts[1]), self.resolve(parts[2])
        if is_known(yes) and plain(yes) == plain(no):
            return yes
        return unknown(f"condition {name}", argument.line)

    def _truth(self, value: Value) -> tuple[bool | None, str]:
        """Return whether a condition expression holds, and what could change that."""
        members = mapping(value)
        name, argument = next(iter(members.items()), ("", value))
        if name == "Condition":
            return self.holds(text(argument))
        if name == "Fn::Not":
            truth, why = self._truth(next(iter(items(argument)), Value(None)))
            return (None if truth is None else not truth), why
        if name in {"Fn::And", "Fn::Or"}:
            return self._combined([self._truth(part) for part in items(argument)], name)
        return self._equals(argument) if name == "Fn::Equals" else (None, name)

    def _equals(self, argument: Value) -> tuple[bool | None, str]:
        sides = [self.resolve(part) for part in items(argument)]
        if len(sides) != 2 or not all(is_known(side) for side in sides):  # noqa: PLR2004
            return None, "a condition"
        why = next((side.assumed for side in sides if side.assumed), "")
        return str(plain(sides[0])) == str(plain(sides[1])), why

    @staticmethod
    def _combined(parts: list[tuple[bool | None, str]], name: str) -> tuple[bool | None, str]:
        deciding = name == "Fn::Or"
        why = next((reason for _, reason in parts if reason), "")
        if any(truth is deciding for truth, _ in parts):
            return deciding, why
        if any(truth is None for truth, _ in parts):
            return None, why
        return not deciding, why


def joined(pieces: list[Value], line: int) -> Value:
    """Return the text that pieces make; pieces that are not known leave gaps."""
    whole, missing, reference, assumed = "", "", "", ""
    for piece in pieces:
        data = piece.data
        assumed = assumed or piece.assumed
        if isinstance(data, Unknown):
            missing = missing or data.reason
            reference = reference or data.reference
            whole += data.text or GAP
        elif isinstance(data, tuple | dict):
            missing = missing or "a list"
            whole += GAP
        elif data is not None:
            whole += str(data).lower() if isinstance(data, bool) else str(data)
    whole = whole[:_MAX_TEXT]
    if missing:
        return unknown(missing, line, text=whole, reference=reference)
    return Value(whole, line, assumed)


def _framework_text(value: Value, data: str) -> Value:
    """A variable of a framework that nobody resolved leaves a gap."""
    for pattern in (_FRAMEWORK, _FILLED_IN):
        found = pattern.search(data)
        if found is not None:
            reason = found.group()
            half = "" if reason == data else pattern.sub(GAP, data)
            return value.holding(Unknown(reason, half))
    return value


def _encoded(_template: Template, argument: Value) -> Value:
    return unknown("Fn::Base64", argument.line)


_FUNCTIONS: Final[dict[str, Callable[[Template, Value], Value]]] = {
    "Ref": Template.ref,
    "Fn::GetAtt": Template.attribute,
    "Fn::Sub": Template.substitute,
    "Fn::Join": Template.join,
    "Fn::Select": Template.select,
    "Fn::Split": Template.split,
    "Fn::FindInMap": Template.find_in_map,
    "Fn::If": Template.choose,
    "Fn::Base64": _encoded,
    # Kept as structure: a policy is read from it.
    "Fn::ToJsonString": Template.resolve,
}
