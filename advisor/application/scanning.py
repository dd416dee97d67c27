"""Evidence: scan code or an account, keep proposals in an assessment, find contradictions.

Accepting and rejecting what is pending is `advisor.application.proposing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from advisor.application.checking import GateFinding
from advisor.application.opening import Opened
from advisor.decision import kind_answers
from advisor.errors import Problem
from advisor.evidence.accounts.aws_live import Account, read_account
from advisor.evidence.accounts.aws_permissions import PERMISSIONS, policy
from advisor.evidence.drift import drift as contradictions
from advisor.evidence.examine import Examined, examine_paths, judge
from advisor.evidence.excerpt import Excerpt, excerpt
from advisor.evidence.limits import DEFAULT_LIMITS, Limits
from advisor.evidence.places import seen_from
from advisor.evidence.proposals import propose
from advisor.evidence.signals.lint import lint_signals
from advisor.evidence.signals.load import load_signals, read_signals
from advisor.model.assessment import Answer, Assessment, Proposal
from advisor.model.catalog import Catalog
from advisor.workspace import AssessmentFile

__all__ = ["Account", "Excerpt", "account_policy", "permissions"]

PENDING, REJECTED = "pending", "rejected"
_NO_ANSWERS: Mapping[str, Answer] = {}


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan proposes. `unseen` names what this input cannot show; nothing is concluded.

    `kept` are the proposals as an assessment holds them: with places relative to its file.
    """

    proposals: tuple[Proposal, ...]
    kept: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    unseen: tuple[Problem, ...]
    files: int
    resources: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How many proposals a file gained, and how many it held or had rejected before."""

    added: int
    known: int


def permissions() -> Mapping[str, str]:
    """Return every permission that a live scan uses, each with its reason."""
    return PERMISSIONS


def account_policy() -> Mapping[str, object]:
    """Return the IAM policy that allows a live scan and nothing else."""
    return policy()


def scan(
    paths: Sequence[Path],
    catalog: Catalog,
    answers: Mapping[str, Answer] = _NO_ANSWERS,
    *,
    into: Path | None = None,
    overlays: Iterable[Path] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Scanned:
    """Scan files and folders; nothing is written, run or fetched.

    Places are relative to the current folder; those of `kept` to the assessment file `into`.

    Raises:
        FileAccessError: If a path does not exist.
        CatalogError: If the signals do not load.
        InputError: If the extra `evidence` is not installed.
    """
    examined = examine_paths(paths, load_signals(*overlays), catalog, limits=limits)
    return _scanned(examined, answers, catalog, into)


def scan_account(
    account: Account,
    catalog: Catalog,
    answers: Mapping[str, Answer] = _NO_ANSWERS,
    *,
    overlays: Iterable[Path] = (),
    progress: Callable[[str], None] = lambda _what: None,
) -> Scanned:
    """Scan a live AWS account. The caller has shown `permissions()` and got consent.

    Raises:
        RemoteError: If AWS cannot be reached or does not accept the credentials.
        InputError: If the profile or Region cannot be used, or the extra is not installed.
        CatalogError: If the signals do not load.
    """
    book = load_signals(*overlays)
    return _scanned(judge(read_account(account, progress), book, catalog), answers, catalog)


def keep(path: Path, catalog: Catalog, proposals: Iterable[Proposal]) -> Kept:
    """Add proposals to an assessment file as pending; answers are never touched.

    Raises:
        AssessmentError: If the file does not load.
        FileAccessError: If it cannot be read or written, or another program has it open.
    """
    with AssessmentFile.open(path, catalog) as file:
        before = file.assessment
        after = with_proposals(before, proposals)
        file.save(after)
    held = {_identity(item) for item in before.proposals}
    added = sum(_identity(item) not in held for item in after.proposals)
    return Kept(added, len(after.proposals) - added)


def with_proposals(assessment: Assessment, proposals: Iterable[Proposal]) -> Assessment:
    """Return the assessment with these proposals.

    One that was rejected stays rejected as long as it reads the same; a pending one is renewed.
    """
    held = {_identity(item): item for item in assessment.proposals}
    for proposal in proposals:
        before = held.get(_identity(proposal))
        if before is None or before.status == PENDING or before.read != proposal.read:
            held[_identity(proposal)] = proposal
    return replace(assessment, proposals=tuple(held.values()))


def drift(
    opened: Opened, against: Path | Sequence[Path], *, overlays: Iterable[Path] = ()
) -> list[GateFinding]:
    """Return a finding for every answer that the code contradicts, at the code's file and line.

    A file that cannot be read is a finding too: what it says about the answers is not known.

    Raises:
        FileAccessError: If a path does not exist.
        CatalogError: If the signals do not load.
    """
    paths = [against] if isinstance(against, Path) else list(against)
    catalog = opened.shapes.catalog
    answers = kind_answers(catalog, opened.assessment)
    examined = examine_paths(paths, load_signals(*overlays), catalog)
    found = [
        GateFinding(f"drift-{item.signal}", "error", item.message, item.file, max(item.line, 1))
        for item in contradictions(examined.findings, answers, catalog)
    ]
    return found + [_unread(problem) for problem in examined.problems]


def source_excerpt(
    where: str, assessment_file: Path | None = None, context: int = 4
) -> Excerpt | None:
    """Return the lines around a place that a proposal names, without secrets.

    The place is looked up below the current folder and below the folder of the assessment.
    """
    bases = [Path.cwd()]
    if assessment_file is not None:
        bases.append(assessment_file.resolve().parent)
    return excerpt(where, bases, context)


def lint(catalog: Catalog, *overlays: Path) -> tuple[Problem, ...]:
    """Return everything wrong with the signals, and with how they fit the questions."""
    book, problems = read_signals(*overlays)
    return (*problems, *lint_signals(book, catalog))


def _scanned(
    examined: Examined,
    answers: Mapping[str, Answer],
    catalog: Catalog,
    into: Path | None = None,
) -> Scanned:
    found = examined.findings
    moved = [seen_from(item, into.parent, Path.cwd()) for item in found] if into else found
    return Scanned(
        tuple(propose(found, answers, catalog)),
        tuple(propose(moved, answers, catalog)),
        examined.problems,
        examined.unseen,
        examined.files,
        examined.resources,
    )


def _identity(proposal: Proposal) -> tuple[object, ...]:
    return (
        proposal.question,
        proposal.signal,
        proposal.value,
        proposal.includes,
        proposal.excludes,
    )


def _unread(problem: Problem) -> GateFinding:
    message = f"{problem.field}: {problem.problem}" if problem.field else problem.problem
    text = f"Evidence was not read in full: {message}."
    return GateFinding("evidence-unread", "warning", text, problem.file, max(problem.line, 1))
