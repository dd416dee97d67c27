"""Expressions of HCL as values, independent of the parser that made them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

    value: str | int | float | bool | None
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """Text with interpolations; a part that is None is a directive, which is not resolved."""

    parts: tuple[str | Expression | None, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Name:
    """The first word of a reference, such as `var` or `aws_cognito_user_pool`."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Member:
    """`base.name`, or `base[key]` where `key` is an expression."""

    base: Expression
    key: str | int | Expression
    line: int


@dataclass(frozen=True, slots=True)
class Splat:
    """`base[*].a.b`."""

    base: Expression
    path: tuple[str | int | Expression, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `spread`: the last argument is a list of arguments."""

    name: str
    arguments: tuple[Expression, ...]
    spread: bool
    line: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A tuple in brackets."""

    items: tuple[Expression, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object in braces; keys written as bare words are literals."""

    members: tuple[tuple[Expression, Expression], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Conditional:
    """`test ? yes : no`."""

    test: Expression
    yes: Expression
    no: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Operation:
    """A binary operation, or a unary one where `right` is None."""

    operator: str
    left: Expression
    right: Expression | None
    line: int


@dataclass(frozen=True, slots=True)
class ForEach:
    """A `for` expression; an object where `key` is given."""

    names: tuple[str, ...]
    source: Expression
    key: Expression | None
    value: Expression
    test: Expression | None
    grouped: bool
    line: int


@dataclass(frozen=True, slots=True)
class Opaque:
    """An expression that this reader does not understand."""

    why: str
    line: int


Expression = (
    Literal
    | Template
    | Name
    | Member
    | Splat
    | Call
    | ListOf
    | ObjectOf
    | Conditional
    | Operation
    | ForEach
    | Opaque
)


@dataclass(slots=True)
class Block:
    """A block with its labels; `file` where it came from another file than what holds it."""

    type: str
    labels: tuple[str, ...]
    body: Body
    line: int
    file: str = ""


@dataclass(slots=True)
class Body:
    """Attributes and nested blocks, in order.

    `repeated` names attributes that occur twice, `files` those that came from another file.
    """

    attributes: dict[str, Expression] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    repeated: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
