"""The backlog: stable keys, no formulas, nothing that a tracker could take for a command."""

import csv
import io
import json
from dataclasses import replace

import pytest

from advisor.exports import backlog
from advisor.model.report import Report
from tests.documents.small import small_report
from tests.exports.trees import HOSTILE


def files(report: Report) -> dict[str, bytes]:
    """The files by name."""
    return {file.name: file.data for file in backlog.write(report)}


def rows(report: Report, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(files(report)[name].decode(), newline="")))


def with_text(text: str) -> Report:
    """The small report with a text as what its first step does, who owns it and what proves it."""
    report = small_report()
    first = replace(report.plan[0], do=text, owner=text, check=text)
    return replace(report, plan=(first, *report.plan[1:]))


def test_every_step_has_a_row_with_its_key() -> None:
    """All four files list the whole plan, each step under the same key."""
    report = small_report()
    keys = [f"acme-payments/{step.id}" for step in report.plan]

    assert [row["key"] for row in rows(report, "backlog.csv")] == keys
    assert [row["External ID"] for row in rows(report, "backlog-jira.csv")] == keys
    assert len(rows(report, "backlog-gitlab.csv")) == len(keys)
    issues = json.loads(files(report)["backlog-github.json"])["issues"]
    assert [issue["key"] for issue in issues] == keys


def test_keys_do_not_depend_on_the_order() -> None:
    """A step keeps its key when the plan around it changes."""
    report = small_report()
    shorter = replace(report, plan=report.plan[1:])

    assert rows(shorter, "backlog.csv")[0]["key"] == rows(report, "backlog.csv")[1]["key"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", *HOSTILE])
def test_no_cell_is_a_formula(text: str) -> None:
    """No cell starts with a character that makes a spreadsheet compute."""
    report = with_text(text)
    cells = [
        cell
        for name in files(report)
        if name.endswith(".csv")
        for row in rows(report, name)
        for cell in row.values()
    ]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("text", ["/close", "x\n/assign @root", "x\r\n/label ~y"])
def test_no_text_is_a_quick_action(text: str) -> None:
    """GitLab runs lines that start with a slash: only our own label line does."""
    description = rows(with_text(text), "backlog-gitlab.csv")[0]["description"]
    actions = [line for line in description.splitlines() if line.startswith("/")]

    assert [line.split()[0] for line in actions] == ["/label"]
