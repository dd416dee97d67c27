"""Triggers: what would make this decision expire, and when to look again."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import (
    capital,
    day,
    joined,
    listing,
    lower,
    paragraph,
    run,
    sentence,
    spaced,
    strong,
)
from advisor.documents.references import cite
from advisor.documents.sections import inventory
from advisor.documents.sections.frame import Frame
from advisor.model.conditions import Holds, comparisons
from advisor.model.decision import CapabilityDecision, Change, Given
from advisor.model.document import Block, Inlines, ListBlock, Section
from advisor.model.vocabulary import Verdict
from advisor.reasoning.changes import grows

_MOST = 3
# Growth that a fact of the product rules out: what you run yourself stands where you put it.
_RULED_OUT = {("stated-limits", "residency-missed"): "self-hosting"}


def section(frame: Frame) -> Section | None:
    """Return plans, computed triggers, jobs that would be new, dated facts and the review date."""
    seen: set[tuple[str, ...]] = set()
    items = (
        *_plans(frame),
        *inventory.requests(frame),
        *_computed(frame, seen),
        *inventory.elsewhere(frame),
        *_dated(frame),
    )
    blocks: list[Block] = [ListBlock(items)] if items else []
    new = tuple(_new(frame, seen))
    if new:
        blocks.append(
            paragraph("Jobs that are not done here today, with the verdict that each would get:")
        )
        blocks.append(ListBlock(new))
    blocks.extend(_review(frame, triggered=bool(items or new)))
    return Section("triggers", "Triggers and review", tuple(blocks)) if blocks else None


def _computed(frame: Frame, seen: set[tuple[str, ...]]) -> Iterator[Inlines]:
    """Yield the growth and roadmap changes that raise the verdict on a job in use."""
    for job in (*frame.context.leaving, *frame.context.staying):
        title = frame.voice.title(job.id)
        for change in _rising(frame, job)[:_MOST]:
            clauses = frame.voice.clauses(edit.given for edit in change.edits)
            if clauses in seen:
                continue
            seen.add(clauses)
            ends = run(f"{title} becomes ", strong(change.to.id), ".")
            if clauses:
                yield run(f"If {joined(clauses)}, ", ends)
            else:
                yield _by_plans(frame, job, change)


def _by_plans(frame: Frame, job: CapabilityDecision, change: Change) -> Inlines:
    """Return what becomes of a job by the plans alone: which of them, and where the job goes."""
    catalog = frame.context.catalog
    rules = [rule for rule in catalog.rules.values() if rule.capability == job.id]
    planned = {
        (leaf.question, leaf.option): rule
        for rule in reversed(rules)
        if rule.verdict is change.to
        for leaf in comparisons(rule.when)
        if isinstance(leaf, Holds)
        and catalog.questions[leaf.question].roadmap
        and leaf.option in frame.context.holds(leaf.question)
    }
    title = frame.voice.title(job.id)
    if not planned:
        return run("Once what you plan is in use, ", title, " becomes ", strong(change.to.id), ".")
    said = frame.voice.clauses(Given(question, "includes", option) for question, option in planned)
    layers = dict.fromkeys(rule.layers[0] for rule in planned.values() if rule.layers)
    goes = listing([lower(catalog.layers[name].title) for name in layers])
    where = f" (to {goes})" if goes else ""
    refs = run(*(frame.voice.answer_ref(question) for question, _ in planned))
    becomes = run(f"{capital(title)} becomes ", strong(change.to.id), where)
    return run(*becomes, f" once what you plan is in use: {joined(said)}.", *refs)


def _new(frame: Frame, seen: set[tuple[str, ...]]) -> Iterator[Inlines]:
    """Yield the one thing that would bring each job that is not in use."""
    for job in frame.context.decision.capabilities:
        if job.verdict is not Verdict.NONE or job in frame.context.planned:
            continue
        for change in _rising(frame, job)[:1]:
            clauses = frame.voice.clauses(edit.given for edit in change.edits)
            if len(clauses) == 1 and clauses not in seen:
                seen.add(clauses)
                title = frame.context.catalog.capabilities[job.id].title
                yield run(strong(f"{title} ({change.to.id}):"), f" if {clauses[0]}.")


def _rising(frame: Frame, job: CapabilityDecision) -> list[Change]:
    """Return triggers towards split or replace that only add something, the smallest first."""
    found = frame.context.about(job.id).triggers
    return [change for change in found if grows(change, job.verdict) and _can_happen(frame, change)]


def _can_happen(frame: Frame, change: Change) -> bool:
    platform = frame.context.platform
    facts = platform.facts if platform else {}
    barred = (_RULED_OUT.get((edit.given.question, edit.given.value)) for edit in change.edits)
    return not any(name in facts and facts[name].value for name in barred if name)


def _plans(frame: Frame) -> Iterator[Inlines]:
    """Yield what the team plans, with its note and what becomes of the job that it brings."""
    voice = frame.voice
    told: set[str] = set()
    for question in frame.context.catalog.questions.values():
        planned = frame.context.holds(question.id) if question.roadmap else ()
        for option in planned:
            clause = sentence(voice.clause(Given(question.id, "includes", option)))
            # A note speaks of all that is planned: it stands once, after the last.
            last = voice.notes((question.id,)) if option == planned[-1] else ()
            ref = () if last else voice.answer_ref(question.id)
            note = (*inventory.remarks(frame, option), *last)
            where = inventory.joins(frame, question.id, option)
            joins = run("" if where in told else where, ref)
            told.add(where)
            yield spaced((run(strong(clause), joins), *note))


def _dated(frame: Frame) -> Iterator[Inlines]:
    """Yield ends of sale and support that the platform's vendor has dated."""
    context = frame.context
    platform = context.platform
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
