"""What every generated document must satisfy; each check returns what offends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from advisor.documents.references import inlines_of
from advisor.model.document import (
    Block,
    Callout,
    CheckList,
    CodeBlock,
    Diagram,
    Document,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from advisor.model.report import Report

LONGEST_SENTENCE = 40
# Sections whose sentences repeat the answers, rules and sources they list.
APPENDICES = frozenset({"answers", "rules", "sources", "open-questions"})
PLACEHOLDER = re.compile(
    r"\{[a-z_:-]+\}|\{\{|\}\}|\[S\?\]|\bNone\b(?! of|;)|\bTODO\b|\bTBD\b|<[a-z_]+ object"
)
REFERENCE = re.compile(r"\[([ARSP])(\d+)\]|\[finding\]")


def sections(document: Document, *, appendices: bool = True) -> Iterator[Section]:
    """Every section in reading order; without appendices, those that argue."""
    for top in document.sections:
        if appendices or top.id not in APPENDICES:
            yield from _with_children(top)


def _with_children(section: Section) -> Iterator[Section]:
    yield section
    for child in section.sections:
        yield from _with_children(child)


def runs(section: Section) -> Iterator[Inlines]:
    """Every run of text of a section: paragraphs, items and cells."""
    for block in section.blocks:
        yield from _runs(block)


def _runs(block: Block) -> Iterator[Inlines]:
    match block:
        case Paragraph(parts):
            yield parts
        case ListBlock(items) | CheckList(items):
            yield from items
        case Table(_, rows):
            for row in rows:
                yield from row
        case Callout(_, blocks):
            for inner in blocks:
                yield from _runs(inner)
        case CodeBlock() | Diagram():
            return


def words_of(parts: Inlines, *, quotes: bool = False) -> str:
    """The words of a run without references; the team's own quotes as a mark, unless wanted."""
    said = ""
    for part in parts:
        if isinstance(part, Link) and REFERENCE.fullmatch(part.text):
            said = said.removesuffix(" ")
        else:
            said += "…" if isinstance(part, Quote) and not quotes else part.text
    return said.strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one for one in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text) if one]


def empty_sections(document: Document) -> list[str]:
    """Sections with neither text nor children."""
    return [
        section.id
        for section in sections(document)
        if not section.sections and not any(_has_content(block) for block in section.blocks)
    ]


def _has_content(block: Block) -> bool:
    match block:
        case Diagram(nodes=nodes):
            return bool(nodes)
        case Table(rows=rows):
            return bool(rows)
        case _:
            return bool(list(_runs(block)))


def repeated_sentences(document: Document) -> list[str]:
    """Sentences in paragraphs and lists that stand twice."""
    said = Counter(
        sentence
        for section in sections(document, appendices=False)
        for block in section.blocks
        if not isinstance(block, Table)
        for parts in _runs(block)
        for sentence in sentences(words_of(parts, quotes=True))
        if len(sentence.split()) > 3
    )
    return [sentence for sentence, times in said.items() if times > 1]


def long_sentences(document: Document) -> list[str]:
    """Sentences of more than forty words, the team's quotes not counted."""
    return [
        sentence
        for section in sections(document, appendices=False)
        for parts in runs(section)
        for sentence in sentences(words_of(parts))
        if len(sentence.split()) > LONGEST_SENTENCE
    ]


def placeholders(document: Document) -> list[str]:
    """Text that a template or a missing value left behind; labels of answers are not ours."""
    titles = [document.title, *(section.title for section in sections(document))]
    said = [
        words_of(parts)
        for section in sections(document, appendices=False)
        for parts in runs(section)
    ]
    return [text for text in (*titles, *said) if PLACEHOLDER.search(text)]


def anchors(document: Document) -> list[str]:
    """Every place that a link can lead to."""
    rows = [
        anchor
        for section in sections(document)
        for block in section.blocks
        if isinstance(block, Table)
        for anchor in block.anchors
    ]
    return [*(section.id for section in sections(document)), *rows]


def dangling_links(document: Document) -> list[str]:
    """Links that lead nowhere in the document, or to something that is no https address."""
    known = set(anchors(document))
    return [
        part.href
        for part in inlines_of(document)
        if isinstance(part, Link)
        and not (part.href.startswith("https://") or part.href.removeprefix("#") in known)
    ]


def repeated_anchors(document: Document) -> list[str]:
    """Anchors that two places claim."""
    return [anchor for anchor, times in Counter(anchors(document)).items() if times > 1]


def double_spaces(document: Document) -> list[str]:
    """Runs with a gap or a loose full stop that joining pieces left behind."""
    return [
        said
        for section in sections(document)
        for parts in runs(section)
        if re.search(r"  |\.\.(?!\.)| \.|,,| ,|\?\.", said := words_of(parts))
    ]


def unsourced(report: Report) -> list[str]:
    """Paragraphs and items of the arguing sections without any reference."""
    wanted = {"why", "pitfalls", "limits"}
    return [
        words_of(parts)
        for top in report.document.sections
        if top.id in wanted
        for section in _with_children(top)
        for block in section.blocks
        if isinstance(block, Paragraph | ListBlock)
        for parts in _runs(block)
        if _states_a_fact(words_of(parts)) and not _refers(parts)
    ]


def _states_a_fact(text: str) -> bool:
    lead = ("Remedy:", "Proved by:", "It would become", "Also found", "Checked and")
    return bool(text) and not text.startswith(lead) and not text.endswith(":")


def _refers(parts: Inlines) -> bool:
    return any(isinstance(part, Link) for part in parts)


def unknown_identifiers(report: Report) -> list[str]:
    """Identifiers of controls, components, layers, rules and steps that no catalog holds."""
    catalog = report.catalog
    steps = {step.id for step in report.plan}
    found = [entry.control for entry in report.alignments if entry.control not in catalog.controls]
    found += [line.layer for line in report.stack if line.layer not in catalog.layers]
    found += [
        line.component
        for line in report.stack
        if line.component and line.component not in catalog.components
    ]
    found += [name for step in report.plan for name in step.rules if name not in catalog.rules]
    found += [
        name for step in report.plan for name in step.pitfalls if name not in catalog.pitfalls
    ]
    found += [name for step in report.plan for name in step.after if name not in steps]
    found += [name for entry in report.alignments for name in entry.steps if name not in steps]
    return found


def layers_without_reason(report: Report) -> list[str]:
    """Layers that no answer, rule or finding calls for."""
    return [line.layer for line in report.stack if not (line.called_by or line.because)]
