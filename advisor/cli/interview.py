"""`advisor interview`: the terminal UI on one assessment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.options import FILE, current_day, deciding_options
from advisor.errors import InputError

if TYPE_CHECKING:
    from datetime import date


CANNOT_DRAW = ("dumb", "unknown")


@click.command(
    epilog="""\b
Examples:
  advisor interview
  advisor interview acme.yaml
  advisor interview acme.yaml --catalog ./our-rules"""
)
@click.argument("file", type=FILE, required=False)
@deciding_options
def command(file: Path | None, today: date, overlays: tuple[Path, ...]) -> None:
    """Answer the questions in the terminal UI; without FILE the home screen opens.

    Every answer is saved at once. A file that does not exist yet is created.
    """
    sys.exit(open_interface(file, overlays, today))


def open_home() -> int:
    """Open the terminal UI on its home screen and return the exit code."""
    return open_interface(None, (), current_day())


def open_interface(file: Path | None, overlays: tuple[Path, ...], today: date) -> int:
    """Open the terminal UI and return the exit code.

    Raises:
        InputError: there is no terminal to draw on.
    """
    # It is drawn on standard error, so that one may not be redirected either.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise InputError(
            "the terminal UI needs a terminal",
            hint="use `advisor ask` for plain prompts, or `advisor decide FILE` in a script",
        )
    if os.environ.get("TERM") in CANNOT_DRAW:
        raise InputError(
            f"a terminal of the kind {os.environ['TERM']!r} cannot be drawn on",
            hint="use `advisor ask` for plain prompts, or set TERM to the kind it really is",
        )
    from advisor.tui import run  # only this verb may load the terminal UI

    return run(file, overlays=overlays, today=today)
