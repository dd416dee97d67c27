"""The document as one self-contained, accessible HTML page that asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

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
    Text,
)
from advisor.model.report import Report

_STYLE = Path(__file__).parent / "page.css"
# The level of a top section's heading; the title of the page has the first.
_TOP = 2
_WORDS = frozenset({"keep", "split", "replace", "critical", "high"})
_REFERENCE = re.compile(r"\[[ARSP]\d+\]|\[finding\]")
_LEGEND = (
    ("stays", "as it is", "#44546a", "#ffffff"),
    ("new", "+ recommended", "#1d7a46", "#e3f4ea"),
    ("moves", "→ moves", "#9a6700", "#fff3d6"),
    ("removed", "✕ ends", "#b3261e", "#fbe9e7"),
)


def write(report: Report) -> tuple[File, ...]:
    """Return the stack document as `stack.html`."""
    return (File("stack.html", render(report.document).encode()),)


def render(document: Document, more_style: str = "") -> str:
    """Return a whole document as one HTML page; `more_style` is CSS laid over the page's own."""
    style = _STYLE.read_text(encoding="utf-8") + more_style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = text(document.title)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#content">Skip to the content</a>',
        *_header(document, title),
        '<div class="page">',
        *_contents(document),
        '<main id="content" tabindex="-1">',
        *(line for section in document.sections for line in _section(section, _TOP)),
        "</main>",
        "</div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _header(document: Document, title: str) -> Iterator[str]:
    yield "<header><div>"
    yield f"<h1>{title}</h1>"
    if document.summary:
        yield f'<p class="lead">{inlines(document.summary)}</p>'
    if document.meta:
        yield '<dl class="meta">'
        for name, value in document.meta:
            yield f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>"
        yield "</dl>"
    yield "</div></header>"


def _contents(document: Document) -> Iterator[str]:
    yield '<nav aria-labelledby="contents-title">'
    yield '<h2 id="contents-title">Contents</h2>'
    yield "<ol>"
    for section in document.sections:
        yield f"<li>{_to(section)}{_children(section)}</li>"
    yield "</ol>"
    yield "</nav>"


def _children(section: Section) -> str:
    if not section.sections:
        return ""
    return f"<ol>{''.join(f'<li>{_to(child)}</li>' for child in section.sections)}</ol>"


def _to(section: Section) -> str:
    return f'<a href="#{_id(section.id)}">{text(section.title)}</a>'


def _section(section: Section, level: int) -> Iterator[str]:
    anchor = _id(section.id)
    heading = f"h{min(level, 6)}"
    # Only the top sections are landmarks; a landmark per finding would bury them.
    named = f' aria-labelledby="{anchor}-title"' if level == _TOP else ""
    yield f'<section id="{anchor}"{named}>'
    yield f'<{heading} id="{anchor}-title">{text(section.title)}</{heading}>'
    for block in section.blocks:
        yield _block(block)
    for child in section.sections:
        yield from _section(child, level + 1)
    yield "</section>"


def _block(block: Block) -> str:  # noqa: PLR0911 - one return per node type
    match block:
        case Paragraph(parts):
            return f"<p>{inlines(parts)}</p>"
        case ListBlock(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{_items(items)}</{tag}>"
        case CheckList(items):
            boxes = "".join(
                f'<li><span aria-hidden="true">☐ </span>{inlines(i)}</li>' for i in items
            )
            return f'<ul class="checks">{boxes}</ul>'
        case Table():
            return "\n".join(_table(block))
        case Callout(kind, blocks):
            inner = "\n".join(_block(part) for part in blocks)
            return f'<div class="callout {kind}" role="note">\n{inner}\n</div>'
        case CodeBlock(literal):
            return f"<pre><code>{html.escape(literal)}</code></pre>"
        case Diagram():
            return "\n".join(_figure(block))


def _items(items: Iterable[Inlines]) -> str:
    return "".join(f"<li>{inlines(item)}</li>" for item in items)


def _table(table: Table) -> Iterator[str]:
    # A wide table scrolls by itself, and by keyboard: hence the tab stop and its name.
    label = (
        f' role="group" tabindex="0" aria-label="{text(table.caption)}"' if table.caption else ""
    )
    yield f'<div class="table"{label}><table>'
    if table.caption:
        yield f"<caption>{text(table.caption)}</caption>"
    head = "".join(f'<th scope="col">{text(cell)}</th>' for cell in table.header)
    yield f"<thead><tr>{head}</tr></thead>"
    yield "<tbody>"
    for place, row in enumerate(table.rows):
        anchor = f' id="{_id(table.anchors[place])}"' if table.anchors else ""
        yield f"<tr{anchor}>{''.join(f'<td>{inlines(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"


def _figure(diagram: Diagram) -> Iterator[str]:
    yield "<figure>"
    if dot.available():
        yield f'<div class="picture" role="group" tabindex="0" aria-label="{text(diagram.title)}">'
        yield dot.svg(diagram).strip()
        yield "</div>"
        yield "<figcaption>"
        yield '<ul class="legend">'
        used = {node.change for node in diagram.nodes} | {flow.change for flow in diagram.flows}
        for name, words, line, fill in _LEGEND:
            if name in used:
                yield f"<li>{_swatch(line, fill)}{words}</li>"
        yield "</ul>"
        yield f"{text(diagram.alt)}</figcaption>"
    else:
        yield f"<figcaption>{text(diagram.alt)}</figcaption>"
    yield "</figure>"


def _swatch(line: str, fill: str) -> str:
    # Presentation attributes, because the page's policy allows no inline styles.
    return (
        '<svg class="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">'
        f'<rect x="1" y="1" width="16" height="10" rx="2" fill="{fill}" stroke="{line}"'
        ' stroke-width="2"/></svg> '
    )


def inlines(parts: Inlines) -> str:
    """Return running text as HTML."""
    return "".join(_inline(part) for part in parts)


def _inline(part: Inline) -> str:
    match part:
        case Text(words):
            return text(words)
        case Strong(words):
            known = words.lower()
            style = f' class="word-{known}"' if known in _WORDS else ""
            return f"<strong{style}>{text(words)}</strong>"
        case Emphasis(words):
            return f"<em>{text(words)}</em>"
        case Code(words):
            return f"<code>{text(words)}</code>"
        case Quote(words):
            return f"<q>{text(words)}</q>"
        case Link(words, href):
            return _link(words, href)


def _link(words: str, href: str) -> str:
    style = ' class="ref"' if _REFERENCE.fullmatch(words) else ""
    if href.startswith("#"):
        return f'<a{style} href="#{_id(href[1:])}">{text(words)}</a>'
    if href.startswith("https://"):
        return f'<a{style} href="{html.escape(href)}" rel="noreferrer">{text(words)}</a>'
    return text(words)


def text(words: str) -> str:
    """Return plain text so that HTML shows it literally."""
    return html.escape(plain(words))


def _id(anchor: str) -> str:
    """Return an anchor that holds only letters, digits, dots, hyphens and underscores."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", anchor)
