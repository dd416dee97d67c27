"""Access policies in their three spellings: as data, as JSON text, as Terraform blocks."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.evidence.values import (
    OPEN_KEY,
    Scalar,
    Unknown,
    Value,
    in_file,
    items,
    lift,
    mapping,
    member,
    text,
)

_LARGEST = 200_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a policy. `whole`: nothing that decides is missing."""

    line: int
    allows: bool
    actions: tuple[Value, ...] = ()
    resources: tuple[Value, ...] = ()
    principals: tuple[Value, ...] = ()
    conditions: tuple[Value, ...] = ()
    inverted: bool = False
    whole: bool = True
    file: str = ""

    @classmethod
    def unread(cls, why: str, line: int, file: str = "") -> Statement:
        """Return a statement that stands for a policy nobody could read."""
        actions = (Value(Unknown(why), line, file=file),)
        return cls(line, allows=True, actions=actions, whole=False, file=file)

    def says(self, data: Scalar | Unknown, line: int = 0) -> Value:
        """Return something that the statement says, where it stands."""
        return Value(data, line or self.line, file=self.file)

    def condition_values(self, key: str) -> list[Value]:
        """Return the values that a condition key is compared with."""
        found: list[Value] = []
        for condition in self.conditions:
            members = mapping(condition)
            if text(members.get("variable")) == key:
                found += items(members.get("values"))
                continue
            for operator in members.values():
                found += items(member(operator, key))
        return found


def statements_of(policy: Value | None, line: int, file: str = "") -> list[Statement]:
    """Return the statements of a policy; one unread statement where it is not known.

    `line` and `file` hold for what has none of its own.
    """
    if policy is None:
        return []
    policy = _parsed(policy)
    file = policy.file or file
    if isinstance(policy.data, Unknown):
        return [Statement.unread(policy.data.reason, policy.line or line, file)]
    members = mapping(policy)
    listed = items(members.get("Statement")) + items(members.get("statement"))
    missing = any(name.startswith(("source_", "override_")) for name in members)
    found = [_statement(item, policy.line or line, file) for item in listed]
    if missing or OPEN_KEY in members:
        found.append(Statement.unread("a policy it builds on", policy.line or line, file))
    return found


def _parsed(policy: Value) -> Value:
    """Return the policy as data; JSON text may stand in a string, also a half-known one."""
    data = policy.data
    source = data.text if isinstance(data, Unknown) else data
    if not isinstance(source, str) or not source or len(source) > _LARGEST:
        return policy
    if source.startswith("%7B"):
        source = urllib.parse.unquote(source)
    try:
        parsed = in_file(lift(json.loads(source), policy.line), policy.file)
    except (ValueError, RecursionError):
        return policy if isinstance(data, Unknown) else policy.holding(Unknown("a policy"))
    return parsed


def _statement(item: Value, line: int, file: str) -> Statement:
    members = mapping(item)
    line, file = item.line or line, item.file or file
    effect = members.get("Effect") or members.get("effect")
    inverted = bool({"NotAction", "not_actions"} & members.keys())
    actions = _leaves(members, ("Action", "actions"))
    resources = _leaves(members, ("Resource", "resources"))
    unknown_part = isinstance(item.data, Unknown) or any(
        isinstance(value.data, Unknown) and not value.data.text for value in actions
    )
    return Statement(
        line,
        allows=effect is None or text(effect) != "Deny",
        actions=tuple(in_file(action.at(action.line or line), file) for action in actions),
        resources=resources,
        principals=tuple(_principals(members)),
        conditions=_leaves(members, ("Condition", "condition")),
        inverted=inverted,
        whole=not unknown_part,
        file=file,
    )


def _leaves(members: Mapping[str, Value], names: tuple[str, ...]) -> tuple[Value, ...]:
    return tuple(value for name in names for value in items(members.get(name)))


def _principals(members: Mapping[str, Value]) -> Iterator[Value]:
    for principal in mapping(members.get("Principal")).values():
        yield from items(principal)
    for block in items(members.get("principals")):
        yield from items(member(block, "identifiers"))
