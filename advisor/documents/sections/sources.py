"""Rules and sources: what every [R…] and [S…] stands for."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.documents.phrases import run, sentence, short_day
from advisor.documents.references import source_anchor
from advisor.documents.sections.frame import Frame
from advisor.model.catalog import Source
from advisor.model.document import Code, Inlines, Link, Section, Table

_VERIFIED = {
    "yes": "read",
    "partial": "read in part or second-hand",
    "inferred": "follows from what was read",
    "from-memory": "not read; confirm before relying on it",
}


def rules(frame: Frame) -> Section | None:
    """Return the rules that fired, numbered as they are cited."""
    fired = frame.context.fired
    if not fired:
        return None
    rows = tuple(
        (
            run(f"R{place}"),
            run(Code(rule.id)),
            run(sentence(rule.title)),
            run(frame.voice.title(rule.capability)),
            run(rule.verdict.id),
        )
        for place, rule in enumerate(fired, start=1)
    )
    anchors = tuple(f"rule-{rule.id}" for rule in fired)
    table = Table(("Ref", "Rule", "Says", "Job", "Proposes"), rows, "Rules that fired", anchors)
    return Section("rules", "Appendix: rules", (table,))


def sources(frame: Frame, anchors: Sequence[str]) -> Section | None:
    """Return the sources cited, in the order of their numbers."""
    by_anchor = {
        source_anchor(name): source for name, source in frame.context.catalog.sources.items()
    }
    listed = [(anchor, by_anchor[anchor]) for anchor in anchors if anchor in by_anchor]
    if not listed:
        return None
    rows = tuple(_row(place, source) for place, (_, source) in enumerate(listed, start=1))
    table = Table(
        ("Ref", "Source", "Read", "How far"),
        rows,
        "Sources cited",
        tuple(anchor for anchor, _ in listed),
    )
    return Section("sources", "Appendix: sources", (table,))


def _row(place: int, source: Source) -> tuple[Inlines, ...]:
    named = Link(source.title, source.url) if source.url.startswith("https://") else source.title
    return (
        run(f"S{place}"),
        run(named),
        run(short_day(source.read_on) if source.read_on else "–"),
        run(_VERIFIED.get(source.verified, source.verified)),
    )
