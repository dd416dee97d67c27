"""Options that several verbs share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class Day(click.ParamType[date]):
    """A calendar day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; fail with the expected form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no day; write it as 2026-11-22.", param, ctx)


def current_day() -> date:
    """Return today's date in UTC, so that the same moment decides alike everywhere."""
    return datetime.now(UTC).date()


FILE = click.Path(dir_okay=False, path_type=Path)

file_argument = click.argument("file", type=FILE)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def deciding_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--today` and `--catalog`, which every deciding verb takes."""
    function = click.option(
        "--today",
        type=Day(),
        default=current_day,
        help="Decide as on this day (product facts are dated). Default: today.",
    )(function)
    return click.option(
        "--catalog",
        "overlays",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        multiple=True,
        metavar="DIR",
        help="A folder of your own questions, rules or stacks laid over ours; may be repeated.",
    )(function)
