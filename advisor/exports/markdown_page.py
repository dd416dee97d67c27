"""A document as a Markdown page for git wikis and static sites.

Plainer than `markdown`: the same page has to work in GitHub, GitLab, Gitea and Azure wikis, MkDocs
and Docusaurus, whose extensions differ. Braces are escaped too: some of them run templates or JSX.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as html_escape

from advisor.exports.wiki_page import PageWriter
from advisor.model.document import Block, Diagram, Document, Inlines, Table

_ACTIVE = re.compile(r"[\\`*_\[\]{}|~$]|^[-=>+#!]|(?<=\d)[.)](?=\s)|:(?=//)|@")
_RUNS_IN_CODE = re.compile(r"[{}<>&|`\\@]")


def render(document: Document, pictures: Mapping[str, str]) -> str:
    """Return the text of a page, its title as the first heading."""
    return _Markdown(document, pictures).page()


class _Markdown(PageWriter):
    def title(self, text: str) -> str:
        return f"# {self.text(text)}"

    def text(self, text: str) -> str:
        named = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return _ACTIVE.sub(_escaped, named)

    def strong(self, markup: str) -> str:
        return f"**{markup}**"

    def emphasis(self, markup: str) -> str:
        return f"*{markup}*"

    def code(self, text: str) -> str:
        if not _RUNS_IN_CODE.search(text):
            return f"`{text}`"
        inner = re.sub(r"[^A-Za-z0-9 .,:/-]", lambda found: f"&#{ord(found[0])};", text)
        return f"<code>{inner}</code>"

    def anchor_link(self, text: str, anchor: str) -> str:
        return f"[{self.text(text)}](#{_anchor(anchor)})"

    def page_link(self, text: str, reference: str) -> str:
        return f"[{self.text(text)}]({reference})"

    def web_link(self, text: str, where: str) -> str:
        return f"[{self.text(text)}]({where.replace('*', '%2A')})"

    def heading(self, title: str, anchor: str, depth: int) -> str:
        marks = "#" * min(depth + 1, 6)
        return f'<a id="{_anchor(anchor)}"></a>\n\n{marks} {self.text(title)}'

    def paragraph(self, parts: Inlines) -> str:
        return self.inlines(parts).strip()

    def items(self, items: tuple[Inlines, ...], *, ordered: bool) -> str:
        return "\n".join(
            f"{f'{place}.' if ordered else '-'} {self.inlines(item)}"
            for place, item in enumerate(items, start=1)
        )

    def checks(self, items: tuple[Inlines, ...]) -> str:
        return "\n".join(f"- [ ] {self.inlines(item)}" for item in items)

    def table(self, table: Table) -> str:
        lines = [f"{self.emphasis(self.text(table.caption))}\n"] if table.caption else []
        lines.append("| " + " | ".join(self.text(cell) for cell in table.header) + " |")
        lines.append("| " + " | ".join("---" for _ in table.header) + " |")
        for place, row in enumerate(table.rows):
            cells = [self.inlines(cell) for cell in row]
            if table.anchors:
                cells[0] = f'<a id="{_anchor(table.anchors[place])}"></a>{cells[0]}'
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def callout(self, title: str, kind: str, blocks: tuple[Block, ...]) -> str:
        del kind
        inner = "\n\n".join([f"**{title}**", *(self.block(block) for block in blocks)])
        return "\n".join(f"> {line}".rstrip() for line in inner.splitlines())

    def code_block(self, text: str, language: str) -> str:
        if "{{" in text or "{%" in text or "${" in text:
            # Site generators run templates inside fences too.
            inner = re.sub(r"[{}$%]", lambda found: f"&#{ord(found[0])};", html_escape(text))
            return "<pre><code>" + inner.replace("\n", "&#10;") + "</code></pre>"
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}{language}\n{text}\n{fence}"

    def picture(self, name: str, diagram: Diagram) -> str:
        alt = self.text(diagram.alt)
        return f"![{alt}]({name})\n\n{self.emphasis(self.text(diagram.title))}"


def _escaped(found: re.Match[str]) -> str:
    if found[0] in "@:":
        return f"&#{ord(found[0])};"
    return f"\\{found[0]}"


def _anchor(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", name)
