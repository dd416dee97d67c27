"""Pitfalls by severity: what was found, what it can cost, the remedy and its proving check."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import (
    capital,
    link,
    listing,
    listing_of,
    paragraph,
    run,
    sentence,
    short_day,
    spaced,
    strong,
)
from advisor.documents.sections.frame import Frame
from advisor.model.decision import Finding
from advisor.model.document import Block, Inlines, Section, Table
from advisor.model.report import PlanStep


def section(frame: Frame) -> Section | None:
    """Return one subsection per finding, the most severe first."""
    findings = frame.context.decision.findings
    if not findings:
        return None
    sections = tuple(_finding(frame, finding) for finding in findings)
    return Section("pitfalls", "Pitfalls", (_overview(frame),), sections)


def _overview(frame: Frame) -> Table:
    rows = tuple(
        (
            run(strong(capital(finding.severity.id))),
            run(link(_title(frame, finding), f"pitfall-{finding.pitfall}")),
            _remedy_due(_steps(frame, finding)),
        )
        for finding in frame.context.decision.findings
    )
    return Table(("Severity", "Finding", "Remedy due"), rows, "Findings by severity")


def _title(frame: Frame, finding: Finding) -> str:
    return frame.context.catalog.pitfalls[finding.pitfall].title


def _remedy_due(steps: list[PlanStep]) -> Inlines:
    if not steps:
        return run("not planned")
    last = max(step.due for step in steps)
    return run(_linked(steps), f", {short_day(last)}")


def _linked(steps: list[PlanStep]) -> Inlines:
    return listing_of([run(link(f"P{step.number}", f"step-{step.id}")) for step in steps])


def _steps(frame: Frame, finding: Finding) -> list[PlanStep]:
    return [step for step in frame.plan if finding.pitfall in step.pitfalls]


def _finding(frame: Frame, finding: Finding) -> Section:
    title = f"{capital(finding.severity.id)}: {_title(frame, finding)}"
    return Section(f"pitfall-{finding.pitfall}", title, tuple(_blocks(frame, finding)))


def _blocks(frame: Frame, finding: Finding) -> Iterator[Block]:
    pitfall = frame.context.catalog.pitfalls[finding.pitfall]
    refs = run(frame.voice.refs(finding.because), frame.voice.cite(pitfall.sources))
    named = frame.voice.concerned(finding.because)
    here = f" (here {listing(named)})" if named else ""
    found = sentence(f"{pitfall.finding.rstrip('.')}{here}")
    yield paragraph(found, refs, " ", sentence(pitfall.impact))
    yield from _remedy(frame, finding)
    for note in frame.voice.notes(frame.notes.get(finding.pitfall, ())):
        yield paragraph(note, ".")


def _remedy(frame: Frame, finding: Finding) -> Iterator[Block]:
    """Yield the remedy with its step, or a link to the finding that has the same one.

    The proof stands in the plan; it is told here where the step proves something else as well.
    """
    steps = _steps(frame, finding)
    if not steps:
        return
    planned = spaced(run(link(f"[P{step.number}]", f"step-{step.id}")) for step in steps)
    remedy = frame.context.catalog.pitfalls[finding.pitfall].remedy
    same = next(one for one in frame.context.pitfalls if one.remedy.do == remedy.do)
    if same.id != finding.pitfall:
        named = link(f"“{same.title}”", f"pitfall-{same.id}")
        yield paragraph(strong("Remedy:"), " the one of ", named, " ", planned, ".")
        return
    said = [run(strong("Remedy:"), f" {sentence(remedy.do)} ", planned)]
    if remedy.check not in {step.check for step in steps}:
        said.append(run(strong("Proved by:"), f" {sentence(remedy.check)}"))
    yield paragraph(spaced(said))
