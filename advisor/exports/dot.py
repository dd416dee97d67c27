"""A diagram as Graphviz source, and drawn as SVG or PNG.

`dot` draws it where it is installed, else the wheel of the `diagram` extra; both lay it out alike.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from advisor.errors import InputError
from advisor.model.document import Diagram, Flow, Node, Zone

_FONT = "DejaVu Sans, Helvetica, Arial, sans-serif"
_FILLS = {"stays": "#ffffff", "new": "#e3f4ea", "moves": "#fff3d6", "removed": "#fbe9e7"}
_LINES = {"stays": "#44546a", "new": "#1d7a46", "moves": "#9a6700", "removed": "#b3261e"}
# Never colour alone: a sign before the name says the same.
SIGNS = {"stays": "", "new": "+ ", "moves": "→ ", "removed": "✕ "}
_NODE_WIDTH = 20
_LABEL_WIDTH = 13
_SECONDS = 30
_HINT = "Install Graphviz (`dot`), or: pip install 'advisor[diagram]'"


def source(diagram: Diagram) -> str:
    """Return the diagram in the DOT language; zones are clusters, that is, trust boundaries."""
    names = {node.id: f"n{place}" for place, node in enumerate(diagram.nodes, start=1)}
    lines = [
        "digraph architecture {",
        "  graph [rankdir=LR, fontsize=11, nodesep=0.22, ranksep=0.45, splines=true, pad=0.2];",
        '  graph [bgcolor="transparent", compound=true];',
        '  node [shape=box, style="rounded,filled", fontsize=10, margin="0.14,0.08"];',
        '  edge [fontsize=9, arrowsize=0.7, color="#44546a", fontcolor="#2b3645"];',
        *(f'  {part} [fontname="{_FONT}"];' for part in ("graph", "node", "edge")),
    ]
    for place, zone in enumerate(diagram.zones, start=1):
        lines.extend(_cluster(place, zone, diagram, names))
    lines.extend(f"  {_edge(flow, names)}" for flow in diagram.flows)
    return "\n".join([*lines, "}"]) + "\n"


def _cluster(place: int, zone: Zone, diagram: Diagram, names: dict[str, str]) -> list[str]:
    inside = [node for node in diagram.nodes if node.zone == zone.id]
    return [
        f"  subgraph cluster_{place} {{",
        f'    label={_quoted(zone.label)}; labeljust=l; fontcolor="#44546a";',
        '    style="rounded,dashed"; color="#8593a6"; penwidth=1.2; bgcolor="#f5f7fa"; margin=12;',
        *(f"    {names[node.id]} {_attributes(node)};" for node in inside),
        "  }",
    ]


def _attributes(node: Node) -> str:
    lines = textwrap.wrap(SIGNS[node.change] + node.label, _NODE_WIDTH) or [""]
    lines += textwrap.wrap(f"({node.note})", _NODE_WIDTH) if node.note else []
    width = ", penwidth=2" if node.change in {"new", "moves"} else ""
    style = ', style="rounded,filled,dashed"' if node.change == "removed" else ""
    colours = f'fillcolor="{_FILLS[node.change]}", color="{_LINES[node.change]}"'
    return f"[label={_quoted(*lines)}, {colours}{width}{style}]"


def _edge(flow: Flow, names: dict[str, str]) -> str:
    words = textwrap.wrap(flow.label, _LABEL_WIDTH)
    gone = (
        ', style=dashed, color="#b3261e", fontcolor="#8c1d18"' if flow.change == "removed" else ""
    )
    return f"{names[flow.source]} -> {names[flow.target]} [label={_quoted(*words)}{gone}];"


def _quoted(*lines: str) -> str:
    """Return a DOT string that shows the lines literally, whatever they contain."""
    shown = [re.sub(r"[\x00-\x1f\x7f]", " ", line) for line in lines]
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in shown]
    # An ampersand would start an HTML entity, which Graphviz resolves in ordinary labels too.
    return '"' + "\\n".join(line.replace("&", "&amp;") for line in escaped) + '"'


def svg(diagram: Diagram) -> str:
    """Return the diagram as an `svg` element with its description for screen readers.

    Raises:
        InputError: neither Graphviz nor the wheel is installed, or drawing failed.
    """
    drawn = _drawn(_program(), source(diagram))
    body = drawn[drawn.index("<svg") :]
    opening = re.match(r"<svg\s[^>]*>", body)
    if opening is None:
        raise InputError("The diagram could not be drawn.", hint=_HINT)
    size = re.search(r'viewBox="([^"]+)"', opening[0])
    view = size[1] if size else "0 0 800 600"
    noise = r"<!--.*?-->\s*|<title>[^<]*</title>\s*"
    inner = re.sub(noise, "", body[opening.end() :], flags=re.DOTALL)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="img"'
        f' aria-labelledby="{diagram.id}-title">'
        f'<title id="{diagram.id}-title">{_escaped(diagram.title)}</title>{inner.strip()}\n'
    )


def png(diagram: Diagram, width: int = 1800) -> bytes:
    """Return the diagram as a PNG picture on white, `width` pixels wide.

    Raises:
        InputError: a package of the `diagram` extra is missing.
    """
    try:
        # Deferred: 150 ms, and only wikis and offices need pixels.
        import cairosvg
    except ImportError as error:
        raise InputError("PNG needs cairosvg.", hint=_HINT) from error
    drawn: bytes = cairosvg.svg2png(
        bytestring=svg(diagram).encode(), output_width=width, background_color="white"
    )
    return drawn


def can_paint() -> bool:
    """Whether this machine can draw, and turn the drawing into pixels."""
    return available() and find_spec("cairosvg") is not None


def available() -> bool:
    """Whether this machine can draw."""
    return bool(_program())


@lru_cache(maxsize=64)
def _drawn(program: str, text: str) -> str:
    if not program:
        raise InputError("No program to draw diagrams is installed.", hint=_HINT)
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input=text.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(f"{Path(program).name} could not draw the diagram.", hint=_HINT) from error
    return done.stdout.decode()


def programs() -> Mapping[str, str]:
    """Return the programs that can draw, by name, the preferred one first."""
    # A wheel's program lies beside the interpreter, which need not be on the path.
    beside = str(Path(sys.executable).parent)
    found = {
        "dot": shutil.which("dot"),
        "graphviz-pure": shutil.which("graphviz-pure", path=beside)
        or shutil.which("graphviz-pure"),
    }
    return {name: path for name, path in found.items() if path}


def _program() -> str:
    return next(iter(programs().values()), "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
