"""An assessment file that is open for editing."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from advisor import atomic
from advisor.errors import FileAccessError, Problem, WriteConflictError
from advisor.model.assessment import SCHEMA_VERSION, Assessment
from advisor.model.catalog import Catalog
from advisor.workspace.lock import SessionLock
from advisor.workspace.reading import Reading, examine_bytes, read_bytes
from advisor.workspace.writing import Written, change, new


class AssessmentFile:
    """One assessment file: read once, saved often, never overwritten unseen.

    Use it as a context manager or call `close`. Comments and the order of keys are kept.
    """

    def __init__(self, path: Path, catalog: Catalog) -> None:
        """Prepare; use `open` or `create`."""
        self.path = path
        self.warnings: tuple[Problem, ...] = ()
        self.backup: Path | None = None
        self._catalog = catalog
        self._assessment = Assessment()
        # Of a file that has no id yet: written by the first save, so that it is made once.
        self._made_id = fresh_id()
        self._reading: Reading | None = None
        self._digest = ""
        self._lock = SessionLock(path)

    @classmethod
    def open(cls, path: Path, catalog: Catalog) -> Self:
        """Open an existing file for editing.

        Raises:
            AssessmentError: With every problem of the file.
            FileAccessError: If it cannot be read, or is open in another advisor.
        """
        file = cls(path, catalog)
        file._lock.acquire()
        try:
            file.reload()
        except BaseException:
            file.close()
            raise
        atomic.remove_leftovers(path)
        return file

    @classmethod
    def create(cls, path: Path, catalog: Catalog, assessment: Assessment) -> Self:
        """Write a new file and open it; an existing one is never overwritten.

        A new file is a decision of its own: what it was copied from keeps its id.

        Raises:
            FileAccessError: If the file exists, cannot be written, or is open elsewhere.
        """
        if path.exists() or path.is_symlink():
            raise FileAccessError(f"{path} exists already.", hint="Choose another name.")
        file = cls(path, catalog)
        file._lock.acquire()
        try:
            file._write_new(replace(assessment, id=file._made_id))
        except BaseException:
            file.close()
            raise
        return file

    @property
    def assessment(self) -> Assessment:
        """What the file holds, as last read or saved, with the id that the next save writes."""
        return self._assessment

    def reload(self) -> Assessment:
        """Take what is on disk now, for instance after a conflict."""
        content = read_bytes(self.path)
        reading = examine_bytes(content, str(self.path), self._catalog)
        self._took(reading, content)
        self.warnings = reading.warnings
        return self._assessment

    def changed_on_disk(self) -> bool:
        """Return whether the file is not as it was last read or saved, or is gone."""
        try:
            return _digest(read_bytes(self.path)) != self._digest
        except FileAccessError:
            return True

    def save(self, assessment: Assessment, *, overwrite: bool = False) -> None:
        """Write the assessment; nothing is written where nothing changed.

        The id is the file's own, whatever the assessment says; a file without one gets it with
        its first change.

        Args:
            assessment: The new content.
            overwrite: Save over a foreign change. The comments of the changed file are kept.

        Raises:
            WriteConflictError: If somebody else changed or deleted the file.
            AssessmentError: If the assessment cannot be written so that it reads the same.
            FileAccessError: If the disk refuses; the old file stays as it was.
        """
        if self.changed_on_disk():
            if not overwrite:
                raise _overtaken(self.path)
            self._refresh_layout()
        assessment = replace(assessment, id=self._assessment.id)
        if self._reading is None:
            self._write_new(assessment)
            return
        kept = replace(assessment, id=self._reading.assessment.id)
        written = self._changed(self._reading, kept)
        if written.reading.text == self._reading.text:
            return
        if kept.id != assessment.id:
            written = self._changed(self._reading, assessment)
        self._put(self._reading, written)

    def identify(self, id_: str = "") -> None:
        """Write this id, or the one promised, into a file that has none; raises like `save`."""
        if self._reading is not None and not self._reading.assessment.id:
            if self.changed_on_disk():
                raise _overtaken(self.path)
            named = replace(self._assessment, id=id_ or self._assessment.id)
            self._put(self._reading, self._changed(self._reading, named))

    def _changed(self, reading: Reading, assessment: Assessment) -> Written:
        assessment = replace(assessment, schema_version=SCHEMA_VERSION)
        return change(reading, assessment, str(self.path), self._catalog)

    def _put(self, reading: Reading, written: Written) -> None:
        if written.comments_lost:
            self._keep_old("bak")
        elif reading.schema_version < SCHEMA_VERSION:
            self._keep_old(f"v{reading.schema_version}.bak")
        self._write(written)

    def close(self) -> None:
        """End the session; the file can be opened elsewhere."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write_new(self, assessment: Assessment) -> None:
        assessment = replace(assessment, schema_version=SCHEMA_VERSION)
        self._write(new(assessment, str(self.path), self._catalog))

    def _write(self, written: Written) -> None:
        atomic.write(self.path, written.content)
        self._took(written.reading, written.content)

    def _took(self, reading: Reading, content: bytes) -> None:
        self._reading = reading
        self._assessment = self._identified(reading.assessment)
        self._digest = _digest(content)

    def _refresh_layout(self) -> None:
        """Read the foreign text, to change it in place; one that does not parse is set aside."""
        try:
            content = read_bytes(self.path)
        except FileAccessError:
            self._reading = None
            return
        try:
            self._reading = examine_bytes(content, str(self.path), self._catalog)
        except ValueError:
            self._reading = None
            self._keep("bak", content)
            return
        theirs = self._reading.assessment.id
        self._assessment = replace(self._assessment, id=theirs or self._assessment.id)

    def _identified(self, assessment: Assessment) -> Assessment:
        return replace(assessment, id=assessment.id or self._assessment.id or self._made_id)

    def _keep_old(self, suffix: str) -> None:
        assert self._reading is not None  # noqa: S101 - there is an old text to keep
        self._keep(suffix, self._reading.text.encode())

    def _keep(self, suffix: str, content: bytes) -> None:
        """Store the old bytes beside the file, under a name that is free."""
        backup = self.path.with_name(f"{self.path.name}.{suffix}")
        number = 1
        while backup.exists():
            number += 1
            backup = self.path.with_name(f"{self.path.name}.{suffix}{number}")
        atomic.write(backup, content)
        self.backup = backup


def _overtaken(path: Path) -> WriteConflictError:
    return WriteConflictError(
        f"{path} was changed by somebody else; it was not overwritten.",
        hint="Take their version, save yours under another name, or overwrite it.",
    )


def fresh_id() -> str:
    """Return a new id; it begins with a letter, so that no YAML reader takes it for a number."""
    return secrets.choice("abcdef") + secrets.token_hex(4)[1:]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
