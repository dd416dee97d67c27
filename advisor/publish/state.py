"""What this assessment published last, kept beside it: `NAME.published.json`.

It tells a newer version in the wiki from an older one, and a renamed project from a new one.
Commit it with the assessment. Without it publishing still works, from the marks in the pages.
It holds names and fingerprints, never a credential.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor import atomic
from advisor.errors import FileAccessError, InputError

MAX_BYTES = 1_000_000


class PublishedPage(BaseModel):
    """One page as this assessment wrote it last.

    `pending` is what a run was about to write: after an interruption it may be there or not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    digest: str = ""
    pending: str = ""
    attachments: dict[str, str] = Field(default_factory=dict)

    @property
    def written(self) -> frozenset[str]:
        """The fingerprints that may be in the wiki through us."""
        return frozenset(value for value in (self.digest, self.pending) if value)


class Published(BaseModel):
    """What one wiki was given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    pages: dict[str, PublishedPage] = Field(default_factory=dict)


class Ledger(BaseModel):
    """All wikis that one assessment was published to, by address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = Field(default=1, ge=1, le=1)
    targets: dict[str, Published] = Field(default_factory=dict)

    def at(self, address: str) -> Published:
        """Return what was published to one address; empty when nothing was."""
        return self.targets.get(address, Published())

    def with_target(self, address: str, published: Published) -> Ledger:
        """Return the ledger with one address replaced."""
        targets = dict(sorted({**self.targets, address: published}.items()))
        return Ledger(targets=targets)


def ledger_path(assessment: Path) -> Path:
    """Return where the ledger of an assessment lies."""
    return assessment.with_name(f"{assessment.stem}.published.json")


def read_ledger(path: Path) -> Ledger:
    """Return the ledger, empty where there is no file.

    Raises:
        InputError: the file is not a ledger.
        FileAccessError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise FileAccessError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        if len(raw) > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES} bytes", hint=_HINT)
        return Ledger.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{path}: {where}: {first['msg']}", hint=_HINT) from None


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger in one step, and only when it changed.

    Raises:
        FileAccessError: the folder cannot be written.
    """
    text = json.dumps(ledger.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
    content = text.encode()
    if _bytes_of(path) != content:
        atomic.write(path, content)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        # Absent, or not for us to read: writing it says why.
        return None


_HINT = "Restore it from git, or delete it: publishing then goes by the marks in the pages."
