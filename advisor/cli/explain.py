"""`advisor explain`: certificates, changes, open questions, triggers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application.decision_text import explanation_lines
from advisor.application.opening import opened
from advisor.application.reasoned import Reasoned
from advisor.cli.options import deciding_options, file_argument, json_option
from advisor.cli.talk import WORKING, say, say_json, tell_problems, told_when_slow

if TYPE_CHECKING:
    from datetime import date

# More are no help to a reader.
MOST_ALTERNATIVES = 9


@click.command(
    epilog="""\b
Examples:
  advisor explain acme.yaml
  advisor explain acme.yaml --actionable --alternatives 3
  advisor explain acme.yaml --json | jq '.capabilities[].certificate'"""
)
@file_argument
@deciding_options
@click.option(
    "--actionable",
    is_flag=True,
    help="Only changes that a team can act on: decisions and controls, no facts of life.",
)
@click.option(
    "--all",
    "every_lever",
    is_flag=True,
    help="Also changes of what is reviewed: product, life cycle, main population, who is there.",
)
@click.option(
    "--alternatives",
    type=click.IntRange(1, MOST_ALTERNATIVES),
    default=1,
    show_default=True,
    help="Up to so many equally small changes to each verdict.",
)
@json_option
def command(
    file: Path,
    today: date,
    overlays: tuple[Path, ...],
    *,
    actionable: bool,
    every_lever: bool,
    alternatives: int,
    as_json: bool,
) -> None:
    """Print, for the outcome and each job, why it is so and what would change it.

    A certificate is a smallest set of answers that alone forces the verdict. A trigger is a
    smallest growth or roadmap step that moves it.
    """
    read = opened(file, overlays, today)
    tell_problems(read.warnings)
    reasoned = Reasoned(read, actionable, every_lever, alternatives)
    if as_json:
        from advisor.application.decision_json import decision_json

        with told_when_slow(WORKING):
            found = decision_json(reasoned, explain=True)
        say_json(found)
    else:
        with told_when_slow(WORKING):
            lines = tuple(explanation_lines(reasoned))
        for line in lines:
            say(line)
