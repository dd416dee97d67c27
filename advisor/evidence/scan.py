"""Scans paths: finds files, has the child process read them, and survives what they do to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import advisor
from advisor.errors import FileAccessError, InputError, Problem
from advisor.evidence.limits import DEFAULT_LIMITS, Limits
from advisor.evidence.reading.files import Found, find
from advisor.evidence.resources import Gathered
from advisor.evidence.terraform.source import Wanted
from advisor.evidence.wire import decode

_FILE_MARK: Final = "file "
_ANSWER_MARK: Final = "answer "
# The child gets nothing of the environment that it does not need: no credentials, no proxies.
_KEPT_VARIABLES: Final = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class _Run:
    answer: Mapping[str, Any] | None
    last_file: str
    why: str


def scan_paths(
    paths: Sequence[Path],
    wanted: Mapping[str, Wanted],
    *,
    limits: Limits = DEFAULT_LIMITS,
    base: Path | None = None,
) -> Gathered:
    """Read everything below `paths`.

    Args:
        paths: Files and folders.
        wanted: Per spelling and resource type, the attributes to keep.
        limits: What is read before the scan says no.
        base: Names of files are given relative to this folder; the current one by default.

    Raises:
        FileAccessError: If a path does not exist.
    """
    base = (base or Path.cwd()).resolve()
    for path in paths:
        if not path.exists():
            raise FileAccessError(
                f"There is no file or folder {path}.", hint="Name what the scan shall read."
            )
    files, problems = find(paths, base, limits)
    gathered = _read(files, wanted, limits)
    gathered.problems[:0] = problems
    return gathered


def _read(files: list[Found], wanted: Mapping[str, Wanted], limits: Limits) -> Gathered:
    """Have the files read; a file that ends the child is named, left out, and the rest read."""
    lost: list[Problem] = []
    for _attempt in range(limits.restarts):
        run = _run_child(files, wanted, limits)
        if run.answer is not None:
            gathered = decode(run.answer)
            gathered.problems[:0] = lost
            return gathered
        culprit = next((file for file in files if str(file.path) == run.last_file), None)
        if culprit is None:
            lost.append(
                Problem(".", 0, "", f"the scan was stopped: {run.why}", "scan less at once")
            )
            return Gathered(problems=lost)
        what = f"was left out, reading it {run.why}"
        lost.append(Problem(culprit.shown, 0, "", what, "scan it alone, or leave it out"))
        files = [file for file in files if file is not culprit]
    lost.append(
        Problem(".", 0, "", "too many files ended the reading process", "scan less at once")
    )
    return Gathered(problems=lost)


def _run_child(files: Iterable[Found], wanted: Mapping[str, Wanted], limits: Limits) -> _Run:
    job = {
        "limits": asdict(limits),
        "wanted": {
            spelling: {kind: sorted(names) for kind, names in kinds.items()}
            for spelling, kinds in wanted.items()
        },
        "files": [[str(file.path), file.shown, str(file.root), file.named] for file in files],
    }
    command = [sys.executable, "-P", "-m", "advisor.evidence.child"]
    try:
        # Errors go through a pipe: the child may not write to any file, this one included.
        done = subprocess.run(
            command,
            input=json.dumps(job).encode(),
            capture_output=True,
            env=_environment(),
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return _Run(None, _last_file(error.stdout or b""), "took too long")
    except OSError as error:
        raise InputError(f"The reading process cannot start: {error.strerror}.") from error
    answer = _answer(done.stdout)
    if answer is not None and done.returncode == 0:
        return _Run(answer, "", "")
    return _Run(None, _last_file(done.stdout), _why(done.returncode, done.stderr))


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(Path(advisor.__file__).parent.parent),
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
    }


def _answer(output: bytes) -> Mapping[str, Any] | None:
    _before, mark, rest = output.rpartition(f"\n{_ANSWER_MARK}".encode())
    if not mark and output.startswith(_ANSWER_MARK.encode()):
        rest = output[len(_ANSWER_MARK) :]
    elif not mark:
        return None
    try:
        answer: Mapping[str, Any] = json.loads(rest)
    except ValueError:
        return None
    return answer


def _last_file(output: bytes) -> str:
    for line in reversed(output.decode("utf-8", "replace").splitlines()):
        if line.startswith(_FILE_MARK):
            try:
                return str(json.loads(line[len(_FILE_MARK) :]))
            except ValueError:
                continue
    return ""


def _why(code: int, errors: bytes) -> str:
    # The child's own words could quote what it read: only their kind is passed on.
    if b"MemoryError" in errors:
        return "needs more memory than allowed"
    if code < 0:
        return "ended the reading process"
    if b"ModuleNotFoundError" in errors:
        raise InputError(
            "Reading infrastructure code needs the extra `evidence`.",
            hint="Install it: pip install 'advisor[evidence]'",
        )
    return "failed"
