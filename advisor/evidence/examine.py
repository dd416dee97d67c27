"""From paths or an account to findings: gather, normalise, match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import Problem
from advisor.evidence.firewalls import acting
from advisor.evidence.gather import admitted
from advisor.evidence.limits import DEFAULT_LIMITS, Limits
from advisor.evidence.normalise import normalise
from advisor.evidence.policies import WANTED, login_roles
from advisor.evidence.proposals import Finding, findings
from advisor.evidence.resources import SPELLINGS, Gathered
from advisor.evidence.scan import scan_paths
from advisor.evidence.signals.match import Matcher
from advisor.evidence.signals.model import SignalBook
from advisor.evidence.terraform.source import Wanted
from advisor.model.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Examined:
    """What one scan found. `unseen` names what this input cannot show."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    unseen: tuple[Problem, ...]
    files: int
    resources: int


def wanted_names(book: SignalBook) -> dict[str, Wanted]:
    """Return, per spelling and resource type, the attributes that anything reads."""
    wanted: dict[str, Wanted] = {}
    for spelling in SPELLINGS:
        names = book.wanted(spelling)
        for kind, more in WANTED.get(spelling, {}).items():
            names[kind] = names.get(kind, frozenset()) | more
        wanted[spelling] = names
    return wanted


def examine_paths(
    paths: Sequence[Path],
    book: SignalBook,
    catalog: Catalog,
    *,
    limits: Limits = DEFAULT_LIMITS,
    base: Path | None = None,
) -> Examined:
    """Examine files and folders; see `advisor.evidence.scan.scan_paths`."""
    gathered = scan_paths(paths, wanted_names(book), limits=limits, base=base)
    return judge(gathered, book, catalog)


def judge(gathered: Gathered, book: SignalBook, catalog: Catalog) -> Examined:
    """Apply signals to what was gathered."""
    raws = [acting(raw) for raw in admitted(gathered.resources, wanted_names(book))]
    resources = normalise([*raws, *login_roles(raws)], book)
    matched = Matcher(book, resources).run()
    return Examined(
        tuple(findings(matched, catalog)),
        tuple(dict.fromkeys(gathered.problems)),
        tuple(dict.fromkeys(gathered.unseen)),
        gathered.files,
        len(raws),
    )
