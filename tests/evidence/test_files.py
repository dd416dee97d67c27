"""Finding and decoding files."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.evidence.limits import DEFAULT_LIMITS
from advisor.evidence.reading.files import Found, find, read_text
from tests.evidence.scene import gathered, write


def names(folder: Path) -> list[str]:
    """Return what is found below a folder, as it is shown."""
    found, _ = find([folder], folder, DEFAULT_LIMITS)
    return [item.shown for item in found]


def complaint(path: Path, limits: int = 0) -> str:
    """Return why a file cannot be read."""
    chosen = replace(DEFAULT_LIMITS, source_bytes=limits) if limits else DEFAULT_LIMITS
    text, problem = read_text(Found(path, path.name, path.parent), chosen)
    assert text is None
    assert problem is not None
    return str(problem)


def test_reads_what_collectors_know(tmp_path: Path) -> None:
    """Files of known kinds are found in a stable order; caches and dependencies are not."""
    write(
        tmp_path,
        {
            "b/x.tf": "",
            "a.yaml": "",
            "readme.md": "",
            "node_modules/p.json": "",
            ".terraform/m.tf": "",
            "cdk.json": "",
        },
    )
    assert names(tmp_path) == ["a.yaml", "cdk.json", "b/x.tf"]


def test_links_that_leave_the_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    """A link to outside is a problem; one to inside is silently the file it leads to."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    write(root, {"a.tf": "", "sub/b.tf": ""})
    write(outside, {"secret.tf": 'resource "aws_cognito_user_pool" "x" {}'})
    (root / "away.tf").symlink_to(outside / "secret.tf")
    (root / "folder").symlink_to(outside)
    (root / "near.tf").symlink_to(root / "a.tf")
    (root / "loop").symlink_to(root)
    found, problems = find([root], root, DEFAULT_LIMITS)
    assert [item.shown for item in found] == ["a.tf", "sub/b.tf"]
    assert sorted(problem.file for problem in problems) == ["away.tf", "folder"]


def test_a_file_named_directly_is_read_whatever_its_name(tmp_path: Path) -> None:
    """A path given by a person is read without asking for a suffix."""
    write(tmp_path, {"Template": "x"})
    found, _ = find([tmp_path / "Template"], tmp_path, DEFAULT_LIMITS)
    assert [item.shown for item in found] == ["Template"]


def test_the_number_of_files_is_limited(tmp_path: Path) -> None:
    """Beyond the limit the rest is named as not read."""
    write(tmp_path, {f"{index}.tf": "" for index in range(5)})
    found, problems = find([tmp_path], tmp_path, replace(DEFAULT_LIMITS, files=3))
    assert len(found) == 3
    assert "more than 3 files" in problems[0].problem


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    """A UTF-8 mark at the start does not matter."""
    path = write(tmp_path, {"a.tf": b"\xef\xbb\xbfx = 1"}) / "a.tf"
    assert read_text(Found(path, "a.tf", tmp_path), DEFAULT_LIMITS)[0] == "x = 1"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_windows_writes_is_read(tmp_path: Path, encoding: str) -> None:
    """UTF-16 with its mark, as PowerShell writes what a command prints, is text."""
    content = "\ufeffx = 1".encode(encoding)
    path = write(tmp_path, {"a.tf": content}) / "a.tf"
    assert read_text(Found(path, "a.tf", tmp_path), DEFAULT_LIMITS)[0] == "x = 1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfea", "a.tf:1: is not UTF-16"),
        (b"a\0b", "binary"),
        (b"ok\n\xe9", "a.tf:2: is not UTF-8"),
    ],
)
def test_other_bytes_are_refused(tmp_path: Path, content: bytes, words: str) -> None:
    """What is no text is named with its line."""
    assert words in complaint(write(tmp_path, {"a.tf": content}) / "a.tf")


def test_size_is_limited(tmp_path: Path) -> None:
    """A file above its limit is named with its size."""
    path = write(tmp_path, {"a.tf": "x" * 100}) / "a.tf"
    assert "100 bytes; at most 50" in complaint(path, 50)


def test_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    """Something that is no file is named, and opening it does not wait."""
    pipe = tmp_path / "a.tf"
    os.mkfifo(pipe)
    assert "not a regular file" in complaint(pipe)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files_are_named(tmp_path: Path) -> None:
    """A file without permission is named, and the rest is read."""
    path = write(tmp_path, {"a.tf": ""}) / "a.tf"
    path.chmod(0)
    assert "cannot be read" in complaint(path)


def test_names_are_relative_to_the_base(tmp_path: Path) -> None:
    """A file below the base is called by its relative path."""
    write(tmp_path, {"infra/a.tf": ""})
    found, _ = find([tmp_path / "infra"], tmp_path, DEFAULT_LIMITS)
    assert [item.shown for item in found] == ["infra/a.tf"]


def test_other_tools_templates_are_no_complaint(tmp_path: Path) -> None:
    """A chart that only mentions a login is neither evidence nor a problem."""
    chart = "kind: x\nissuer: {{ .Values.cognito }}\n{{- if .Values.userPool }}\n"
    result = gathered(tmp_path, {"templates/chart.yaml": chart, "t.yaml": "AWS::X: [\n"})
    assert [problem.file for problem in result.problems] == ["t.yaml"]
