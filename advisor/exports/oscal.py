"""OSCAL 1.2: component definition, assessment results, plan of action and mapping collection.

Identifiers of standards become tokens, because OSCAL allows no spaces or colons in them; the
identifier as published stands beside each as a property. Every UUID follows from names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advisor.exports.files import File
from advisor.exports.naming import project_slug, stable_uuid
from advisor.exports.oscal_findings import findings, observations, risks
from advisor.exports.oscal_parts import back_matter, metadata, moment, prop, text, token
from advisor.model.catalog import Standard
from advisor.model.report import Alignment, PlanStep, Report, StackLine

_REVISION5 = re.compile(r"NIST SP 800-53r5 ([A-Z]{2}-\d+)(?:\((\d+)\))?")


def write(report: Report) -> tuple[File, ...]:
    """Return one file per OSCAL model that has something to say."""
    models = {
        "component-definition": _components(report),
        "assessment-results": _results(report),
        "plan-of-action-and-milestones": _plan(report),
        "mapping-collection": _mappings(report),
    }
    return tuple(
        File(f"oscal-{name}.json", _json({name: model})) for name, model in models.items() if model
    )


def _json(content: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(content, indent=2, ensure_ascii=False)}\n".encode()


def control_token(control_id: str) -> str:
    """Return a published identifier as an OSCAL token; SP 800-53 has tokens of its own."""
    found = _REVISION5.fullmatch(control_id)
    if found:
        enhancement = f".{found[2]}" if found[2] else ""
        return f"{found[1].lower()}{enhancement}"
    return token(control_id)


def _components(report: Report) -> dict[str, Any]:
    filled = [line for line in report.stack if line.name]
    if not filled:
        return {}
    return {
        "uuid": stable_uuid(report, "component-definition"),
        "metadata": metadata(report, "Recommended identity stack"),
        "components": [_component(report, line) for line in filled],
    }


def _component(report: Report, line: StackLine) -> dict[str, Any]:
    layer = report.catalog.layers[line.layer]
    made: dict[str, Any] = {
        "uuid": stable_uuid(report, "component", line.layer),
        "type": "service",
        "title": text(line.name),
        "description": text(line.why or layer.job),
        "purpose": text(layer.job),
        "props": [
            prop("layer", line.layer),
            prop("in-place", "yes" if line.in_place else "no"),
            prop("owner", layer.owner),
        ],
    }
    implementations = list(_implementations(report, line))
    if implementations:
        made["control-implementations"] = implementations
    return made


def _implementations(report: Report, line: StackLine) -> Iterator[dict[str, Any]]:
    """Yield, per standard, the entries whose rule or finding asks for the component's layer."""
    for standard, entries in _by_standard(report, report.alignments):
        named = [entry for entry in entries if line.layer in _layers(report, entry)]
        if named:
            yield {
                "uuid": stable_uuid(report, "implementation", line.layer, standard.id),
                "source": standard.url or f"urn:standard:{standard.id}",
                "description": text(f"Entries of {standard.title} that this component answers."),
                "implemented-requirements": [
                    {
                        "uuid": stable_uuid(report, "requirement", line.layer, entry.control),
                        "control-id": control_token(entry.control),
                        "description": text(entry.reason),
                        "props": [prop("published-id", entry.control)],
                    }
                    for entry in named
                ],
            }


def _layers(report: Report, entry: Alignment) -> frozenset[str]:
    rules = (report.catalog.rules[name].layers for name in entry.rules)
    pitfalls = (report.catalog.pitfalls[name].layers for name in entry.pitfalls)
    return frozenset(layer for layers in (*rules, *pitfalls) for layer in layers)


def _by_standard(
    report: Report, entries: Iterable[Alignment]
) -> Iterator[tuple[Standard, list[Alignment]]]:
    groups: dict[str, list[Alignment]] = {}
    for entry in entries:
        groups.setdefault(report.catalog.controls[entry.control].standard, []).append(entry)
    for standard, grouped in groups.items():
        yield report.catalog.standards[standard], grouped


def _results(report: Report) -> dict[str, Any]:
    found = findings(report)
    if not found:
        return {}
    result: dict[str, Any] = {
        "uuid": stable_uuid(report, "result"),
        "title": text(f"Identity assessment of {report.assessment.project.name or 'the project'}"),
        "description": "Verdict per job of the identity platform, and the findings.",
        "start": moment(report.today),
        "end": moment(report.today),
        "reviewed-controls": {"control-selections": [_selection(report)]},
        "findings": found,
    }
    if report.decision.findings:
        result["observations"] = observations(report)
        result["risks"] = risks(report)
    plan = stable_uuid(report, "resource", "questionnaire")
    return {
        "uuid": stable_uuid(report, "assessment-results"),
        "metadata": metadata(report, "Results of the identity assessment"),
        "import-ap": {"href": f"#{plan}"},
        "results": [result],
        "back-matter": back_matter(
            plan, f"Questionnaire, catalog {report.catalog.version}", "The questions asked."
        ),
    }


def _selection(report: Report) -> dict[str, Any]:
    named = dict.fromkeys(control_token(entry.control) for entry in report.alignments)
    if not named:
        return {"include-all": {}}
    return {"include-controls": [{"control-id": name} for name in named]}


def _plan(report: Report) -> dict[str, Any]:
    if not report.plan:
        return {}
    made: dict[str, Any] = {
        "uuid": stable_uuid(report, "poam"),
        "metadata": metadata(report, "Plan of action"),
        "system-id": {"identifier-type": "urn:advisor:project", "id": project_slug(report)},
    }
    if report.decision.findings:
        made["observations"] = observations(report)
        made["risks"] = risks(report)
    made["poam-items"] = [_item(report, step) for step in report.plan]
    return made


def _item(report: Report, step: PlanStep) -> dict[str, Any]:
    item: dict[str, Any] = {
        "uuid": stable_uuid(report, "poam-item", step.id),
        "title": text(step.do),
        "description": text(f"Done when: {step.check}"),
        "props": [
            prop("step", step.id),
            prop("owner", step.owner),
            prop("effort", step.effort.value),
            prop("horizon", step.horizon.value),
            prop("due", step.due.isoformat()),
        ],
    }
    if step.pitfalls:
        item["related-risks"] = [
            {"risk-uuid": stable_uuid(report, "risk", name)} for name in step.pitfalls
        ]
    return item


def _mappings(report: Report) -> dict[str, Any]:
    if not report.alignments:
        return {}
    provenance = {
        "method": "human",
        "matching-rationale": "semantic",
        "status": "draft",
        "mapping-description": (
            "From rules and findings of this assessment to published entries; our judgement."
        ),
    }
    return {
        "uuid": stable_uuid(report, "mapping-collection"),
        "metadata": metadata(report, "Concerns mapped to standards"),
        "provenance": provenance,
        "mappings": [
            _mapping(report, standard, entries)
            for standard, entries in _by_standard(report, report.alignments)
        ],
    }


def _mapping(report: Report, standard: Standard, entries: list[Alignment]) -> dict[str, Any]:
    return {
        "uuid": stable_uuid(report, "mapping", standard.id),
        "source-resource": {"type": "catalog", "href": "urn:advisor:catalog"},
        "target-resource": {
            "type": "catalog",
            "href": standard.url or f"urn:standard:{standard.id}",
        },
        "maps": [
            {
                "uuid": stable_uuid(report, "map", entry.control),
                "relationship": "intersects-with",
                "sources": [
                    {"type": "control", "id-ref": token(name)}
                    for name in (*entry.rules, *entry.pitfalls)
                ],
                "targets": [
                    {
                        "type": "control",
                        "id-ref": control_token(entry.control),
                        "props": [prop("published-id", entry.control)],
                    }
                ],
                "remarks": text(entry.reason),
            }
            for entry in entries
        ],
    }
