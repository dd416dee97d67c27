"""`advisor ask`: the interview as plain prompts, for screen readers, pipes and dumb terminals."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application import opening
from advisor.cli import ask_loop
from advisor.cli.options import FILE, deciding_options
from advisor.cli.talk import say, tell

if TYPE_CHECKING:
    from datetime import date


@click.command(
    epilog="""\b
Examples:
  advisor ask acme.yaml
  printf 'cognito\\nlive\\nq\\n' | advisor ask acme.yaml
  printf 'add 4 ledger job\\nis 1 requested\\nq\\n' | advisor ask acme.yaml

At a prompt, h lists what you can type; who and add list your actors."""
)
@click.argument("file", type=FILE, required=False, default=Path("assessment.yaml"))
@deciding_options
def command(file: Path, today: date, overlays: tuple[Path, ...]) -> None:
    """Answer the questions at plain prompts; FILE (default assessment.yaml) is saved each time.

    The same answers give the same file as the terminal UI.
    """
    with opening.edited(file, overlays, today) as session:
        ask_loop.run(session, _lines(), say)
        tell(f"Saved in {file}. Next: advisor decide {file}")


def _lines() -> Iterator[str]:
    """Yield what is typed, with a prompt where somebody is typing."""
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line
