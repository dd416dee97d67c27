"""The tree stays small enough to find your way in."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP_LEVEL = {
    # What it is and how to start
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    # What it knows, what it does, what proves it
    "questions",
    "reference_stacks",
    "advisor",
    "tests",
    "benchmarks",
    "docs",
    # Settings of tools, where those tools look for them
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".pre-commit-hooks.yaml",
}
LONGEST_MODULE = 350


def python_files(folder: Path) -> Iterator[Path]:
    """Every Python file below the folder, in a stable order."""
    return iter(sorted(folder.rglob("*.py")))


def test_top_level_holds_only_what_is_listed(checkout: Path) -> None:
    """Nothing is added to the top folder without being given its place here."""
    if not (checkout / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=checkout, capture_output=True, text=True, check=True
    ).stdout
    tracked = {Path(name).parts[0] for name in listed.split("\0") if name}

    assert tracked - TOP_LEVEL == set()


def test_no_module_is_longer_than_it_should_be(checkout: Path) -> None:
    """A module past 350 lines has become two things: name them and split it."""
    folders = [checkout / name for name in ("advisor", "tests", "benchmarks", "docs")]
    lengths = {
        str(path.relative_to(checkout)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in folders
        for path in python_files(folder)
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_every_test_says_what_it_proves(checkout: Path) -> None:
    """Each test function has a docstring that states the behaviour."""
    silent = [
        f"{path.relative_to(checkout)}:{node.lineno} {node.name}"
        for path in python_files(checkout / "tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_every_package_says_what_it_is_for(checkout: Path) -> None:
    """Each package of the product opens with a docstring."""
    silent = [
        str(path.relative_to(checkout))
        for path in (checkout / "advisor").rglob("__init__.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []
