"""A document as MediaWiki text.

Characters that MediaWiki acts on are written as character references, which it shows and never
interprets: no template, link, tag, signature, table or behaviour switch can come from a text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from advisor.exports.wiki_page import PageWriter
from advisor.model.document import Block, Diagram, Document, Inlines, Table

# `'` and `_` act only in pairs, `:` before a namespace or an address, the rest anywhere.
_ACTIVE = re.compile(r"[<>&\[\]{}|~\"]|'(?=')|(?<=')'|^'|'$|_(?=_)|(?<=_)_|:(?=\S)|^[*#:;=!+-]")
_STARTS = re.compile(r"^[*#:;=!+-]")
_LONG = 4
_COLOURS = {"note": "#36c", "warning": "#b32424", "decision": "#14866d"}


def render(document: Document, pictures: Mapping[str, str]) -> str:
    """Return the text of a page; the wiki shows its title itself."""
    return _MediaWiki(document, pictures).page()


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


class _MediaWiki(PageWriter):
    def __init__(self, document: Document, pictures: Mapping[str, str]) -> None:
        super().__init__(document, pictures)
        # The wiki would put its long list of contents before the first heading: the verdict.
        tops = document.sections
        self._contents_before = tops[1].id if len(tops) >= _LONG else ""

    def text(self, text: str) -> str:
        return _ACTIVE.sub(_reference, text)

    def strong(self, markup: str) -> str:
        return f"'''{markup}'''"

    def emphasis(self, markup: str) -> str:
        return f"''{markup}''"

    def code(self, text: str) -> str:
        return f"<code>{self.text(text)}</code>"

    def anchor_link(self, text: str, anchor: str) -> str:
        return f"[[#{_anchor(anchor)}|{self.text(text)}]]"

    def page_link(self, text: str, reference: str) -> str:
        return f"[[:{reference}|{self.text(text)}]]"

    def web_link(self, text: str, where: str) -> str:
        # Two apostrophes or a bracket cannot occur: the address is encoded.
        return f"[{where} {self.text(text)}]"

    def heading(self, title: str, anchor: str, depth: int) -> str:
        marks = "=" * min(depth + 1, 6)
        words = self.text(title).replace("=", "&#61;")
        contents = "__TOC__\n" if anchor and anchor == self._contents_before else ""
        return f'{contents}<span id="{_anchor(anchor)}"></span>\n{marks} {words} {marks}'

    def paragraph(self, parts: Inlines) -> str:
        # A blank before the first character would have hidden that it starts a line.
        return _STARTS.sub(_reference, self.inlines(parts).lstrip())

    def items(self, items: tuple[Inlines, ...], *, ordered: bool) -> str:
        mark = "#" if ordered else "*"
        return "\n".join(f"{mark} {self.inlines(item)}" for item in items)

    def checks(self, items: tuple[Inlines, ...]) -> str:
        return "\n".join(f"* ☐ {self.inlines(item)}" for item in items)

    def table(self, table: Table) -> str:
        lines = ['{| class="wikitable"']
        if table.caption:
            lines.append(f"|+ {self.text(table.caption)}")
        lines += [f'! scope="col" | {self.text(cell)}' for cell in table.header]
        for place, row in enumerate(table.rows):
            lines.append("|-")
            mark = f'<span id="{_anchor(table.anchors[place])}"></span>' if table.anchors else ""
            for column, cell in enumerate(row):
                lines.append(f"| {'' if column else mark}{self.inlines(cell)}")
        return "\n".join([*lines, "|}"])

    def callout(self, title: str, kind: str, blocks: tuple[Block, ...]) -> str:
        style = f"border-left:4px solid {_COLOURS.get(kind, '#36c')};padding:.2em 1em;margin:1em 0"
        inner = "\n\n".join(self.block(block) for block in blocks)
        return f"<div style=\"{style}\">\n'''{title}.'''\n\n{inner}\n</div>"

    def code_block(self, text: str, language: str) -> str:
        del language
        return f"<pre>\n{re.sub(r'[<>&{}~]', _reference, text)}\n</pre>"

    def picture(self, name: str, diagram: Diagram) -> str:
        alt = self.text(diagram.alt)
        return f"[[File:{name}|center|900px|alt={alt}]]\n\n''{self.text(diagram.title)}''"


def _anchor(name: str) -> str:
    return html.escape(re.sub(r"[^A-Za-z0-9_.-]", "-", name))
