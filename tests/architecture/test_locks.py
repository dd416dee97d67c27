"""The lock files are what `make lock` makes of pyproject.toml."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.locks import PYTHONS, SETS, Project

AGAIN = "run `make lock`"


@pytest.fixture(scope="module")
def project(checkout: Path) -> Project:
    """What pyproject.toml asks for, and what is locked."""
    return Project(checkout)


def test_every_set_has_its_lock_and_no_other_is_there(project: Project) -> None:
    """Each set that `make` installs is locked."""
    assert project.lock_files == set(SETS)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", SETS)
def test_a_lock_names_what_is_asked_for(lock: str, python: str, project: Project) -> None:
    """For each Python, what pyproject.toml asks for is locked at a version that it allows."""
    locked = {pin.name: pin.version for pin in project.pins(lock) if pin.holds_for(python)}

    unmet = [
        str(wanted)
        for wanted in project.asked(lock)
        if not wanted.specifier.contains(
            locked.get(canonicalize_name(wanted.name), "0.dev0"), prereleases=True
        )
    ]

    assert unmet == [], AGAIN


@pytest.mark.parametrize("lock", SETS)
def test_a_lock_names_nothing_that_is_asked_for_no_more(lock: str, project: Project) -> None:
    """What pyproject.toml no longer asks for is not kept for its sake."""
    asked = {canonicalize_name(wanted.name) for wanted in project.asked(lock)}

    assert {pin.name for pin in project.pins(lock) if pin.wanted_by_us} == asked, AGAIN


@pytest.mark.parametrize("lock", SETS)
def test_a_lock_is_exact_and_names_no_place(lock: str, project: Project) -> None:
    """Each package has one version and its hashes; where it comes from is the machine's affair."""
    inexact = [pin.name for pin in project.pins(lock) if not (pin.version and pin.hashes)]

    assert inexact == []
    assert [line for line in project.text(lock).splitlines() if "://" in line] == []
    assert [line for line in project.text(lock).splitlines() if line.startswith("-")] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_a_package_has_one_version_in_all_locks(python: str, project: Project) -> None:
    """The sets share an environment, so installing one never changes what another had."""
    versions: dict[str, set[str]] = {}
    for lock in SETS:
        for pin in project.pins(lock):
            if pin.holds_for(python):
                versions.setdefault(pin.name, set()).add(pin.version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}, AGAIN


def test_what_builds_the_package_is_locked(project: Project) -> None:
    """What [build-system] and the build hook ask for is in every set that builds the package."""
    build = project.data["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        *project.data["build-system"]["requires"],
        *build["hooks"]["custom"]["dependencies"],
    }
    for lock in ("user", "dev", "system", "bench"):
        locked = {pin.name: pin.version for pin in project.pins(lock)}
        unmet = [
            text
            for text in needed
            if locked.get(canonicalize_name(Requirement(text).name), "0.dev0")
            not in Requirement(text).specifier
        ]

        assert unmet == [], lock
