"""What the package says about itself agrees."""

import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import advisor


@pytest.fixture(scope="module")
def pyproject(checkout: Path) -> dict[str, Any]:
    """The parsed pyproject.toml."""
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


def test_versions_agree(pyproject: dict[str, Any], checkout: Path) -> None:
    """The version is the same in the project file, the package, its metadata and the changelog."""
    declared = pyproject["project"]["version"]

    assert declared == advisor.__version__
    assert declared == version("advisor")
    assert f"## [{declared}]" in (checkout / "CHANGELOG.md").read_text(encoding="utf-8")


def test_package_is_typed(checkout: Path) -> None:
    """Users' type checkers read our annotations."""
    assert (checkout / "advisor" / "py.typed").exists()


def test_wheel_carries_both_data_folders(pyproject: dict[str, Any], checkout: Path) -> None:
    """Questions and reference stacks are shipped inside the package."""
    included = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert included == {
        "questions": "advisor/data/questions",
        "reference_stacks": "advisor/data/reference_stacks",
    }
    assert all((checkout / folder).is_dir() for folder in included)


def test_every_dependency_is_explained(pyproject: dict[str, Any], checkout: Path) -> None:
    """Each dependency has a line in docs/dependencies.md that says why it is there."""
    explained = (checkout / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    project = pyproject["project"]
    wanted = [
        *project["dependencies"],
        *(name for group in project["optional-dependencies"].values() for name in group),
        *(name for group in pyproject["dependency-groups"].values() for name in group),
    ]
    names = {requirement.split("[")[0].split(">")[0].split("=")[0] for requirement in wanted}

    assert {name for name in names - {"advisor"} if f"| {name.lower()} |" not in explained} == set()
