"""Short references such as [S3]: every sentence of fact names the answer, rule or source behind it.

Sections cite by id. `numbered` gives sources their numbers in order of first appearance once the
whole document stands; answers and rules are numbered beforehand, in the order of their tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from advisor.documents.phrases import run, slug
from advisor.model.document import (
    Block,
    Callout,
    CheckList,
    Document,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Section,
    Table,
)

_SOURCE = "#source-"
_PENDING = "[S?]"


def source_anchor(source_id: str) -> str:
    """Return the anchor of a source in the list of sources."""
    return f"source-{slug(source_id)}"


def cite(source_ids: Iterable[str]) -> Inlines:
    """Return references to sources, each with a space before it; their numbers come later."""
    return run(
        *(
            part
            for source_id in dict.fromkeys(source_ids)
            for part in (" ", Link(_PENDING, f"#{source_anchor(source_id)}"))
        )
    )


def cited(document: Document) -> tuple[str, ...]:
    """Return the anchors of all sources cited, in order of first appearance."""
    anchors = dict.fromkeys(
        link.href[1:]
        for link in _links(document)
        if link.text == _PENDING and link.href.startswith(_SOURCE)
    )
    return tuple(anchors)


def numbered(document: Document) -> Document:
    """Return the document with every pending source reference numbered."""
    numbers = {anchor: f"[S{place}]" for place, anchor in enumerate(cited(document), start=1)}

    def number(part: Inline) -> Inline:
        if isinstance(part, Link) and part.text == _PENDING:
            return Link(numbers[part.href[1:]], part.href)
        return part

    return mapped(document, number)


def mapped(document: Document, change: Callable[[Inline], Inline]) -> Document:
    """Return the document with every inline replaced by what `change` makes of it."""
    return replace(
        document,
        summary=_changed(document.summary, change),
        sections=tuple(_section(section, change) for section in document.sections),
    )


def _section(section: Section, change: Callable[[Inline], Inline]) -> Section:
    return replace(
        section,
        blocks=tuple(_block(block, change) for block in section.blocks),
        sections=tuple(_section(child, change) for child in section.sections),
    )


def _changed(parts: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    return tuple(change(part) for part in parts)


def _block(block: Block, change: Callable[[Inline], Inline]) -> Block:
    match block:
        case Paragraph(parts):
            return Paragraph(_changed(parts, change))
        case ListBlock(items) | CheckList(items):
            return replace(block, items=tuple(_changed(item, change) for item in items))
        case Table(_, rows):
            changed = tuple(tuple(_changed(cell, change) for cell in row) for row in rows)
            return replace(block, rows=changed)
        case Callout(_, blocks):
            return replace(block, blocks=tuple(_block(inner, change) for inner in blocks))
        case _:
            return block


def _links(document: Document) -> Iterator[Link]:
    for part in inlines_of(document):
        if isinstance(part, Link):
            yield part


def inlines_of(document: Document) -> Iterator[Inline]:
    """Yield every inline of a document in reading order."""
    yield from document.summary
    for _, section in document.walk():
        for block in section.blocks:
            yield from _inlines(block)


def _inlines(block: Block) -> Iterator[Inline]:
    match block:
        case Paragraph(parts):
            yield from parts
        case ListBlock(items) | CheckList(items):
            for item in items:
                yield from item
        case Table(_, rows):
            for row in rows:
                for cell in row:
                    yield from cell
        case Callout(_, blocks):
            for inner in blocks:
                yield from _inlines(inner)
        case _:
            return
