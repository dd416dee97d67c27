"""The recommended architecture alone: sources always, pictures where this machine can draw."""

from __future__ import annotations

from advisor.exports import dot, mermaid
from advisor.exports.files import File
from advisor.model.report import Report


def write(report: Report) -> tuple[File, ...]:
    """Return the diagram as DOT and Mermaid source and, where possible, as SVG and PNG."""
    diagram = report.diagram
    if diagram is None:
        return ()
    files = [
        File("architecture.dot", dot.source(diagram).encode()),
        File("architecture.mmd", f"{mermaid.source(diagram)}\n".encode()),
    ]
    if dot.available():
        files.append(File("architecture.svg", dot.svg(diagram).encode()))
    if dot.can_paint():
        files.append(File("architecture.png", dot.png(diagram)))
    return tuple(files)
