"""The whole process `advisor decide FILE` against interpreters that do less.

The first reference imports the libraries that the command has loaded when it ends (those outside
`advisor`) and stops; the goal is at most 1.5 times its time. The second is `python -c pass`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.table import Row
from benchmarks.teams import alternating

EXAMPLE = Path(__file__).parents[1] / "advisor" / "examples" / "ai-assistant.yaml"
ROUNDS = 7
GOAL = 1.5
_RUN = "from advisor.cli.main import main; main()"
_LIST = f"""
import atexit, sys
start = set(sys.modules)
def tell():
    names = [name for name in sys.modules if name not in start]
    print("\\n".join(name for name in names if name.split(".")[0] != "advisor"), file=sys.stderr)
atexit.register(tell)
{_RUN}
"""


def measure() -> list[Row]:
    """Measure three kinds of process in turn."""
    ours = [sys.executable, "-c", _RUN, "decide", str(EXAMPLE), "--today", "2026-11-22"]
    listed = _run([sys.executable, "-c", _LIST, *ours[3:]])
    found = listed.stderr.split()
    assert "yaml" in found
    assert "textual" not in found
    known = [name for name in found if not name.startswith("_") and "__" not in name]
    script = f"import contextlib\nfor name in {known!r}:\n"
    script += " with contextlib.suppress(ImportError):\n  __import__(name)"
    libraries = [sys.executable, "-c", script]
    whole, imports = alternating(lambda: _run(ours), lambda: _run(libraries), ROUNDS)
    whole_again, bare = alternating(
        lambda: _run(ours), lambda: _run([sys.executable, "-c", "pass"]), ROUNDS
    )
    ratio = whole / imports
    return [
        Row(
            "process `advisor decide FILE`",
            f"{1000 * whole:.0f} ms",
            f"importing the same libraries, {1000 * imports:.0f} ms",
            ratio,
            f"at most {GOAL}",
            ratio <= GOAL,
        ),
        Row(
            "process `advisor decide FILE`",
            f"{1000 * whole_again:.0f} ms",
            f"`python -c pass`, {1000 * bare:.0f} ms",
            whole_again / bare,
        ),
    ]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True)
