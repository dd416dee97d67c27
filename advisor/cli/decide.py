"""`advisor decide`: verdicts, reasons, what would change them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application.decision_text import decision_lines
from advisor.application.opening import opened
from advisor.application.reasoned import Reasoned
from advisor.cli.options import FILE, deciding_options, json_option
from advisor.cli.talk import WORKING, say, say_json, tell_problems, told_when_slow
from advisor.errors import InputError

if TYPE_CHECKING:
    from datetime import date

SCHEMA = "decision.schema.json"


@click.command(
    epilog="""\b
Examples:
  advisor decide acme.yaml
  advisor decide acme.yaml --json | jq -r .outcome
  advisor decide acme.yaml --today 2027-06-01"""
)
@click.argument("file", type=FILE, required=False)
@deciding_options
@json_option
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON and stop.")
def command(
    file: Path | None, today: date, overlays: tuple[Path, ...], *, as_json: bool, schema: bool
) -> None:
    """Print the outcome, the verdict on each job, its reasons and its nearest change."""
    if schema:
        from importlib.resources import files  # 12 ms, as with the next one

        click.echo((files("advisor") / "schemas" / SCHEMA).read_text(encoding="utf-8"), nl=False)
        return
    if file is None:
        raise InputError("decide needs a FILE", hint="advisor examples lists ready-made ones")
    read = opened(file, overlays, today)
    tell_problems(read.warnings)
    reasoned = Reasoned(read)
    if as_json:
        from advisor.application.decision_json import decision_json

        with told_when_slow(WORKING):
            found = decision_json(reasoned)
        say_json(found)
    else:
        with told_when_slow(WORKING):
            lines = tuple(decision_lines(reasoned))
        for line in lines:
            say(line)
