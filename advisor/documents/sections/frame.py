"""What every section module receives, and the shape it must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.documents.context import DocumentContext
from advisor.documents.voice import Voice
from advisor.model.document import Diagram
from advisor.model.report import Alignment, PlanStep


@dataclass(frozen=True, slots=True)
class Frame:
    """The context and everything computed from it once for all sections."""

    context: DocumentContext
    voice: Voice
    plan: tuple[PlanStep, ...]
    alignments: tuple[Alignment, ...]
    diagram: Diagram | None
    notes: Mapping[str, tuple[str, ...]]
    row_notes: Mapping[str, tuple[str, ...]]
