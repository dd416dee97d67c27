"""One capability: its verdict, the answers that settle it, rules down to their sources."""

from __future__ import annotations

from textual.content import Content

from advisor.application.explaining import Explained
from advisor.application.saying import said_in
from advisor.application.session import Session
from advisor.application.wording import (
    STATUSES,
    say_possible,
)
from advisor.documents.said import Said
from advisor.model.catalog import Catalog, Rule
from advisor.model.decision import CapabilityDecision
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.views.lines import HEADING, bullet, item, sources
from advisor.tui.views.why import why_lines
from advisor.tui.words import verdict_word

STATES = {"met": "met", "unmet": "not met", "open": "not known"}


def capability(session: Session, id_: str, explained: Explained | None) -> Content:
    """Return everything about one capability."""
    job = session.decision.capability(id_)
    record = session.catalog.capabilities[id_]
    said = said_in(session, explained.certificates() if explained is not None else {})[id_]
    parts = [
        line(record.title, "bold"),
        line(record.job, "$quiet"),
        beside(verdict_word(job.verdict), line(f"  {_state(said)}", "$quiet")),
    ]
    parts += why_lines(session, job, explained)
    for rule in said.rules:
        parts += _rule(session.catalog, rule)
    parts += _keep(session.catalog, job)
    return stack(*parts)


def _state(said: Said) -> str:
    job = said.decided
    words = [STATUSES[job.status]]
    if said.leaves:
        words.append(f"goes to {said.where}")
    words.append(
        "settled" if job.settled else f"{job.standing.value}: {say_possible(job.possible)}"
    )
    if job.suspected:
        words.append("suspected, so it counts as in use until you know")
    return " · ".join(words)


def _rule(catalog: Catalog, rule: Rule) -> list[Content]:
    parts = [
        Content(),
        beside(verdict_word(rule.verdict), line(f"  {rule.title}", "bold")),
        line(rule.rationale),
        item("Impact", rule.impact),
        item("False alarm when", rule.false_alarm),
    ]
    if rule.controls:
        parts.append(item("Controls", ", ".join(rule.controls)))
    parts.append(labelled("[$quiet]Rule $id; sources:[/]", id=rule.id))
    return parts + sources(catalog, rule.sources)


def _keep(catalog: Catalog, job: CapabilityDecision) -> list[Content]:
    parts: list[Content] = []
    if job.keep_grounds:
        parts += [Content(), plain("Checked, no reason to move present", HEADING)]
        parts += [bullet(catalog.keep_grounds[id_].text) for id_ in job.keep_grounds]
    if job.conditions:
        parts += [Content(), plain("Conditions for keeping", HEADING)]
    for state in job.conditions:
        condition = catalog.keep_conditions[state.id]
        parts += [
            bullet(f"{STATES.get(state.state, state.state)}: {condition.text}"),
            line(f"  Check: {condition.check}", "$quiet"),
        ]
    return parts
