"""Everything as data: the assessment, the decision, the stack, the plan and the document itself.

The `assessment` in it is an assessment file in JSON, so it can be read again and gives the same
decision. `docs/generated/document.schema.json` describes the whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from advisor.exports.files import File
from advisor.exports.tree import data, document_data
from advisor.model.assessment import Actor, Answer, Assessment
from advisor.model.report import Report

SCHEMA_VERSION = 1


def write(report: Report) -> tuple[File, ...]:
    """Return `stack.json`."""
    text = json.dumps(content(report), indent=2, ensure_ascii=False)
    return (File("stack.json", f"{text}\n".encode()),)


def content(report: Report) -> dict[str, Any]:
    """Return what the file holds."""
    return {
        "schema_version": SCHEMA_VERSION,
        "today": report.today.isoformat(),
        "catalog_version": report.catalog.version,
        "assessment": assessment_data(report.assessment),
        "decision": dict(report.decided) or data(report.decision),
        "stack": data(report.stack),
        "plan": data(report.plan),
        "controls": data(report.alignments),
        "document": document_data(report.document),
        "record": document_data(report.record),
    }


def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment in the shape of an assessment file, empty parts left out."""
    written = {
        "schema_version": assessment.schema_version,
        "catalog_version": assessment.catalog_version,
        "project": _filled(data(assessment.project)),
        "actors": [_actor(actor) for actor in assessment.actors],
        "complete": dict(assessment.complete),
        "answers": _answers(assessment.answers),
        "figures": dict(assessment.figures),
        "products": dict(assessment.products),
        "dates": data(assessment.dates),
        "overrides": data(assessment.overrides),
        "record": _filled(data(assessment.record)),
        "waivers": [data(waiver) for waiver in assessment.waivers],
        "proposals": [_filled(data(proposal)) for proposal in assessment.proposals],
    }
    return {name: value for name, value in written.items() if value not in ("", [], {})}


def _actor(actor: Actor) -> dict[str, Any]:
    written = {name: value for name, value in data(actor).items() if name != "answers"}
    return {**_filled(written), **({"answers": _answers(actor.answers)} if actor.answers else {})}


def _answers(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: _answer(answer) for name, answer in answers.items()}


def _answer(answer: Answer) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if answer.value is not None:
        written["value"] = answer.value if isinstance(answer.value, str) else list(answer.value)
    if answer.maybe:
        written["maybe"] = list(answer.maybe)
    if answer.unknown:
        written["unknown"] = True
    if answer.not_applicable is not None:
        written["not_applicable"] = answer.not_applicable
    if answer.note:
        written["note"] = answer.note
    if answer.evidence:
        written["evidence"] = list(answer.evidence)
    return written


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], None)}
