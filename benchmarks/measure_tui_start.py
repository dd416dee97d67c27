"""Start of the terminal UI to its first picture, against a bare Textual app with as many widgets.

Both start in a fresh process in a real pseudo-terminal, in turn; the clock stops when the first
text of the start screen has been painted. Ours loads the catalog after that, so a second row says
when the first question of a file can be answered; it has no counterpart. The fastest of the rounds
counts: whatever else the machine does only ever adds.
Goal: at most 1.2 times.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.table import Row
from benchmarks.terminal import Terminal, quiet_environment

ROUNDS = 15
GOAL = 1.2
OURS = (
    "from datetime import date; from pathlib import Path; import sys; from advisor.tui import run; "
    "run(Path(sys.argv[1]) if len(sys.argv) > 1 else None, today=date(2026, 11, 22))"
)


def measure() -> list[Row]:
    """Measure both starts in turn."""
    with tempfile.TemporaryDirectory() as home:
        environment = quiet_environment(home)
        bare = [sys.executable, str(Path(__file__).with_name("bare_textual.py"))]
        ours = [sys.executable, "-c", OURS]
        _paint(bare, environment, "bare")
        _paint(ours, environment, "advisor")
        pairs = [
            (_paint(bare, environment, "bare"), _paint(ours, environment, "advisor"))
            for _ in range(ROUNDS)
        ]
        file = Path(home) / "acme.yaml"
        write_example(file)
        first = [_paint([*ours, str(file)], environment, "Why we ask") for _ in range(ROUNDS // 3)]
    theirs, own = (min(times) for times in zip(*pairs, strict=True))
    ratio = own / theirs
    question = min(first)
    return [
        Row(
            "terminal UI: start to first paint",
            f"{own * 1000:.0f} ms",
            f"bare Textual app, as many widgets: {theirs * 1000:.0f} ms",
            ratio,
            f"≤ {GOAL}",
            ratio <= GOAL,
        ),
        Row(
            "terminal UI: start to the first question of a file",
            f"{question * 1000:.0f} ms",
            f"bare Textual app: {theirs * 1000:.0f} ms",
            question / theirs,
        ),
    ]


def _paint(command: list[str], environment: dict[str, str], text: str) -> float:
    with Terminal(command, environment) as terminal:
        return terminal.until(text)


def write_example(file: Path) -> None:
    """Write an assessment to start on."""
    from advisor.application import examples

    examples.copy(examples.listed()[0].id, file)
