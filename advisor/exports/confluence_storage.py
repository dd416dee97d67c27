"""A document in Confluence's storage format: XHTML with macros, every text escaped as XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from advisor.exports.wiki_page import PageWriter
from advisor.model.document import Block, Diagram, Document, Inlines, Table

_MACROS = {"note": "info", "warning": "warning", "decision": "tip"}


def render(document: Document, pictures: Mapping[str, str]) -> str:
    """Return the body of a page; Confluence keeps the title apart."""
    return _Confluence(document, pictures).page()


class _Confluence(PageWriter):
    def text(self, text: str) -> str:
        return escape(text, quote=True)

    def strong(self, markup: str) -> str:
        return f"<strong>{markup}</strong>"

    def emphasis(self, markup: str) -> str:
        return f"<em>{markup}</em>"

    def code(self, text: str) -> str:
        return f"<code>{self.text(text)}</code>"

    def anchor_link(self, text: str, anchor: str) -> str:
        return f'<ac:link ac:anchor="{_anchor(anchor)}">{_link_body(text)}</ac:link>'

    def page_link(self, text: str, reference: str) -> str:
        page = f'<ri:page ri:content-title="{self.text(reference)}" />'
        return f"<ac:link>{page}{_link_body(text)}</ac:link>"

    def web_link(self, text: str, where: str) -> str:
        return f'<a href="{self.text(where)}">{self.text(text)}</a>'

    def heading(self, title: str, anchor: str, depth: int) -> str:
        tag = f"h{min(depth + 1, 6)}"
        return f"<{tag}>{_mark(anchor)}{self.text(title)}</{tag}>"

    def paragraph(self, parts: Inlines) -> str:
        return f"<p>{self.inlines(parts)}</p>"

    def items(self, items: tuple[Inlines, ...], *, ordered: bool) -> str:
        tag = "ol" if ordered else "ul"
        inner = "\n".join(f"<li><p>{self.inlines(item)}</p></li>" for item in items)
        return f"<{tag}>\n{inner}\n</{tag}>"

    def checks(self, items: tuple[Inlines, ...]) -> str:
        tasks = "\n".join(
            "<ac:task><ac:task-status>incomplete</ac:task-status>"
            f"<ac:task-body>{self.inlines(item)}</ac:task-body></ac:task>"
            for item in items
        )
        return f"<ac:task-list>\n{tasks}\n</ac:task-list>"

    def table(self, table: Table) -> str:
        caption = f"<p><em>{self.text(table.caption)}</em></p>\n" if table.caption else ""
        head = "".join(f"<th><p>{self.text(cell)}</p></th>" for cell in table.header)
        rows = [f"<tr>{head}</tr>"]
        for place, row in enumerate(table.rows):
            marks = [_mark(table.anchors[place])] if table.anchors else [""]
            marks += [""] * len(row)
            cells = "".join(
                f"<td><p>{mark}{self.inlines(cell)}</p></td>"
                for mark, cell in zip(marks, row, strict=False)
            )
            rows.append(f"<tr>{cells}</tr>")
        body = "\n".join(rows)
        return f"{caption}<table><tbody>\n{body}\n</tbody></table>"

    def callout(self, title: str, kind: str, blocks: tuple[Block, ...]) -> str:
        inner = "\n".join(self.block(block) for block in blocks)
        name = _parameter("title", title)
        return _macro(
            _MACROS.get(kind, "info"), f"{name}<ac:rich-text-body>{inner}</ac:rich-text-body>"
        )

    def code_block(self, text: str, language: str) -> str:
        named = _parameter("language", language) if language else ""
        return _macro("code", f"{named}<ac:plain-text-body>{_cdata(text)}</ac:plain-text-body>")

    def picture(self, name: str, diagram: Diagram) -> str:
        source = f'<ri:attachment ri:filename="{self.text(name)}" />'
        image = (
            f'<ac:image ac:align="center" ac:width="900" ac:alt="{self.text(diagram.alt)}">'
            f"{source}</ac:image>"
        )
        return f"{image}\n<p><em>{self.text(diagram.title)}</em></p>"


def _macro(name: str, inner: str) -> str:
    return (
        f'<ac:structured-macro ac:name="{name}" ac:schema-version="1">{inner}</ac:structured-macro>'
    )


def _parameter(name: str, value: str) -> str:
    return f'<ac:parameter ac:name="{name}">{escape(value)}</ac:parameter>'


def _mark(anchor: str) -> str:
    return _macro("anchor", _parameter("", _anchor(anchor)))


def _anchor(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", name)


def _link_body(text: str) -> str:
    return f"<ac:plain-text-link-body>{_cdata(text)}</ac:plain-text-link-body>"


def _cdata(text: str) -> str:
    """Return literal text as CDATA, split where the text would end it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
