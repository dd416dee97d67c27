"""Terraform source: folders to module trees to resources."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from advisor.errors import Problem
from advisor.evidence.limits import Limits
from advisor.evidence.redaction import clean
from advisor.evidence.resources import TERRAFORM, Gathered, RawResource
from advisor.evidence.terraform.evaluate import Bindings, Budget
from advisor.evidence.terraform.expressions import Body, Literal
from advisor.evidence.terraform.module import Folder, Located, Module, pairs_of
from advisor.evidence.values import Unknown, Value, unknown

# A call from an example or a test does not make its target any less a module of its own.
_TRIALS: Final = frozenset({"example", "examples", "test", "tests"})
# Of modules that cannot be read, those worth a word.
_ABOUT_LOGIN: Final = re.compile(
    r"cognito|auth|identity|login|sso|oidc|saml|user.?pool|keycloak|entra|azuread", re.IGNORECASE
)
_META: Final = frozenset({"source", "version", "count", "for_each", "providers", "depends_on"})
Wanted = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class _Instance:
    suffix: str
    bindings: Bindings
    condition: str


class Tree:
    """All Terraform folders of one scan."""

    def __init__(self, limits: Limits, gathered: Gathered, wanted: Wanted) -> None:
        self._limits = limits
        self._gathered = gathered
        self._wanted = wanted
        self._folders: dict[str, Folder] = {}
        self._missing: set[str] = set()
        self._reached: set[str] = set()

    def add(self, path: str, body: Body, shown: str) -> None:
        """Add one parsed file; `path` is absolute, `shown` is how it is called in results."""
        self._folder(path).add(body, shown)

    def add_settings(self, path: str, body: Body) -> None:
        """Add variable values that Terraform loads by itself (terraform.tfvars, *.auto.tfvars)."""
        self._folder(path).settings.update(body.attributes)

    def collect(self) -> None:
        """Evaluate every root module and hand over its resources."""
        called = set(self._called())
        # Modules that only call each other have no root among them: the first stands in for one.
        for path in (*sorted(set(self._folders) - called), *sorted(called)):
            if path in called and path in self._reached:
                continue
            self._reached.add(path)
            budget = Budget(self._limits.steps, self._limits.depth * 2)
            root = self._module(path, "", None, budget, (path,))
            self._collect(root, 0)
            if budget.steps <= 0:
                self._note_exhausted(path)

    def _note_exhausted(self, path: str) -> None:
        folder = self._folders[path]
        tables = (folder.resources, folder.calls, folder.data)
        named = next((located for table in tables for located in table.values()), None)
        what = "needs more steps to evaluate than allowed; what was left stays unknown"
        name = posixpath.dirname(named.file) if named else path
        self._gathered.problems.append(Problem(name or ".", 0, "", what, "scan a plan instead"))

    def _folder(self, path: str) -> Folder:
        return self._folders.setdefault(posixpath.dirname(path), Folder())

    def _called(self) -> Iterator[str]:
        for path, folder in self._folders.items():
            if _TRIALS & set(path.split("/")):
                continue
            for located in folder.calls.values():
                target = _target(path, located)
                if target in self._folders and target != path:
                    yield target

    def _module(
        self,
        path: str,
        prefix: str,
        inputs: Mapping[str, Value] | None,
        budget: Budget,
        chain: tuple[str, ...],
        condition: str = "",
    ) -> Module:
        folder = self._folders[path]

        def open_child(call: str) -> list[Module]:
            located = folder.calls.get(call)
            return self._open(module, path, call, located, budget, chain) if located else []

        module = Module(folder, prefix, inputs, budget, open_child, condition)
        return module

    def _open(
        self,
        caller: Module,
        path: str,
        call: str,
        located: Located,
        budget: Budget,
        chain: tuple[str, ...],
    ) -> list[Module]:
        target = _target(path, located)
        line = located.block.line
        if target is None or target not in self._folders:
            self._note_missing(located, call)
            return []
        self._reached.add(target)
        if target in chain or len(chain) > self._limits.module_depth:
            what = "the module calls itself; it was not followed"
            self._gathered.problems.append(Problem(located.file, line, f"module.{call}", what))
            return []
        body = located.block.body
        opened: list[Module] = []
        for instance in self._instances(caller, body):
            inputs = {
                name: caller.evaluator.known(expression, instance.bindings)
                for name, expression in body.attributes.items()
                if name not in _META
            }
            prefix = f"{caller.prefix}module.{call}{instance.suffix}."
            condition = instance.condition or caller.condition
            opened.append(self._module(target, prefix, inputs, budget, (*chain, target), condition))
        return opened

    def _note_missing(self, located: Located, call: str) -> None:
        if not _ABOUT_LOGIN.search(f"{call} {_source(located)}"):
            return
        key = f"{located.file}:{located.block.line}"
        if key in self._missing:
            return
        self._missing.add(key)
        what = "the module's source is not among the scanned files; what it creates is not visible"
        self._gathered.unseen.append(
            Problem(located.file, located.block.line, f"module.{call}", what, "scan a plan instead")
        )

    def _collect(self, module: Module, depth: int) -> None:
        tables = (("", module.folder.resources), ("data.", module.folder.data))
        for mode, table in tables:
            for (kind, name), located in table.items():
                names = self._wanted.get(mode + kind)
                if names is not None:
                    self._collect_block(module, mode + kind, name, located, names)
        if depth > self._limits.module_depth:
            return
        for call in module.folder.calls:
            for child in module.children(call):
                self._collect(child, depth + 1)

    def _collect_block(
        self, module: Module, kind: str, name: str, located: Located, wanted: frozenset[str]
    ) -> None:
        block = located.block
        for instance in self._instances(module, block.body):
            body = module.body(block.body, instance.bindings, wanted)
            self._gathered.resources.append(
                RawResource(
                    TERRAFORM,
                    "terraform",
                    kind,
                    f"{module.prefix}{kind}.{name}{instance.suffix}",
                    clean(body),
                    located.file,
                    block.line,
                    instance.condition or module.condition,
                )
            )

    def _instances(self, module: Module, body: Body) -> list[_Instance]:
        count, each = body.attributes.get("count"), body.attributes.get("for_each")
        if count is not None:
            return self._counted(module.evaluator.known(count))
        if each is None:
            return [_Instance("", {}, "")]
        source = module.evaluator.known(each)
        pairs = pairs_of(source)
        if pairs is None or len(pairs) > self._limits.instances:
            why = source.data.reason if isinstance(source.data, Unknown) else "for_each"
            bindings = {"each": Value({"key": unknown("each.key"), "value": unknown("each.value")})}
            return [_Instance("[…]", bindings, f"for_each depends on {why}")]
        return [
            _Instance(
                f'["{key.data}"]',
                {"each": _assumed(Value({"key": key, "value": item}), source.assumed)},
                _existence(source.assumed),
            )
            for key, item in pairs
        ]

    def _counted(self, count: Value) -> list[_Instance]:
        known = isinstance(count.data, bool | int | float | str)
        number = int(count.data) if known and str(count.data).isdecimal() else None  # type: ignore[arg-type]
        if number is None or number > self._limits.instances:
            why = count.data.reason if isinstance(count.data, Unknown) else "count"
            bindings = {"count": Value({"index": unknown("count.index")})}
            return [_Instance("[…]", bindings, f"count depends on {why}")]
        return [
            _Instance(
                f"[{index}]", {"count": Value({"index": Value(index)})}, _existence(count.assumed)
            )
            for index in range(number)
        ]


def _existence(assumed: str) -> str:
    """Return the doubt about a resource that a default makes: that it is there is no mere hint."""
    return f"whether it exists follows the {assumed}" if assumed else ""


def _assumed(value: Value, assumed: str) -> Value:
    return replace(value, assumed=assumed) if assumed else value


def _source(located: Located) -> str:
    source = located.block.body.attributes.get("source")
    return str(source.value) if isinstance(source, Literal) else ""


def _target(path: str, located: Located) -> str | None:
    """Return the folder that a local module call means; None for a registry or a repository."""
    source = _source(located)
    if source.startswith(("./", "../")):
        return posixpath.normpath(posixpath.join(path, source))
    return None
