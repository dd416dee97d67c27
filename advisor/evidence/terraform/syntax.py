"""HCL text to bodies and expressions, on tree-sitter: fast, exact positions, never a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from advisor.errors import Problem
from advisor.evidence.limits import Limits
from advisor.evidence.terraform.expressions import (
    Block,
    Body,
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
from advisor.evidence.terraform.strings import unescape

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MAX_REPORTED: Final = 5
_END: Final = "END_OF_TEMPLATE"
_SUFFIXES: Final = ("get_attr", "index", "splat")
_OPERATORS: Final = frozenset(
    ("&&", "||", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%")
)


@cache
def _parser() -> Parser:
    # 5 ms and native code: only the child process that reads Terraform pays for it.
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_hcl.language()))


def parse_hcl(text: str, file: str, limits: Limits) -> tuple[Body | None, list[Problem]]:
    """Return the body of one file; None where its syntax is broken, with the places."""
    root = _parser().parse(text.encode()).root_node
    if root.has_error:
        return None, [
            Problem(file, line, "", "is not valid HCL here; the file was not read")
            for line in _error_lines(root)
        ]
    problems: list[Problem] = []
    reader = _Reader(file, limits, problems)
    body = next((child for child in root.named_children if child.type == "body"), None)
    return (reader.body(body, 0) if body else Body()), problems


def parse_template(text: str, line: int, limits: Limits) -> Expression:
    """Return the expression of a template string, as Terraform's JSON syntax holds them."""
    if "${" not in text and "%{" not in text:
        return Literal(text, line)
    # A here-document needs no escapes, whatever stands inside the interpolations.
    body, _ = parse_hcl(f"x = <<{_END}\n{text}\n{_END}\n", "", limits)
    template = body.attributes.get("x") if body is not None else None
    if not isinstance(template, Template):
        return Opaque("a template that cannot be parsed", line)
    *parts, last = template.parts
    rest = last.removesuffix("\n") if isinstance(last, str) else last
    return Template((*parts, *((rest,) if rest != "" else ())), line)


def _error_lines(root: Node) -> list[int]:
    """Return the lines of the first few errors, walked without recursion."""
    lines: list[int] = []
    stack = [root]
    while stack and len(lines) < _MAX_REPORTED:
        node = stack.pop()
        if node.type == "ERROR" or node.is_missing:
            lines.append(node.start_point[0] + 1)
        elif node.has_error:
            stack.extend(reversed(node.children))
    return sorted(set(lines)) or [1]


def _line(node: Node) -> int:
    return int(node.start_point[0]) + 1


def _source(node: Node) -> str:
    return node.text.decode() if node.text else ""


def _named(node: Node, kind: str) -> Iterable[Node]:
    return (child for child in node.named_children if child.type == kind)


class _Reader:
    def __init__(self, file: str, limits: Limits, problems: list[Problem]) -> None:
        self.file = file
        self.limits = limits
        self.problems = problems
        self.readers: dict[str, Callable[[Node, int], Expression]] = {
            "expression": self._chain,
            "literal_value": self._literal,
            "template_expr": self._template,
            "variable_expr": self._variable,
            "collection_value": self._inner,
            "tuple": self._tuple,
            "object": self._object,
            "function_call": self._call,
            "conditional": self._conditional,
            "operation": self._inner,
            "unary_operation": self._unary,
            "binary_operation": self._binary,
            "for_expr": self._inner,
            "for_tuple_expr": self._for,
            "for_object_expr": self._for,
            "string_lit": self._string,
            "quoted_template": self._parts,
            "heredoc_template": self._parts,
        }

    def body(self, node: Node, depth: int) -> Body:
        body = Body()
        for child in node.named_children:
            if child.type == "attribute":
                self._attribute(child, body)
            elif child.type == "block" and depth < self.limits.depth:
                body.blocks.append(self._block(child, depth))
        return body

    def _attribute(self, node: Node, body: Body) -> None:
        name, value = _source(node.named_children[0]), node.named_children[-1]
        line = _line(node)
        if name in body.attributes:
            body.repeated[name] = line
            what = "the attribute occurs twice; its value is treated as not known"
            self.problems.append(Problem(self.file, line, name, what, "keep one of the two"))
            body.attributes[name] = Opaque("the attribute occurs twice", line)
            return
        body.attributes[name] = self.expression(value, 0)
        body.lines[name] = line

    def _block(self, node: Node, depth: int) -> Block:
        labels: list[str] = []
        kind, inner = "", None
        for child in node.named_children:
            if child.type == "identifier":
                labels.append(_source(child))
            elif child.type == "string_lit":
                labels.append(unescape(_source(child)[1:-1]))
            elif child.type == "body":
                inner = child
        if labels:
            kind = labels.pop(0)
        body = self.body(inner, depth + 1) if inner is not None else Body()
        return Block(kind, tuple(labels), body, _line(node))

    def expression(self, node: Node, depth: int) -> Expression:
        if depth > self.limits.depth:
            return Opaque("nested too deeply", _line(node))
        reader = self.readers.get(node.type)
        return reader(node, depth + 1) if reader else Opaque(node.type, _line(node))

    def _chain(self, node: Node, depth: int) -> Expression:
        return self._term(node, node.named_children, depth)

    def _term(self, node: Node, parts: Iterable[Node], depth: int) -> Expression:
        """Read a term followed by any number of `.name`, `[key]` and splats."""
        children = [child for child in parts if child.type != "comment"]
        if not children:
            return Opaque("empty", _line(node))
        result = self.expression(children[0], depth)
        for child in children[1:]:
            if child.type in _SUFFIXES:
                result = self._suffix(result, child, depth)
        return result

    def _suffix(self, base: Expression, node: Node, depth: int) -> Expression:
        line = _line(node)
        if node.type == "get_attr":
            return Member(base, _source(node.named_children[0]), line)
        inner = node.named_children[0]
        if node.type == "index":
            return Member(base, self._key(inner, depth), line)
        path = tuple(
            self._key(step.named_children[0], depth)
            if step.type == "index"
            else _source(step.named_children[0])
            for step in inner.named_children
            if step.type in _SUFFIXES
        )
        return Splat(base, path, line)

    def _key(self, node: Node, depth: int) -> int | Expression:
        if node.type == "legacy_index":
            digits = _source(node).lstrip(".")
            return int(digits) if digits.isdigit() and len(digits) < 10 else 0  # noqa: PLR2004
        return self.expression(node.named_children[0], depth)

    def _inner(self, node: Node, depth: int) -> Expression:
        return self.expression(node.named_children[0], depth)

    def _literal(self, node: Node, depth: int) -> Expression:
        inner = node.named_children[0] if node.named_children else node
        line = _line(inner)
        source = _source(inner)
        if inner.type == "string_lit":
            return self._string(inner, depth)
        if inner.type == "bool_lit":
            return Literal(source == "true", line)
        if inner.type == "null_lit":
            return Literal(None, line)
        try:
            number = float(source)
        except ValueError:
            return Opaque("not a number", line)
        return Literal(int(source) if source.isdigit() and len(source) < 19 else number, line)  # noqa: PLR2004

    def _string(self, node: Node, _depth: int) -> Expression:
        return Literal(unescape(_source(node)[1:-1]), _line(node))

    def _template(self, node: Node, depth: int) -> Expression:
        return self.expression(node.named_children[0], depth)

    def _parts(self, node: Node, depth: int) -> Expression:
        quoted = node.type == "quoted_template"
        parts: list[str | Expression | None] = []
        for child in node.named_children:
            if child.type == "template_literal":
                source = _source(child)
                parts.append(unescape(source) if quoted else source.replace("$${", "${"))
            elif child.type == "template_interpolation":
                inner = next(iter(_named(child, "expression")), None)
                parts.append(self.expression(inner, depth) if inner is not None else "")
            elif child.type == "template_directive":
                parts.append(None)
        return Template(tuple(parts), _line(node))

    def _variable(self, node: Node, _depth: int) -> Expression:
        return Name(_source(node), _line(node))

    def _tuple(self, node: Node, depth: int) -> Expression:
        items = tuple(self.expression(child, depth) for child in _named(node, "expression"))
        return ListOf(items, _line(node))

    def _object(self, node: Node, depth: int) -> Expression:
        members: list[tuple[Expression, Expression]] = []
        for element in _named(node, "object_elem"):
            halves = list(_named(element, "expression"))
            if len(halves) != 2:  # noqa: PLR2004 - a key and a value
                continue
            key = self.expression(halves[0], depth)
            # A bare word is a literal key; in parentheses it is a reference.
            if isinstance(key, Name) and halves[0].named_children[0].type == "variable_expr":
                key = Literal(key.name, key.line)
            members.append((key, self.expression(halves[1], depth)))
        return ObjectOf(tuple(members), _line(node))

    def _call(self, node: Node, depth: int) -> Expression:
        arguments: list[Expression] = []
        spread = False
        for child in _named(node, "function_arguments"):
            arguments = [self.expression(part, depth) for part in _named(child, "expression")]
            spread = any(part.type == "ellipsis" for part in child.children)
        return Call(_source(node.named_children[0]), tuple(arguments), spread, _line(node))

    def _conditional(self, node: Node, depth: int) -> Expression:
        parts = [self.expression(part, depth) for part in _named(node, "expression")]
        if len(parts) != 3:  # noqa: PLR2004 - test, yes, no
            return Opaque("a conditional", _line(node))
        return Conditional(parts[0], parts[1], parts[2], _line(node))

    def _unary(self, node: Node, depth: int) -> Expression:
        operand = self._term(node, node.named_children, depth)
        return Operation(node.children[0].type, operand, None, _line(node))

    def _binary(self, node: Node, depth: int) -> Expression:
        """The two sides lie flat in the node, with the operator between them."""
        at = next((i for i, part in enumerate(node.children) if part.type in _OPERATORS), None)
        if at is None:
            return Opaque("an operation", _line(node))
        left = self._term(node, (part for part in node.children[:at] if part.is_named), depth)
        right = self._term(node, (part for part in node.children[at:] if part.is_named), depth)
        return Operation(node.children[at].type, left, right, _line(node))

    def _for(self, node: Node, depth: int) -> Expression:
        intro = next(iter(_named(node, "for_intro")), None)
        halves = [self.expression(part, depth) for part in _named(node, "expression")]
        if intro is None or not halves:
            return Opaque("a for expression", _line(node))
        names = tuple(_source(part) for part in _named(intro, "identifier"))
        sources = [self.expression(part, depth) for part in _named(intro, "expression")]
        tests = [
            self.expression(part, depth)
            for condition in _named(node, "for_cond")
            for part in _named(condition, "expression")
        ]
        key = halves[0] if node.type == "for_object_expr" else None
        return ForEach(
            names,
            sources[0] if sources else Opaque("a for expression", _line(node)),
            key,
            halves[-1],
            tests[0] if tests else None,
            any(part.type == "ellipsis" for part in node.children),
            _line(node),
        )
