"""Stable identifiers: the same project and step have the same key and UUID in every run."""

from __future__ import annotations

import re
import uuid

from advisor.model.report import Report

# Our own name space, itself derived from a name: nothing here is random.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:advisor:documents")


def project_slug(report: Report) -> str:
    """Return the project's name as an identifier."""
    words = re.sub(r"[^a-z0-9]+", "-", report.assessment.project.name.lower()).strip("-")
    return words[:40].rstrip("-") or "project"


def step_key(report: Report, step_id: str) -> str:
    """Return a step's key, the same in every backlog and in every run."""
    return f"{project_slug(report)}/{step_id}"


def stable_uuid(report: Report, *parts: str) -> str:
    """Return the UUID of a part of a project; the same parts give the same UUID."""
    return str(uuid.uuid5(_SPACE, "/".join((project_slug(report), *parts))))
