"""A folder of Markdown pages: MkDocs, Docusaurus, Backstage TechDocs or any static site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from advisor import atomic
from advisor.errors import AdvisorError, FileAccessError, RemoteConflictError
from advisor.publish.config import TargetSettings
from advisor.publish.files import MAX_FILE, MarkdownFiles, doubled
from advisor.publish.publication import Attachment
from advisor.publish.wiki import RemotePage


class Folder(MarkdownFiles):
    """Pages are files; each is replaced in one step, and only if nobody changed it meanwhile."""

    def __init__(self, root: Path, settings: TargetSettings) -> None:
        super().__init__(settings, front_matter=True, links="file")
        self.root = root

    @property
    def address(self) -> str:
        """The folder as given, so that a ledger made elsewhere means the same place."""
        return f"folder:{self.root}"

    def url(self, name: str) -> str:
        """Return the path of a page."""
        return str(self.root / name)

    def open(self) -> None:
        """Make the folder."""
        with _reporting(self.root):
            self.root.mkdir(parents=True, exist_ok=True)

    def read(self, name: str) -> RemotePage | None:
        """Return a page."""
        data = self._bytes(name)
        if data is None:
            return None
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise FileAccessError(f"{self.root / name}: not UTF-8 text") from error
        return RemotePage(name, text, self.fingerprint(data))

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Replace a page if it is still as it was read."""
        del summary
        with self._locked():
            now = self.read(name)
            if (now.revision if now else None) != (base.revision if base else None):
                raise RemoteConflictError(f"{self.root / name} changed meanwhile")
            self._replace(name, text.encode())

    def move(self, page: RemotePage, new: str, summary: str) -> None:
        """Rename a page's file."""
        del summary
        with self._locked(), _reporting(self.root / new):
            if self._path(new).exists():
                raise doubled(page.name, new)
            self._path(page.name).rename(self._path(new))

    def attached(self, page: str, name: str) -> str | None:
        """Return the fingerprint of a picture."""
        del page
        data = self._bytes(self.file(name))
        return None if data is None else self.fingerprint(data)

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Write a picture."""
        del page, summary
        self._replace(self.file(attachment.name), attachment.data)

    def finish(self, summary: str) -> None:
        """Nothing: every file is already in place."""

    def close(self) -> None:
        """Nothing is held open."""

    def _path(self, name: str) -> Path:
        path = self.root / name
        if not path.parent.resolve().is_relative_to(self.root.resolve()):
            raise FileAccessError(f"{path}: leads outside {self.root}")
        return path

    def _bytes(self, name: str) -> bytes | None:
        path = self._path(name)
        with _reporting(path):
            if path.is_symlink():
                raise FileAccessError(f"{path}: is a link; pages are written as files only")
            if not path.exists():
                return None
            with path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise FileAccessError(f"{path}: larger than {MAX_FILE} bytes")
        return data

    def _replace(self, name: str, data: bytes) -> None:
        path = self._path(name)
        with _reporting(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, data)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Kept out of the folder: a site generator would publish it.
        name = hashlib.sha256(str(self.root.resolve()).encode()).hexdigest()[:32]
        locks = platformdirs.user_cache_path("advisor") / "locks"
        with _reporting(locks):
            locks.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(locks / name, timeout=10):
                yield
        except Timeout as error:
            raise RemoteConflictError(f"Another run is publishing to {self.root}.") from error


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    try:
        yield
    except AdvisorError:
        raise
    except OSError as error:
        raise FileAccessError(f"{path}: {error.strerror or 'cannot be used'}") from error
