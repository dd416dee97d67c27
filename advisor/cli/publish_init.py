"""The questions of `advisor publish --init`."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.talk import tell
from advisor.publish import config, credentials, init, targets


def ask(path: Path | None) -> None:
    """Ask for one target, write the configuration, and offer to keep the credential.

    Raises:
        InputError: The answers do not make a target, or the file exists.
        FileAccessError: The file cannot be written.
    """
    kinds = ", ".join(targets.FORMS)
    tell(f"Kinds of targets: {'; '.join(targets.FORMS.values())}")
    kind = click.prompt(f"Kind ({kinds})", type=click.Choice(list(targets.FORMS)), err=True)
    where = click.prompt(f"Address ({targets.FORMS[kind].partition(':')[2]})", err=True)
    target = f"{kind}:{where.strip()}"
    address = targets.parse(target)
    targets.check(address)
    index = click.prompt("Title of the index page", default="Identity decisions", err=True)
    user = ""
    if address.host:
        user = click.prompt("User name (empty for a bearer token)", default="", err=True)
    name = click.prompt("A short name for this target", default=kind, err=True)
    settings = config.TargetSettings(to=target, index=index, user=user)
    place = path or Path(config.FILE_NAME)
    init.write(place, name, settings)
    tell(f"Wrote {place}. Commit it: it holds no credential.")
    if address.host and click.confirm("Keep the password or token in the keyring?", err=True):
        secret = click.prompt("Password or token", hide_input=True, err=True)
        credentials.store(address.host, user, secret)
    tell(f"Now try: advisor publish FILE --to {name} --dry-run")
