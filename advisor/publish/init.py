"""Writes a first configuration file, and keeps a credential where credentials belong."""

from __future__ import annotations

import json
import os
from pathlib import Path

from advisor.errors import FileAccessError, InputError
from advisor.publish.config import Settings, TargetSettings


def text_of(name: str, target: TargetSettings) -> str:
    """Return the file for one target; only what differs from the defaults is written."""
    lines = [
        "# Where `advisor publish` puts decision records. It holds no credential: those come from",
        "# ADVISOR_PUBLISH_USER and ADVISOR_PUBLISH_TOKEN, the keyring, or ~/.netrc.",
        f"default = {_quoted(name)}",
        "",
        "# Personal data that must not leave: email, phone, iban, card; your own go below.",
        "personal_data = []",
        "",
        "[personal_patterns]",
        "# \"staff number\" = 'E[0-9]{6}'",
        "",
        f"[targets.{_quoted(name)}]",
    ]
    given = target.model_dump(exclude_defaults=True)
    lines += [f"{key} = {_value(value)}" for key, value in given.items()]
    return "\n".join(lines) + "\n"


def write(path: Path, name: str, target: TargetSettings) -> None:
    """Write a new configuration file; an existing one is never touched.

    Raises:
        InputError: The file exists.
        FileAccessError: It cannot be written.
    """
    import tomllib

    text = text_of(name, target)
    Settings.model_validate(tomllib.loads(text))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(f"{path} exists already.", hint="Edit it, or move it away.") from error
    except OSError as error:
        raise FileAccessError(f"{path}: cannot be written: {error.strerror}") from error


def _quoted(text: str) -> str:
    # JSON's strings are TOML's basic strings, once nothing but ASCII is in them.
    return json.dumps(text)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(str(value))
