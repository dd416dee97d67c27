"""Migration and exit: how each moving job is moved, and how to stay able to leave."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import day, listing, paragraph, run
from advisor.documents.prose import prose
from advisor.documents.said import said_about
from advisor.documents.sections import destinations
from advisor.documents.sections.frame import Frame
from advisor.model.decision import CapabilityDecision
from advisor.model.document import Block, Code, Inline, Inlines, ListBlock, Section, Text
from advisor.model.vocabulary import Verdict

# Divides items; no text can be taken for it, because it is an inline of its own.
_MARK = Code("\n")
_NOTES = frozenset(
    {
        "sign-in-customer",
        "sign-in-organisation",
        "sign-in-workforce",
        "federation",
        "authorization",
        "cloud-access-delegation",
        "delegated-authorization",
        "api-clients",
        "workload-identity",
        "device-identity",
        "agent-identity",
        "privileged-access",
        "support-access",
        "secrets",
    }
)


def section(frame: Frame) -> Section | None:
    """Return one subsection per job that leaves, in the order in which they should leave."""
    # What is split off first makes the later move of the sign-in job smaller.
    jobs = sorted(frame.context.leaving, key=lambda job: job.verdict)
    sections = tuple(_job(frame, job) for job in jobs if job.id in _NOTES)
    if not sections:
        return None
    lead = (*_order(frame, jobs), *_exit(frame, jobs))
    return Section("migration", "Migration and exit", lead, sections)


def _order(frame: Frame, jobs: list[CapabilityDecision]) -> tuple[Block, ...]:
    split = [frame.voice.title(job.id) for job in jobs if job.verdict is Verdict.SPLIT]
    moved = [frame.voice.title(job.id) for job in jobs if job.verdict is Verdict.REPLACE]
    if not (split and moved):
        return ()
    return (
        paragraph(
            f"Split off {listing(split)} before moving {listing(moved)}: "
            "every client that has left by then needs no second migration."
        ),
    )


def _job(frame: Frame, job: CapabilityDecision) -> Section:
    title = frame.context.catalog.capabilities[job.id].title
    blocks = (ListBlock(tuple(_notes(frame, job)), ordered=True),)
    where = said_about(frame.context, job).where
    return Section(f"move-{job.id}", f"{title} → {where}", blocks)


def _notes(frame: Frame, job: CapabilityDecision) -> Iterator[Inlines]:
    voice = frame.voice
    capability = frame.context.catalog.capabilities[job.id]
    names = [actor.name for actor in voice.actors(capability.subjects)]
    dates = frame.context.assessment.dates
    end = dates.get("migration-end") or dates.get("contract-end")
    said = prose(
        "migration",
        job.id.replace("-", "_"),
        platform=voice.platform,
        instance=voice.instance,
        where=said_about(frame.context, job).where,
        actors=names,
        users=frame.context.assessment.figures.get("users"),
        providers=frame.context.assessment.figures.get("identity-providers"),
        end=day(end) if end and end > frame.context.today else "",
        mark=_MARK,
        factors=frame.context.value("second-factor") != "never",
        support=frame.context.value("support"),
        issued=destinations.changes_layer(frame.context, job),
    )
    yield from (item for item in _divided(said) if item)


def _divided(said: Inlines) -> Iterator[Inlines]:
    """Yield the parts of a run between the marks that the template set."""
    item: list[Inline] = []
    for part in (*said, _MARK):
        if part == _MARK:
            yield _trimmed(item)
            item = []
        else:
            item.append(part)


def _trimmed(parts: list[Inline]) -> Inlines:
    """Return a run without the spaces that stood around a mark."""
    text = run(*parts)
    return tuple(
        Text(part.text.strip()) if isinstance(part, Text) and len(text) == 1 else part
        for part in text
    )


def _exit(frame: Frame, jobs: list[CapabilityDecision]) -> Iterator[Block]:
    """Yield how to keep the next exit cheap, where sign-in moves and no plan has been tried."""
    moves = any(job.verdict is Verdict.REPLACE for job in jobs)
    answered = frame.context.answer("tier-zero")
    held = frame.context.holds("tier-zero")
    if moves and answered and not answered.unknown and "exit-tried" not in held:
        yield paragraph(
            "Keep the next exit cheap: own the login domain, key users by your own id, "
            "and keep every client registration in code.",
            frame.voice.answer_ref("tier-zero"),
        )
