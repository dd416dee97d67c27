"""`advisor catalog`: lint, verify and show questions and rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.options import deciding_options, json_option
from advisor.cli.talk import say, say_json, tell
from advisor.errors import EXIT_FINDINGS

if TYPE_CHECKING:
    from datetime import date


@click.group(
    epilog="""\b
Examples:
  advisor catalog lint
  advisor catalog verify --catalog ./our-rules
  advisor catalog show workload-beside-people
  advisor catalog show --json"""
)
def command() -> None:
    """Lint, verify and show the questions and rules, with your own folders laid over them."""


@command.command()
@deciding_options
@json_option
def lint(today: date, overlays: tuple[Path, ...], *, as_json: bool) -> None:
    """Report everything in the files that is broken or poorly written, signals included."""
    del today
    from advisor.application import scanning
    from advisor.catalog import lint as findings_of
    from advisor.catalog import load

    catalog = load(*overlays)
    findings = (*findings_of(catalog), *scanning.lint(catalog, *overlays))
    if as_json:
        say_json({"findings": [_located(finding) for finding in findings]})
    else:
        for finding in findings:
            say(str(finding))
        tell(f"{len(findings)} findings" if findings else "The catalog is clean.")
    if findings:
        sys.exit(EXIT_FINDINGS)


@command.command()
@deciding_options
@json_option
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each counterexample as an assessment file into this folder.",
)
def verify(today: date, overlays: tuple[Path, ...], folder: Path | None, *, as_json: bool) -> None:
    """Prove properties of the rules over the whole answer space.

    Every declared verdict is reachable, no rule is dead, subsumed or duplicate, no riskier answer
    lowers a verdict, and more. Each finding comes with an assessment that shows it.
    """
    from advisor.application import verifying

    report = verifying.verify_catalog(overlays, today)
    if folder is not None:
        for path in verifying.write_counterexamples(report, folder):
            tell(f"Wrote {path}")
    if as_json:
        say_json(verifying.as_json(report))
    else:
        for line in verifying.as_lines(report):
            say(line)
    if verifying.has_findings(report):
        sys.exit(EXIT_FINDINGS)


@command.command()
@click.argument("item", required=False)
@deciding_options
@json_option
def show(item: str | None, today: date, overlays: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what the catalog holds, or one question, rule or pitfall by its id."""
    del today
    from advisor.application import showing

    if as_json:
        say_json(showing.as_json(overlays, item))
        return
    for line in showing.as_lines(overlays, item):
        say(line)


def _located(finding: object) -> dict[str, object]:
    keys = ("file", "line", "field", "problem", "fix")
    return {key: getattr(finding, key) for key in keys}
