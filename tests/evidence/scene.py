"""Scans written in a test: files by name in, proposals out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from advisor.catalog import load
from advisor.evidence.examine import Examined, judge, wanted_names
from advisor.evidence.gather import gather
from advisor.evidence.limits import DEFAULT_LIMITS, Limits
from advisor.evidence.proposals import propose
from advisor.evidence.reading.files import find
from advisor.evidence.resources import Gathered
from advisor.evidence.signals.load import load_signals
from advisor.evidence.signals.model import SignalBook
from advisor.model.assessment import Answer, Proposal
from advisor.model.catalog import Catalog

NOBODY: Mapping[str, Answer] = {}


@cache
def catalog() -> Catalog:
    """The shipped catalog."""
    return load()


@cache
def book() -> SignalBook:
    """The shipped signals."""
    return load_signals()


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def gathered(
    folder: Path, files: Mapping[str, str | bytes], limits: Limits = DEFAULT_LIMITS
) -> Gathered:
    """Write files, and read them in this process."""
    write(folder, files)
    found, problems = find([folder], folder, limits)
    result = gather(found, limits, wanted_names(book()))
    result.problems[:0] = problems
    return result


def examined(folder: Path, files: Mapping[str, str | bytes]) -> Examined:
    """Write files, read them in this process, and judge them."""
    return judge(gathered(folder, files), book(), catalog())


def proposed(
    folder: Path, files: Mapping[str, str | bytes], answers: Mapping[str, Answer] = NOBODY
) -> list[Proposal]:
    """Write files and return what is proposed for them."""
    return propose(examined(folder, files).findings, answers, catalog())


def options(proposals: list[Proposal], question: str) -> set[tuple[str, str]]:
    """Return class and option of every proposal on a question; `!option` is an exclusion."""
    return {
        (item.kind, option)
        for item in proposals
        if item.question == question
        for option in (
            *([item.value] if item.value else []),
            *item.includes,
            *(f"!{name}" for name in item.excludes),
        )
    }


def only(proposals: list[Proposal], question: str) -> Proposal:
    """Return the one proposal on a question."""
    found = [item for item in proposals if item.question == question]
    assert len(found) == 1, found
    return found[0]
