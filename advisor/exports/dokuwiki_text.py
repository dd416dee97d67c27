"""A document as DokuWiki text.

DokuWiki knows no character references: a text with anything that could act is wrapped in `%%`,
within which nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from advisor.exports.wiki_page import PageWriter
from advisor.model.document import (
    Block,
    CheckList,
    Diagram,
    Document,
    Inlines,
    ListBlock,
    Paragraph,
    Table,
)

# Letters of any script, digits, blanks and the marks that never act on their own.
_HARMLESS = re.compile(r"[^\W_]|[ ,;!?’“”…]|\.(?!\.)|(?<=\w)-(?=\w)", re.UNICODE)
_MARKS = {"note": "ℹ", "warning": "⚠", "decision": "✔"}
# Words that DokuWiki shows as smileys, as a multiplication sign, or as a link.
_WORDS = re.compile(r"FIXME|DELETEME|\dx\d|[a-z][A-Z]")


def render(document: Document, pictures: Mapping[str, str]) -> str:
    """Return the text of a page, its title as the first heading."""
    return _DokuWiki(document, pictures).page()


class _DokuWiki(PageWriter):
    def __init__(self, document: Document, pictures: Mapping[str, str]) -> None:
        super().__init__(document, pictures)
        self._anchors = heading_ids(document)

    def title(self, text: str) -> str:
        return f"====== {_heading(text)} ======"

    def text(self, text: str) -> str:
        if not _HARMLESS.sub("", text) and not _WORDS.search(text):
            return text
        body = text.replace("%%", "%%<nowiki>%%</nowiki>%%")
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if "%" in (text[start], text[end - 1]):
            safe = text.strip().replace("</nowiki>", "<\u2060/nowiki>")
            return f"{text[:start]}<nowiki>{safe}</nowiki>{text[end:]}"
        return f"%%{body}%%"

    def strong(self, markup: str) -> str:
        return f"**{markup}**"

    def emphasis(self, markup: str) -> str:
        return f"//{markup}//"

    def code(self, text: str) -> str:
        return f"''{self.text(text)}''"

    def anchor_link(self, text: str, anchor: str) -> str:
        if anchor not in self._anchors:
            return self.text(text)
        return f"[[#{self._anchors[anchor]}|{_label(text)}]]"

    def page_link(self, text: str, reference: str) -> str:
        return f"[[{reference}|{_label(text)}]]"

    def web_link(self, text: str, where: str) -> str:
        return f"[[{where}|{_label(text)}]]"

    def heading(self, title: str, anchor: str, depth: int) -> str:
        del anchor
        marks = "=" * max(6 - depth, 2)
        return f"{marks} {_heading(title)} {marks}"

    def paragraph(self, parts: Inlines) -> str:
        return self.inlines(parts).strip()

    def items(self, items: tuple[Inlines, ...], *, ordered: bool) -> str:
        return "\n".join(f"  {'-' if ordered else '*'} {self.inlines(item)}" for item in items)

    def checks(self, items: tuple[Inlines, ...]) -> str:
        return "\n".join(f"  * ☐ {self.inlines(item)}" for item in items)

    def table(self, table: Table) -> str:
        lines = [f"{self.emphasis(self.text(table.caption))}\n"] if table.caption else []
        lines.append("^ " + " ^ ".join(self.text(cell) or " " for cell in table.header) + " ^")
        lines += [
            "| " + " | ".join(self.inlines(cell).strip() or " " for cell in row) + " |"
            for row in table.rows
        ]
        return "\n".join(lines)

    def callout(self, title: str, kind: str, blocks: tuple[Block, ...]) -> str:
        """Return quoted lines; what a quotation cannot hold follows it."""
        lines = [f"> {_MARKS.get(kind, 'ℹ')} **{title}.**"]
        after = []
        for block in blocks:
            match block:
                case Paragraph(parts):
                    lines.append(f"> {self.inlines(parts)}")
                case ListBlock(items) | CheckList(items):
                    lines += [f"> • {self.inlines(item)}" for item in items]
                case _:
                    after.append(self.block(block))
        return "\n\n".join(["\n".join(lines), *after])

    def code_block(self, text: str, language: str) -> str:
        safe = re.sub(r"</(?=code)", "<\u2060/", text, flags=re.IGNORECASE)
        return f"<code{f' {language}' if language else ''}>\n{safe}\n</code>"

    def picture(self, name: str, diagram: Diagram) -> str:
        return (
            f"{{{{ {name}?direct&900 |{_label(diagram.alt)}}}}}\n\n//{self.text(diagram.title)}//"
        )


def heading_ids(document: Document) -> dict[str, str]:
    """Return the id that DokuWiki gives each heading, by our anchors; table rows lead to theirs."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    if document.title:
        taken.add(_identifier(document.title))
    for _, section in document.walk():
        base = _identifier(section.title)
        name = base
        numbers = count(1)
        while name in taken:
            name = f"{base}{next(numbers)}"
        taken.add(name)
        found[section.id] = name
        for block in section.blocks:
            if isinstance(block, Table):
                found.update(dict.fromkeys(block.anchors, name))
    return found


def _identifier(title: str) -> str:
    """Return the id of a heading, as DokuWiki's cleanID and sectionID make it for plain words."""
    words = re.sub(r"[:.]", "", _heading(title).lower())
    clean = re.sub(r"[^\w-]+", "_", words, flags=re.UNICODE)
    clean = re.sub(r"_+", "_", clean).strip("_-")
    return clean.lstrip("0123456789_-") or f"section{''.join(re.findall(r'[0-9]+', clean))}"


def _heading(text: str) -> str:
    """Return a heading's words; a heading holds plain text, and only its own marks can end it."""
    return re.sub(r"=(?==)|^=|=$", "", " ".join(text.split())).strip() or "–"


def _label(text: str) -> str:
    """Return the text of a link or picture: it is plain, but brackets and bars would end it."""
    return text.translate(str.maketrans("[]{}|", "()()/"))
