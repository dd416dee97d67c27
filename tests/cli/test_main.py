"""The command itself: verbs, help, exit codes."""

import subprocess
import sys

import pytest

from advisor.cli.main import VERBS
from tests.cli.conftest import Advisor


def test_help_lists_every_verb(advisor: Advisor) -> None:
    """`--help` names every verb of the contract with one line each."""
    run = advisor("--help")

    assert run.code == 0
    assert [verb for verb in VERBS if verb not in run.out] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_examples(advisor: Advisor, verb: str) -> None:
    """Each verb's `--help` explains it and shows examples."""
    run = advisor(verb, "--help")

    assert run.code == 0
    assert "Examples:" in run.out


def test_the_package_runs_as_a_module() -> None:
    """`python -m advisor` is the command, for where the script is not on the path."""
    asked = [sys.executable, "-m", "advisor", "decide", "nowhere.yaml"]
    run = subprocess.run(asked, capture_output=True, text=True, check=False)

    assert run.returncode == 2
    assert "nowhere.yaml" in run.stderr


def test_a_misspelt_verb_gets_a_suggestion(advisor: Advisor) -> None:
    """A misspelt verb ends with exit code 2 and the nearest verb."""
    run = advisor("decid")

    assert run.code == 2
    assert "Did you mean 'decide'?" in run.err


def test_a_missing_file_is_bad_input(advisor: Advisor) -> None:
    """A file that does not exist is named on stderr, with exit code 2 and empty stdout."""
    run = advisor("decide", "nowhere.yaml")

    assert (run.code, run.out) == (2, "")
    assert "nowhere.yaml" in run.err


def test_a_wrong_day_is_wrong_usage(advisor: Advisor) -> None:
    """A day in another form ends with exit code 2 and shows the expected form."""
    run = advisor("decide", "x.yaml", "--today", "22.11.2026")

    assert run.code == 2
    assert "2026-11-22" in run.err


def test_the_terminal_ui_needs_a_terminal(advisor: Advisor) -> None:
    """Without a terminal the interview says so and names the plain prompts."""
    run = advisor("interview")

    assert run.code == 2
    assert "advisor ask" in run.err
