"""Places that evidence names, as they read from the folder of an assessment."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PurePath

from advisor.evidence.proposals import Finding


def seen_from(finding: Finding, folder: Path, base: Path) -> Finding:
    """Return a finding whose places are relative to `folder` where they were to `base`."""
    if folder.resolve() == base.resolve():
        return finding
    return replace(
        finding,
        places=tuple(_moved(place, folder, base) for place in finding.places),
        file=_moved_file(finding.file, folder, base),
    )


def _moved(place: str, folder: Path, base: Path) -> str:
    """Return `file:line` or `file#address` with another way to the file; no way to an account."""
    name, sign, rest = place.rpartition(":")
    if not name or not rest.isdecimal():
        name, sign, rest = place.partition("#")
    return f"{_moved_file(name, folder, base)}{sign}{rest}"


def _moved_file(name: str, folder: Path, base: Path) -> str:
    if "://" in name or not name:
        return name
    way = os.path.relpath(base.resolve() / name, folder.resolve())
    return PurePath(way).as_posix()
