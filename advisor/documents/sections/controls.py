"""Controls alignment: which published entries apply here, why, and which step answers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.documents.alignment import MAIN
from advisor.documents.phrases import capital, link, listing, paragraph, run, sentence, strong
from advisor.documents.sections.frame import Frame
from advisor.model.document import Block, Callout, Code, Inlines, Link, Section, Table
from advisor.model.report import Alignment

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
    owners = dict.fromkeys(step.owner for step in steps)
    named = [link(f"P{step.number}", f"step-{step.id}") for step in steps]
    title = "" if control.title in control.id else f" {control.title}"
    return (
        run(_identifier(control.id, control.url), title),
        run(sentence(capital(entry.reason)), f" {sentence(control.gloss)}"),
        run(*(part for one in named for part in (one, " "))),
        run(capital(listing(list(owners)))),
    )


def _identifier(control_id: str, url: str) -> Code | Link:
    return Link(control_id, url) if url.startswith("https://") else Code(control_id)


def _editions(frame: Frame, entries: Iterable[Alignment]) -> Iterator[Block]:
    standards = frame.context.catalog.standards
    used = dict.fromkeys(_standard(frame, entry) for entry in entries)
    said = [
        f"{standards[name].title} ({standards[name].publisher}, {standards[name].edition})"
        for name in used
        if name in standards
    ]
    if said:
        yield paragraph(strong("Editions:"), f" {'; '.join(said)}.")
