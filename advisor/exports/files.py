"""What a writer returns: named bytes, and how a format is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advisor.model.report import Report


@dataclass(frozen=True, slots=True)
class File:
    """One output file; `name` is relative to the folder the person chose."""

    name: str
    data: bytes


Writer = Callable[[Report], tuple[File, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """One output format. `extra` names the optional dependency group it needs, or is empty."""

    id: str
    title: str
    files: str
    module: str
    extra: str = ""
