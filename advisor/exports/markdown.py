"""The document in Markdown as GitHub, GitLab and Gitea read it, with a Mermaid diagram."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.exports.files import File
from advisor.exports.mermaid import source
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
    Text,
)
from advisor.model.report import Report

# Everything that can start an inline construct anywhere in a line, `$` and `~` of GitHub included.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&])")
# What would start a block if a line of text began with it.
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])")
_ALERTS = {"note": "NOTE", "warning": "WARNING", "decision": "IMPORTANT"}


def write(report: Report) -> tuple[File, ...]:
    """Return the stack document as `stack.md`."""
    text = render(report.document) + _about(report.document)
    return (File("stack.md", text.encode()),)


def _about(document: Document) -> str:
    """Return what the document is, under a rule at its end: the verdict comes first."""
    values = " · ".join(f"{escape(name)}: {escape(value)}" for name, value in document.meta)
    return f"\n---\n\n{values}\n" if values else ""


def render(document: Document, *, anchors: bool = True) -> str:
    """Return a whole document as Markdown; without anchors, headings are their words only."""
    parts = [f"# {escape(document.title)}"]
    if document.summary:
        parts.append(inlines(document.summary))
    for depth, section in document.walk():
        parts.extend(_section(section, depth + 1, anchors=anchors))
    return "\n\n".join(parts) + "\n"


def _section(section: Section, level: int, *, anchors: bool) -> Iterable[str]:
    anchor = f'<a id="{section.id}"></a>' if anchors else ""
    yield f"{'#' * min(level, 6)} {anchor}{escape(section.title)}"
    for block in section.blocks:
        yield "\n".join(_block(block))


def _block(block: Block) -> list[str]:  # noqa: PLR0911 - one return per node type
    match block:
        case Paragraph(parts):
            return [line_start(inlines(parts))]
        case ListBlock(items, ordered):
            return [
                f"{f'{place}.' if ordered else '-'} {line_start(inlines(item))}"
                for place, item in enumerate(items, start=1)
            ]
        case CheckList(items):
            return [f"- [ ] {line_start(inlines(item))}" for item in items]
        case Table():
            return _table(block)
        case Callout(kind, blocks):
            return _callout(kind, blocks)
        case CodeBlock(text, language):
            return _fenced(text, language)
        case Diagram():
            return [*_fenced(source(block), "mermaid"), "", f"*{escape(block.alt)}*"]


def _table(table: Table) -> list[str]:
    lines = [f"*{escape(table.caption)}*", ""] if table.caption else []
    lines.append("| " + " | ".join(escape(cell) for cell in table.header) + " |")
    lines.append("| " + " | ".join("---" for _ in table.header) + " |")
    for place, row in enumerate(table.rows):
        cells = [inlines(cell) for cell in row]
        if table.anchors:
            cells[0] = f'<a id="{table.anchors[place]}"></a>{cells[0]}'
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _callout(kind: str, blocks: Iterable[Block]) -> list[str]:
    lines = [f"> [!{_ALERTS[kind]}]"]
    for place, block in enumerate(blocks):
        if place:
            lines.append(">")
        lines.extend(f"> {line}".rstrip() for line in _block(block))
    return lines


def _fenced(text: str, language: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *text.rstrip("\n").splitlines(), fence]


def inlines(parts: Inlines) -> str:
    """Return running text as Markdown on one line."""
    return "".join(_inline(part) for part in parts)


def _inline(part: Inline) -> str:
    match part:
        case Text(text):
            return escape(text)
        case Strong(text):
            return f"**{escape(text)}**"
        case Emphasis(text):
            return f"*{escape(text)}*"
        case Code(text):
            return _code(text)
        case Quote(text):
            return f"“{escape(text)}”"
        case Link(text, href):
            return f"[{escape(text)}]({_address(href)})" if _address(href) else escape(text)


def _code(text: str) -> str:
    flat = one_line(text).replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", flat)), default=0)
    tick = "`" * (longest + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{tick}{pad}{flat}{pad}{tick}"


def _address(href: str) -> str:
    """Return an address that is safe and well formed in a link, or nothing."""
    if not href.startswith(("https://", "#")):
        return ""
    return re.sub(r"[\s()<>\\]", lambda found: f"%{ord(found[0]):02X}", href)


def escape(text: str) -> str:
    """Return plain text so that Markdown shows it literally, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def line_start(text: str) -> str:
    """Return a line so that its first characters start no list, heading or rule."""
    return _LINE_START.sub(lambda found: f"{found[1]}{_guarded(found[2])}", text)


def _guarded(marker: str) -> str:
    return f"{marker[:-1]}\\{marker[-1]}"


def one_line(text: str) -> str:
    """Return text with every run of white space and control characters as one space."""
    return plain(re.sub(r"\s+", " ", text))
