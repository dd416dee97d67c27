"""Assessment files: read strictly, saved atomically, changed without touching the rest."""

from advisor.workspace.file import AssessmentFile
from advisor.workspace.reading import Reading, examine, parse, read
from advisor.workspace.writing import dump

__all__ = ["AssessmentFile", "Reading", "dump", "examine", "parse", "read"]
