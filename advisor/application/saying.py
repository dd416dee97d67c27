"""What is said of each job of an assessment: the value that every interface shows."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.application.session import Session
from advisor.decision import Compiled
from advisor.documents.context import DocumentContext, Reasoned
from advisor.documents.said import Said, said_about
from advisor.model.assessment import Answer, Assessment
from advisor.model.decision import Decision, Given
from advisor.stacks import Recommendation

Certificates = Mapping[str, tuple[Given, ...] | None]
NO_CERTIFICATES: Certificates = {}


def said_of(
    compiled: Compiled,
    assessment: Assessment,
    answers: Mapping[str, Answer],
    decision: Decision,
    recommendation: Recommendation,
    certificates: Certificates = NO_CERTIFICATES,
) -> Mapping[str, Said]:
    """Return what is said of each job, by its id.

    Certificates only tell which of several rules comes first; they may be given later.
    """
    context = DocumentContext(
        catalog=compiled.catalog,
        assessment=assessment,
        answers=answers,
        decision=decision,
        recommendation=recommendation,
        today=compiled.reading.today,
        reasoned={name: Reasoned(certificate=found) for name, found in certificates.items()},
    )
    return {job.id: said_about(context, job) for job in decision.capabilities}


def said_in(session: Session, certificates: Certificates = NO_CERTIFICATES) -> Mapping[str, Said]:
    """Return what is said of each job of a session as it stands."""
    return said_of(
        session.compiled,
        session.assessment,
        session.answers,
        session.decision,
        session.recommendation,
        certificates,
    )
