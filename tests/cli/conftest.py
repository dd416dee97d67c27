"""Runs the command line in this process and keeps what it said."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.cli.main import main


@dataclass(frozen=True)
class Run:
    """What one call of the command line printed, and its exit code."""

    code: int
    out: str
    err: str


Advisor = Callable[..., Run]


@pytest.fixture
def advisor(capsys: pytest.CaptureFixture[str]) -> Advisor:
    """Call the command line with these arguments."""

    def run(*arguments: object) -> Run:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        code = stopped.value.code
        return Run(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def example(advisor: Advisor, tmp_path: Path) -> Callable[[str], Path]:
    """Copy a shipped example to a file and return its path."""

    def copy(name: str) -> Path:
        path = tmp_path / f"{name}.yaml"
        assert advisor("examples", name, "--to", path).code == 0
        return path

    return copy
