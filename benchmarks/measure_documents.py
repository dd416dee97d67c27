"""Documents: time and memory against rendering alone, for one document and for a thousand.

Ours builds the tree of sections from a decided assessment and writes it as Markdown and HTML. The
reference is given the finished text: jinja2 fills a template that holds it, and markdown-it-py
turns it into HTML. So the ratio says what composing, tracing and escaping cost on top. Left out
on both sides: deciding and reasoning (they have benchmarks of their own), and pictures, which a
program outside draws. Goal: at most as slow as rendering the same text alone.
"""

from __future__ import annotations

import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final
from unittest.mock import patch

from jinja2 import Environment
from markdown_it import MarkdownIt

from advisor.application.documenting import context_of
from advisor.application.opening import opened
from advisor.documents import DocumentContext, report
from advisor.exports import dot, html, markdown
from benchmarks.table import Row

EXAMPLE: Final = Path(__file__).parents[1] / "advisor" / "examples" / "ai-assistant.yaml"
TODAY: Final = date(2026, 11, 22)
MANY: Final = 1000
ROUNDS: Final = 7
# Growth of the process over the last nine tenths of the many, in mebibytes.
LEAK: Final = 8.0


def measure() -> list[Row]:
    """Measure time for one and for many documents, memory for one, and growth over many."""
    reasoning = time.perf_counter()
    context = context_of(opened(EXAMPLE, (), TODAY))
    reasoning = time.perf_counter() - reasoning
    with patch.object(dot, "programs", dict):
        ours, reference = _ours(context), _reference(context)
        assert _words(ours()) >= _words(reference())
        one, alone = _median(ours), _median(reference)
        many, grown = _many(ours)
        rest, _ = _many(reference)
        peak, peak_alone = _peak(ours), _peak(reference)
    drawn = _median(lambda: html.render(report(context).document))
    return [
        _time("one document, Markdown and HTML", one, alone),
        _time(f"{MANY:,} documents, Markdown and HTML", many, rest),
        Row(
            "memory of one document",
            f"{peak:.1f} MiB",
            f"rendering alone, {peak_alone:.1f} MiB",
            peak / peak_alone,
        ),
        Row(
            f"growth of the process over {MANY:,} documents",
            f"{grown:.1f} MiB",
            f"limit, {LEAK:.0f} MiB",
            grown / LEAK,
            "≤ 1",
            grown <= LEAK,
        ),
        Row(
            "one HTML page with its picture",
            f"{drawn * 1000:.0f} ms",
            f"deciding and explaining it, {reasoning:.1f} s",
            drawn / reasoning,
        ),
    ]


def _ours(context: DocumentContext) -> Callable[[], str]:
    def write() -> str:
        document = report(context).document
        return markdown.render(document) and html.render(document)

    return write


def _reference(context: DocumentContext) -> Callable[[], str]:
    made = report(context)
    text = markdown.render(made.document)
    template = Environment(autoescape=True).from_string(
        "# {{ title }}\n{% for line in lines %}{{ line | safe }}\n{% endfor %}"
    )
    reader = MarkdownIt("commonmark").enable("table")

    def write() -> str:
        filled = template.render(title=made.document.title, lines=text.splitlines()[1:])
        return str(reader.render(filled))

    return write


def _words(page: str) -> int:
    """Return the size of a page: ours must hold at least as much as the reference."""
    return len(page.split())


def _median(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _many(act: Callable[[], object]) -> tuple[float, float]:
    """Return the time of many runs and the growth of the process after the first tenth."""
    start = time.perf_counter()
    early = 0.0
    for done in range(MANY):
        if done == MANY // 10:
            early = _resident()
        act()
    return time.perf_counter() - start, _resident() - early


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _peak(act: Callable[[], object]) -> float:
    tracemalloc.start()
    act()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def _time(claim: str, ours: float, reference: float) -> Row:
    ratio = ours / reference
    unit = "s" if reference > 1 else "ms"
    scale = 1 if unit == "s" else 1000
    return Row(
        claim,
        f"{ours * scale:.0f} {unit}",
        f"jinja2 and markdown-it-py, {reference * scale:.0f} {unit}",
        ratio,
        "≤ 1",
        ratio <= 1,
    )
