"""Loading the catalog against the bare PyYAML C loader on the same files.

Ours reads strictly, checks every record and reference, and resolves conditions; the reference only
parses. No goal.
"""

from __future__ import annotations

import yaml

from advisor.catalog import data_root, load
from benchmarks.table import Row
from benchmarks.teams import alternating


def measure() -> list[Row]:
    """Measure a whole load, the files being in the page cache."""
    files = [
        file
        for folder in ("questions", "reference_stacks")
        for file in sorted((data_root() / folder).rglob("*.yaml"))
    ]

    def bare() -> None:
        for file in files:
            yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)

    assert files
    ours, theirs = alternating(load, bare, 5)
    return [
        Row(
            f"catalog load, {len(files)} files",
            f"{1000 * ours:.0f} ms",
            f"PyYAML C loader only, {1000 * theirs:.0f} ms",
            ours / theirs,
        )
    ]
