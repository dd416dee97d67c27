"""A diagram as Mermaid source, for wikis and forges that draw it themselves."""

from __future__ import annotations

import re

from advisor.model.document import Diagram, Flow, Node

_CLASSES = (
    "classDef stays fill:#ffffff,stroke:#44546a,color:#1b2430",
    "classDef new fill:#e3f4ea,stroke:#1d7a46,stroke-width:2px,color:#0f3d24",
    "classDef moves fill:#fff3d6,stroke:#9a6700,stroke-width:2px,color:#4d3400",
    "classDef removed fill:#fbe9e7,stroke:#b3261e,stroke-dasharray:5 4,color:#601410",
)
_SIGNS = {"stays": "", "new": "+ ", "moves": "→ ", "removed": "✕ "}


def source(diagram: Diagram) -> str:
    """Return the diagram as the text of a Mermaid flowchart."""
    names = {node.id: f"n{place}" for place, node in enumerate(diagram.nodes, start=1)}
    lines = ["flowchart LR"]
    for place, zone in enumerate(diagram.zones, start=1):
        inside = [node for node in diagram.nodes if node.zone == zone.id]
        if not inside:
            continue
        lines.append(f'  subgraph z{place}["{label(zone.label)}"]')
        lines.extend(f"    {names[node.id]}{_box(node)}" for node in inside)
        lines.append("  end")
    lines.extend(f"  {_arrow(flow, names)}" for flow in diagram.flows)
    lines.extend(f"  {style}" for style in _CLASSES)
    for change in _SIGNS:
        members = ",".join(names[node.id] for node in diagram.nodes if node.change == change)
        if members:
            lines.append(f"  class {members} {change}")
    return "\n".join(lines)


def _box(node: Node) -> str:
    words = [_SIGNS[node.change] + label(node.label)]
    if node.note:
        words.append(f"({label(node.note)})")
    return f'["{"<br/>".join(words)}"]'


def _arrow(flow: Flow, names: dict[str, str]) -> str:
    line = "-.->" if flow.change == "removed" else "-->"
    words = f'|"{label(flow.label)}"|' if flow.label else ""
    return f"{names[flow.source]} {line}{words} {names[flow.target]}"


def label(text: str) -> str:
    """Return text so that Mermaid shows it literally inside quotes."""
    flat = re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
    return re.sub(r"[^\w .,:;()/+'’–-]", lambda found: f"#{ord(found[0])};", flat)
