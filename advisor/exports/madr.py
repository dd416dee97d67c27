"""The decision record in MADR 4, as Backstage and log4brains read it.

Front matter carries what MADR 4 defines; the same status, date and deciders stand once more under
the title, where log4brains and older MADR readers look for them.
"""

from __future__ import annotations

import re

from advisor.exports.files import File
from advisor.exports.markdown import escape, render
from advisor.model.document import Document
from advisor.model.report import Report

_LONGEST = 60
_BULLETS = {"status": "Status", "date": "Date", "decision-makers": "Deciders"}


def write(report: Report) -> tuple[File, ...]:
    """Return the decision record under its log name."""
    return (File(file_name(report), text(report.record).encode()),)


def file_name(report: Report) -> str:
    """Return `NNNN-outcome-platform-project.md`; Backstage asks for the number first.

    The name does not list the jobs, so a record keeps it while its details change.
    """
    decided = report.record.title.partition(":")[0]
    name = f"{decided} {report.assessment.project.name}".lower()
    words = re.sub(r"[^a-z0-9]+", "-", name).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0]
    return f"0001-{words or 'decision'}.md"


def text(record: Document) -> str:
    """Return a record with its front matter."""
    meta = dict(record.meta)
    front = [f"{name}: {_scalar(value)}" for name, value in record.meta if value]
    bullets = [
        f"- {title}: {escape(meta[name])}" for name, title in _BULLETS.items() if meta.get(name)
    ]
    title, rest = render(record, anchors=False).split("\n", 1)
    return "\n".join(["---", *front, "---", "", title, "", *bullets, rest])


def _scalar(value: str) -> str:
    """Return a value as a YAML string that no reader can take for something else."""
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", value)
    if re.fullmatch(r"[A-Za-z][\w .-]*[\w.]|\d{4}-\d\d-\d\d|[A-Za-z]", plain):
        return plain
    return "'" + plain.replace("'", "''") + "'"
