"""Finds the files a scan reads, without ever leaving the folders it was given."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from advisor.errors import Problem
from advisor.evidence.limits import Limits

SUFFIXES: Final = (
    ".tf",
    ".tf.json",
    ".tofu",
    ".tofu.json",
    ".tfvars",
    ".tfvars.json",
    ".tfstate",
    ".json",
    ".yaml",
    ".yml",
    ".template",
    ".bicep",
)
# Plan and state files are written by machines: large is normal.
_MACHINE_WRITTEN: Final = (".tfstate", ".json")
# Programs that make infrastructure: only what they put out can be read.
NOTES: Final = {
    "cdk.json": (
        "infrastructure written as a program (AWS CDK) is not read",
        "run `cdk synth` and scan cdk.out",
    ),
    "sst.config.ts": (
        "infrastructure written as a program (SST) is not read",
        "scan the account, or what it puts out",
    ),
    "cdktf.json": (
        "infrastructure written as a program (CDK for Terraform) is not read",
        "run `cdktf synth` and scan cdktf.out",
    ),
    "serverless.ts": (
        "a service file written as a program is not read",
        "run `serverless package` and scan its template",
    ),
    "serverless.js": (
        "a service file written as a program is not read",
        "run `serverless package` and scan its template",
    ),
    "terragrunt.hcl": (
        "what Terragrunt hands to modules is not read",
        "scan a plan instead",
    ),
}
_NESTED_NOTES: Final = {
    "amplify/backend.ts": (
        "infrastructure written as a program (Amplify Gen 2) is not read",
        "scan the account, or amplify_outputs.json",
    ),
}
# Files of known tools that are not read, or not in this form, and what to scan in their place.
_BY_CONTENT: Final = (
    (
        (".bicep",),
        re.compile(r"Microsoft\.Graph/|Microsoft\.AzureActiveDirectory/|microsoftGraph"),
        "Bicep is not read",
        "scan what the directory itself says, see docs/guides/evidence-entra.md",
    ),
    (
        (".json",),
        re.compile(r"deploymentTemplate\.json#[\s\S]*\"Microsoft\.(?:Graph|AzureActiveDirectory)/"),
        "an Azure template is not read",
        "scan what the directory itself says, see docs/guides/evidence-entra.md",
    ),
    (
        (".json",),
        re.compile(r"\A\s*\{\"@level\":"),
        "the messages of a running plan do not hold its values",
        "run `terraform show -json tf.plan > plan.json` and scan that",
    ),
)
# Dependencies, caches and build copies: what they hold is not this team's configuration.
_SKIPPED_FOLDERS: Final = frozenset(
    {
        ".aws-sam",
        ".git",
        ".serverless",
        ".terraform",
        ".venv",
        "__pycache__",
        "node_modules",
        "#current-cloud-backend",
    }
)
_UTF8_MARK: Final = b"\xef\xbb\xbf"
# Windows' own shell writes what a command prints as UTF-16.
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read: where it is, how it is called in proposals, which root it belongs to.

    `named`: people named the file itself, so that saying nothing about it is not an answer.
    """

    path: Path
    shown: str
    root: Path
    named: bool = False

    @property
    def below(self) -> str:
        """The path below the scanned root."""
        try:
            return self.path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return self.path.name


def _absolute(path: Path) -> Path:
    # Not resolve(): a link named on the command line keeps the name it was given.
    return Path(os.path.abspath(path))  # noqa: PTH100


def note_of(path: Path) -> tuple[str, str] | None:
    """Return why a program that makes infrastructure is not read, and what to scan instead."""
    return NOTES.get(path.name) or _NESTED_NOTES.get("/".join(path.parts[-2:]))


def note_of_content(path: Path, text: str) -> tuple[str, str] | None:
    """Return why a file with this content is not read, and what to scan instead."""
    for endings, sign, what, fix in _BY_CONTENT:
        if path.name.endswith(endings) and sign.search(text):
            return what, fix
    return None


def shown_path(path: Path, base: Path) -> str:
    """Return `path` as people write it: relative to `base` where it lies below it."""
    absolute = _absolute(path)
    try:
        return absolute.relative_to(base).as_posix()
    except ValueError:
        return path.as_posix() if not path.is_absolute() else absolute.as_posix()


def find(paths: Iterable[Path], base: Path, limits: Limits) -> tuple[list[Found], list[Problem]]:
    """Return the files below `paths` in a stable order, and what was left out and why."""
    found: dict[str, Found] = {}
    problems: list[Problem] = []
    for start in paths:
        for item in _walk(start, base, problems):
            if len(found) >= limits.files:
                name = shown_path(start, base)
                what = f"holds more than {limits.files} files; the rest was not read"
                problems.append(Problem(name, 0, "", what, "scan a smaller folder"))
                break
            found.setdefault(str(item.path), item)
    return list(found.values()), problems


def _walk(start: Path, base: Path, problems: list[Problem]) -> Iterator[Found]:
    if not start.is_dir():
        shown = shown_path(start, base)
        yield Found(_absolute(start), shown, start.parent.resolve(), named=True)
        return
    root = start.resolve()

    def refused(error: OSError) -> None:
        name = shown_path(Path(str(error.filename)), base)
        problems.append(Problem(name, 0, "", f"cannot be opened: {error.strerror}"))

    for folder, folders, names in os.walk(start, onerror=refused):
        folders[:] = sorted(set(folders) - _SKIPPED_FOLDERS)
        for name in [*folders]:
            path = Path(folder) / name
            if path.is_symlink():
                folders.remove(name)
                _note_link(path, root, base, problems)
        for name in sorted(names):
            path = Path(folder) / name
            if name.endswith(SUFFIXES) or note_of(path) is not None:
                if path.is_symlink():
                    _note_link(path, root, base, problems)
                    continue
                yield Found(_absolute(path), shown_path(path, base), root)


def _note_link(path: Path, root: Path, base: Path, problems: list[Problem]) -> None:
    """A link inside the folder leads to a file that is read anyway; others are not followed."""
    try:
        inside = path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        what = "is a link that leads outside the scanned folder; it was not followed"
        problems.append(Problem(shown_path(path, base), 0, "", what, "scan its target by name"))


def read_text(found: Found, limits: Limits) -> tuple[str | None, Problem | None]:
    """Return the text of a file, or the reason why there is none."""
    try:
        content = _read_bytes(found.path, _allowed(found.path, limits))
    except OSError as error:
        return None, Problem(found.shown, 0, "", f"cannot be read: {error.strerror}")
    except ValueError as error:
        return None, Problem(found.shown, 0, "", str(error), "leave it out or split it")
    wide = content.startswith(_UTF16_MARKS)
    content = content.removeprefix(_UTF8_MARK)
    if not wide and b"\0" in content:
        return None, Problem(found.shown, 1, "", "is binary, not text")
    try:
        return content.decode("utf-16" if wide else "utf-8"), None
    except UnicodeDecodeError as error:
        # A line ends in the same byte in both; what else holds it only moves the number.
        line = content.count(b"\n", 0, error.start) + 1
        what = f"is not {'UTF-16' if wide else 'UTF-8'} text"
        return None, Problem(found.shown, line, "", what, "save it as UTF-8")


def _allowed(path: Path, limits: Limits) -> int:
    large = path.name.endswith(_MACHINE_WRITTEN)
    return limits.state_bytes if large else limits.source_bytes


def _read_bytes(path: Path, allowed: int) -> bytes:
    # Without O_NONBLOCK opening a pipe waits for a writer that may never come.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("is not a regular file")
        if status.st_size > allowed:
            raise ValueError(f"has {status.st_size} bytes; at most {allowed} are read")
        return file.read(allowed + 1)[:allowed]
