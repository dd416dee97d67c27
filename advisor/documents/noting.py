"""Where each note of the team is quoted: once, at the place that it says most about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.documents.context import DocumentContext
from advisor.documents.equals import Equals
from advisor.model.decision import Given
from advisor.model.vocabulary import Verdict


def places(context: DocumentContext) -> Mapping[str, tuple[str, ...]]:
    """Return, per finding or job id, the questions whose notes are quoted there.

    A note goes to the job that its answer settles, then to the finding that rests on the fewest
    answers, then to a job that has it among its reasons. Every note stands in the appendix.
    """
    homes: dict[str, list[str]] = {}
    candidates = (*_jobs(context), *_findings(context))
    for question, answer in context.answers.items():
        if not answer.note.strip():
            continue
        fitting = [(size, place) for place, size, read in candidates if question in read]
        if fitting:
            homes.setdefault(min(fitting, key=lambda one: one[0])[1], []).append(question)
    return {place: tuple(questions) for place, questions in homes.items()}


def row_places(context: DocumentContext) -> Mapping[str, tuple[str, ...]]:
    """Return, per job id, the actors whose notes are quoted there: once, where they weigh most."""
    equals = Equals(context.catalog, context.answers)
    homes: dict[str, list[str]] = {}
    for row in context.assessment.actors:
        fitting = [
            (rank, place)
            for place, rank, givens in _reasoned(context)
            if row.note.strip() and row.id in equals.rows(equals.with_equals(givens))
        ]
        if fitting:
            homes.setdefault(min(fitting)[1], []).append(row.id)
    return {place: tuple(rows) for place, rows in homes.items()}


_Place = tuple[str, tuple[int, int], frozenset[str]]


def _jobs(context: DocumentContext) -> Iterator[_Place]:
    for job, rank, givens in _reasoned(context):
        yield job, rank, _questions(givens)


def _reasoned(
    context: DocumentContext,
) -> Iterator[tuple[str, tuple[int, int], Iterable[Given]]]:
    """Yield what speaks for each job, with its weight: what settles it, then its reasons."""
    for rank, job in enumerate((*context.leaving, *context.staying)):
        leaving = job.verdict > Verdict.KEEP
        certificate = context.about(job.id).certificate or ()
        yield job.id, (0 if leaving else 2, rank), certificate
        yield job.id, (2 if leaving else 3, rank), job.reasons


def _findings(context: DocumentContext) -> Iterator[_Place]:
    for finding in context.decision.findings:
        read = _questions(finding.because)
        yield finding.pitfall, (1, len(read)), read


def _questions(givens: Iterable[Given]) -> frozenset[str]:
    return frozenset(given.question for given in givens)
