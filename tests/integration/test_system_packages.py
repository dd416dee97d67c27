"""The machine that runs system tests has what they need."""

import subprocess
from pathlib import Path

import pytest


@pytest.mark.system
def test_listed_debian_packages_are_installed(checkout: Path) -> None:
    """Every package that system tests rely on is there, so their failures are real ones."""
    lines = (checkout / ".ci" / "debian-packages").read_text(encoding="utf-8").splitlines()
    wanted = {line for line in lines if line and not line.startswith("#")}

    listed = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *wanted],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    installed = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}

    assert wanted - installed == set()
