"""One module of a Terraform tree: its blocks, and what names in its expressions mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from advisor.evidence.terraform.evaluate import Bindings, Budget, Evaluator
from advisor.evidence.terraform.expressions import Block, Body, Expression
from advisor.evidence.values import Value, unknown

# Words that exist only while Terraform runs.
_RUN_TIME = frozenset({"each", "count", "self", "path", "terraform", "ephemeral"})


@dataclass(slots=True)
class Located:
    """A block and the file it stands in."""

    block: Block
    file: str


@dataclass(slots=True)
class Folder:
    """The blocks of all files of one folder."""

    variables: dict[str, Body] = field(default_factory=dict)
    locals: dict[str, Expression] = field(default_factory=dict)
    outputs: dict[str, Body] = field(default_factory=dict)
    resources: dict[tuple[str, str], Located] = field(default_factory=dict)
    data: dict[tuple[str, str], Located] = field(default_factory=dict)
    calls: dict[str, Located] = field(default_factory=dict)
    settings: dict[str, Expression] = field(default_factory=dict)

    def add(self, body: Body, file: str) -> None:
        """Add the blocks of one file."""
        for block in body.blocks:
            labels = block.labels
            if block.type == "locals":
                self.locals.update(block.body.attributes)
            elif block.type == "variable" and labels:
                self.variables[labels[0]] = block.body
            elif block.type == "output" and labels:
                self.outputs[labels[0]] = block.body
            elif block.type == "module" and labels:
                self.calls[labels[0]] = Located(block, file)
            elif block.type in {"resource", "data"} and len(labels) > 1:
                table = self.resources if block.type == "resource" else self.data
                table[labels[0], labels[1]] = Located(block, file)


class Module:
    """A folder called with inputs; the scope of its expressions.

    `inputs` is None for a root module, whose variables someone outside the files may set.
    """

    def __init__(
        self,
        folder: Folder,
        prefix: str,
        inputs: Mapping[str, Value] | None,
        budget: Budget,
        open_child: Callable[[str], list[Module]],
        condition: str = "",
    ) -> None:
        self.folder = folder
        self.prefix = prefix
        self.condition = condition
        self._inputs = inputs
        self._open_child = open_child
        self._children: dict[str, list[Module]] = {}
        self._known: dict[tuple[str, ...], Value] = {}
        self._open: set[tuple[str, ...]] = set()
        self.evaluator = Evaluator(self, budget)

    def children(self, call: str) -> list[Module]:
        """Return the module instances behind one call; empty where they cannot be read."""
        if call not in self._children:
            self._children[call] = []
            self._children[call] = self._open_child(call)
        return self._children[call]

    def resolve(self, path: tuple[str, ...]) -> tuple[Value, int]:
        """Return what the start of `path` stands for, and how many words it takes."""
        first = path[0]
        if first in _RUN_TIME:
            return unknown(".".join(path)), len(path)
        if len(path) == 1:
            return unknown(first), 1
        if first in {"var", "local"}:
            return self.once((first, path[1]), lambda: self._named(first, path[1])), 2
        if first == "module":
            return self._output(path)
        if first == "data":
            return self._data(path)
        return self._attribute(path)

    def once(self, key: tuple[str, ...], compute: Callable[[], Value]) -> Value:
        """Compute a value once; a value that needs itself is not known."""
        if key in self._known:
            return self._known[key]
        if key in self._open:
            return unknown(f"{'.'.join(key)} refers to itself")
        self._open.add(key)
        try:
            value = compute()
        finally:
            self._open.discard(key)
        self._known[key] = value
        return value

    def _named(self, kind: str, name: str) -> Value:
        if kind == "local":
            expression = self.folder.locals.get(name)
            return self.evaluator.value(expression) if expression else unknown(f"local.{name}")
        declared = self.folder.variables.get(name)
        if self._inputs is not None and name in self._inputs:
            return self._inputs[name]
        if self._inputs is None and name in self.folder.settings:
            return self.evaluator.value(self.folder.settings[name])
        default = declared.attributes.get("default") if declared else None
        if default is None:
            return unknown(f"var.{name}")
        value = self.evaluator.value(default)
        if self._inputs is None:
            return replace(value, assumed=f"default of variable {name}")
        return value

    def _output(self, path: tuple[str, ...]) -> tuple[Value, int]:
        if len(path) < 3:  # noqa: PLR2004 - module, call, output
            return unknown(".".join(path)), len(path)
        call, name = path[1], path[2]
        instances = self.children(call)
        if len(instances) != 1 or name not in instances[0].folder.outputs:
            return unknown(f"module.{call}.{name}"), 3
        child = instances[0]
        expression = child.folder.outputs[name].attributes.get("value")
        if expression is None:
            return unknown(f"module.{call}.{name}"), 3
        return child.once(("output", name), lambda: child.evaluator.value(expression)), 3

    def _data(self, path: tuple[str, ...]) -> tuple[Value, int]:
        address = ".".join(path[:3])
        reference = f"{self.prefix}{address}"
        if path[1] == "aws_iam_policy_document" and path[3:4] == ("json",):
            located = self.folder.data.get((path[1], path[2]))
            if located is not None:
                body = located.block.body
                return self.once(path[:4], lambda: self.body(body, {})), 4
        return unknown(".".join(path), reference=reference), len(path)

    def _attribute(self, path: tuple[str, ...]) -> tuple[Value, int]:
        kind, name = path[0], path[1]
        reference = f"{self.prefix}{kind}.{name}"
        located = self.folder.resources.get((kind, name))
        if located is not None and len(path) > 2:  # noqa: PLR2004 - type, name, attribute
            body = located.block.body
            expression = body.attributes.get(path[2])
            if expression is not None and not {"count", "for_each"} & body.attributes.keys():
                return self.once(path[:3], lambda: self.evaluator.value(expression)), 3
        return unknown(".".join(path), reference=reference), len(path)

    def body(self, body: Body, bindings: Bindings, wanted: frozenset[str] | None = None) -> Value:
        """Return the attributes and blocks of a body; only those in `wanted`, where given."""
        members: dict[str, Value] = {}
        for name, expression in body.attributes.items():
            if wanted is None or name in wanted:
                value = self.evaluator.known(expression, bindings)
                members[name] = value.at(body.lines.get(name, value.line))
        for block in body.blocks:
            name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
            if wanted is not None and name not in wanted:
                continue
            before = members.get(name)
            held = before.data if before is not None and isinstance(before.data, tuple) else ()
            made = tuple(self._blocks(block, name, bindings))
            members[name] = Value((*held, *made), before.line if before else block.line)
        return Value(members)

    def _blocks(self, block: Block, name: str, bindings: Bindings) -> list[Value]:
        if block.type != "dynamic":
            return [replace(self.body(block.body, bindings), line=block.line)]
        content = next((part for part in block.body.blocks if part.type == "content"), None)
        source = block.body.attributes.get("for_each")
        if content is None or source is None:
            return []
        iterator = block.body.attributes.get("iterator")
        # `iterator = x` is written as a bare word.
        label = getattr(iterator, "name", name)
        whole = self.evaluator.known(source, bindings)
        pairs = pairs_of(whole)
        if pairs is None:
            return [unknown(f"dynamic {name}", block.line)]
        return [
            replace(
                self.body(content.body, {**bindings, label: Value({"key": key, "value": item})}),
                line=content.line,
                assumed=whole.assumed,
                pinned=False,
            )
            for key, item in pairs
        ]


def pairs_of(source: Value) -> list[tuple[Value, Value]] | None:
    """Return the keys and values that `for_each` runs over; None where they are not known."""
    from advisor.evidence.values import OPEN_KEY, Unknown

    data = source.data
    if data is None:
        return []
    if isinstance(data, tuple):
        if any(isinstance(item.data, Unknown) for item in data):
            return None
        return [(item, item) for item in data]
    if isinstance(data, dict) and OPEN_KEY not in data:
        return [(Value(key), item) for key, item in data.items()]
    return None
