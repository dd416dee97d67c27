"""Why a verdict stands: its certificate or given reasons, and the nearest change."""

from __future__ import annotations

from textual.content import Content

from advisor.application.explaining import Explained, Why
from advisor.application.session import Session
from advisor.application.wording import say_change, say_givens
from advisor.model.catalog import Catalog
from advisor.model.decision import CapabilityDecision
from advisor.tui.safe_text import plain
from advisor.tui.views.lines import HEADING, bullet


def why_lines(
    session: Session, job: CapabilityDecision, explained: Explained | None
) -> list[Content]:
    """Return the certificate or the given reasons of a verdict, and its nearest change."""
    why = explained.why(job.id) if explained is not None else None
    certificate = why.certificate if why is not None else None
    parts: list[Content] = []
    if certificate:
        parts += [Content(), plain("These answers alone settle it", HEADING)]
        parts += [bullet(said) for said in say_givens(session.catalog, certificate)]
    elif job.reasons and job.verdict:
        parts += [Content(), plain("Because", HEADING)]
        parts += [bullet(said) for said in say_givens(session.catalog, job.reasons)]
    if why is not None:
        parts += _changes(session.catalog, why)
    return parts


def _changes(catalog: Catalog, why: Why) -> list[Content]:
    parts: list[Content] = []
    if why.changes:
        parts += [Content(), plain("The nearest change", HEADING)]
        parts += [bullet(say_change(catalog, change)) for change in why.changes]
    if not why.proven:
        parts.append(
            plain("Not proven within the step budget: there may be nearer ones.", "$quiet")
        )
    return parts
