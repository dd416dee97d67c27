"""Replaces a file in one step: readers see the old bytes or the new ones, never a mixture.

A process that is killed while it writes leaves its temporary file behind. Every writer holds a
lock on its own, which ends with the process, so the next write into the folder knows which
temporary files are nobody's and takes them away.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from pathlib import Path
from typing import Final

from advisor.errors import FileAccessError

_SUFFIX: Final = ".advisor-tmp"
_HINTS: Final = {
    errno.ENOSPC: "The disk is full: make room, then save again.",
    errno.EDQUOT: "Your disk quota is used up: make room, then save again.",
    errno.EFBIG: "Files may not grow so large here (ulimit -f): raise the limit, then save again.",
    errno.EROFS: "The file system is read-only: save to another place.",
    errno.EACCES: "You may not write to this folder: save to another place.",
    errno.EPERM: "You may not write to this folder: save to another place.",
    errno.ENOENT: "The folder does not exist: make it, or save to another place.",
}


def write(path: Path, content: bytes) -> None:
    """Replace the file by new content; on any failure the old file stays as it was.

    A symbolic link is followed, and the mode of an existing file is kept.

    Raises:
        FileAccessError: If the content cannot be written completely.
    """
    target = Path(os.path.realpath(path))
    try:
        _replace(target, content)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "Check the folder and try again.")
        message = f"Cannot save {path}: {error.strerror}. Nothing was changed."
        raise FileAccessError(message, hint=hint) from error
    remove_leftovers(path)


def remove_leftovers(path: Path) -> None:
    """Delete what killed writers left in the folder of a file; what is being written stays."""
    for leftover in Path(os.path.realpath(path)).parent.glob(f".*{_SUFFIX}"):
        with contextlib.suppress(OSError):  # a nuisance at most; the next write tries again
            _remove_if_nobodys(leftover)


def _remove_if_nobodys(leftover: Path) -> None:
    handle = os.open(leftover, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        leftover.unlink()
    finally:
        os.close(handle)


def _replace(target: Path, content: bytes) -> None:
    temporary, handle = _own_file(target)
    try:
        with os.fdopen(handle, "wb") as file:
            _take_over_ownership(target, file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):
        # The new content is in place; only a power cut could still undo the rename.
        _sync_folder(target.parent)


def _own_file(target: Path) -> tuple[Path, int]:
    """Make a temporary file beside the target, and lock it before another process takes it away."""
    while True:
        temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}{_SUFFIX}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        # Without locks on this file system nobody can tell leftovers, so nobody removes any.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return temporary, handle
        os.close(handle)


def _take_over_ownership(target: Path, handle: int) -> None:
    """Give the new file the mode, and as far as we may the owner, of the one it replaces."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return
    if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(PermissionError):  # only root may give files away
            os.fchown(handle, status.st_uid, status.st_gid)
    os.fchmod(handle, status.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
