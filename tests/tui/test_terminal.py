"""The real program in a real pseudo-terminal: typed ahead, quit, killed, started twice."""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pexpect
import pytest

from advisor.application.desk import Desk
from advisor.workspace import read

pytestmark = pytest.mark.slow

PROGRAM = (
    "import sys; from datetime import date; from pathlib import Path; from advisor.tui import run; "
    "sys.exit(run(Path(sys.argv[1]), overlays=(), today=date(2026, 11, 22)))"
)
SECONDS = 60
Start = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def start(own_folder: Path) -> Iterator[Start]:
    """Start the terminal UI on a file; whatever still runs is ended."""
    running: list[pexpect.spawn[str]] = []

    def spawn(
        path: Path, size: tuple[int, int] = (24, 80), biggest: int | None = None
    ) -> "pexpect.spawn[str]":
        def limit() -> None:
            if biggest is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (biggest, resource.RLIM_INFINITY))

        child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM, str(path)],
            dimensions=size,
            encoding="utf-8",
            timeout=SECONDS,
            preexec_fn=limit,
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        )
        running.append(child)
        return child

    yield spawn
    for child in running:
        child.close(force=True)


@pytest.fixture(scope="module")
def shipped() -> Desk:
    """A desk on the shipped catalog."""
    return Desk.load((), date(2026, 11, 22))


def begun(shipped: Desk, folder: Path) -> Path:
    """A new assessment file that no program has open."""
    path = folder / "acme.yaml"
    shipped.create(path, shipped.blank("Acme", "cognito")).close()
    return path


def test_an_interview_typed_ahead(start: Start, shipped: Desk, own_folder: Path) -> None:
    """Keys that are typed faster than the screen follows reach what they were meant for."""
    path = begun(shipped, own_folder)
    child = start(path)
    child.expect("Why we ask")
    child.send("2")
    child.expect("2/")
    child.send("/zebra")
    child.expect("Nothing has")
    child.send("\x1b")
    child.expect("Accept")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0
    assert read(path, shipped.catalog).answers["lifecycle"].value == "live"


def test_killed_at_any_moment(start: Start, shipped: Desk, own_folder: Path) -> None:
    """After a kill the file loads and holds every answer but, at most, the last."""
    path = begun(shipped, own_folder)
    child = start(path)
    child.expect("Why we ask")
    child.send("2")
    child.expect("2/")
    child.send("n1n1n1")
    child.kill(9)
    child.close()

    assert read(path, shipped.catalog).answers["lifecycle"].value == "live"
    shipped.open(path).close()


def test_a_second_start_on_the_same_file_ends_with_the_reason(
    start: Start, shipped: Desk, own_folder: Path
) -> None:
    """Two programs on one file are told apart; the second one says who has it."""
    path = begun(shipped, own_folder)
    first = start(path)
    first.expect("Why we ask")
    second = start(path)
    second.expect("open in another advisor")
    second.expect(pexpect.EOF)
    second.close()

    assert second.exitstatus != 0
    assert first.isalive()


def test_a_file_that_does_not_load_is_told_on_the_terminal(start: Start, own_folder: Path) -> None:
    """The terminal is as it was before, with the error and its place on it."""
    path = own_folder / "bad.yaml"
    path.write_text("answers: {", encoding="utf-8")
    child = start(path)
    child.expect("bad.yaml")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus != 0


# What puts a terminal back: the alternate screen left, the cursor shown.
LEFT_ALTERNATE_SCREEN = "\x1b[?1049l"
SHOWN_CURSOR = "\x1b[?25h"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_program_leaves_the_terminal_as_it_was(
    number: signal.Signals, start: Start, shipped: Desk, own_folder: Path
) -> None:
    """SIGTERM and SIGHUP leave the alternate screen, free the file, and lose no answer."""
    path = begun(shipped, own_folder)
    child = start(path)
    child.expect("Why we ask")
    child.send("2")
    child.expect("2/")
    child.kill(number)
    child.expect(pexpect.EOF)
    said = child.before or ""
    child.close()

    assert LEFT_ALTERNATE_SCREEN in said
    assert SHOWN_CURSOR in said
    assert "Traceback" not in said
    assert child.exitstatus == 128 + number
    assert read(path, shipped.catalog).answers["lifecycle"].value == "live"
    shipped.open(path).close()


def test_a_terminal_that_goes_away_ends_the_program(
    start: Start, shipped: Desk, own_folder: Path
) -> None:
    """A closed window leaves no process behind, nothing beside the file, and every answer in it."""
    path = begun(shipped, own_folder)
    child = start(path)
    child.expect("Why we ask")
    child.send("2")
    child.expect("2/")
    spawned: Any = child  # its types leave out what holds the terminal
    spawned.ptyproc.fileobj.close()
    deadline = time.monotonic() + SECONDS
    while child.isalive() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not child.isalive()
    assert read(path, shipped.catalog).answers["lifecycle"].value == "live"
    assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith(".acme")] == []


def escape(child: "pexpect.spawn[str]") -> None:
    """Press escape, and nothing so soon after it that the two are one key."""
    child.send("\x1b")
    time.sleep(0.5)


def test_a_limit_on_file_sizes_is_told_and_an_edit_is_not_left_behind_unasked(
    start: Start, shipped: Desk, own_folder: Path
) -> None:
    """A save that the limit cuts off is told with the way on, and leaving asks once more."""
    path = begun(shipped, own_folder)
    before = path.read_bytes()
    child = start(path, biggest=len(before) + 5)
    child.expect("Why we ask")
    child.send("2")
    child.expect("not saved")
    child.expect("ulimit")
    escape(child)
    child.expect("NOT SAVED")
    child.send("\x11")
    child.expect("Leave without it")

    assert path.read_bytes() == before
    assert child.pid is not None
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    escape(child)
    child.expect("NOT SAVED")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0
    assert read(path, shipped.catalog).answers["lifecycle"].value == "live"
