"""The decision record in MADR 4, as Backstage and log4brains read it.

Front matter carries what MADR 4 defines; the same status, date and deciders stand once more under
the title, where log4brains and older MADR readers look for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.exports.files import File
from advisor.exports.markdown import escape, render
from advisor.model.ascii_words import ascii_words
from advisor.model.assessment import Assessment
from advisor.model.document import Document
from advisor.model.report import Report

_LONGEST = 60
_ASSESSMENT = re.compile(r"^assessment: '(.*)'$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def write(report: Report) -> tuple[File, ...]:
    """Return the decision record under its log name."""
    record = report.assessment.record
    made = text(report.record, record.deciders, record.supersedes or "", report.assessment.id)
    return (File(file_name(report), made.encode()),)


def file_name(report: Report) -> str:
    """Return `NNNN-outcome-platform-project.md`; Backstage asks for the number first.

    The name does not list the jobs, so a record keeps it while its details change.
    """
    decided = report.record.title.partition(":")[0]
    words = "-".join(ascii_words(f"{decided} {report.assessment.project.name}"))
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0]
    return f"0001-{words or 'decision'}.md"


def belongs(written: str, assessment: Assessment) -> bool:
    """Whether a record that stands in a log is of this assessment: by its id, else by its title."""
    front = written.split("---\n", 2)[1] if written.startswith("---\n") else ""
    named = _ASSESSMENT.search(front)
    if named is not None and assessment.id:
        return named[1] == assessment.id
    title = _TITLE.search(written)
    return title is None or title[1].endswith(f" of {escape(assessment.project.name)}")


def text(
    record: Document, deciders: Sequence[str] = (), supersedes: str = "", assessment: str = ""
) -> str:
    """Return a record with its front matter; `assessment` is the id of what it records."""
    meta = {name: value for name, value in record.meta if value}
    front = [f"{name}: {_scalar(value)}" for name, value in meta.items()]
    if deciders:
        front += ["decision-makers:", *(f"  - {_scalar(name)}" for name in deciders)]
    if supersedes:
        front.append(f"supersedes: {_scalar(supersedes)}")
    if assessment:
        # Always quoted: an id may read like a number.
        front.append(f"assessment: '{assessment}'")
    bullets = [f"- {name.capitalize()}: {escape(value)}" for name, value in meta.items()]
    if deciders:
        bullets.append(f"- Deciders: {escape(', '.join(deciders))}")
    if supersedes:
        bullets.append(f"- Supersedes: {_record_link(supersedes)}")
    title, rest = render(record, anchors=False).split("\n", 1)
    return "\n".join(["---", *front, "---", "", title, "", *bullets, rest])


def _record_link(name: str) -> str:
    """Return a link to another record of the same log, where the name is that of one."""
    if not re.fullmatch(r"[\w.-]+\.md", name):
        return escape(name)
    return f"[{escape(name.removesuffix('.md'))}]({name})"


def _scalar(value: str) -> str:
    """Return a value as a YAML string that no reader can take for something else."""
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", value)
    if re.fullmatch(r"[A-Za-z][\w .-]*[\w.]|\d{4}-\d\d-\d\d|[A-Za-z]", plain):
        return plain
    return "'" + plain.replace("'", "''") + "'"
