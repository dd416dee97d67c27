"""From a decision and its assessment to a format-neutral document tree, one module per section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.documents.context import DocumentContext, Reasoned

if TYPE_CHECKING:
    from advisor.documents.builder import build, report

__all__ = ["DocumentContext", "Reasoned", "build", "report"]


def __getattr__(name: str) -> Any:
    """Import what writes documents when it is first asked for: screens and commands only ask."""
    if name in {"build", "report"}:
        from advisor.documents import builder

        return getattr(builder, name)
    raise AttributeError(name)
