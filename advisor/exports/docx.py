"""The document as a Word file: real headings, tables, bookmarks and links."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from advisor.exports import dot
from advisor.exports.files import File
from advisor.exports.wiki_page import plain
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
    Section,
    Strong,
    Table,
)
from advisor.model.report import Report

# Zip members need a date; a fixed one keeps the bytes the same.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LINK = RGBColor(0x0B, 0x4F, 0xA8)
_DEEPEST = 4
# Word takes 40 characters; two are the prefix.
_ROOM = 38


def write(report: Report) -> tuple[File, ...]:
    """Return the stack document as `stack.docx`."""
    return (File("stack.docx", render(report.document, report.today)),)


def render(document: Document, today: date = date(1980, 1, 1)) -> bytes:
    """Return a whole document as a Word file, dated by the assessment."""
    made = _Writer(document)
    made.stamp(datetime(today.year, today.month, today.day, tzinfo=UTC))
    return made.data()


class _Writer:
    """Writes one document; python-docx builds the file in place."""

    def __init__(self, document: Document) -> None:
        self.word: WordDocument = docx.Document()
        self._bookmarks = 0
        self._prepare()
        self.word.add_heading(plain(document.title), level=0)
        if document.summary:
            self._run(self.word.add_paragraph(style="Intense Quote"), document.summary)
        self._meta(document.meta)
        for depth, section in document.walk():
            self._section(section, depth)

    def stamp(self, when: datetime) -> None:
        """Give the file the date of the document in place of the clock's."""
        properties = self.word.core_properties
        properties.created = properties.modified = when
        properties.author = properties.last_modified_by = "advisor"
        properties.revision = 1

    def data(self) -> bytes:
        """Return the file, its parts in a stable order and without times."""
        buffer = io.BytesIO()
        self.word.save(buffer)
        fixed = io.BytesIO()
        with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(fixed, "w") as target:
            for name in source.namelist():
                member = zipfile.ZipInfo(name, _EPOCH)
                member.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(member, source.read(name))
        return fixed.getvalue()

    def _prepare(self) -> None:
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin = section.bottom_margin = Mm(16)
        self.word.styles["Normal"].font.name = "Calibri"
        self.word.styles["Normal"].font.size = Pt(10)

    def _meta(self, meta: Iterable[tuple[str, str]]) -> None:
        said = " · ".join(f"{plain(name)}: {plain(value)}" for name, value in meta)
        if said:
            self.word.add_paragraph().add_run(said).italic = True

    def _section(self, section: Section, depth: int) -> None:
        heading = self.word.add_heading(plain(section.title), level=min(depth, _DEEPEST))
        self._bookmark(heading, section.id)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(parts):
                self._run(self.word.add_paragraph(), parts)
            case ListBlock(items, ordered):
                self._items(items, "List Number" if ordered else "List Bullet")
            case CheckList(items):
                self._items(((_box(), *item) for item in items), "List Bullet")
            case Table():
                self._table(block)
            case Callout(_, blocks):
                for inner in blocks:
                    self._callout(inner)
            case CodeBlock(text):
                self.word.add_paragraph(text, style="No Spacing")
            case Diagram():
                self._diagram(block)

    def _items(self, items: Iterable[Inlines], style: str) -> None:
        for item in items:
            self._run(self.word.add_paragraph(style=style), item)

    def _callout(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._run(self.word.add_paragraph(style="Intense Quote"), block.inlines)
        else:
            self._block(block)

    def _table(self, table: Table) -> None:
        if table.caption:
            self.word.add_paragraph(plain(table.caption), style="Caption")
        grid = self.word.add_table(rows=1, cols=len(table.header), style="Light Grid Accent 1")
        for cell, title in zip(grid.rows[0].cells, table.header, strict=True):
            cell.paragraphs[0].add_run(plain(title)).bold = True
        _repeat_on_each_page(grid.rows[0])
        for place, row in enumerate(table.rows):
            cells = grid.add_row().cells
            for cell, parts in zip(cells, row, strict=True):
                self._run(cell.paragraphs[0], parts)
            if table.anchors:
                self._bookmark(cells[0].paragraphs[0], table.anchors[place])
        self.word.add_paragraph()

    def _diagram(self, diagram: Diagram) -> None:
        if dot.can_paint():
            self.word.add_picture(io.BytesIO(dot.png(diagram)), width=Mm(255))
            picture = self.word.inline_shapes[-1]
            picture._inline.docPr.set("descr", plain(diagram.alt))  # noqa: SLF001 - no public way
        self.word.add_paragraph(plain(diagram.alt), style="Caption")

    def _run(self, paragraph: WordParagraph, parts: Inlines) -> None:
        for part in parts:
            if isinstance(part, Link) and part.href.startswith(("#", "https://")):
                self._link(paragraph, part)
            else:
                _styled(paragraph, part)

    def _link(self, paragraph: WordParagraph, link: Link) -> None:
        element: Any = OxmlElement("w:hyperlink")
        if link.href.startswith("#"):
            element.set(qn("w:anchor"), _bookmark_name(link.href[1:]))
        else:
            relation = paragraph.part.relate_to(
                link.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            element.set(qn("r:id"), relation)
        run = paragraph.add_run(plain(link.text))
        run.font.color.rgb = _LINK
        element.append(run._r)  # noqa: SLF001 - python-docx has no public hyperlink
        paragraph._p.append(element)  # noqa: SLF001 - as above

    def _bookmark(self, paragraph: WordParagraph, anchor: str) -> None:
        self._bookmarks += 1
        for kind in ("start", "end"):
            element: Any = OxmlElement(f"w:bookmark{kind.capitalize()}")
            element.set(qn("w:id"), str(self._bookmarks))
            if kind == "start":
                element.set(qn("w:name"), _bookmark_name(anchor))
            paragraph._p.append(element)  # noqa: SLF001 - python-docx has no public bookmark


def _styled(paragraph: WordParagraph, part: Inline) -> None:
    text = plain(part.text)
    run = paragraph.add_run(f"“{text}”" if isinstance(part, Quote) else text)
    match part:
        case Strong():
            run.bold = True
        case Emphasis() | Quote():
            run.italic = True
        case Code():
            run.font.name = "Consolas"


def _box() -> Inline:
    return Strong("☐ ")


def _repeat_on_each_page(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way
    header: Any = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _bookmark_name(anchor: str) -> str:
    """Return an anchor as Word allows it: a letter first, no hyphens or dots, 40 at most."""
    name = "".join(char if char.isalnum() else "_" for char in anchor)
    if len(name) <= _ROOM:
        return f"a_{name}"
    # Two long names that start alike must not become one bookmark.
    return f"a_{name[:24]}_{hashlib.sha256(name.encode()).hexdigest()[:12]}"
