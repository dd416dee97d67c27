"""One module of a Terraform tree: what names in its expressions mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from advisor.evidence.terraform.bodies import body_value
from advisor.evidence.terraform.evaluate import Bindings, Budget, Evaluator
from advisor.evidence.terraform.expressions import Body
from advisor.evidence.terraform.folder import Folder, Located
from advisor.evidence.terraform.instances import REPEATED, Instance, Instances, instances_of
from advisor.evidence.terraform.members import Index, Path
from advisor.evidence.terraform.variable_types import converted
from advisor.evidence.values import (
    FAILS,
    LATER,
    MANY,
    MAYBE,
    OPEN_KEY,
    Unknown,
    Value,
    in_file,
    unknown,
)

# Words that exist only while Terraform runs.
_RUN_TIME: Final = frozenset({"each", "count", "self", "path", "terraform", "ephemeral"})
_POLICY_DOCUMENT: Final = "aws_iam_policy_document"
# Stands for the number of instances while that number is being worked out.
_OPEN_COUNT: Final = Instances((Instance(None, "[…]", {}, "count refers to itself"),))


@dataclass(frozen=True, slots=True)
class Call:
    """One instance of a module that a call opened, and its key."""

    instance: Instance
    module: Module


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
        open_child: Callable[[str], list[Call]],
        condition: str = "",
    ) -> None:
        self.folder = folder
        self.prefix = prefix
        self.condition = condition
        self._inputs = inputs
        self._budget = budget
        self._open_child = open_child
        self._children: dict[str, list[Call]] = {}
        self._known: dict[Path, Value] = {}
        self._open: set[Path] = set()
        self._instances: dict[int, Instances] = {}
        self.evaluator = Evaluator(self, budget)

    def children(self, call: str) -> list[Call]:
        """Return the module instances behind one call; empty where they cannot be read."""
        if call not in self._children:
            self._children[call] = []
            self._children[call] = self._open_child(call)
        return self._children[call]

    def instances(self, body: Body) -> Instances:
        """Return how often a block of this module exists."""
        held = self._instances.get(id(body))
        if held is None:
            self._instances[id(body)] = _OPEN_COUNT
            held = instances_of(self.evaluator, body, self._budget.instances)
            self._instances[id(body)] = held
        return held

    def resolve(self, path: Path) -> tuple[Value, int]:
        """Return what the start of `path` stands for, and how many of its steps that takes."""
        first = path[0]
        words = _words(path)
        if first in _RUN_TIME or len(words) == 1:
            return unknown(".".join(words)), len(words)
        if first in {"var", "local"}:
            key = words[:2]
            return self.once(key, lambda: self._named(*key)), 2
        if first == "module":
            return self._output(path)
        return self._resource(path)

    def keys(self, path: Path) -> list[Index] | None:
        """Return the keys of a resource or a module that is repeated; None for anything else."""
        if path[0] == "module" and len(path) == 2:  # noqa: PLR2004 - module, call
            located = self.folder.calls.get(str(path[1]))
        else:
            located = self._located(path) if len(path) == _head(path) else None
        if located is None or not REPEATED & located.block.body.attributes.keys():
            return None
        found = self.instances(located.block.body)
        return [Index(item.key) for item in found.all] if found.complete else None

    def once(self, key: Path, compute: Callable[[], Value]) -> Value:
        """Compute a value once; a value that needs itself is not known."""
        if key in self._known:
            return self._known[key]
        if key in self._open:
            return unknown(f"{_dotted(key)} refers to itself")
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
        kind_of = declared.attributes.get("type") if declared else None
        given = self._given(name)
        if given is not None and not (given.data is None and self._is_required(declared)):
            return converted(given, kind_of, self.evaluator.value)
        default = declared.attributes.get("default") if declared else None
        if default is None:
            return unknown(f"var.{name}")
        value = converted(self.evaluator.value(default), kind_of, self.evaluator.value)
        if self._inputs is None:
            return replace(value, assumed=f"default of variable {name}")
        return value

    def _given(self, name: str) -> Value | None:
        if self._inputs is not None:
            return self._inputs.get(name)
        setting = self.folder.settings.get(name)
        return self.evaluator.value(setting) if setting is not None else None

    def _is_required(self, declared: Body | None) -> bool:
        """Return whether null stands for the default."""
        nullable = declared.attributes.get("nullable") if declared else None
        return nullable is not None and self.evaluator.value(nullable).data is False

    def _output(self, path: Path) -> tuple[Value, int]:
        call, rest = str(path[1]), path[2:]
        child, used = self._called(call, rest[:1])
        rest = path[used:]
        if not rest or isinstance(rest[0], Index):
            return unknown(_dotted(path[:used])), used
        name, used = rest[0], used + 1
        body = child.folder.outputs.get(name) if child is not None else None
        expression = body.attributes.get("value") if body is not None else None
        if child is None or expression is None:
            return unknown(f"module.{call}.{name}", nature=self._output_nature(call, child)), used
        return child.once(("output", name), lambda: child.evaluator.value(expression)), used

    def _output_nature(self, call: str, child: Module | None) -> str:
        """Return what is known of an output that cannot be read."""
        if child is not None:
            return FAILS
        located = self.folder.calls.get(call)
        if located is None or REPEATED & located.block.body.attributes.keys():
            return ""
        return LATER

    def _called(self, call: str, step: Path) -> tuple[Module | None, int]:
        """Return the module instance that a reference means, and how many steps name it."""
        opened = self.children(call)
        if step and isinstance(step[0], Index):
            found = [item for item in opened if item.instance.key in {None, step[0].key}]
            return (found[0].module if found else None), 3
        return (opened[0].module if len(opened) == 1 else None), 2

    def _located(self, path: Path) -> Located | None:
        words = _words(path)
        head = _head(path)
        if len(words) < head:
            return None
        table = self.folder.data if head > 2 else self.folder.resources  # noqa: PLR2004 - data.type.name
        return table.get((words[head - 2], words[head - 1]))

    def _resource(self, path: Path) -> tuple[Value, int]:
        words, head = _words(path), _head(path)
        reference = f"{self.prefix}{'.'.join(words[:head])}"
        located = self._located(path)
        if located is None:
            return unknown(".".join(words), reference=reference), len(words)
        rest = path[head:]
        body = located.block.body
        if not REPEATED & body.attributes.keys():
            if not rest or isinstance(rest[0], Index):
                return unknown(".".join(words[:head]), reference=reference), head
            return self._attribute(path[: head + 1], located, {}, reference), head + 1
        found = self.instances(body)
        if not rest:
            return self.once(path[:head], lambda: _whole(found, reference)), head
        if not isinstance(rest[0], Index):
            return unknown(".".join(words), reference=reference), len(words)
        return self._instance(path, located, found, reference)

    def _instance(
        self, path: Path, located: Located, found: Instances, reference: str
    ) -> tuple[Value, int]:
        """Return an instance of a repeated resource, or an attribute of it."""
        head = _head(path)
        step = path[head]
        key, by = (step.key, step.assumed) if isinstance(step, Index) else (None, "")
        instance = next((item for item in found.all if item.key in {None, key}), None)
        if instance is None:
            missing = unknown(f"{_dotted(path[:head])}[{key}]", nature=FAILS)
            return replace(missing, assumed=found.assumed or by), len(path)
        nature = MAYBE if instance.key is None else ""
        if len(path) == head + 1 or isinstance(path[head + 1], Index):
            return _openly(reference, nature), head + 1
        value = self._attribute(path[: head + 2], located, instance.bindings, reference)
        if isinstance(value.data, Unknown):
            value = value.holding(replace(value.data, nature=value.data.nature or nature))
        doubt = instance.condition if instance.key is None else found.assumed or by
        return replace(value, assumed=value.assumed or doubt), head + 2

    def _attribute(self, path: Path, located: Located, bindings: Bindings, reference: str) -> Value:
        """Return an attribute that the code sets, or the text of a policy it writes."""
        name, body = str(path[-1]), located.block.body
        if path[0] == "data" and path[1] == _POLICY_DOCUMENT and name == "json":
            # Its statements stand where it is written, not where it is used.
            return self.once(path, lambda: in_file(self.body(body, bindings), located.file))
        expression = body.attributes.get(name)
        if expression is None or path[0] == "data":
            return unknown(_dotted(path), reference=reference)
        return self.once(path, lambda: self.evaluator.value(expression, bindings))

    def body(self, body: Body, bindings: Bindings, wanted: frozenset[str] | None = None) -> Value:
        """Return the attributes and blocks of a body; only those in `wanted`, where given."""
        return body_value(self.evaluator, body, bindings, wanted)


def _whole(found: Instances, reference: str) -> Value:
    """Return a repeated resource as the list or map of its instances."""
    if not found.complete:
        return unknown(reference, reference=reference, nature=MANY)
    data: tuple[Value, ...] | dict[str, Value]
    if any(isinstance(item.key, str) for item in found.all):
        data = {str(item.key): _openly(reference) for item in found.all}
    else:
        data = tuple(_openly(reference) for _ in found.all)
    return Value(data, assumed=found.assumed)


def _openly(reference: str, nature: str = "") -> Value:
    """Return an instance whose attributes are looked up one by one, or not known."""
    return Value({OPEN_KEY: unknown(reference, reference=reference, nature=nature)})


def _head(path: Path) -> int:
    """Return how many steps name a resource or a data source."""
    return 3 if path[0] == "data" else 2


def _words(path: Path) -> tuple[str, ...]:
    """Return the steps before the first index."""
    words: list[str] = []
    for step in path:
        if isinstance(step, Index):
            break
        words.append(step)
    return tuple(words)


def _dotted(path: Sequence[str | Index]) -> str:
    shown = (f"[{step.key}]" if isinstance(step, Index) else f".{step}" for step in path)
    return "".join(shown).removeprefix(".")
