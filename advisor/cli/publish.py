"""`advisor publish`: decision records in the wiki that teams already read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.options import FILE, deciding_options, json_option
from advisor.cli.talk import say, say_json, tell
from advisor.errors import EXIT_REMOTE

if TYPE_CHECKING:
    from datetime import date

    from advisor.application.publishing import Published


@click.command(
    epilog="""\b
Examples:
  advisor publish --init
  advisor publish acme.yaml --to team-wiki --dry-run
  advisor publish acme.yaml --to mediawiki:https://wiki.example.com/api.php
  advisor publish acme.yaml --to git:git@github.com:acme/payments.wiki.git
  advisor publish acme.yaml --to confluence:https://acme.atlassian.net/wiki#ENG
  advisor publish acme.yaml --to folder:docs/decisions --take ours

Exit code 1 means that a credential or personal data was found and nothing left; 3 that the wiki
failed, or that somebody changed what would be overwritten: the difference is printed. It is 3 as
well for a copied file that still has the id of the first; take out its line `id:`, and it gets its
own."""
)
@click.argument("file", type=FILE, required=False)
@click.option("--to", "target", metavar="TARGET", help="A configured name, or an address.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option(
    "--take",
    type=click.Choice(["theirs", "ours"]),
    help="In a conflict: leave the wiki's text, or overwrite it.",
)
@click.option("--config", "config_file", type=FILE, help="Read this configuration file.")
@click.option("--init", is_flag=True, help="Ask a few questions and write a configuration file.")
@deciding_options
@json_option
def command(  # noqa: PLR0913 - one parameter for each option.
    file: Path | None,
    target: str | None,
    take: str | None,
    config_file: Path | None,
    today: date,
    overlays: tuple[Path, ...],
    *,
    dry_run: bool,
    init: bool,
    as_json: bool,
) -> None:
    """Publish an assessment's decision record and stack document to a wiki.

    A published decision is known by the line `id:` of its file, which is added before the first
    page is written.
    """
    if init:
        from advisor.cli.publish_init import ask

        ask(config_file)
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    # Deferred: an HTTP client and the document builder cost 0.2 s that --help need not wait for.
    from advisor.application import publishing
    from advisor.application.opening import opened
    from advisor.publish.reconcile import Take

    request = publishing.Request(target, dry_run, Take(take) if take else None, config_file)
    documents = publishing.report_of(opened(file, overlays, today))
    published = publishing.publish(file, documents, request, tell)
    if as_json:
        say_json(publishing.as_json(published))
    else:
        _print(published)
    if published.report.conflicts:
        tell(
            "Nothing was published. Look at the difference, then add --take theirs or --take ours."
        )
        sys.exit(EXIT_REMOTE)


def _print(published: Published) -> None:
    report = published.report
    for line in report.lines:
        reason = f" ({line.reason})" if line.reason else ""
        say(f"{line.action.value}: {line.url or line.page}{reason}")
        for name in line.attachments:
            say(f"  with {name}")
    for line in report.lines:
        if line.diff and (report.dry_run or line in report.conflicts):
            say(f"\n{line.diff}")
