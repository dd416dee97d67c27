"""Verifies a catalog and tells the result: lines, JSON, and assessments that show each finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from advisor import atomic
from advisor.application.inventory import from_kinds
from advisor.application.own_cases import count_cases, failing_cases
from advisor.catalog import load
from advisor.decision import compile_catalog
from advisor.errors import FileAccessError
from advisor.model.assessment import Answer, Assessment, Project
from advisor.model.catalog import Catalog, Place
from advisor.reasoning.verify import CatalogFinding, Checked, FindingKind, verify
from advisor.workspace import dump
from advisor.workspace.encode import encode, without_defaults

SCHEMA_VERSION: Final = 1
_UNSAFE: Final = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A verified catalog: what was checked, and what is wrong."""

    catalog: Catalog
    today: date
    findings: tuple[CatalogFinding, ...]
    checked: tuple[Checked, ...]


def verify_catalog(overlays: Iterable[Path], today: date) -> Report:
    """Verify our catalog with these folders laid over it, and run the cases of its rules.

    Raises:
        CatalogError: when the catalog does not load.
    """
    catalog = load(*overlays)
    proofs = verify(catalog, today)
    findings, checked = proofs.findings, proofs.checked
    if not any(finding.kind is FindingKind.VISIBILITY_CYCLE for finding in findings):
        compiled = compile_catalog(catalog, today)
        findings += tuple(failing_cases(compiled))
        checked += (count_cases(compiled),)
    return Report(catalog, today, findings, checked)


def has_findings(report: Report) -> bool:
    """Whether anything is wrong or not proven."""
    return bool(report.findings)


def as_lines(report: Report) -> Iterator[str]:
    """Yield one line per finding, with its place, and what was checked."""
    for finding in report.findings:
        place = _place(report.catalog, finding)
        where = f"{place.file}:{place.line}: " if place else ""
        yield f"{where}{finding.kind.value}: {finding.sentence}"
    checked = ", ".join(f"{item.items} {item.check}" for item in report.checked)
    yield f"Checked as on {report.today.isoformat()}, over every combination of answers: {checked}."
    count = len(report.findings)
    if not count:
        yield "Nothing is wrong."
    elif count == 1:
        yield "One finding; --to DIR writes an assessment that shows it."
    else:
        yield f"{count} findings; --to DIR writes an assessment that shows each."


def as_json(report: Report) -> dict[str, object]:
    """Return the report as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "catalog_version": report.catalog.version,
        "today": report.today.isoformat(),
        "clean": not report.findings,
        "checked": [
            {"check": item.check, "items": item.items, "steps": item.steps}
            for item in report.checked
        ],
        "findings": [_finding_json(report, finding) for finding in report.findings],
    }


def write_counterexamples(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write the assessment that shows each finding, and where one speaks of a step, the next one.

    Raises:
        FileAccessError: when a file exists already or cannot be written; then none is written
            over.
    """
    texts = dict(_files(report, folder))
    existing = [path for path in texts if path.exists()]
    if existing:
        raise FileAccessError(
            f"{existing[0]} exists already; nothing was written", hint="choose an empty folder"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(
            f"{folder} cannot be made: {error.strerror}",
            hint="choose a folder that you may write to",
        ) from error
    for path, text in texts.items():
        atomic.write(path, text.encode())
    return tuple(texts)


def _files(report: Report, folder: Path) -> Iterator[tuple[Path, str]]:
    for number, finding in enumerate(report.findings, start=1):
        name = _UNSAFE.sub("-", f"{number:02}-{finding.kind.value}-{finding.ids[0]}".lower())
        for suffix, answers in (("", finding.answers), ("-then", finding.then)):
            if answers is not None:
                title = f"{finding.kind.value}: {', '.join(finding.ids)}"
                assessment = replace(
                    from_kinds(report.catalog, answers), project=Project(name=title)
                )
                text = f"# {finding.sentence}\n{dump(assessment)}"
                yield folder / f"{name}{suffix}.yaml", text


def _finding_json(report: Report, finding: CatalogFinding) -> dict[str, object]:
    place = _place(report.catalog, finding)
    return {
        "kind": finding.kind.value,
        "ids": list(finding.ids),
        "sentence": finding.sentence,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "counterexample": _answers_json(finding.answers),
        "then": _answers_json(finding.then),
    }


def _answers_json(answers: Mapping[str, Answer] | None) -> object:
    """Return answers as an assessment file writes them; None where there are none."""
    if answers is None:
        return None
    return without_defaults(encode(Assessment(answers=answers))["answers"])


def _place(catalog: Catalog, finding: CatalogFinding) -> Place | None:
    """Return where the first record of a finding is written.

    A rule for several capabilities and a question asked per subject are found by their file's id.
    """
    first = finding.ids[0]
    return catalog.places.get((finding.shelf, first)) or catalog.places.get(
        (finding.shelf, first.partition(".")[0])
    )
