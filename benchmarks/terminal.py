"""A program in a real pseudo-terminal, and the time until it has painted something."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

COLUMNS, LINES = 120, 40
LONGEST_WAIT = 60.0


class Terminal:
    """Starts a program in a pseudo-terminal; times are seconds since then."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._file, slave = pty.openpty()
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        self._seen = b""
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(slave)

    def until(self, text: str, longest: float = LONGEST_WAIT) -> float:
        """Read until this text has been painted, and return how long that took.

        Raises:
            TimeoutError: It was never painted.
        """
        wanted = text.encode()
        while wanted not in self._seen:
            left = self._started + longest - time.perf_counter()
            ready, _, _ = select.select([self._file], [], [], max(left, 0))
            if not ready:
                raise TimeoutError(f"{text!r} was not painted: {self._seen[-500:]!r}")
            self._seen += os.read(self._file, 65_536)
        return time.perf_counter() - self._started

    def press(self, keys: str) -> None:
        """Send keys; what was painted before no longer counts, and the clock starts anew."""
        self.drain()
        self.send(keys)

    def send(self, keys: str) -> None:
        """Send keys while the program may be busy; only what is painted from now on counts."""
        while select.select([self._file], [], [], 0)[0]:
            os.read(self._file, 65_536)
        self._seen = b""
        self._started = time.perf_counter()
        os.write(self._file, keys.encode())

    def drain(self, quiet: float = 0.3) -> None:
        """Read until nothing has been painted for a while, and forget it."""
        end = time.perf_counter() + LONGEST_WAIT
        while time.perf_counter() < end and select.select([self._file], [], [], quiet)[0]:
            os.read(self._file, 65_536)
        self._seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._file)


def quiet_environment(home: str) -> dict[str, str]:
    """Return an environment of its own, so that no settings of the user count."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "XDG_STATE_HOME": home,
        "XDG_CONFIG_HOME": home,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }
