"""What the page writers of all wikis share: the walk over a document tree.

A writer turns one document into the text of one wiki page. Pictures are named by the wiki; a
diagram without a picture becomes its description and a table of its flows. `Link` targets that
begin with `page:` lead to another page, by the reference that the wiki itself gave out.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.model.document import (
    Block,
    Callout,
    CheckList,
    Code,
    CodeBlock,
    Diagram,
    Document,
    Emphasis,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)

CALLOUT_TITLES = {"note": "Note", "warning": "Warning", "decision": "Decision"}
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Joins emoji and some scripts; harmless where it stands between visible characters.
_JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """Return text on one line, without control characters and direction overrides."""
    if text.isprintable():  # so nearly always, and a hundred times faster than looking
        return text
    return " ".join(_shown(" " if char.isspace() else char for char in text).split(" "))


def plain_lines(text: str) -> str:
    """Return literal text with its lines, tabs and indents, without control characters."""
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text.rstrip("\r\n"))
    return "\n".join(_shown(char for char in line.expandtabs(4)) for line in lines)


def _shown(characters: Iterable[str]) -> str:
    return "".join(
        char for char in characters if char in _JOINERS or unicodedata.category(char) not in _HIDDEN
    )


def address(href: str) -> str:
    """Return an https address with every character that could end a link encoded, or nothing."""
    if not re.match(r"https://[A-Za-z0-9]", href):
        return ""
    return re.sub(
        r"[^A-Za-z0-9\-._~:/?#@!$&*+,;=%]",
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")),
        href,
    )


class PageWriter(ABC):
    """One markup. Subclasses escape at the text node and nowhere else."""

    def __init__(self, document: Document, pictures: Mapping[str, str]) -> None:
        self.document = document
        self.pictures = pictures

    def page(self) -> str:
        """Return the text of the page."""
        title = plain(self.document.title)
        parts = [self.title(title)] if title else []
        if self.document.summary:
            parts.append(self.paragraph(self.document.summary))
        for depth, section in self.document.walk():
            if section.title:
                parts.append(self.heading(plain(section.title), section.id, depth))
            parts.extend(self.block(block) for block in section.blocks)
        return "\n\n".join(part for part in parts if part) + "\n"

    def block(self, block: Block) -> str:  # noqa: PLR0911 - one for each kind of block.
        """Return one block."""
        match block:
            case Paragraph(parts):
                return self.paragraph(parts)
            case ListBlock(items, ordered):
                return self.items(items, ordered=ordered)
            case CheckList(items):
                return self.checks(items)
            case Table():
                header = tuple(plain(cell) for cell in block.header)
                return self.table(replace(block, header=header, caption=plain(block.caption)))
            case Callout(kind, blocks):
                return self.callout(CALLOUT_TITLES.get(kind, "Note"), kind, blocks)
            case CodeBlock(text, language):
                return self.code_block(
                    plain_lines(text), re.sub(r"[^a-z0-9]", "", language.lower())
                )
            case Diagram():
                titled = replace(block, title=plain(block.title), alt=plain(block.alt))
                return self.diagram(titled)

    def diagram(self, diagram: Diagram) -> str:
        """Return the picture, or the diagram in words."""
        if diagram.id in self.pictures:
            return self.picture(self.pictures[diagram.id], diagram)
        labels = {node.id: node.label for node in diagram.nodes}
        rows = tuple(
            (
                (Text(labels.get(flow.source, flow.source)),),
                (Text(labels.get(flow.target, flow.target)),),
                (Text(flow.label),),
            )
            for flow in diagram.flows
        )
        words = self.paragraph((Strong(diagram.title), Text(f": {diagram.alt}")))
        if not rows:
            return words
        return f"{words}\n\n{self.table(Table(('From', 'To', 'Carries'), rows))}"

    def inlines(self, parts: Inlines) -> str:
        """Return running text."""
        return "".join(self.inline(part) for part in parts)

    def inline(self, part: Inline) -> str:
        """Return one piece of running text; empty where it has no visible character."""
        text = plain(part.text)
        if not text.strip():
            return text and " "
        return self.shown(part, text)

    def shown(self, part: Inline, text: str) -> str:
        """Return one piece of running text that has something to show."""
        match part:
            case Text():
                return self.text(text)
            case Strong():
                return self.strong(self.text(text.strip()))
            case Emphasis():
                return self.emphasis(self.text(text.strip()))
            case Code():
                return self.code(text.strip())
            case Quote():
                return f"“{self.text(text)}”"
            case Link(_, href):
                return self.link(text.strip(), href)

    def link(self, text: str, href: str) -> str:
        """Return a link, or its text where the address is not one that we make."""
        if href.startswith("#"):
            return self.anchor_link(text, href[1:])
        if href.startswith("page:"):
            return self.page_link(text, href.removeprefix("page:"))
        where = address(href)
        return self.web_link(text, where) if where else self.text(text)

    def title(self, text: str) -> str:
        """Return the page's title; empty where the wiki shows it anyway."""
        del text
        return ""

    @abstractmethod
    def text(self, text: str) -> str:
        """Return text so that the wiki shows it literally."""

    @abstractmethod
    def strong(self, markup: str) -> str:
        """Return escaped text as important."""

    @abstractmethod
    def emphasis(self, markup: str) -> str:
        """Return escaped text as stressed."""

    @abstractmethod
    def code(self, text: str) -> str:
        """Return an identifier."""

    @abstractmethod
    def anchor_link(self, text: str, anchor: str) -> str:
        """Return a link within the page."""

    @abstractmethod
    def page_link(self, text: str, reference: str) -> str:
        """Return a link to another page of the wiki."""

    @abstractmethod
    def web_link(self, text: str, where: str) -> str:
        """Return a link to a web address."""

    @abstractmethod
    def heading(self, title: str, anchor: str, depth: int) -> str:
        """Return a heading; depth 1 is the highest below the page's title."""

    @abstractmethod
    def paragraph(self, parts: Inlines) -> str:
        """Return running text as a block."""

    @abstractmethod
    def items(self, items: tuple[Inlines, ...], *, ordered: bool) -> str:
        """Return a list."""

    @abstractmethod
    def checks(self, items: tuple[Inlines, ...]) -> str:
        """Return steps to tick off."""

    @abstractmethod
    def table(self, table: Table) -> str:
        """Return a table."""

    @abstractmethod
    def callout(self, title: str, kind: str, blocks: tuple[Block, ...]) -> str:
        """Return blocks set apart."""

    @abstractmethod
    def code_block(self, text: str, language: str) -> str:
        """Return literal text."""

    @abstractmethod
    def picture(self, name: str, diagram: Diagram) -> str:
        """Return an attached picture with its description."""
