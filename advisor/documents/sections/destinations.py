"""Where a job goes: the components of the stack that take it over."""

from __future__ import annotations

from advisor.documents.context import DocumentContext, is_platform
from advisor.documents.tables import table
from advisor.model.decision import CapabilityDecision
from advisor.stacks import Row


def rows(context: DocumentContext, job: CapabilityDecision) -> tuple[Row, ...]:
    """Return the rows that take a job over: its own layers first, else all it calls for."""
    own = context.catalog.capabilities[job.id].layers
    asked = [row for row in context.rows if row.layer in job.layers and not is_platform(row)]
    elsewhere = _elsewhere(context, job)
    return tuple(
        [row for row in asked if row.layer == elsewhere]
        or [row for row in asked if row.layer in own]
        or asked
    )


def changes_layer(context: DocumentContext, job: CapabilityDecision) -> bool:
    """Whether what the answers name of a job goes to another layer than the job's own."""
    own = context.catalog.capabilities[job.id].layers
    return any(row.layer not in own for row in rows(context, job))


def _elsewhere(context: DocumentContext, job: CapabilityDecision) -> str:
    """Return the layer that a job goes to by what the answers name of it, or nothing."""
    entry = table("destinations").get(job.id)
    if entry is None:
        return ""
    held = context.holds(entry["question"])
    return entry["layer"] if held and set(held) <= set(entry["only"]) else ""
