"""Standard output and standard error whose failures are told from all others.

A full disk behind the output is the caller's to mend; a reader that goes away, as `| head` does,
has seen enough.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from advisor.errors import EXIT_BAD_INPUT, EXIT_DONE, FileAccessError


@contextmanager
def telling_its_faults() -> Iterator[None]:
    """Have a failing stream raise what ends the program with the right word and code."""
    before = sys.stdout, sys.stderr
    # A stream that the caller closed is None, and what is printed goes nowhere.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is not None:
            setattr(sys, name, _Stream(getattr(sys, name), speaks=name == "stdout"))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


class _Stream:
    """A text stream that hands everything on; `speaks`: there is another one to tell a fault on."""

    def __init__(self, stream: TextIO, *, speaks: bool) -> None:
        self._stream = stream
        self._speaks = speaks

    def write(self, text: str) -> int:
        """Write a text."""
        if text == "":
            # click asks so what kind of stream this is, and takes no fault for an answer.
            return 0
        try:
            return self._stream.write(text)
        except OSError as error:
            raise self._end(error) from error

    def flush(self) -> None:
        """Write what is still held back."""
        try:
            self._stream.flush()
        except OSError as error:
            raise self._end(error) from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _end(self, error: OSError) -> BaseException:
        """Return what to raise; what the stream still holds is forgotten."""
        # It would fail once more as Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
        if isinstance(error, BrokenPipeError):
            return SystemExit(EXIT_DONE)
        if not self._speaks:
            return SystemExit(EXIT_BAD_INPUT)
        return FileAccessError(f"Standard output cannot be written: {error.strerror}.")
