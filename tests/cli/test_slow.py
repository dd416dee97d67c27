"""What takes long says what it does, on standard error."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.application import reasoned
from advisor.cli import talk
from advisor.reasoning.certificates import certificate
from tests.cli.conftest import Advisor


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reasoning takes longer than a person waits without a word."""
    slept: list[float] = []

    def later(*arguments: object) -> object:
        if not slept:
            slept.append(1.0)
            time.sleep(*slept)
        return certificate(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(talk, "PATIENCE", 0.01)
    monkeypatch.setattr(reasoned, "certificate", later)


VERBS = pytest.mark.parametrize(
    "rest", [("decide",), ("decide", "--json"), ("explain",), ("document", "--to", "out")]
)


@VERBS
@pytest.mark.usefixtures("slow")
def test_long_thinking_says_so(
    advisor: Advisor,
    example: Callable[[str], Path],
    rest: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """After the patience of a person one line says what is worked out, before anything else."""
    monkeypatch.chdir(tmp_path)
    run = advisor(rest[0], example("ai-assistant"), *rest[1:])

    assert run.code == 0
    assert run.err.splitlines()[0] == talk.WORKING


@VERBS
def test_short_thinking_says_nothing(
    advisor: Advisor,
    example: Callable[[str], Path],
    rest: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """What comes in time is not announced."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(talk, "PATIENCE", 600)
    run = advisor(rest[0], example("ai-assistant"), *rest[1:])

    assert talk.WORKING not in run.err
