"""Reading pyproject.toml and the lock files that are made from it, without the network."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What .ci/lock puts into each set: extras and dependency groups; without "" no dependency of ours.
SETS: Mapping[str, tuple[str, ...]] = {
    "user": ("", "diagram", "backend"),
    "dev": ("", "dev", "backend"),
    "system": ("", "system", "backend"),
    "bench": ("", "bench", "backend"),
    "locking": ("locking",),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True)
class Pin:
    """One package of a lock file."""

    requirement: Requirement
    hashes: tuple[str, ...]
    wanted_by_us: bool

    @property
    def name(self) -> str:
        """The package's name as the index spells it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The only version that it allows, or nothing where it allows several."""
        (specifier,) = self.requirement.specifier
        return specifier.version if specifier.operator == "==" else ""

    def holds_for(self, python: str) -> bool:
        """Return whether it is installed on Linux by a version of Python."""
        marker = self.requirement.marker
        environment = {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "sys_platform": "linux",
            "platform_system": "Linux",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        return marker is None or marker.evaluate(environment)


class Project:
    """What pyproject.toml asks for."""

    def __init__(self, checkout: Path) -> None:
        """Read it from a checkout."""
        self._locks = checkout / ".ci" / "locks"
        self.data: dict[str, Any] = tomllib.loads(
            (checkout / "pyproject.toml").read_text(encoding="utf-8")
        )

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        project = self.data["project"]
        return {
            "": project["dependencies"],
            **project["optional-dependencies"],
            **self.data["dependency-groups"],
        }

    def _expanded(self, group: str) -> Iterator[Requirement]:
        for text in self._groups[group]:
            requirement = Requirement(text)
            if requirement.name == self.data["project"]["name"]:
                for extra in requirement.extras:
                    yield from self._expanded(extra)
            else:
                yield requirement

    def asked(self, lock: str) -> list[Requirement]:
        """Return what a set asks for."""
        return [wanted for group in SETS[lock] for wanted in self._expanded(group)]

    def text(self, lock: str) -> str:
        """Return the lock file of a set."""
        return (self._locks / f"{lock}.txt").read_text(encoding="utf-8")

    def pins(self, lock: str) -> list[Pin]:
        """Return what the lock file of a set names."""
        blocks = re.split(r"\n(?=[A-Za-z0-9])", self.text(lock).replace("\\\n", " "))
        return [_pin(block) for block in blocks if not block.startswith("#")]

    @property
    def lock_files(self) -> set[str]:
        """The names of the lock files that are there."""
        return {path.stem for path in self._locks.iterdir()}


def _pin(block: str) -> Pin:
    line, _, reasons = block.partition("\n")
    requirement, *hashes = re.split(r"\s+--hash=", line.strip())
    return Pin(Requirement(requirement), tuple(hashes), "advisor (pyproject.toml" in reasons)
