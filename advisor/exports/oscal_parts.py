"""Pieces that every OSCAL model shares."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from advisor.exports.wiki_page import plain
from advisor.model.report import Report

OSCAL_VERSION = "1.2.0"
NAMESPACE = "urn:advisor:oscal"


def metadata(report: Report, title: str) -> dict[str, Any]:
    """Return the metadata of a model: dated by the assessment, never by the clock."""
    name = report.assessment.project.name
    return {
        "title": text(f"{title}: {name}" if name else title),
        "last-modified": moment(report.today),
        "version": report.today.isoformat(),
        "oscal-version": OSCAL_VERSION,
        "props": [
            prop("catalog-version", report.catalog.version),
            prop("outcome", report.decision.outcome.id),
            prop("standing", report.decision.standing.value),
        ],
    }


def back_matter(uuid: str, title: str, description: str) -> dict[str, Any]:
    """Return back matter with one resource."""
    return {"resources": [{"uuid": uuid, "title": title, "description": description}]}


def prop(name: str, value: str) -> dict[str, str]:
    """Return a property in our name space; an empty value is said to be empty."""
    return {"name": name, "ns": NAMESPACE, "value": text(value) or "none"}


def moment(day: date) -> str:
    """Return the start of a day as OSCAL writes times."""
    return f"{day.isoformat()}T00:00:00+00:00"


def token(name: str) -> str:
    """Return a name as a token: a letter first, then letters, digits, dots and hyphens."""
    plainly = re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")
    return plainly if re.match(r"[A-Za-z]", plainly) else f"id-{plainly}"


def text(value: str) -> str:
    """Return text on one line without spaces around it."""
    return plain(re.sub(r"\s+", " ", value)).strip()
