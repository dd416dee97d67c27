"""Terraform's JSON syntax, as CDK for Terraform writes it, to the same bodies as HCL."""

from __future__ import annotations

from advisor.evidence.limits import Limits
from advisor.evidence.terraform.expressions import (
    Block,
    Body,
    Expression,
    ListOf,
    Literal,
    ObjectOf,
    Opaque,
)
from advisor.evidence.terraform.syntax import parse_template
from advisor.evidence.values import Unknown, Value, items, mapping

_LABELLED_TWICE = ("resource", "data")
_LABELLED_ONCE = ("variable", "output", "module")


def body_of(root: Value, limits: Limits) -> Body:
    """Return the blocks of a `.tf.json` file."""
    body = Body()
    for name in _LABELLED_TWICE:
        for kind, table in _members(root, name):
            for label, block in mapping(table).items():
                for one in items(block):
                    body.blocks.append(
                        Block(name, (kind, label), settings_of(one, limits), one.line)
                    )
    for name in _LABELLED_ONCE:
        for label, block in _members(root, name):
            body.blocks.append(Block(name, (label,), settings_of(block, limits), block.line))
    for part in items(mapping(root).get("locals")):
        body.blocks.append(Block("locals", (), settings_of(part, limits), part.line))
    return body


def settings_of(value: Value, limits: Limits) -> Body:
    """Return a mapping as attributes; nested blocks read the same as attributes."""
    body = Body()
    for name, item in mapping(value).items():
        if name != "//":
            body.attributes[name] = _expression(item, limits)
            body.lines[name] = item.line
    return body


def _members(root: Value, name: str) -> list[tuple[str, Value]]:
    return [pair for part in items(mapping(root).get(name)) for pair in mapping(part).items()]


def _expression(value: Value, limits: Limits) -> Expression:
    data = value.data
    if isinstance(data, Unknown):
        return Opaque(data.reason, value.line)
    if isinstance(data, str):
        return parse_template(data, value.line, limits)
    if isinstance(data, tuple):
        return ListOf(tuple(_expression(item, limits) for item in data), value.line)
    if isinstance(data, dict):
        members = tuple(
            (Literal(key, item.line), _expression(item, limits)) for key, item in data.items()
        )
        return ObjectOf(members, value.line)
    return Literal(data, value.line)
