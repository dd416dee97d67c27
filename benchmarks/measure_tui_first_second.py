"""Keys typed in the first second after a file's first question is painted.

In that second the interview works out what still matters and thinks ahead. That must not be felt:
the cursor is moved at a typist's pace, each move timed from key to painted row. Several starts, in
a real pseudo-terminal; the floor is a cursor move in a bare Textual app.
Goal: 99 of 100 keys are painted within 100 ms, which people take for at once.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure_tui_keys import DOWN, UP
from benchmarks.measure_tui_start import OURS, write_example
from benchmarks.table import Row
from benchmarks.terminal import Terminal, quiet_environment

STARTS = 8
FIRST = 1.0
PAUSE = 0.03
# Seconds after which a key counts as not painted at all.
LOST = 1.0
GOAL = 0.1


def measure() -> list[Row]:
    """Measure cursor moves while the interview thinks, and in the bare app."""
    with tempfile.TemporaryDirectory() as home:
        environment = quiet_environment(home)
        file = Path(home) / "acme.yaml"
        write_example(file)
        ours = [sys.executable, "-c", OURS, str(file)]
        bare = [sys.executable, str(Path(__file__).with_name("bare_textual.py"))]
        own = [
            took for _ in range(STARTS) for took in _moves(ours, environment, "Why we ask", "[ ]")
        ]
        floor = [took for _ in range(2) for took in _moves(bare, environment, "bare", "Line ")]
    worst = statistics.quantiles(own, n=100)[-1]
    least = statistics.quantiles(floor, n=100)[-1]
    return [
        Row(
            "terminal UI: key to paint in the first second, 99 %",
            f"{worst * 1000:.0f} ms (median {statistics.median(own) * 1000:.0f} ms)",
            f"floor, cursor move in a bare Textual app: {least * 1000:.0f} ms",
            worst / least,
            f"≤ {GOAL * 1000:.0f} ms",
            worst <= GOAL,
        )
    ]


def _moves(command: list[str], environment: dict[str, str], ready: str, row: str) -> list[float]:
    """Return how long each key took that was typed in the first second."""
    with Terminal(command, environment) as terminal:
        terminal.until(ready)
        end = time.perf_counter() + FIRST
        found: list[float] = []
        while time.perf_counter() < end:
            terminal.send((DOWN, UP)[len(found) % 2])
            try:
                found.append(terminal.until(row, LOST))
            except TimeoutError:
                found.append(LOST)
            time.sleep(PAUSE)
        return found
