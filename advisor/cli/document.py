"""`advisor document`: the stack document and the decision record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application.opening import opened
from advisor.cli.options import FILE, deciding_options
from advisor.cli.talk import WORKING, say, tell, tell_problems, told_when_slow
from advisor.errors import InputError

if TYPE_CHECKING:
    from datetime import date


@click.command(
    epilog="""\b
Examples:
  advisor document acme.yaml --to out/
  advisor document acme.yaml --to out/ --format html,pdf
  advisor document --list"""
)
@click.argument("file", type=FILE, required=False)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; it is made if needed.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="One or more formats, separated by commas. Default: md,html,madr,json.",
)
@click.option("--list", "listing", is_flag=True, help="List the formats and stop.")
@deciding_options
def command(
    file: Path | None,
    folder: Path | None,
    formats: tuple[str, ...],
    today: date,
    overlays: tuple[Path, ...],
    *,
    listing: bool,
) -> None:
    """Write the stack document and the decision record of an assessment.

    The same file, catalog and day give the same bytes. Credentials in the file are withheld and
    told; under `waivers` the file says which finds are none.
    """
    from advisor.exports import registry

    if listing:
        for entry in registry.FORMATS.values():
            say(f"{entry.id:<8} {entry.title} ({entry.files})")
        return
    if file is None or folder is None:
        raise InputError(
            "document needs a FILE and --to DIR", hint="advisor document acme.yaml --to out/"
        )
    from advisor.application import documenting, guarding

    read = opened(file, overlays, today)
    tell_problems(read.warnings)
    tell_problems(guarding.warnings(read))
    wanted = formats or registry.DEFAULT
    with told_when_slow(WORKING) as thinking:

        def progress(name: str, done: int, total: int) -> None:
            thinking.cancel()
            if name:
                tell(f"[{done + 1}/{total}] writing {name}")

        paths = documenting.write(read, folder, wanted, progress=progress)
    for path in paths:
        say(str(path))
