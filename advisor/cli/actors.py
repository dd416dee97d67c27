"""`advisor actors`: the inventory as a table, and its edits as commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application import inventory, opening
from advisor.application.actors_json import actors_json
from advisor.application.actors_table import table_lines
from advisor.cli.options import FILE, deciding_options, json_option
from advisor.cli.talk import say, say_json, tell
from advisor.errors import InputError
from advisor.model.vocabulary import ActorStatus, Completeness

if TYPE_CHECKING:
    from datetime import date

    from advisor.application.session import Session

STATUSES = tuple(status.value for status in ActorStatus if status.value)
WORDS = {"yes": Completeness.COMPLETE, "no": Completeness.INCOMPLETE, "unknown": None}


@click.command(
    epilog="""\b
Examples:
  advisor actors acme.yaml
  advisor actors acme.yaml --add own-workload --name "Ledger job" --set reach=others-data
  advisor actors acme.yaml --add own-workload --name "Export tool" --status requested
  advisor actors acme.yaml --change export-tool --status elsewhere --where "AWS IAM role"
  advisor actors acme.yaml --complete people=yes
  advisor actors acme.yaml --json"""
)
@click.argument("file", type=FILE)
@click.option("--add", "kind", metavar="KIND", help="Add a row of this kind.")
@click.option("--change", "changed", metavar="ID", help="Change the row with this id.")
@click.option("--remove", "removed", metavar="ID", help="Take a row away, with its answers.")
@click.option("--name", help="Its name in your words.")
@click.option("--status", type=click.Choice(STATUSES), help="What it is to the platform.")
@click.option("--owner", help="Who owns it.")
@click.option("--does", help="What it does.")
@click.option("--where", help="Where it runs, or where else its identity comes from.")
@click.option("--note", help="A note; printed where the row is explained.")
@click.option(
    "--set",
    "answers",
    multiple=True,
    metavar="QUESTION=OPTION",
    help="Answer a question about the row; may be repeated. Several options: a,b. Not known: ?",
)
@click.option(
    "--complete",
    "complete",
    multiple=True,
    metavar="GROUP=yes|no|unknown",
    help="Say whether everybody of a group is listed; may be repeated.",
)
@json_option
@deciding_options
def command(  # noqa: PLR0913 - one argument per option
    file: Path,
    *,
    kind: str | None,
    changed: str | None,
    removed: str | None,
    answers: tuple[str, ...],
    complete: tuple[str, ...],
    as_json: bool,
    today: date,
    overlays: tuple[Path, ...],
    **fields: str | None,
) -> None:
    """Show who and what is listed in FILE, or change it.

    Each row is one actor: people, a program, an outside system, a device or an agent that gets,
    asked for, or may get an identity from the platform.
    """
    given = {name: text for name, text in fields.items() if text is not None}
    row = _one_of(kind, changed, removed)
    if not row and (given or answers):
        raise InputError("Which row?", hint="Use --add KIND or --change ID.")
    if row or complete:
        with opening.edited(file, overlays, today) as session:
            tried = session.scratch()  # a later mistake leaves the file as it was
            _edit(tried, kind, changed, removed, given, answers)
            for said in complete:
                _complete(tried, said)
            session.take(tried.assessment, "actors")
            if session.save_problem is not None:
                raise session.save_problem
        tell(f"Saved in {file}.")
    read = opening.opened(file, overlays, today)
    if as_json:
        say_json(actors_json(read.catalog, read.assessment))
        return
    for line in table_lines(read.catalog, read.assessment):
        say(line)


def _one_of(kind: str | None, changed: str | None, removed: str | None) -> str:
    named = [text for text in (kind, changed, removed) if text is not None]
    if len(named) > 1:
        raise InputError("One of --add, --change and --remove at a time.")
    return named[0] if named else ""


def _edit(
    session: Session,
    kind: str | None,
    changed: str | None,
    removed: str | None,
    given: dict[str, str],
    answers: tuple[str, ...],
) -> None:
    if removed is not None:
        inventory.remove(session, removed)
        return
    if kind is not None:
        changed = inventory.add(session, kind, given.pop("name", ""))
    if changed is None:
        return
    inventory.change(session, changed, **given)
    for said in answers:
        question, equals, options = said.partition("=")
        if not equals:
            raise InputError(f"'{said}' is no answer", hint="Write it as reach=own-data.")
        inventory.answer(session, changed, question.strip(), options.strip())


def _complete(session: Session, said: str) -> None:
    group, _, word = said.partition("=")
    if word not in WORDS:
        raise InputError(f"'{said}' says nothing", hint="Write it as people=yes, no or unknown.")
    inventory.set_complete(session, group, WORDS[word])
