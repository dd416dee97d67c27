"""The result in the order a decision maker asks: what leaves, where to, how urgent, how sure."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.application.saying import NO_CERTIFICATES, Certificates, said_in
from advisor.application.session import Session
from advisor.documents.said import Said
from advisor.model.catalog import Rule
from advisor.model.decision import CapabilityDecision
from advisor.model.vocabulary import Horizon, Status

URGENCY = {
    Horizon.NOW: "begin now",
    Horizon.BEFORE_LAUNCH: "before launch",
    Horizon.NEXT: "plan it next",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """A job that leaves: what is said of it, and how soon the first step is due."""

    said: Said
    urgency: Horizon | None


def leaving(session: Session, certificates: Certificates = NO_CERTIFICATES) -> tuple[Leaving, ...]:
    """Return the jobs that leave, the furthest-reaching verdicts first."""
    moved = [said for said in said_in(session, certificates).values() if said.leaves]
    return tuple(
        Leaving(said, _urgency(said.rules))
        for said in sorted(moved, key=lambda said: -said.decided.verdict)
    )


def in_play(session: Session) -> tuple[CapabilityDecision, ...]:
    """Return the capabilities worth reading about, the furthest-reaching verdicts first."""
    every = session.decision.capabilities
    shown = [job for job in every if job.status is not Status.NOT_USED or job.verdict]
    return tuple(sorted(shown, key=lambda job: (-job.verdict, job.status is Status.OPEN)))


def _urgency(rules: tuple[Rule, ...]) -> Horizon | None:
    order = list(Horizon)
    horizons = [step.horizon for rule in rules for step in rule.steps]
    return min(horizons, key=order.index, default=None)
