"""The decision record in MADR 4: the same verdict in the shape that decision logs expect."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import (
    capital,
    count,
    day,
    listing,
    lower,
    paragraph,
    run,
    sentence,
    spaced,
    strong,
)
from advisor.documents.said import said_about
from advisor.documents.sections import verdict
from advisor.documents.sections.frame import Frame
from advisor.model.decision import CapabilityDecision
from advisor.model.document import Block, Document, Inlines, ListBlock, Section
from advisor.model.vocabulary import Severity, Verdict

_STATUSES = {"draft": "proposed", "final": "accepted"}


def record(frame: Frame) -> Document:
    """Return the decision record as a document whose sections carry MADR's headings."""
    return Document(
        title=title(frame),
        sections=(
            Section("context", "Context and Problem Statement", tuple(_context(frame))),
            *_drivers(frame),
            Section("options", "Considered Options", (_options(frame),)),
            Section("outcome", "Decision Outcome", (_outcome(frame),), tuple(_parts(frame))),
            _more(frame),
        ),
        meta=_meta(frame),
    )


def title(frame: Frame) -> str:
    """Return the record's title: a problem and its solution in few words."""
    decision = frame.context.decision
    standing = "" if decision.settled else f" ({decision.standing.value})"
    return f"{capital(decision.outcome.id)} {frame.voice.platform}{standing}: {_what(frame)}"


def _what(frame: Frame) -> str:
    context = frame.context
    moved = [job for job in context.leaving if job.verdict is Verdict.REPLACE]
    jobs = moved or list(context.leaving)
    if not jobs:
        return f"identity boundary of {frame.voice.project}"
    return f"{listing([frame.voice.title(job.id) for job in jobs])} of {frame.voice.project}"


def _meta(frame: Frame) -> tuple[tuple[str, str], ...]:
    assessment = frame.context.assessment
    status = _STATUSES.get(assessment.project.status, assessment.project.status)
    return (("status", status), ("date", frame.context.today.isoformat()))


def _context(frame: Frame) -> Iterator[Block]:
    voice = frame.voice
    jobs = [voice.title(job.id) for job in frame.context.judged]
    yield paragraph(
        f"{capital(voice.project)} uses {voice.platform} for {listing(jobs) or 'no job yet'}. "
        "Which of these jobs may it keep, which must be split off, and is any better done by "
        "another product?"
    )


def _drivers(frame: Frame) -> Iterator[Section]:
    """Yield what speaks for the outcome: the leading rules, and findings of high severity."""
    leading = [frame.context.rules(job)[0] for job in frame.context.leaving if job.rules]
    items = [run(sentence(rule.title)) for rule in leading]
    if not leading:
        facts = frame.context.outcome.certificate or ()
        held = [given for given in facts if given.relation in {"answer", "includes"}]
        items = [run(sentence(frame.voice.clause(given))) for given in held]
    items += [
        run(sentence(frame.context.catalog.pitfalls[finding.pitfall].title))
        for finding in frame.context.decision.findings
        if finding.severity >= Severity.HIGH
    ]
    if items:
        unique = tuple(dict.fromkeys(items))
        yield Section("drivers", "Decision Drivers", (ListBlock(unique),))


def _option(frame: Frame, outcome: Verdict) -> str:
    """Return the title of an option: MADR names the chosen one by it."""
    platform = frame.voice.platform
    titles = {
        Verdict.SPLIT: f"Split jobs off and keep the rest on {platform}",
        Verdict.REPLACE: f"Replace {platform} for its main job",
    }
    return titles.get(outcome, f"Keep every job on {platform}")


def _options(frame: Frame) -> ListBlock:
    options = (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)
    return ListBlock(tuple(run(_option(frame, outcome)) for outcome in options))


def _outcome(frame: Frame) -> Block:
    chosen = _option(frame, frame.context.decision.outcome)
    decision = frame.context.decision
    standing = "" if decision.settled else f" ({decision.standing.value})"
    because = f'Chosen option: "{chosen}"{standing}, because {_because(frame)}.'
    return paragraph(spaced((run(because), verdict.headline(frame))))


def _because(frame: Frame) -> str:
    """Return what decides for the chosen option: what the answers move, and how far."""
    context, voice = frame.context, frame.voice
    leaving = [voice.title(job.id) for job in context.leaving]
    if context.decision.outcome is Verdict.REPLACE:
        moved = [voice.title(job.id) for job in context.leaving if job.verdict is Verdict.REPLACE]
        return f"the answers rule {voice.platform} out for {listing(moved)}"
    if leaving:
        return f"the answers move {listing(leaving)} off {voice.platform} and nothing else"
    return f"no answer moves a job off {voice.platform}"


def _parts(frame: Frame) -> Iterator[Section]:
    context = frame.context
    told = [_gain(frame, job) for job in context.leaving]
    certain = [frame.voice.title(job.id) for job in context.staying if job.settled]
    if certain:
        kept = listing(certain)
        verb = "needs" if len(certain) == 1 else "need"
        told.append(run(f"Good, because {kept} {verb} no move."))
    if frame.plan:
        last = max(step.due for step in frame.plan)
        steps = count(len(frame.plan), "step")
        told.append(run(f"Bad, because the plan asks for {steps} until {day(last)}."))
    if told:
        yield Section("consequences", "Consequences", (ListBlock(tuple(told)),))
    checks = tuple(_checks(frame))
    if checks:
        yield Section("confirmation", "Confirmation", (ListBlock(checks),))


def _gain(frame: Frame, job: CapabilityDecision) -> Inlines:
    """Return what moving a job ends: the impact of the rule that leads to its verdict."""
    where = said_about(frame.context, job).where
    moved = f"Good, because {where} takes over {frame.voice.title(job.id)}"
    leading = frame.context.rules(job)[:1]
    ends = f", which ends this: {lower(sentence(leading[0].impact))}" if leading else "."
    return run(moved, ends)


def _checks(frame: Frame) -> Iterator[Inlines]:
    for step in frame.plan:
        if step.rules:
            yield run(sentence(step.check))


def _more(frame: Frame) -> Section:
    said = [run("The stack document of the same date holds reasons, plan and sources.")]
    superseded = frame.context.assessment.record.supersedes
    if superseded:
        said.append(run("This record supersedes ", strong(superseded), "."))
    others = [word.id for word in frame.context.decision.possible]
    if len(others) > 1:
        said.append(
            run(f"The outcome is {frame.context.decision.standing.value}: {listing(others, 'or')}.")
        )
    review = frame.context.assessment.project.review_by
    if review:
        said.append(run(f"Review by {day(review)}."))
    return Section("more", "More Information", (paragraph(spaced(said)),))
