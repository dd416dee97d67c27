"""The plan as a backlog: CSV for anything, and what GitHub, GitLab and Jira import.

Every issue carries the step's key, so a second import can be matched against the first.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping

from advisor.exports.files import File
from advisor.exports.markdown import escape, line_start
from advisor.exports.naming import project_slug, step_key
from advisor.exports.wiki_page import plain
from advisor.model.report import PlanStep, Report
from advisor.model.vocabulary import Effort, Horizon, Severity

_HORIZONS = {Horizon.NOW: "Now", Horizon.BEFORE_LAUNCH: "Before launch", Horizon.NEXT: "Next"}
_POINTS = {Effort.SMALL: 1, Effort.MEDIUM: 5, Effort.LARGE: 13}
_TITLE = 120
# A cell that starts with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PRIORITIES = {
    Severity.CRITICAL: "Highest",
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
    Severity.LOW: "Low",
}


def write(report: Report) -> tuple[File, ...]:
    """Return the plan as one general CSV file and one file per tracker."""
    return (
        File("backlog.csv", _csv(_GENERAL, (_general(report, step) for step in report.plan))),
        File("backlog-jira.csv", _csv(_JIRA, (_jira(report, step) for step in report.plan))),
        File("backlog-gitlab.csv", _csv(_GITLAB, (_gitlab(report, step) for step in report.plan))),
        File("backlog-github.json", _github(report)),
    )


_GENERAL = (
    *("key", "number", "title", "horizon", "owner", "effort", "due"),
    *("after", "check", "rules", "findings"),
)
_JIRA = (
    *("Issue ID", "Issue Type", "Summary", "Description", "Priority", "Due Date"),
    *("Labels", "Story Points", "External ID"),
)
_GITLAB = ("title", "description", "due_date")


def _general(report: Report, step: PlanStep) -> Mapping[str, str]:
    return {
        "key": step_key(report, step.id),
        "number": f"P{step.number}",
        "title": step.do,
        "horizon": step.horizon.value,
        "owner": step.owner,
        "effort": step.effort.value,
        "due": step.due.isoformat(),
        "after": " ".join(step_key(report, name) for name in step.after),
        "check": step.check,
        "rules": " ".join(step.rules),
        "findings": " ".join(step.pitfalls),
    }


def _jira(report: Report, step: PlanStep) -> Mapping[str, str]:
    return {
        "Issue ID": str(step.number),
        "Issue Type": "Task",
        "Summary": _title(step),
        "Description": _wiki(report, step),
        "Priority": _PRIORITIES[_severity(report, step)],
        "Due Date": step.due.isoformat(),
        "Labels": " ".join(_labels(step)),
        "Story Points": str(_POINTS[step.effort]),
        "External ID": step_key(report, step.id),
    }


def _gitlab(report: Report, step: PlanStep) -> Mapping[str, str]:
    # Quick actions are lines of their own; all of them are ours, none is anybody's text.
    actions = " ".join(f'~"{label}"' for label in _labels(step))
    return {
        "title": _title(step),
        "description": f"{_markdown(report, step)}\n\n/label {actions}\n",
        "due_date": step.due.isoformat(),
    }


def _github(report: Report) -> bytes:
    """Return a list to create issues from: `gh api repos/OWNER/REPO/issues --input -` per entry."""
    issues = [
        {
            "key": step_key(report, step.id),
            "title": _title(step),
            "body": _markdown(report, step) + "\n",
            "labels": list(_labels(step)),
            "milestone": _HORIZONS[step.horizon],
            "due_on": step.due.isoformat(),
            "after": [step_key(report, name) for name in step.after],
        }
        for step in report.plan
    ]
    made = {"project": project_slug(report), "issues": issues}
    return f"{json.dumps(made, indent=2, ensure_ascii=False)}\n".encode()


def _title(step: PlanStep) -> str:
    text = plain(step.do).rstrip(".")
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1].rstrip()}…"


def _labels(step: PlanStep) -> tuple[str, ...]:
    return ("advisor", f"horizon-{step.horizon.value}", f"effort-{step.effort.value.lower()}")


def _severity(report: Report, step: PlanStep) -> Severity:
    found = [report.catalog.pitfalls[name].severity for name in step.pitfalls]
    # A step that only carries out a verdict weighs as much as a finding of medium severity.
    return max(found, default=Severity.MEDIUM)


def _facts(report: Report, step: PlanStep) -> tuple[tuple[str, str], ...]:
    catalog = report.catalog
    numbers = {other.id: other.number for other in report.plan}
    why = [catalog.rules[name].title for name in step.rules]
    why += [catalog.pitfalls[name].title for name in step.pitfalls]
    facts = (
        ("Done when", step.check),
        ("Why", "; ".join(why)),
        ("Owner", step.owner),
        ("Due", step.due.isoformat()),
        ("After", ", ".join(f"P{numbers[name]}" for name in step.after)),
        ("Key", step_key(report, step.id)),
    )
    return tuple((name, plain(value)) for name, value in facts if value)


def _markdown(report: Report, step: PlanStep) -> str:
    # A line that starts with a slash is a command to GitLab.
    lines = [re.sub(r"^/", r"\\/", line_start(escape(step.do).strip())), ""]
    lines += [f"- **{name}:** {escape(value)}" for name, value in _facts(report, step)]
    return "\n".join(lines)


def _wiki(report: Report, step: PlanStep) -> str:
    """Return the description in Jira's own markup, everything else taken literally."""
    lines = [_literal(step.do), ""]
    lines += [f"* *{name}:* {_literal(value)}" for name, value in _facts(report, step)]
    return "\n".join(lines)


def _literal(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\{}[]*_-+^~!|#?" else char for char in plain(text))


def _csv(header: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue().encode()


def _cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
