"""Assessment files: read strictly, saved atomically, changed without touching the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.workspace.actors import free_id
from advisor.workspace.reading import Reading, examine, parse, read

if TYPE_CHECKING:
    from advisor.workspace.file import AssessmentFile
    from advisor.workspace.writing import dump

__all__ = ["AssessmentFile", "Reading", "dump", "examine", "free_id", "parse", "read"]


def __getattr__(name: str) -> Any:
    """Import what writes files when it is first asked for: 8 ms that reading does not need."""
    if name == "AssessmentFile":
        from advisor.workspace.file import AssessmentFile

        return AssessmentFile
    if name == "dump":
        from advisor.workspace.writing import dump

        return dump
    raise AttributeError(name)
