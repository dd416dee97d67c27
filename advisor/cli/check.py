"""`advisor check`: the gate for CI."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application import checking
from advisor.application.opening import opened_together
from advisor.cli.options import FILE, deciding_options, json_option
from advisor.cli.talk import say, say_json, tell
from advisor.errors import EXIT_FINDINGS, FileAccessError

if TYPE_CHECKING:
    from datetime import date

    from advisor.application.checking import GateFinding


@click.command(
    epilog="""\b
Examples:
  advisor check acme.yaml --fail-on open --fail-on pitfall:high
  advisor check decisions/*.yaml --fail-on overdue --sarif findings.sarif
  advisor check acme.yaml --fail-on changed:main/acme.yaml
  advisor check acme.yaml --against infra/

Exit code 1 means findings; 2 means that a file could not be read."""
)
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option(
    "--fail-on",
    "gates",
    multiple=True,
    metavar="GATE",
    help=f"{checking.GATES}; may be repeated. Default: overdue.",
)
@click.option(
    "--against",
    type=click.Path(exists=True, path_type=Path),
    help="Compare the answers with infrastructure code and fail where they differ.",
)
@click.option("--sarif", type=FILE, help="Also write the findings as SARIF 2.1.0.")
@deciding_options
@json_option
def command(
    files: tuple[Path, ...],
    gates: tuple[str, ...],
    against: Path | None,
    sarif: Path | None,
    today: date,
    overlays: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    """Fail when an assessment is not what it must be.

    keep, split and replace fail on exactly that outcome; provisional and undecided on how it
    stands, open on both of these. Gates add up. pitfall:high fails on pitfalls of that
    severity or worse. Unmet conditions of a keep, evidence that contradicts an answer, and
    credentials in any text are findings whatever the gates say; what looks like a credential and
    is none is waived in the file, under `waivers`, with place, kind and reason.
    """
    wanted = [checking.parse_gate(gate) for gate in gates or checking.DEFAULT_GATES]
    findings: list[GateFinding] = []
    for opened in opened_together(files, overlays, today):
        findings += checking.check(opened, wanted)
        if against is not None:
            from advisor.application import scanning

            findings += scanning.drift(opened, against, overlays=overlays)
    if sarif is not None:
        _write_sarif(findings, sarif)
    if as_json:
        keys = ("rule", "level", "message", "file", "line")
        say_json({"findings": [{key: getattr(item, key) for key in keys} for item in findings]})
    else:
        for item in findings:
            say(f"{item.file}:{item.line}: {item.level}: {item.message} [{item.rule}]")
    tell(f"{len(findings)} findings in {len(files)} files")
    if findings:
        sys.exit(EXIT_FINDINGS)


def _write_sarif(findings: list[GateFinding], path: Path) -> None:
    from advisor.application.sarif import log

    text = json.dumps(log(findings), indent=2, ensure_ascii=False) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileAccessError(f"{path} cannot be written: {error.strerror}") from error
