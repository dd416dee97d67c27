"""The result in the order a decision maker asks: what leaves, where to, how urgent, how sure."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.application.session import Session
from advisor.model.catalog import Rule
from advisor.model.decision import CapabilityDecision
from advisor.model.vocabulary import Horizon, Status, Verdict

URGENCY = {
    Horizon.NOW: "begin now",
    Horizon.BEFORE_LAUNCH: "before launch",
    Horizon.NEXT: "plan it next",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """A job that leaves: where to, by component names, and how soon the first step is due."""

    decided: CapabilityDecision
    title: str
    to: tuple[str, ...]
    urgency: Horizon | None


def leaving(session: Session) -> tuple[Leaving, ...]:
    """Return the jobs that leave, the furthest-reaching verdicts first."""
    moved = [job for job in session.decision.capabilities if job.verdict > Verdict.KEEP]
    return tuple(
        Leaving(
            job,
            session.catalog.capabilities[job.id].title,
            _destinations(session, job),
            _urgency(fired(session, job)),
        )
        for job in sorted(moved, key=lambda job: -job.verdict)
    )


def in_play(session: Session) -> tuple[CapabilityDecision, ...]:
    """Return the capabilities worth reading about, the furthest-reaching verdicts first."""
    every = session.decision.capabilities
    shown = [job for job in every if job.status is not Status.NOT_USED or job.verdict]
    return tuple(sorted(shown, key=lambda job: (-job.verdict, job.status is Status.OPEN)))


def fired(session: Session, job: CapabilityDecision) -> tuple[Rule, ...]:
    """Return the rules behind a verdict, those of the verdict itself first."""
    rules = [session.catalog.rules[id_] for id_ in job.rules]
    return tuple(sorted(rules, key=lambda rule: -rule.verdict))


def _destinations(session: Session, job: CapabilityDecision) -> tuple[str, ...]:
    own = set(session.catalog.capabilities[job.id].layers)
    platform = session.answer_to(session.catalog.platform_question).value
    rows = [row for row in session.recommendation.rows if row.layer in job.layers and row.name]
    components = session.catalog.components
    rows = [
        row
        for row in rows
        if row.component is None or components[row.component].platform != platform
    ]
    wanted = [row for row in rows if row.layer in own] or rows
    return tuple(dict.fromkeys(row.name for row in wanted))


def _urgency(rules: tuple[Rule, ...]) -> Horizon | None:
    order = list(Horizon)
    horizons = [step.horizon for rule in rules for step in rule.steps]
    return min(horizons, key=order.index, default=None)
