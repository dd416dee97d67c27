"""Processes whose output has nowhere to go, and processes that are stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from advisor import atomic

FULL = Path("/dev/full")
# As users run it: what is printed waits in a buffer.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
COMMAND = [sys.executable, "-m", "advisor"]
# Everything that prints, on one example file.
PRINTING = [
    ["--help"],
    ["--version"],
    ["decide", "FILE"],
    ["decide", "FILE", "--json"],
    ["decide", "--schema"],
    ["explain", "FILE"],
    ["check", "FILE", "--fail-on", "open", "--fail-on", "replace", "--fail-on", "split"],
    ["check", "FILE", "--json"],
    ["diff", "FILE", "FILE"],
    ["document", "--list"],
    ["document", "FILE", "--to", "FOLDER", "--format", "json"],
    ["publish", "FILE", "--to", "folder:FOLDER"],
    ["examples"],
    ["examples", "b2b-growth"],
    ["catalog", "show"],
    ["scan", "--permissions"],
    ["ask", "FILE"],
]

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one example in `a.yaml`."""
    folder = tmp_path_factory.mktemp("full")
    listed = subprocess.run([*COMMAND, "examples"], capture_output=True, text=True, check=True)
    name = listed.stdout.split()[0].rstrip(":")
    command = [*COMMAND, "examples", name, "--to", str(folder / "a.yaml")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def filled(arguments: list[str], folder: Path) -> list[str]:
    """Return the command with file and folder put in."""
    names = {"FILE": str(folder / "a.yaml"), "FOLDER": str(folder / "out")}
    return [
        *COMMAND,
        *(names.get(word, word.replace("FOLDER", names["FOLDER"])) for word in arguments),
    ]


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_full_disk_behind_the_output_is_one_line_and_bad_input(
    arguments: list[str], folder: Path
) -> None:
    """Output that cannot be written ends every verb with one line on it and exit code 2."""
    with FULL.open("w") as full:
        done = subprocess.run(
            filled(arguments, folder),
            stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env=ENVIRONMENT,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith(
        "Error: Standard output cannot be written: No space left on device.\n"
    )
    assert done.stderr.count("Error:") == 1
    assert "Traceback" not in done.stderr


def test_a_full_disk_behind_both_outputs_is_bad_input(folder: Path) -> None:
    """Where nothing can be said, the exit code still tells it from findings."""
    with FULL.open("w") as full:
        done = subprocess.run(
            filled(["check", "nowhere.yaml"], folder), stdout=full, stderr=full, check=False
        )
    assert done.returncode == 2


def test_a_reader_that_goes_away_is_no_fault(folder: Path) -> None:
    """`advisor … | head` ends quietly with exit code 0."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        filled(["decide", "FILE"], folder),
        stdout=write, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def _ended(number: signal.Signals, code: str, folder: Path) -> int:
    """Return the exit code of a process that was stopped once it had said something."""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "b.yaml")], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.send_signal(number)
        return process.wait(30)


SLOW_WRITE = """\
import os, sys, time
from pathlib import Path
from advisor import atomic
from advisor.cli.signals import stopping_in_order
sync = os.fsync
def slow(handle):
    print("writing", flush=True)
    time.sleep(60)
os.fsync = slow
with stopping_in_order():
    atomic.write(Path(sys.argv[1]), b"new")
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_command_takes_its_temporary_file_away(
    number: signal.Signals, tmp_path: Path
) -> None:
    """SIGTERM and SIGHUP in the middle of a write leave the old file and nothing beside it."""
    path = tmp_path / "b.yaml"
    path.write_bytes(b"old")
    assert _ended(number, SLOW_WRITE, tmp_path) == 128 + number
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.yaml"]
    assert path.read_bytes() == b"old"


def test_what_a_killed_command_left_is_gone_after_the_next_write(tmp_path: Path) -> None:
    """SIGKILL leaves a temporary file; the next write into the folder takes it away."""
    assert _ended(signal.SIGKILL, SLOW_WRITE, tmp_path) == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".advisor-tmp")
    other = tmp_path / "other.yaml"
    atomic.write(other, b"x")
    assert list(tmp_path.iterdir()) == [other]


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    """Clearing up takes no temporary file away whose writer is alive."""
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITE, str(tmp_path / "b.yaml")], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        atomic.write(tmp_path / "other.yaml", b"x")
        left = [entry.name for entry in tmp_path.iterdir() if entry.name.endswith("-tmp")]
        process.kill()
    assert len(left) == 1


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """Under `nohup` a command goes on after SIGHUP."""
    code = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from advisor.cli.signals import stopping_in_order\n"
        "with stopping_in_order(): os.kill(os.getpid(), signal.SIGHUP)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
