"""Key press to painted picture in the interview, against moving the cursor of a bare option list.

A key that answers a question marks the option, stores the answer in the file, decides again and
paints progress and verdicts: one row for the mark, one for the decision. The floor is a key press
in the bare app, which only moves a cursor. Both run in a real pseudo-terminal, each key after the
screen has come to rest.
Goal: half of the marks and half of the decisions are painted within 100 ms, which people take for
at once.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from advisor.application import examples
from benchmarks.measure_tui_start import OURS
from benchmarks.table import Row
from benchmarks.terminal import Terminal, quiet_environment

PRESSES = 40
GOAL = 0.1
DOWN, UP = "\x1b[B", "\x1b[A"
TICKED = "(•)"
# Stands before the answer below the options, which is painted together with the decision.
DECIDED = "✓"


def measure() -> list[Row]:
    """Measure answers in our interview and cursor moves in the bare app."""
    with tempfile.TemporaryDirectory() as home:
        environment = quiet_environment(home)
        file = Path(home) / "acme.yaml"
        examples.copy(examples.listed()[0].id, file)
        with Terminal([sys.executable, "-c", OURS, str(file)], environment) as terminal:
            terminal.until("Why we ask")
            terminal.drain(2.0)
            terminal.press("/lifecycle\r")
            terminal.until("(")
            terminal.drain(2.0)
            marks = [_painted(terminal, "12"[turn % 2], TICKED) for turn in range(PRESSES)]
            decisions = [_painted(terminal, "12"[turn % 2], DECIDED) for turn in range(PRESSES)]
        bare = [sys.executable, str(Path(__file__).with_name("bare_textual.py"))]
        with Terminal(bare, environment) as terminal:
            terminal.until("bare")
            terminal.drain(1.0)
            moves = [_painted(terminal, (DOWN, UP)[turn % 2], "Line ") for turn in range(PRESSES)]
    return [
        _row("key press to painted answer", marks, moves),
        _row("key press to painted decision", decisions, moves),
    ]


def _row(what: str, ours: list[float], moves: list[float]) -> Row:
    own, theirs = statistics.median(ours), statistics.median(moves)
    worst = statistics.quantiles(ours, n=20)[-1]
    return Row(
        f"terminal UI: {what}",
        f"{own * 1000:.0f} ms (95 %: {worst * 1000:.0f} ms)",
        f"floor, cursor move in a bare Textual app: {theirs * 1000:.0f} ms",
        own / theirs,
        f"≤ {GOAL * 1000:.0f} ms",
        own <= GOAL,
    )


def _painted(terminal: Terminal, key: str, text: str) -> float:
    terminal.press(key)
    return terminal.until(text)
