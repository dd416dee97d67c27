"""Run every benchmark of this folder, or those named, and print one table.

A benchmark is a module `measure_<claim>.py` with a function `measure() -> list[Row]`.
Exit code 1 when a goal is missed.
"""

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.table import Row, markdown


def main(names: list[str]) -> int:
    """Measure, print, and say whether every goal was reached."""
    modules = names or sorted(path.stem for path in Path(__file__).parent.glob("measure_*.py"))
    rows: list[Row] = []
    for name in modules:
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows += import_module(f"benchmarks.{name}").measure()
    print(markdown(rows))
    return int(any(row.held is False for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
