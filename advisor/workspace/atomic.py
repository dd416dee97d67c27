"""Replaces a file in one step: readers see the old bytes or the new ones, never a mixture."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import Final

from advisor.errors import FileAccessError

_SUFFIX: Final = ".advisor-tmp"
_HINTS: Final = {
    errno.ENOSPC: "The disk is full: make room, then save again.",
    errno.EDQUOT: "Your disk quota is used up: make room, then save again.",
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


def remove_leftovers(path: Path) -> None:
    """Delete temporary files that a killed save left beside the file.

    Only for the holder of the session lock: another process may be writing one.
    """
    target = Path(os.path.realpath(path))
    for leftover in target.parent.glob(f".{_escaped(target.name)}.*{_SUFFIX}"):
        with contextlib.suppress(OSError):  # a nuisance at most; the next session tries again
            leftover.unlink()


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}{_SUFFIX}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
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
