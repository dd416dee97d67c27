"""From a decision and its assessment to a format-neutral document tree, one module per section."""

from advisor.documents.builder import build, report
from advisor.documents.context import DocumentContext, Reasoned

__all__ = ["DocumentContext", "Reasoned", "build", "report"]
