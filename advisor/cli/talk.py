"""How the command line talks: results on stdout, everything else on stderr."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

import click

from advisor.errors import AdvisorError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from advisor.errors import Problem


# Seconds that a person waits without a word.
PATIENCE = 1.0
WORKING = "working out reasons, changes and what is still open"


def visible(text: str) -> str:
    """Return text with control characters shown as escapes, so that none reaches the terminal."""
    return "".join(
        char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in text
    )


def say(text: str = "", *, bold: bool = False) -> None:
    """Print one result line to stdout."""
    click.echo(click.style(visible(text), bold=bold) if bold else visible(text))


def tell(text: str) -> None:
    """Print one line of talk to stderr."""
    click.echo(visible(text), err=True)


@contextmanager
def told_when_slow(text: str) -> Iterator[Timer]:
    """Tell what is being done where it takes long; cancel what this yields once more is told."""
    timer = Timer(PATIENCE, tell, (text,))
    timer.daemon = True
    timer.start()
    try:
        yield timer
    finally:
        timer.cancel()


def say_json(value: Mapping[str, object]) -> None:
    """Print a JSON document to stdout: two-space indent, keys in the documented order."""
    import json  # 4 ms that `advisor --help` does not need

    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print located problems to stderr, one a line."""
    for problem in problems:
        tell(f"  {problem}")


def report_error(error: AdvisorError) -> None:
    """Print an error, its located problems and the way on, to stderr."""
    tell(f"Error: {error.message}")
    if isinstance(error, InputError):
        tell_problems(error.problems)
    if error.hint:
        tell(f"Hint: {error.hint}")
