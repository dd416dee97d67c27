"""The outcome: what leaves, where to, how urgent, what stays, how sure."""

from __future__ import annotations

from textual.content import Content

from advisor.application.explaining import Explained
from advisor.application.result import URGENCY, Leaving, leaving
from advisor.application.session import Session
from advisor.application.wording import (
    VERDICTS,
    say_change,
    say_givens,
    say_ground,
    say_outcome,
    say_themes,
)
from advisor.model.decision import Decision
from advisor.model.vocabulary import Severity, Status, Verdict
from advisor.tui.safe_text import beside, labelled, line, plain, stack
from advisor.tui.views.lines import HEADING, bullet
from advisor.tui.widgets.decision_panel import certainty
from advisor.tui.words import SIGNS, severity_word, verdict_word


def outcome(session: Session, explained: Explained | None) -> Content:
    """Return the outcome of a session."""
    decision = session.decision
    leaves = leaving(session)
    parts = [
        beside(*_verdict(decision), line(say_outcome(decision), "bold")),
        line(certainty(decision, explained), "$quiet"),
        *_stand(session, decision),
        Content(),
        plain("What leaves, where to, how urgent", HEADING),
        *(_leaves(item) for item in leaves),
    ]
    if not leaves:
        parts.append(bullet("nothing"))
    parts += _stays(session, decision)
    parts += _pitfalls(decision)
    parts += _why(session, explained)
    return stack(*parts)


def _verdict(decision: Decision) -> tuple[Content, ...]:
    # "Not used" is no verdict on a platform of which nothing is known yet.
    return (verdict_word(decision.outcome), plain("  ")) if decision.outcome else ()


def _stand(session: Session, decision: Decision) -> list[Content]:
    """Return what the outcome waits for, and what is assumed."""
    catalog, parts = session.catalog, list[Content]()
    if decision.stand.missing or decision.stand.counter_grounds:
        parts += [Content(), plain("Why it is not decided", HEADING)]
        parts += [
            bullet(f"not answered: {catalog.questions[id_].text}") for id_ in decision.stand.missing
        ]
        parts += [bullet(say_ground(catalog, one)) for one in decision.stand.counter_grounds]
    assumed = say_themes(catalog, decision.assumptions)
    if assumed:
        parts += [Content(), plain("What is assumed until you say", HEADING)]
        parts += [bullet(f"{says} Else: up to {VERDICTS[to]}.") for says, to in assumed]
    return parts


def _leaves(item: Leaving) -> Content:
    decided = item.said.decided
    open_ = "" if decided.settled else f", {decided.standing.value}"
    urgency = f" · {URGENCY[item.urgency]}" if item.urgency is not None else ""
    return beside(
        verdict_word(decided.verdict, wide=True),
        labelled(
            " [b]$title[/] $arrow $where[$quiet]$urgency$open[/]",
            title=item.said.title,
            arrow=SIGNS.becomes,
            where=item.said.where,
            urgency=urgency,
            open=open_,
        ),
    )


def _stays(session: Session, decision: Decision) -> list[Content]:
    stays = [job for job in decision.capabilities if job.verdict is Verdict.KEEP]
    parts = [Content(), plain("What stays", HEADING)]
    for job in stays:
        title = session.catalog.capabilities[job.id].title
        unmet = sum(state.state != "met" for state in job.conditions)
        under = f"  under {unmet} conditions to meet" if unmet > 1 else "  under a condition"
        parts.append(
            beside(
                verdict_word(job.verdict, wide=True),
                line(f" {title}", "bold"),
                line(under if unmet else "", "$quiet"),
            )
        )
    separate = [job for job in decision.capabilities if job.status is Status.SEPARATE]
    for job in separate:
        title = session.catalog.capabilities[job.id].title
        parts.append(beside(plain(f"{SIGNS.none} separate  "), line(title, "bold")))
    if not stays and not separate:
        parts.append(bullet("nothing"))
    return parts


def _pitfalls(decision: Decision) -> list[Content]:
    parts = [Content(), plain("Pitfalls", HEADING)]
    counts = {
        severity: sum(found.severity is severity for found in decision.findings)
        for severity in sorted(Severity, reverse=True)
    }
    parts += [
        beside(severity_word(severity), plain(f" {count}"))
        for severity, count in counts.items()
        if count
    ]
    if not decision.findings:
        parts.append(bullet("none that the answers force"))
    return parts


def _why(session: Session, explained: Explained | None) -> list[Content]:
    why = explained.why("") if explained is not None else None
    if why is None:
        return []
    parts: list[Content] = []
    if why.certificate:
        parts += [Content(), plain("These answers alone settle the outcome", HEADING)]
        parts += [bullet(said) for said in say_givens(session.catalog, why.certificate)]
    if why.changes:
        parts += [Content(), plain("The nearest change to another outcome", HEADING)]
        parts += [bullet(say_change(session.catalog, change)) for change in why.changes]
    if not why.proven:
        parts.append(
            plain("Not proven within the step budget: there may be nearer ones.", "$quiet")
        )
    return parts
