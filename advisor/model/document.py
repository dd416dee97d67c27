"""Format-neutral document tree: what sections build and exports write.

Strings are plain text; every writer escapes them once, at the text node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important text."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """An identifier, set in a fixed-width face."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The team's own words, quoted inline."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an `https:` address or, with `#anchor`, into the same document."""

    text: str
    href: str


Inline = Text | Strong | Emphasis | Code | Quote | Link
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; each item is a sequence of inlines."""

    items: tuple[Inlines, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class CheckList:
    """Steps to tick off."""

    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; each cell is a sequence of inlines.

    `anchors` is empty or names each row, so that `Link("…", "#name")` can lead to it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Callout:
    """A note set apart; `kind` is note, warning or decision."""

    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Literal text in a named language."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a diagram. `change` is stays, new, moves or removed."""

    id: str
    label: str
    zone: str
    change: str = "stays"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow of a diagram, labelled with the token or call it carries."""

    source: str
    target: str
    label: str
    change: str = "stays"


@dataclass(frozen=True, slots=True)
class Zone:
    """A trust boundary that holds nodes."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A picture of zones, nodes and flows; `alt` describes it in words."""

    id: str
    title: str
    alt: str
    zones: tuple[Zone, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]


Block = Paragraph | ListBlock | CheckList | Table | Callout | CodeBlock | Diagram


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with content; `id` is the anchor, stable between versions."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `meta` carries front-matter values in order."""

    title: str
    sections: tuple[Section, ...]
    summary: Inlines = ()
    meta: tuple[tuple[str, str], ...] = field(default=())

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Yield every section with its depth (1 for the top ones), in reading order."""
        stack = [(1, section) for section in reversed(self.sections)]
        while stack:
            depth, section = stack.pop()
            yield depth, section
            stack.extend((depth + 1, child) for child in reversed(section.sections))
