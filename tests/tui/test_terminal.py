"""The real program in a real pseudo-terminal: typed ahead, quit, killed, started twice."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

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

    def spawn(path: Path, size: tuple[int, int] = (24, 80)) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM, str(path)],
            dimensions=size,
            encoding="utf-8",
            timeout=SECONDS,
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
