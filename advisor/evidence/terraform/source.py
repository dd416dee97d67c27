"""Terraform source: folders to module trees to resources."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from advisor.errors import Problem
from advisor.evidence.limits import Limits
from advisor.evidence.redaction import clean
from advisor.evidence.resources import TERRAFORM, Gathered, RawResource
from advisor.evidence.terraform.evaluate import Budget
from advisor.evidence.terraform.expressions import Body, Literal, Template
from advisor.evidence.terraform.folder import Folder, Located
from advisor.evidence.terraform.module import Call, Module
from advisor.evidence.values import Value

# A call from an example or a test does not make its target any less a module of its own.
_TRIALS: Final = frozenset({"example", "examples", "test", "tests"})
# Of modules that cannot be read, those worth a word.
_ABOUT_LOGIN: Final = re.compile(
    r"cognito|auth|identity|login|sso|oidc|saml|user.?pool|keycloak|entra|azuread", re.IGNORECASE
)
_META: Final = frozenset({"source", "version", "count", "for_each", "providers", "depends_on"})
Wanted = Mapping[str, frozenset[str]]


class Tree:
    """All Terraform folders of one scan."""

    def __init__(self, limits: Limits, gathered: Gathered, wanted: Wanted) -> None:
        self._limits = limits
        self._gathered = gathered
        self._wanted = wanted
        self._folders: dict[str, Folder] = {}
        self._missing: set[str] = set()
        self._reached: set[str] = set()
        self._present: set[tuple[str, int]] = set()
        self._absent: dict[tuple[str, str], list[tuple[Located, str]]] = {}

    def add(self, path: str, body: Body, shown: str, below: str) -> None:
        """Add one parsed file.

        `path` is absolute, `shown` is how it is called in results, `below` is its path below the
        scanned root: what lies above says nothing about the code.
        """
        folder = self._folder(path)
        folder.reported = posixpath.dirname(below)
        folder.add(posixpath.basename(path), body, shown)

    def add_settings(self, path: str, body: Body) -> None:
        """Add variable values that Terraform loads by itself (terraform.tfvars, *.auto.tfvars)."""
        self._folder(path).add_settings(posixpath.basename(path), body)

    def collect(self) -> None:
        """Evaluate every root module and hand over its resources."""
        for folder in self._folders.values():
            folder.merge()
        called = set(self._called())
        # Modules that only call each other have no root among them: the first stands in for one.
        for path in (*sorted(set(self._folders) - called), *sorted(called)):
            if path in called and path in self._reached:
                continue
            self._reached.add(path)
            budget = Budget(self._limits.steps, self._limits.depth * 2, self._limits.instances)
            root = self._module(path, "", None, budget, (path,))
            self._collect(root, 0)
            if budget.steps <= 0:
                self._note_exhausted(path)
        self._note_absent()

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
            if _TRIALS & set(PurePosixPath(folder.reported).parts):
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

        def open_child(call: str) -> list[Call]:
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
    ) -> list[Call]:
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
        opened: list[Call] = []
        for instance in caller.instances(body).all:
            inputs = {
                name: caller.evaluator.known(expression, instance.bindings)
                for name, expression in body.attributes.items()
                if name not in _META
            }
            prefix = f"{caller.prefix}module.{call}{instance.suffix}."
            condition = instance.condition or caller.condition
            module = self._module(target, prefix, inputs, budget, (*chain, target), condition)
            opened.append(Call(instance, module))
        return opened

    def _note_missing(self, located: Located, call: str) -> None:
        local = _source(located).startswith(("./", "../"))
        if not local and not _ABOUT_LOGIN.search(f"{call} {_source(located)}"):
            return
        key = f"{located.file}:{located.block.line}"
        if key in self._missing:
            return
        self._missing.add(key)
        what = "the module's source is not among the scanned files; what it creates is not visible"
        fix = f"scan {_source(located)} as well" if local else "scan a plan instead"
        self._gathered.unseen.append(
            Problem(located.file, located.block.line, f"module.{call}", what, fix)
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
                self._collect(child.module, depth + 1)

    def _collect_block(
        self, module: Module, kind: str, name: str, located: Located, wanted: frozenset[str]
    ) -> None:
        block = located.block
        found = module.instances(block.body)
        if found.all:
            self._present.add((located.file, block.line))
        elif found.assumed:
            key = located.file, found.assumed
            self._absent.setdefault(key, []).append((located, f"{module.prefix}{kind}.{name}"))
        for instance in found.all:
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

    def _note_absent(self) -> None:
        """Say which resources of a login are switched off by a default, so nothing is proposed."""
        for (file, assumed), held in self._absent.items():
            about = [
                (located, address)
                for located, address in held
                # A module alone may be off that a caller switches on.
                if _ABOUT_LOGIN.search(address)
                and (located.file, located.block.line) not in self._present
            ]
            if not about:
                continue
            located, address = about[0]
            more = f", and {len(about) - 1} more in this file" if len(about) > 1 else ""
            what = f"is not created: the {assumed} switches it off{more}"
            fix = "scan a plan, or set the variable in terraform.tfvars"
            self._gathered.unseen.append(Problem(file, located.block.line, address, what, fix))


def _source(located: Located) -> str:
    source = located.block.body.attributes.get("source")
    if isinstance(source, Template) and len(source.parts) == 1 and isinstance(source.parts[0], str):
        return source.parts[0]
    return str(source.value) if isinstance(source, Literal) else ""


def _target(path: str, located: Located) -> str | None:
    """Return the folder that a local module call means; None for a registry or a repository."""
    source = _source(located)
    if source.startswith(("./", "../")):
        return posixpath.normpath(posixpath.join(path, source))
    return None
