"""`advisor decide`: verdicts, reasons, what would change them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application.decision_json import decision_json
from advisor.application.decision_text import decision_lines
from advisor.application.opening import opened
from advisor.application.reasoned import Reasoned
from advisor.cli.options import deciding_options, file_argument, json_option
from advisor.cli.talk import say, say_json, tell_problems

if TYPE_CHECKING:
    from datetime import date


@click.command(
    epilog="""\b
Examples:
  advisor decide acme.yaml
  advisor decide acme.yaml --json | jq -r .outcome
  advisor decide acme.yaml --today 2027-06-01"""
)
@file_argument
@deciding_options
@json_option
def command(file: Path, today: date, overlays: tuple[Path, ...], *, as_json: bool) -> None:
    """Print the outcome, the verdict on each job, its reasons and its nearest change."""
    read = opened(file, overlays, today)
    tell_problems(read.warnings)
    reasoned = Reasoned(read)
    if as_json:
        say_json(decision_json(reasoned))
    else:
        for line in decision_lines(reasoned):
            say(line)
