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
from advisor.evidence.terraform.operators import binary, unary
from advisor.evidence.values import GAP, OPEN_KEY, Unknown, Value, is_known, pin, plain, unknown

Bindings = Mapping[str, Value]
_NO_BINDINGS: Final[Bindings] = {}
_MAX_TEMPLATE: Final = 200_000


class Budget:
    """Counts steps and depth over a module tree, so that no expression can keep the scan busy."""

    def __init__(self, steps: int, depth: int) -> None:
        self.steps = steps
        self.depth = depth


class OutOfStepsError(Exception):
    """The budget is spent; whatever is evaluated stays unknown."""


class Scope(Protocol):
    """What references outside an expression mean."""

    def resolve(self, path: tuple[str, ...]) -> tuple[Value, int]:
        """Return what the longest known start of `path` stands for, and how many words it takes."""


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
        steps: list[str | int | Expression] = []
        base: Expression = expression
        while isinstance(base, Member):
            steps.append(base.key)
            base = base.base
        steps.reverse()
        if not isinstance(base, Name):
            return self._walk(self.value(base, bindings), steps, bindings, expression.line)
        if base.name in bindings:
            return self._walk(bindings[base.name], steps, bindings, expression.line)
        words = [base.name]
        for step in steps:
            if not isinstance(step, str):
                break
            words.append(step)
        found, used = self._scope.resolve(tuple(words))
        return self._walk(found, steps[used - 1 :], bindings, expression.line)

    def _walk(
        self, value: Value, steps: list[str | int | Expression], bindings: Bindings, line: int
    ) -> Value:
        for step in steps:
            key = step if isinstance(step, str | int) else plain(self.value(step, bindings))
            found = _member(value, key)
            value = Value(found.data, found.line, found.assumed or value.assumed, found.pinned)
        return pin(value, line)

    def _splat(self, expression: Splat, bindings: Bindings) -> Value:
        base = self.value(expression.base, bindings)
        if isinstance(base.data, Unknown):
            return Value((base.at(expression.line),), expression.line)
        if base.data is None:
            return Value((), expression.line)
        whole = base.data if isinstance(base.data, tuple) else (base,)
        path = list(expression.path)
        return Value(
            tuple(self._walk(item, path, bindings, expression.line) for item in whole),
            expression.line,
            base.assumed,
        )

    def _call(self, expression: Call, bindings: Bindings) -> Value:
        name, line = expression.name, expression.line
        if name in {"try", "can"}:
            # Whether an unknown argument would fail cannot be told.
            first = self.value(expression.arguments[0], bindings) if expression.arguments else None
            if name == "try" and first is not None and not isinstance(first.data, Unknown):
                return first
            return _unresolved(name, line, *((first,) if first else ()))
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
        except (functions.NotResolvedError, TypeError, ValueError, OverflowError, IndexError):
            return _unresolved(name, line, *arguments)
        assumed = next((item.assumed for item in arguments if item.assumed), "")
        return replace(result, line=line, assumed=assumed or result.assumed, pinned=True)

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
        pairs = _pairs(source)
        if pairs is None:
            why = source.data.reason if isinstance(source.data, Unknown) else "a for expression"
            return unknown(why, expression.line)
        # Making the pairs was work too: loops within loops must pay for it.
        self._budget.steps -= len(pairs)
        items: list[Value] = []
        members: dict[str, Value] = {}
        for key, value in pairs:
            names = expression.names
            inner = {**bindings, names[-1]: value}
            if len(names) > 1:
                inner[names[0]] = key
            keep = self.value(expression.test, inner) if expression.test else Value(data=True)
            if keep.data is False:
                continue
            result = self.value(expression.value, inner)
            if keep.data is not True:
                result = unknown("a filter", expression.line)
            if expression.key is None:
                items.append(result)
                continue
            name = self.value(expression.key, inner)
            label = OPEN_KEY if isinstance(name.data, Unknown) else str(plain(name))
            members[label] = unknown("grouped") if expression.grouped else result
        data = tuple(items) if expression.key is None else members
        return Value(data, expression.line, source.assumed, pinned=True)


def _unresolved(name: str, line: int, *arguments: Value) -> Value:
    """Return the unknown result of a call; its reason and reference are its argument's."""
    for argument in arguments:
        if isinstance(argument.data, Unknown):
            cause = argument.data
            return unknown(f"{name}({cause.reason})", line, reference=cause.reference)
    return unknown(f"{name}(…)", line)


def _pairs(source: Value) -> list[tuple[Value, Value]] | None:
    if isinstance(source.data, tuple):
        if any(isinstance(item.data, Unknown) for item in source.data):
            return None
        return [(Value(index), item) for index, item in enumerate(source.data)]
    if isinstance(source.data, dict) and OPEN_KEY not in source.data:
        return [(Value(key), item) for key, item in source.data.items()]
    return None


def _member(value: Value, key: object) -> Value:
    data = value.data
    if isinstance(data, Unknown):
        suffix = f".{key}" if isinstance(key, str) else "[…]"
        return unknown(f"{data.reason}{suffix}", value.line, reference=data.reference)
    if isinstance(data, dict) and isinstance(key, str):
        return data.get(key, data.get(OPEN_KEY, unknown(f"no member {key}")))
    if isinstance(data, tuple):
        position = int(key) if isinstance(key, str) and key.isdecimal() else key
        if isinstance(position, int) and -1 < position < len(data):
            return data[position]
        if isinstance(key, str) and len(data) == 1:
            # A block written once is a list of one in state, and is used as either.
            return _member(data[0], key)
    return unknown("a member that cannot be resolved")
