"""Interfaces between layers: which token passes, for whom, for how long, and who checks it."""

from __future__ import annotations

from advisor.documents.architecture import Architecture
from advisor.documents.phrases import capital, run
from advisor.documents.sections.frame import Frame
from advisor.model.document import Section, Table


def section(frame: Frame) -> Section | None:
    """Return one row per call between parts of the recommended stack."""
    if not frame.context.rows:
        return None
    architecture = Architecture(frame.context, frame.voice)
    rows = tuple(
        (
            run(f"{architecture.title(call.source)} → {architecture.name(call.target)}"),
            run(capital(call.carries)),
            run(capital(call.audience)),
            run(capital(call.lifetime)),
            run(capital(call.checks)),
        )
        for call in architecture.interfaces
    )
    header = ("From → to", "Carries", "Meant for", "Lives", "Checked by")
    table = Table(header, rows, "What passes between the layers")
    return Section("interfaces", "Interfaces", (table,)) if rows else None
