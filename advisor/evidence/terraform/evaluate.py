"""Evaluates HCL expressions as far as they can be known without running anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Protocol

from advisor.evidence.terraform import functions
from advisor.evidence.terraform.expressions import (
    Call,
    Conditional,
    Expression,
    ForEach,
    ListOf,
    Literal,
    Member,
    Name,
    ObjectOf,
    Opaque,
    Operation,
    Splat,
    Template,
)
from advisor.evidence.terraform.members import Index, Made, Path, walk
from advisor.evidence.terraform.operators import binary, unary
from advisor.evidence.terraform.pairs import pairs_of
from advisor.evidence.values import (
    FAILS,
    GAP,
    MANY,
    MAYBE,
    OPEN_KEY,
    Unknown,
    Value,
    assumed_in,
    fails,
    is_known,
    is_open,
    plain,
    unknown,
)

Bindings = Mapping[str, Value]
_NO_BINDINGS: Final[Bindings] = {}
_MAX_TEMPLATE: Final = 200_000


class Budget:
    """Counts steps and depth over a module tree, so that no expression can keep the scan busy."""

    def __init__(self, steps: int, depth: int, instances: int) -> None:
        self.steps = steps
        self.depth = depth
        self.instances = instances


class OutOfStepsError(Exception):
    """The budget is spent; whatever is evaluated stays unknown."""


class Scope(Protocol):
    """What references outside an expression mean."""

    def resolve(self, path: Path) -> tuple[Value, int]:
        """Return what the longest known start of `path` stands for, and how many steps it takes."""

    def keys(self, path: Path) -> list[Index] | None:
        """Return the keys of what is repeated under this name; None where that is not known."""


class Evaluator:
    """Evaluates the expressions of one module."""

    def __init__(self, scope: Scope, budget: Budget) -> None:
        self._scope = scope
        self._budget = budget
        self._handlers: dict[type, Callable[..., Value]] = {
            Literal: self._literal,
            Template: self._template,
            Name: self._reference,
            Member: self._reference,
            Splat: self._splat,
            Call: self._call,
            ListOf: self._list,
            ObjectOf: self._object,
            Conditional: self._conditional,
            Operation: self._operation,
            ForEach: self._for,
            Opaque: self._opaque,
        }

    def known(self, expression: Expression, bindings: Bindings = _NO_BINDINGS) -> Value:
        """Return the value of an expression; unknown where the budget does not suffice."""
        try:
            return self.value(expression, bindings)
        except OutOfStepsError:
            return unknown("too much to evaluate", expression.line)

    def value(self, expression: Expression, bindings: Bindings = _NO_BINDINGS) -> Value:
        """Return the value of a part of an expression, reported at its line.

        Raises:
            OutOfStepsError: If the budget is spent; loops must not go on.
        """
        budget = self._budget
        budget.steps -= 1
        if budget.steps <= 0:
            raise OutOfStepsError
        if budget.depth <= 0:
            return unknown("nested too deeply", expression.line)
        budget.depth -= 1
        try:
            return self._handlers[type(expression)](expression, bindings)
        finally:
            budget.depth += 1

    def _literal(self, expression: Literal, _bindings: Bindings) -> Value:
        return Value(expression.value, expression.line)

    def _opaque(self, expression: Opaque, _bindings: Bindings) -> Value:
        return unknown(expression.why, expression.line)

    def _template(self, expression: Template, bindings: Bindings) -> Value:
        parts = expression.parts
        if len(parts) == 1 and isinstance(parts[0], Expression):
            # "${x}" alone keeps the type of x.
            return replace(self.value(parts[0], bindings), line=expression.line, pinned=True)
        text, missing, assumed, reference = "", "", "", ""
        for part in parts:
            if isinstance(part, str):
                text += part
                continue
            value = unknown("a template directive") if part is None else self.value(part, bindings)
            assumed = assumed or value.assumed
            if isinstance(value.data, str | int | float) and not isinstance(value.data, bool):
                text += str(value.data)
            elif isinstance(value.data, bool):
                text += str(value.data).lower()
            else:
                unresolved = value.data if isinstance(value.data, Unknown) else None
                missing = missing or (unresolved.reason if unresolved else "a template part")
                reference = reference or (unresolved.reference if unresolved else "")
                text += (unresolved.text if unresolved else "") or GAP
        text = text[:_MAX_TEMPLATE]
        if missing:
            return unknown(missing, expression.line, text=text, reference=reference)
        return Value(text, expression.line, assumed)

    def _reference(self, expression: Name | Member, bindings: Bindings) -> Value:
        base, path = self._path(expression, bindings)
        line = expression.line
        if not isinstance(base, Name):
            return walk(self.value(base, bindings), path, line)
        if base.name in bindings:
            return walk(bindings[base.name], path, line)
        return self._outside((base.name, *path), line)

    def _outside(self, path: Path, line: int) -> Value:
        found, used = self._scope.resolve(path)
        return walk(found, path[used:], line)

    def _path(self, expression: Expression, bindings: Bindings) -> tuple[Expression, Path]:
        """Return what a chain of members starts from, and its steps."""
        steps: list[str | Index] = []
        base: Expression = expression
        while isinstance(base, Member):
            steps.append(self._step(base.key, bindings))
            base = base.base
        return base, tuple(reversed(steps))

    def _step(self, key: str | int | Expression, bindings: Bindings) -> str | Index:
        if isinstance(key, str):
            return key
        if isinstance(key, int):
            return Index(key)
        value = self.value(key, bindings)
        return Index(value.data if isinstance(value.data, str | int) else None, value.assumed)

    def _splat(self, expression: Splat, bindings: Bindings) -> Value:
        line = expression.line
        path = tuple(self._step(step, bindings) for step in expression.path)
        start, steps = self._path(expression.base, bindings)
        if isinstance(start, Name) and start.name not in bindings:
            outside = (start.name, *steps)
            keys = self._scope.keys(outside)
            if keys is not None:
                self._budget.steps -= len(keys)
                items = tuple(self._outside((*outside, key, *path), line) for key in keys)
                return Value(items, line, self._scope.resolve(outside)[0].assumed)
        base = self.value(expression.base, bindings)
        if isinstance(base.data, Unknown):
            left = Unknown(base.data.reason, reference=base.data.reference, nature=MANY)
            return Value((Value(left, line),), line)
        if base.data is None:
            return Value((), line)
        whole = base.data if isinstance(base.data, tuple) else (base,)
        return Value(tuple(walk(item, path, line) for item in whole), line, base.assumed)

    def _call(self, expression: Call, bindings: Bindings) -> Value:
        name, line = expression.name, expression.line
        if name in {"try", "can"}:
            return self._tried(expression, bindings)
        arguments = [self.value(argument, bindings) for argument in expression.arguments]
        if expression.spread and arguments:
            last = arguments.pop().data
            if not isinstance(last, tuple):
                return _unresolved(name, line)
            arguments.extend(last)
        partial = functions.PARTIAL.get(name)
        function = partial or functions.WHOLE.get(name)
        if function is None or not (partial or all(is_known(item) for item in arguments)):
            return _unresolved(name, line, *arguments)
        try:
            result = function(*arguments)
        except functions.WrongCallError:
            result = unknown(f"{name}(…)", nature=FAILS)
        except (functions.NotResolvedError, TypeError, ValueError, OverflowError, IndexError):
            return _unresolved(name, line, *arguments)
        deep = not isinstance(result.data, tuple | dict)
        assumed = next(filter(None, (assumed_in(item, deep=deep) for item in arguments)), "")
        return replace(result, line=line, assumed=assumed or result.assumed, pinned=True)

    def _tried(self, expression: Call, bindings: Bindings) -> Value:
        """`try` and `can`: what fails for certain is passed over; what may fail is not known."""
        name, line, assumed = expression.name, expression.line, ""
        for argument in expression.arguments:
            value = self.value(argument, bindings)
            assumed = assumed or value.assumed
            if fails(value):
                continue
            cause = value.data
            if isinstance(cause, Unknown) and (cause.nature == MAYBE or not cause.reference):
                return unknown(f"{name}({cause.reason})", line)
            result = value if name == "try" else Value(data=True)
            return replace(result, line=line, assumed=assumed)
        if name == "can":
            return Value(data=False, line=line, assumed=assumed)
        return replace(unknown("try(…)", line, nature=FAILS), assumed=assumed)

    def _list(self, expression: ListOf, bindings: Bindings) -> Value:
        return Value(
            tuple(self.value(item, bindings) for item in expression.items), expression.line
        )

    def _object(self, expression: ObjectOf, bindings: Bindings) -> Value:
        members: dict[str, Value] = {}
        for key_expression, value_expression in expression.members:
            key = self.value(key_expression, bindings)
            name = OPEN_KEY if isinstance(key.data, Unknown) else str(plain(key))
            members[name] = self.value(value_expression, bindings)
        return Value(members, expression.line)

    def _conditional(self, expression: Conditional, bindings: Bindings) -> Value:
        test = self.value(expression.test, bindings)
        if isinstance(test.data, bool):
            chosen = self.value(expression.yes if test.data else expression.no, bindings)
            return replace(chosen, assumed=chosen.assumed or test.assumed)
        yes, no = self.value(expression.yes, bindings), self.value(expression.no, bindings)
        if is_known(yes) and is_known(no) and plain(yes) == plain(no):
            return yes
        why = test.data.reason if isinstance(test.data, Unknown) else "a condition"
        return unknown(why, expression.line)

    def _operation(self, expression: Operation, bindings: Bindings) -> Value:
        left = self.value(expression.left, bindings)
        if expression.right is None:
            return unary(expression.operator, left, expression.line)
        return binary(
            expression.operator, left, self.value(expression.right, bindings), expression.line
        )

    def _for(self, expression: ForEach, bindings: Bindings) -> Value:
        source = self.value(expression.source, bindings)
        pairs = pairs_of(source)
        if pairs is None:
            why = source.data.reason if isinstance(source.data, Unknown) else "a for expression"
            return unknown(why, expression.line)
        # Making the pairs was work too: loops within loops must pay for it.
        self._budget.steps -= len(pairs)
        made = Made(expression.key is not None, expression.grouped)
        for key, value in pairs:
            names = expression.names
            inner = {**bindings, names[-1]: value}
            if len(names) > 1:
                inner[names[0]] = key
            keep = self.value(expression.test, inner) if expression.test else Value(data=True)
            if keep.data is False:
                made.leave_out(keep)
                continue
            label = self.value(expression.key, inner) if expression.key is not None else None
            made.add(label, self.value(expression.value, inner), keep)
        if is_open(source) and source.data is not None:
            made.leave_open("a part of a for expression")
        assumed = source.assumed or made.assumed
        return Value(made.data, expression.line, assumed, pinned=True)


def _unresolved(name: str, line: int, *arguments: Value) -> Value:
    """Return the unknown result of a call; its reason and reference are its argument's."""
    for argument in arguments:
        if isinstance(argument.data, Unknown):
            cause = argument.data
            return unknown(f"{name}({cause.reason})", line, reference=cause.reference)
    return unknown(f"{name}(…)", line)
