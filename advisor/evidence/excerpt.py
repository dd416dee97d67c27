"""The lines around a place that evidence names, safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from advisor.evidence.limits import MEBIBYTE, Limits
from advisor.evidence.reading.files import SUFFIXES, Found, read_text
from advisor.evidence.shown_lines import scrub_lines
from advisor.evidence.values import cut

# Files of variable values and states may hold a secret under any name.
_SHOWN: Final = tuple(
    suffix for suffix in SUFFIXES if "tfvars" not in suffix and suffix != ".tfstate"
)
_STATE: Final = re.compile(r'"(?:terraform_version|planned_values|lineage)"\s*:')
# A person waits for it, and nobody reads source files that are larger.
_LIMITS: Final = Limits(source_bytes=2 * MEBIBYTE, state_bytes=2 * MEBIBYTE)
_CONTEXT: Final = 4
_LONGEST_LINE: Final = 200


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Numbered lines; `line` is the one that was named."""

    file: str
    line: int
    lines: tuple[tuple[int, str], ...]


def excerpt(where: str, bases: Iterable[Path], context: int = _CONTEXT) -> Excerpt | None:
    """Return the lines around `file:line`, looked up below the given folders.

    An assessment may come from somebody else: a place outside those folders, or in a file that no
    scan reads, is not opened.
    """
    name, _, number = where.rpartition(":")
    if not name or not number.isdecimal() or not name.endswith(_SHOWN):
        return None
    roots = [base.resolve() for base in bases]
    for root in roots:
        path = (root / name).resolve()
        # An assessment in a folder of its own names code beside it, through the folder above.
        if any(path.is_relative_to(allowed) for allowed in roots) and path.is_file():
            return _read(Found(path, name, root), int(number), context)
    return None


def _read(found: Found, line: int, context: int) -> Excerpt | None:
    text, _problem = read_text(found, _LIMITS)
    if text is None or (found.path.suffix == ".json" and _STATE.search(text)):
        return None
    # The whole file is cleaned, for a secret may span lines that the excerpt cuts apart.
    lines = scrub_lines(text)
    first = max(1, line - context)
    last = min(len(lines), line + context)
    if line > len(lines):
        return None
    shown = tuple(
        (number, cut(lines[number - 1], _LONGEST_LINE)) for number in range(first, last + 1)
    )
    return Excerpt(found.shown, line, shown)
