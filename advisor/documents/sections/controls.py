"""Controls alignment: which published entries apply here, why, and which step answers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.documents.alignment import MAIN
from advisor.documents.phrases import (
    link,
    listing_of,
    paragraph,
    run,
    sentence,
    strong,
)
from advisor.documents.planning import role_of
from advisor.documents.scopes import edition
from advisor.documents.sections.frame import Frame
from advisor.documents.tables import table
from advisor.model.document import Block, Callout, Code, Inlines, Link, ListBlock, Section, Table
from advisor.model.report import Alignment, PlanStep

# Not a standard but a collection of them; each entry names its own.
_COLLECTION = "supporting"
# Labels that the scoping article uses and the publishers do not.
_FOOTNOTE = (
    "The article that started this kind of assessment cites “NHI-01” and “MAESTRO M1”. "
    "OWASP publishes the entry as NHI1:2025, and MAESTRO has no entry M1; "
    "this document cites the published names."
)


def section(frame: Frame) -> Section | None:
    """Return the entries that apply in one table, supporting standards in a second one."""
    main = [entry for entry in frame.alignments if _standard(frame, entry) in MAIN]
    supporting = [entry for entry in frame.alignments if _standard(frame, entry) not in MAIN]
    if not main and not supporting:
        return None
    return Section("controls", "Controls alignment", tuple(_blocks(frame, main, supporting)))


def _standard(frame: Frame, entry: Alignment) -> str:
    return frame.context.catalog.controls[entry.control].standard


def _blocks(frame: Frame, main: list[Alignment], supporting: list[Alignment]) -> Iterator[Block]:
    yield paragraph(
        "These links are our judgement; no standards body publishes them. "
        "An entry is listed only where a finding or rule above names it and a step's check "
        "answers it."
    )
    if main:
        header = ("Entry", "Why it applies here", "Answered by", "Owner")
        rows = tuple(_row(frame, entry) for entry in main)
        yield Table(header, rows, "Entries that apply")
    if supporting:
        header = ("Entry", "Why it applies here", "Answered by", "Owner")
        rows = tuple(_row(frame, entry) for entry in supporting)
        yield Table(header, rows, "Supporting standards")
    yield from _editions(frame, [*main, *supporting])
    if any(entry.control.startswith(("NHI", "MAESTRO")) for entry in main):
        yield Callout("note", (paragraph(_FOOTNOTE),))


def _row(frame: Frame, entry: Alignment) -> tuple[Inlines, ...]:
    control = frame.context.catalog.controls[entry.control]
    steps = [step for step in frame.plan if step.id in entry.steps]
    owners = _owners(steps)
    named = [run(link(f"P{step.number}", f"step-{step.id}")) for step in steps]
    # Some titles repeat the identifier: they say all that it says, or less.
    named_by_title = control.id in control.title
    title = "" if named_by_title or control.title in control.id else control.title
    shown = control.title if named_by_title else control.id
    return (
        run(_identifier(shown, control.url), f" {title}" if title else ""),
        run(_reasons(entry), f" {sentence(control.gloss)}"),
        run(listing_of(named), _artefact(control.id)),
        run("; ".join(owners)),
    )


def _owners(steps: list[PlanStep]) -> tuple[str, ...]:
    """Return the owners of steps, a role once, with those who take part where there are some."""
    named = dict.fromkeys(step.owner for step in steps)
    joined = {role_of(step) for step in steps if role_of(step) != step.owner}
    return tuple(owner for owner in named if owner not in joined)


def _reasons(entry: Alignment) -> str:
    return " ".join(sentence(reason) for reason in entry.reason.split("; "))


def _artefact(control_id: str) -> str:
    """Return what a NIST AI RMF entry is shown by; other standards ask for none."""
    artefact = table("artefacts").get(control_id)
    return f", shown by {artefact}" if artefact else ""


def _identifier(shown: str, url: str) -> Code | Link:
    return Link(shown, url) if url.startswith("https://") else Code(shown)


def _editions(frame: Frame, entries: Iterable[Alignment]) -> Iterator[Block]:
    standards = frame.context.catalog.standards
    used = dict.fromkeys(_standard(frame, entry) for entry in entries)
    said = [
        f"{standards[name].title} ({standards[name].publisher}, {standards[name].edition})"
        for name in used
        if name in standards and name != _COLLECTION
    ]
    of_collection = (e.control for e in entries if _standard(frame, e) == _COLLECTION)
    said += dict.fromkeys(found for name in of_collection if (found := edition(name)))
    if said:
        yield paragraph(strong("Editions cited:"))
        yield ListBlock(tuple(run(one) for one in said))
