"""Bodies of blocks as values: attributes, nested blocks and dynamic ones."""

from __future__ import annotations

from dataclasses import replace

from advisor.evidence.terraform.evaluate import Bindings, Evaluator
from advisor.evidence.terraform.expressions import Block, Body, Expression
from advisor.evidence.terraform.pairs import pairs_of
from advisor.evidence.values import MANY, Value, is_open, unknown


def body_value(
    evaluator: Evaluator, body: Body, bindings: Bindings, wanted: frozenset[str] | None = None
) -> Value:
    """Return the attributes and blocks of a body; only those in `wanted`, where given."""
    members: dict[str, Value] = {}
    for name, expression in body.attributes.items():
        if wanted is None or name in wanted:
            members[name] = _member(evaluator, body, name, expression, bindings)
    for block in body.blocks:
        name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
        if wanted is not None and name not in wanted:
            continue
        before = members.get(name)
        held = before.data if before is not None and isinstance(before.data, tuple) else ()
        made = tuple(_blocks(evaluator, block, name, bindings))
        line = before.line if before else block.line
        members[name] = Value((*held, *made), line, file=block.file)
    return Value(members)


def _member(
    evaluator: Evaluator, body: Body, name: str, expression: Expression, bindings: Bindings
) -> Value:
    value = evaluator.known(expression, bindings)
    value = value.at(body.lines.get(name, value.line))
    file = body.files.get(name, "")
    return replace(value, file=file) if file else value


def _blocks(evaluator: Evaluator, block: Block, name: str, bindings: Bindings) -> list[Value]:
    if block.type != "dynamic":
        return [replace(body_value(evaluator, block.body, bindings), line=block.line)]
    content = next((part for part in block.body.blocks if part.type == "content"), None)
    source = block.body.attributes.get("for_each")
    if content is None or source is None:
        return []
    iterator = block.body.attributes.get("iterator")
    # `iterator = x` is written as a bare word.
    label = getattr(iterator, "name", name)
    whole = evaluator.known(source, bindings)
    pairs = pairs_of(whole)
    if pairs is None:
        return [unknown(f"dynamic {name}", block.line, nature=MANY)]
    made = [
        replace(
            body_value(
                evaluator, content.body, {**bindings, label: Value({"key": key, "value": item})}
            ),
            line=content.line,
            assumed=whole.assumed,
            pinned=False,
        )
        for key, item in pairs
    ]
    more = is_open(whole) and whole.data is not None
    return [*made, *([unknown(f"dynamic {name}", block.line, nature=MANY)] if more else [])]
