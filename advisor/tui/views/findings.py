"""Pitfalls by severity with remedy and check, and what else a reader should know."""

from __future__ import annotations

from textual.content import Content

from advisor.application.result import URGENCY
from advisor.application.session import Session
from advisor.application.wording import say_givens
from advisor.model.catalog import Catalog
from advisor.model.decision import Finding
from advisor.tui.safe_text import beside, line, plain, stack
from advisor.tui.views.lines import HEADING, bullet, item, sources
from advisor.tui.words import severity_word


def findings(session: Session) -> Content:
    """Return every pitfall that the answers force, the worst first."""
    decision = session.decision
    parts = [part for found in decision.findings for part in _finding(session.catalog, found)]
    if not decision.findings:
        parts = [plain("No pitfall is forced by your answers.", "$quiet")]
    if decision.notices:
        parts += [Content(), plain("Also note", HEADING)]
        parts += [bullet(notice.text) for notice in decision.notices]
    return stack(*parts)


def _finding(catalog: Catalog, found: Finding) -> list[Content]:
    pitfall = catalog.pitfalls[found.pitfall]
    remedy = pitfall.remedy
    return [
        beside(severity_word(found.severity), line(f" {pitfall.title}", "bold")),
        line(pitfall.finding),
        item("Impact", pitfall.impact),
        item("Because", "; ".join(say_givens(catalog, found.because))),
        item(
            "Remedy",
            f"{remedy.do} ({remedy.owner}, effort {remedy.effort.value},"
            f" {URGENCY[remedy.horizon]})",
        ),
        item("Proven by", remedy.check),
        *sources(catalog, pitfall.sources),
        Content(),
    ]
