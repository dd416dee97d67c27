"""SIGTERM and SIGHUP end the program from the inside, so that it clears up after itself."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from advisor.errors import EXIT_BY_SIGNAL

_STOPS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Raise SystemExit where the program is when it is stopped.

    A signal that is ignored stays ignored, as `nohup` wants it.
    """
    before = {number: signal.getsignal(number) for number in _STOPS}
    heard = [number for number in _STOPS if before[number] is not signal.SIG_IGN]
    for number in heard:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])


def _stop(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(EXIT_BY_SIGNAL + number)
