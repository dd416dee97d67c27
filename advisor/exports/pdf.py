"""The HTML page as a PDF with contents, page numbers and bookmarks."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any, NoReturn

from weasyprint import HTML

from advisor.exports import html
from advisor.exports.files import File
from advisor.model.document import Document
from advisor.model.report import Report

_STYLE = Path(__file__).parent / "pdf.css"
# Modern CSS that a printer need not know is no news to the person who writes a PDF.
logging.getLogger("weasyprint").setLevel(logging.ERROR)


def write(report: Report) -> tuple[File, ...]:
    """Return the stack document as `stack.pdf`."""
    return (File("stack.pdf", render(report.document)),)


def render(document: Document) -> bytes:
    """Return a whole document as PDF; the same document gives the same bytes."""
    page = html.render(document, _STYLE.read_text(encoding="utf-8"))
    drawn: bytes | None = HTML(string=page, url_fetcher=_refused, media_type="print").write_pdf(
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
    )
    return drawn or b""


def _refused(url: str, *_: Any, **__: Any) -> NoReturn:
    """Fetch nothing: the page is self-contained, and a document must not read files."""
    raise ValueError(f"The document asked for {url}, which is not part of it.")
