"""`advisor explain`: certificates, changes, open questions, triggers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application.decision_text import explanation_lines
from advisor.application.opening import opened
from advisor.application.reasoned import Reasoned
from advisor.cli.options import deciding_options, file_argument, json_option
from advisor.cli.talk import say, say_json, tell_problems

if TYPE_CHECKING:
    from datetime import date


@click.command(
    epilog="""\b
Examples:
  advisor explain acme.yaml
  advisor explain acme.yaml --json | jq '.capabilities[].certificate'"""
)
@file_argument
@deciding_options
@json_option
def command(file: Path, today: date, overlays: tuple[Path, ...], *, as_json: bool) -> None:
    """Print, for the outcome and each job, why it is so and what would change it.

    A certificate is a smallest set of answers that alone forces the verdict. A trigger is a
    smallest growth or roadmap step that moves it.
    """
    read = opened(file, overlays, today)
    tell_problems(read.warnings)
    reasoned = Reasoned(read)
    if as_json:
        from advisor.application.decision_json import decision_json

        say_json(decision_json(reasoned, explain=True))
    else:
        for line in explanation_lines(reasoned):
            say(line)
