"""`advisor examples`: list or copy ready-made assessments."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.application import examples
from advisor.cli.options import json_option
from advisor.cli.talk import say, say_json, tell
from advisor.errors import InputError


@click.command(
    epilog="""\b
Examples:
  advisor examples
  advisor examples b2b-growth --to growth.yaml
  advisor examples --json"""
)
@click.argument("name", required=False)
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Copy the example to this file; an existing file is never overwritten.",
)
@json_option
def command(name: str | None, target: Path | None, *, as_json: bool) -> None:
    """List ready-made assessments, or copy one to start from."""
    if name is None:
        if target is not None:
            raise InputError(
                "--to needs the name of an example", hint="advisor examples lists them"
            )
        listed = examples.listed()
        if as_json:
            say_json({"examples": [{"id": item.id, "title": item.title} for item in listed]})
            return
        width = max(len(item.id) for item in listed)
        for item in listed:
            say(f"{item.id:<{width}}  {item.title}")
        return
    if target is None:
        click.echo(examples.text_of(name), nl=False)
        return
    examples.copy(name, target)
    tell(f"Wrote {target}. Next: advisor interview {target}")
