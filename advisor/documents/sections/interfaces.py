"""Interfaces between layers: which token passes, for whom, for how long, and who checks it."""

from __future__ import annotations

from advisor.documents.architecture import Architecture, Interface
from advisor.documents.phrases import capital, link, run
from advisor.documents.sections.frame import Frame
from advisor.model.document import Inlines, Section, Table


def section(frame: Frame) -> Section | None:
    """Return one row per call between parts of the recommended stack."""
    if not frame.context.rows:
        return None
    architecture = Architecture(frame.context, frame.voice)
    rows = tuple(
        (
            run(f"{architecture.title(call.source)} → {architecture.name(call.target)}"),
            _carries(frame, call),
            run(capital(call.audience)),
            run(capital(call.lifetime)),
            run(capital(call.checks)),
        )
        for call in architecture.interfaces
    )
    header = ("From → to", "Carries", "Meant for", "Lives", "Checked by")
    table = Table(header, rows, "What passes between the layers")
    return Section("interfaces", "Interfaces", (table,)) if rows else None


def _carries(frame: Frame, call: Interface) -> Inlines:
    """Return what a call carries; where a step of the plan changes it, until when and what then."""
    step = next((step for step in frame.plan if step.id in call.until), None)
    if step is None:
        return run(capital(call.carries))
    until = link(f"P{step.number}", f"step-{step.id}")
    return run("Today, until ", until, f": {call.carries}. Then: {call.then}")
