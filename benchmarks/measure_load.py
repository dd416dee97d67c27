"""Loading the catalog against the bare PyYAML C loader on the same files.

From YAML ours reads strictly, checks every record and reference, and resolves conditions; the
reference only parses. The form that loads fast, which a command reads, was checked when it was
made; what remains is to see that it is fresh and to build the same values. No goal.
"""

from __future__ import annotations

import yaml

from advisor.catalog import data_root, shipped
from advisor.catalog.loading import load_folders
from benchmarks.table import Row
from benchmarks.teams import alternating


def measure() -> list[Row]:
    """Measure whole loads, the files being in the page cache."""
    files = [
        file
        for folder in ("questions", "reference_stacks")
        for file in sorted((data_root() / folder).rglob("*.yaml"))
    ]

    def bare() -> None:
        for file in files:
            yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)

    assert files
    authored = load_folders(data_root())
    shipped.write(authored)
    assert shipped.read() == authored
    rows = []
    for name, load in (
        ("from YAML", lambda: load_folders(data_root())),
        ("from the form that loads fast", shipped.read),
    ):
        ours, theirs = alternating(load, bare, 5)
        rows.append(
            Row(
                f"catalog load {name}, {len(files)} files",
                f"{1000 * ours:.0f} ms",
                f"PyYAML C loader only, {1000 * theirs:.0f} ms",
                ours / theirs,
            )
        )
    return rows
