"""`advisor check`: the gate for CI."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Advisor

DAY = ("--today", "2026-11-22")


@pytest.mark.parametrize(
    ("name", "gate", "code"),
    [
        ("b2b-growth", "replace", 1),
        ("b2b-growth", "split", 0),
        ("saas-dashboard", "keep", 1),
        ("saas-dashboard", "pitfall:high", 0),
        ("ai-assistant", "pitfall:high", 1),
        ("ai-assistant", "overdue", 0),
    ],
)
def test_gates_fail_on_what_they_name(
    advisor: Advisor, example: Callable[[str], Path], name: str, gate: str, code: int
) -> None:
    """A gate fails with exit code 1 on exactly what it names."""
    assert code == advisor("check", example(name), "--fail-on", gate, *DAY).code


def test_a_review_in_the_past_is_overdue(advisor: Advisor, example: Callable[[str], Path]) -> None:
    """A review date before the day of the check is a finding, also without a gate."""
    run = advisor("check", example("saas-dashboard"), "--today", "2028-01-01")

    assert run.code == 1
    assert "review was due on 2027-05-31" in run.out


def test_an_open_outcome_is_a_finding(advisor: Advisor, tmp_path: Path) -> None:
    """An assessment that knows only its platform is open."""
    path = tmp_path / "new.yaml"
    path.write_text(
        'schema_version: 1\ncatalog_version: "1.0.0"\nanswers:\n  platform: {value: cognito}\n',
        encoding="utf-8",
    )

    assert advisor("check", path, "--fail-on", "open", *DAY).code == 1


def test_a_standing_is_a_gate(advisor: Advisor, tmp_path: Path) -> None:
    """`provisional` and `undecided` fail on exactly that, say why, and add up with others."""
    path = tmp_path / "a.yaml"
    some = "answers: {subjects: {value: [customers]}"
    path.write_text(f"schema_version: 1\n{some}}}\n", "utf-8")
    run = advisor("check", path, "--fail-on", "undecided", *DAY)
    assert (run.code, "it waits for: Platform" in run.out) == (1, True)
    assert advisor("check", path, "--fail-on", "provisional", *DAY).code == 0

    path.write_text(f"schema_version: 1\n{some}, platform: {{value: cognito}}}}\n", "utf-8")
    assert advisor("check", path, "--fail-on", "undecided", *DAY).code == 0
    both = advisor("check", path, "--fail-on", "provisional", "--fail-on", "keep", *DAY)
    assert (both.code, both.out.count("error:")) == (1, 2)
    assert "answers are assumed" in both.out


def test_unmet_conditions_of_a_keep_are_findings(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """A keep whose condition is not met fails whatever the gates say."""
    path = example("saas-dashboard")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("connection-limit: {value: well-below}", "connection-limit: {value: near}"),
        encoding="utf-8",
    )
    run = advisor("check", path, "--fail-on", "replace", *DAY)

    assert run.code == 1
    assert "may stay only if this holds" in run.out


def test_a_changed_decision_is_found_against_a_baseline(
    advisor: Advisor, example: Callable[[str], Path]
) -> None:
    """`changed:FILE` names every verdict that differs from the baseline's."""
    before, after = example("saas-dashboard"), example("b2b-growth")
    run = advisor("check", after, "--fail-on", f"changed:{before}", *DAY)

    assert run.code == 1
    assert "The outcome was keep and is replace." in run.out


def test_sarif_points_at_the_line(
    advisor: Advisor, example: Callable[[str], Path], tmp_path: Path
) -> None:
    """The SARIF log has one result a finding, each at a line of the assessment."""
    path, log = example("ai-assistant"), tmp_path / "findings.sarif"
    run = advisor("check", path, "--fail-on", "pitfall:high", "--sarif", log, *DAY)
    written = json.loads(log.read_text(encoding="utf-8"))
    results = written["runs"][0]["results"]

    assert written["version"] == "2.1.0"
    assert len(results) == len(run.out.splitlines())
    assert all(
        result["locations"][0]["physicalLocation"]["region"]["startLine"] > 1 for result in results
    )


def test_bad_input_outranks_findings(advisor: Advisor, example: Callable[[str], Path]) -> None:
    """One file that cannot be read makes the exit code 2, whatever the others have."""
    run = advisor("check", example("b2b-growth"), "missing.yaml", "--fail-on", "replace", *DAY)

    assert run.code == 2


def test_an_unknown_gate_is_wrong_usage(advisor: Advisor, example: Callable[[str], Path]) -> None:
    """A gate that does not exist is refused with the list of gates."""
    run = advisor("check", example("b2b-growth"), "--fail-on", "pitfall:terrible", *DAY)

    assert run.code == 2
    assert "low, medium, high, critical" in run.err
