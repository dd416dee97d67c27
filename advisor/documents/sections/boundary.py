"""The boundary: what stays, what leaves, what is separate already, and how it is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents import present
from advisor.documents.context import in_place, is_platform
from advisor.documents.phrases import capital, count, link, listing, run, short_day, strong
from advisor.documents.rosters import status_words
from advisor.documents.said import said_about
from advisor.documents.sections import destinations
from advisor.documents.sections.frame import Frame
from advisor.model.assessment import Actor
from advisor.model.decision import CapabilityDecision
from advisor.model.document import Inlines, Section, Table
from advisor.model.report import PlanStep
from advisor.model.vocabulary import ActorStatus, Verdict


def section(frame: Frame) -> Section | None:
    """Return the boundary as one table, jobs that leave first."""
    context = frame.context
    rows = [
        *(_leaves(frame, job) for job in context.leaving),
        *(_stays(frame, job) for job in context.staying),
        *(_separate(frame, job) for job in context.separate),
        *(_planned(frame, job) for job in context.planned),
    ]
    if not rows:
        return None
    header = ("Job", "From now on", "Where", "Owner", "Handover")
    table = Table(header, tuple(rows), f"What {frame.voice.instance} does and what it does not")
    return Section("boundary", "Boundary", (table,))


Row = tuple[Inlines, ...]


def _job(frame: Frame, job: CapabilityDecision) -> Inlines:
    """Return the job with what it is, and whose of all that it may be about is listed here."""
    capability = frame.context.catalog.capabilities[job.id]
    rows = frame.voice.rows(capability.subjects)
    here = [row for row in rows if row.id in frame.context.in_play]
    tells = len(capability.subjects) > 1 or any(row.name for row in rows)
    parts = [capability.job]
    if tells and here:
        parts.append(f"here {listing([_called(frame, row) for row in here])}")
    if tells:
        parts.extend(_beside(frame, [row for row in rows if row not in here]))
    return run(strong(capability.title), f": {'; '.join(parts)}")


def _called(frame: Frame, row: Actor) -> str:
    """Return an actor in play by name, with its status unless it is in use."""
    name = frame.voice.subject(row.id)
    in_use = row.status == ActorStatus.IN_USE.value
    return name if in_use else f"{name} ({status_words(row)})"


def _beside(frame: Frame, rows: list[Actor]) -> Iterator[str]:
    """Yield the actors that the job is not done for, by status."""
    by_status: dict[str, list[str]] = {}
    for row in rows:
        by_status.setdefault(status_words(row), []).append(frame.voice.subject(row.id))
    for status, names in by_status.items():
        yield f"{listing(names)}: {status}"


def _leaves(frame: Frame, job: CapabilityDecision) -> Row:
    word = "leaves" if job.verdict is Verdict.SPLIT else "moves"
    where = said_about(frame.context, job).where
    steps = [step for step in frame.plan if set(step.rules) & set(job.rules)]
    return (
        _job(frame, job),
        run(strong(word)),
        run(where),
        run(_new_owner(frame, job)),
        _handover(steps),
    )


def _handover(steps: list[PlanStep]) -> Inlines:
    if not steps:
        return run("to be agreed with the new owner")
    last = max(steps, key=lambda step: (step.due, step.number))
    lead = f"{count(len(steps), 'step')}, the last " if len(steps) > 1 else "when "
    tail = f" by {short_day(last.due)}" if len(steps) > 1 else f" is done, by {short_day(last.due)}"
    return run(lead, link(f"P{last.number}", f"step-{last.id}"), tail)


def _new_owner(frame: Frame, job: CapabilityDecision) -> str:
    layers = frame.context.catalog.layers
    roles = dict.fromkeys(layers[row.layer].owner for row in destinations.rows(frame.context, job))
    return listing(list(roles)) or frame.voice.owner


def _stays(frame: Frame, job: CapabilityDecision) -> Row:
    unmet = [state for state in job.conditions if state.state == "unmet"]
    handover = f"none; {count(len(unmet), 'condition')} to meet" if unmet else "none"
    return (
        _job(frame, job),
        run(strong("stays")),
        run(_place(frame, job)),
        run(frame.voice.owner),
        run(handover),
    )


def _place(frame: Frame, job: CapabilityDecision) -> str:
    """Return where a kept job is done: where it is today, and what is recommended beside that."""
    layers = frame.context.catalog.capabilities[job.id].layers
    beside = [row for row in frame.context.rows if row.layer in layers and not is_platform(row)]
    there = dict.fromkeys(f"{row.name} (in place)" for row in beside if in_place(row))
    if there:
        shared = any(_shared(frame, row.layer) for row in beside)
        return capital(listing([*([frame.voice.platform] if shared else []), *there]))
    new = dict.fromkeys(f"{row.name} (recommended)" for row in beside)
    return ", beside it ".join(filter(None, (frame.voice.platform, listing(list(new)))))


def _shared(frame: Frame, layer: str) -> bool:
    """Whether the platform has a part in what the team does itself in a layer."""
    said = present.known().get(layer)
    return said is not None and bool(set(frame.context.holds(said.question)) & set(said.shared))


def _separate(frame: Frame, job: CapabilityDecision) -> Row:
    capability = frame.context.catalog.capabilities[job.id]
    products = frame.context.assessment.products
    named = [products[layer] for layer in capability.layers if layer in products]
    return (
        _job(frame, job),
        run(strong("already separate")),
        run(listing(named) or "elsewhere, as you answered"),
        run("unchanged"),
        run("none"),
    )


def _planned(frame: Frame, job: CapabilityDecision) -> Row:
    return (
        _job(frame, job),
        run(strong("planned")),
        run("not decided; see ", link("triggers", "triggers")),
        run(frame.voice.owner),
        run("none yet"),
    )
