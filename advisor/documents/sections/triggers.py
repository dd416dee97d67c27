"""Triggers: what would make this decision expire, and when to look again."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import day, listing, paragraph, run, strong
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.model.conditions import FactIs, comparisons
from advisor.model.decision import CapabilityDecision, Change
from advisor.model.document import Block, Inlines, ListBlock, Section
from advisor.model.vocabulary import Verdict
from advisor.reasoning.changes import grows

_MOST = 3


def section(frame: Frame) -> Section | None:
    """Return the computed triggers per job, planned jobs, dated facts and the review date."""
    items = (*_planned(frame), *_computed(frame), *_dated(frame))
    blocks: list[Block] = [ListBlock(items)] if items else []
    blocks.extend(_review(frame, triggered=bool(items)))
    return Section("triggers", "Triggers and review", tuple(blocks)) if blocks else None


def _computed(frame: Frame) -> Iterator[Inlines]:
    """Yield the growth and roadmap changes that raise a verdict, jobs in use first."""
    seen: set[tuple[str, ...]] = set()
    for job in (*frame.context.leaving, *frame.context.staying):
        for change in _rising(frame, job)[:_MOST]:
            clauses = tuple(frame.voice.clause(edit.given) for edit in change.edits)
            if clauses not in seen:
                seen.add(clauses)
                yield _trigger(frame, job.id, clauses, change)
    for job in frame.context.decision.capabilities:
        if job.verdict is not Verdict.NONE:
            continue
        for change in _rising(frame, job)[:1]:
            clauses = tuple(frame.voice.clause(edit.given) for edit in change.edits)
            if len(change.edits) == 1 and clauses not in seen:
                seen.add(clauses)
                yield _trigger(frame, job.id, clauses, change)


def _rising(frame: Frame, job: CapabilityDecision) -> list[Change]:
    """Return triggers towards split or replace that only add something, the smallest first."""
    found = frame.context.about(job.id).triggers
    return [change for change in found if grows(change, job.verdict)]


def _trigger(frame: Frame, job: str, clauses: tuple[str, ...], change: Change) -> Inlines:
    title = frame.voice.title(job)
    if not clauses:
        return run("What you plan makes ", title, " ", strong(change.to.id), ":", *_plans(frame))
    return run(
        f"If {listing(list(clauses))}, {title} becomes ",
        strong(change.to.id),
        ".",
    )


def _plans(frame: Frame) -> Iterator[Inlines]:
    """Yield references to the answers that say what is planned."""
    for question in frame.context.catalog.questions.values():
        if question.roadmap and frame.context.holds(question.id):
            yield frame.voice.answer_ref(question.id)
    yield run(".")


def _planned(frame: Frame) -> Iterator[Inlines]:
    for job in frame.context.planned:
        capability = frame.context.catalog.capabilities[job.id]
        read = (leaf for leaf in comparisons(capability.planned) if not isinstance(leaf, FactIs))
        refs = [
            frame.voice.answer_ref(name) for name in dict.fromkeys(leaf.question for leaf in read)
        ]
        lead = strong(f"{capability.title} is planned within 12 months.")
        yield run(lead, " Decide this job before it is built.", *refs)


def _dated(frame: Frame) -> Iterator[Inlines]:
    """Yield ends of sale and support that the platform's vendor has dated."""
    context = frame.context
    platform = context.catalog.platforms.get(context.value(context.catalog.platform_question))
    for fact_id, fact in platform.facts.items() if platform else ():
        if fact.on and fact_id in context.catalog.product_facts:
            when = "on" if fact.on > context.today else "since"
            title = context.catalog.product_facts[fact_id].title
            yield run(
                strong(f"{title}: {when} {day(fact.on)}."), f" {fact.text}", cite(fact.sources)
            )


def _review(frame: Frame, *, triggered: bool) -> Iterator[Block]:
    project = frame.context.assessment.project
    if project.review_by:
        late = " That day has passed." if project.review_by < frame.context.today else ""
        sooner = ", or at once when one of these comes true" if triggered else ""
        yield paragraph(f"Review by {day(project.review_by)}{sooner}.{late}")
        return
    yield paragraph("No review date is set. Set one, so that somebody looks again.")
