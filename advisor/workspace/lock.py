"""One session per assessment: an advisory lock that says who holds it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import FileAccessError

if TYPE_CHECKING:
    from filelock import BaseFileLock


class SessionLock:
    """Held while an assessment is open for editing.

    The lock lies in the user's state folder, so that nothing appears beside the assessment. It
    sees sessions of one user on one machine; a change by anybody else is seen at the next save,
    because the file's content then differs from what was read. Where the state folder cannot be
    written there is no lock, and only that second net.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock, self._holder = _make_lock(path)

    def acquire(self) -> None:
        """Take the lock, or raise FileAccessError naming the process that holds it."""
        from filelock import Timeout

        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise FileAccessError(
                f"{self._path} is open in another advisor{self._name_holder()}.",
                hint="Go on there, or close it first.",
            ) from error
        except OSError:
            # The lock file belongs to another user, or its file system has no locks.
            self._lock = None
            return
        with contextlib.suppress(OSError):  # only the message to others lacks the number then
            self._holder.write_text(str(os.getpid()), encoding="ascii")

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._lock is not None and self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _name_holder(self) -> str:
        try:
            process = self._holder.read_text(encoding="ascii")
        except (OSError, ValueError):
            # The holder is just starting or ending; the message does without its number.
            return ""
        return f" (process {process})" if process.isdecimal() else ""


def _make_lock(path: Path) -> tuple[BaseFileLock | None, Path]:
    """Return the lock of a file and the note that names its holder."""
    from filelock import FileLock  # with platformdirs 15 ms, and needed only where one edits
    from platformdirs import user_state_path

    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
    folder = user_state_path("advisor") / "locks"
    holder = folder / f"{name}.holder"
    if not folder.is_absolute():
        # A user without a home: "~" stayed as it is.
        return None, holder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None, holder
    # Saves may run in a worker thread, so the lock belongs to the process.
    return FileLock(folder / f"{name}.lock", thread_local=False), holder
