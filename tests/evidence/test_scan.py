"""The reading process: limits, crashes, and what it does not get."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from advisor.errors import FileAccessError, InputError
from advisor.evidence import scan
from advisor.evidence.examine import wanted_names
from advisor.evidence.limits import DEFAULT_LIMITS, MEBIBYTE
from advisor.evidence.resources import Gathered
from advisor.evidence.wire import decode, encode
from tests.evidence.scene import book, gathered, write

POOL = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = "ON"\n}\n'


def scanned(folder: Path, **limits: float) -> Gathered:
    """Scan a folder through the child process."""
    chosen = replace(DEFAULT_LIMITS, **limits)  # type: ignore[arg-type]
    return scan.scan_paths([folder], wanted_names(book()), limits=chosen, base=folder)


def test_reads_the_same_as_in_process(tmp_path: Path) -> None:
    """Crossing the process boundary loses nothing."""
    files: dict[str, str | bytes] = {"m.tf": POOL, "bad.tf": "x = [", "cdk.json": "{}"}
    assert scanned(write(tmp_path, files)) == gathered(tmp_path, files)


def test_what_is_gathered_survives_the_wire(tmp_path: Path) -> None:
    """Encoding and decoding give the same resources."""
    text = POOL.replace('"ON"', "[var.x, local.y, 1, true, null, {a = 1}]")
    result = gathered(tmp_path, {"m.tf": text})
    assert decode(json.loads(json.dumps(encode(result)))) == result


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    """A path that does not exist is a mistake of the caller."""
    with pytest.raises(FileAccessError, match="no file or folder"):
        scanned(tmp_path / "gone")


def test_too_little_memory_names_the_file(tmp_path: Path) -> None:
    """A file that needs more memory than allowed is named, and the rest is read."""
    big = json.dumps({"planned_values": [{"x": index} for index in range(400_000)]})
    write(tmp_path, {"a.tf": POOL, "big.json": big, "z/b.tf": POOL})
    result = scanned(tmp_path, memory_bytes=120 * MEBIBYTE)
    assert [problem.file for problem in result.problems] == ["big.json"]
    assert "memory" in result.problems[0].problem
    assert [raw.file for raw in result.resources] == ["a.tf", "z/b.tf"]


def fake_child(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    """Replace the reading process by a script that may misbehave before it does the job."""
    script = folder / "child.py"
    script.write_text(
        "import json, os, sys, time, io\n"
        "job = json.load(sys.stdin)\n"
        f"{body}\n"
        "sys.stdin = io.StringIO(json.dumps(job))\n"
        "from advisor.evidence import child\n"
        "sys.exit(child.main())\n"
    )
    run = subprocess.run

    def instead(command: list[str], **options: object) -> object:
        assert command[1:] == ["-P", "-m", "advisor.evidence.child"]
        return run([sys.executable, str(script)], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", instead)


SAY = (
    "for name, *_ in job['files']:\n"
    "    sys.stdout.write('file ' + json.dumps(name) + chr(10)); sys.stdout.flush()\n"
    "    if 'evil' in name: "
)


@pytest.mark.parametrize(
    ("misdeed", "words"),
    [
        ("os.kill(os.getpid(), 11)", "ended the reading process"),
        ("raise MemoryError", "needs more memory"),
        ("raise ValueError('planted-secret')", "failed"),
        ("time.sleep(60)", "took too long"),
    ],
)
def test_a_file_that_ends_the_reader_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, misdeed: str, words: str
) -> None:
    """Whatever a parser does, its file is named and the others are read."""
    fake_child(monkeypatch, tmp_path, SAY + misdeed)
    write(tmp_path / "in", {"a.tf": POOL, "evil.tf": "", "z.tf": POOL.replace('"p"', '"q"')})
    result = scanned(tmp_path / "in", seconds=3)
    assert [(item.file, words in item.problem) for item in result.problems] == [("evil.tf", True)]
    assert "planted-secret" not in repr(result)
    assert len(result.resources) == 2


def test_a_reader_that_never_works_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that dies without opening a file ends the scan with a word about it."""
    fake_child(monkeypatch, tmp_path, "sys.exit(7)")
    result = scanned(write(tmp_path / "in", {"a.tf": POOL}))
    assert result.resources == []
    assert "stopped" in result.problems[0].problem


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the parsers the way to get them is said."""
    fake_child(monkeypatch, tmp_path, "sys.modules['tree_sitter'] = None")
    with pytest.raises(InputError) as raised:
        scanned(write(tmp_path / "in", {"a.tf": POOL}))
    assert "advisor[evidence]" in raised.value.hint


def test_the_reader_gets_no_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of the reading process holds nothing but what it needs."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("HTTPS_PROXY", "x")
    fake_child(
        monkeypatch, tmp_path, f"open({str(tmp_path / 'env')!r}, 'w').write(repr(os.environ))"
    )
    scanned(write(tmp_path / "in", {"a.tf": POOL}))
    seen = (tmp_path / "env").read_text()
    assert "AWS_" not in seen
    assert "PROXY" not in seen


def test_the_reader_cannot_write_files(tmp_path: Path) -> None:
    """The reading process is confined: it may not write a single byte to a file."""
    code = (
        "import json,sys,io\n"
        "from advisor.evidence import child\n"
        "from advisor.evidence.limits import Limits\n"
        "child._confine(Limits())\n"
        f"open({str(tmp_path / 'out')!r}, 'w').write('x')\n"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (tmp_path / "out").read_bytes() == b""


def test_a_scan_writes_nothing(tmp_path: Path) -> None:
    """A scanned folder is left as it was, to the byte and to the file."""
    files: dict[str, str | bytes] = {"m.tf": POOL, "t.yaml": "Resources: {}\n", "x.json": "{"}
    write(tmp_path, files)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    scanned(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.slow
def test_a_huge_state_is_read_or_named(tmp_path: Path) -> None:
    """A state of a hundred megabytes ends in evidence or in a problem, in time."""
    client = {
        "type": "aws_cognito_user_pool_client",
        "mode": "managed",
        "name": "c",
        "instances": [{"attributes": {"allowed_oauth_flows": ["client_credentials"]}}],
    }
    filler = {
        "type": "null_resource",
        "mode": "managed",
        "name": "n",
        "instances": [{"attributes": {"triggers": {"x": "y" * 1000}}}],
    }
    text = json.dumps({"version": 4, "serial": 1, "lineage": "x", "resources": [client]})
    padding = json.dumps(filler)
    with (tmp_path / "terraform.tfstate").open("w") as file:
        head, tail = text[:-2], text[-2:]
        file.write(head)
        for _ in range(100 * MEBIBYTE // len(padding)):
            file.write("," + padding)
        file.write(tail)
    assert os.stat(tmp_path / "terraform.tfstate").st_size > 100 * MEBIBYTE  # noqa: PTH116
    result = scanned(tmp_path)
    read = [raw.type for raw in result.resources] == ["aws_cognito_user_pool_client"]
    assert read or [problem.file for problem in result.problems] == ["terraform.tfstate"]
    assert asdict(DEFAULT_LIMITS)["seconds"] == 120
