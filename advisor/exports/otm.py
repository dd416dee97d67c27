"""The recommended architecture as an Open Threat Model 0.2.0: zones, components, flows, threats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from advisor.exports.files import File
from advisor.exports.naming import project_slug, stable_uuid
from advisor.model.document import Diagram, Node
from advisor.model.report import Report
from advisor.model.vocabulary import Severity

VERSION = "0.2.0"
# How far a zone is trusted, from 0 to 100; our judgement, to be adjusted in the tool.
_TRUST = {"outside": 10, "front": 40, "people": 70, "application": 70}
_TRUSTED = 80
_IMPACT = {
    Severity.LOW: 25,
    Severity.MEDIUM: 50,
    Severity.HIGH: 75,
    Severity.CRITICAL: 100,
}
# Where an answer states a finding, it is present: the likelihood is not an estimate.
_PRESENT = 100


def write(report: Report) -> tuple[File, ...]:
    """Return `threat-model.otm.json`."""
    text = json.dumps(content(report), indent=2, ensure_ascii=False)
    return (File("threat-model.otm.json", f"{text}\n".encode()),)


def content(report: Report) -> dict[str, Any]:
    """Return the model."""
    diagram = report.diagram
    project = report.assessment.project
    return {
        "otmVersion": VERSION,
        "project": {
            "id": project_slug(report),
            "name": project.name or "Identity stack",
            "description": "Recommended identity architecture and the findings that remain.",
            "owner": project.owner or None,
            "attributes": {"date": report.today.isoformat(), "catalog": report.catalog.version},
        },
        "representations": [
            {
                "id": stable_uuid(report, "representation"),
                "name": "Recommended architecture",
                "type": "diagram",
                "size": {"width": 1600, "height": 900},
            }
        ],
        "trustZones": list(_zones(report, diagram)) if diagram else [],
        "components": list(_components(report, diagram)) if diagram else [],
        "dataflows": list(_flows(report, diagram)) if diagram else [],
        "threats": list(_threats(report)),
        "mitigations": list(_mitigations(report)),
    }


def _zones(report: Report, diagram: Diagram) -> Iterator[dict[str, Any]]:
    for zone in diagram.zones:
        yield {
            "id": stable_uuid(report, "zone", zone.id),
            "name": zone.label,
            "type": zone.id,
            "risk": {"trustRating": _TRUST.get(zone.id, _TRUSTED)},
        }


def _components(report: Report, diagram: Diagram) -> Iterator[dict[str, Any]]:
    for node in diagram.nodes:
        yield {
            "id": stable_uuid(report, "component", node.id),
            "name": node.label,
            "type": node.id,
            "description": node.note or None,
            "parent": {"trustZone": stable_uuid(report, "zone", node.zone)},
            "tags": [node.change],
            "threats": list(_exposed(report, node)),
        }


def _exposed(report: Report, node: Node) -> Iterator[dict[str, Any]]:
    """Yield the findings that a component's layer answers; without a layer, the login has them."""
    for finding in report.decision.findings:
        pitfall = report.catalog.pitfalls[finding.pitfall]
        layers = pitfall.layers or ("login",)
        if node.id not in layers:
            continue
        yield {
            "threat": stable_uuid(report, "threat", pitfall.id),
            "state": "exposed",
            "mitigations": [
                {"mitigation": stable_uuid(report, "mitigation", step.id), "state": "recommended"}
                for step in report.plan
                if pitfall.id in step.pitfalls
            ],
        }


def _flows(report: Report, diagram: Diagram) -> Iterator[dict[str, Any]]:
    for place, flow in enumerate(diagram.flows):
        ends = (flow.source, flow.target)
        yield {
            "id": stable_uuid(report, "flow", *ends, str(place)),
            "name": flow.label,
            "source": stable_uuid(report, "component", flow.source),
            "destination": stable_uuid(report, "component", flow.target),
            "bidirectional": False,
            "tags": [flow.change],
        }


def _threats(report: Report) -> Iterator[dict[str, Any]]:
    for finding in report.decision.findings:
        pitfall = report.catalog.pitfalls[finding.pitfall]
        yield {
            "id": stable_uuid(report, "threat", pitfall.id),
            "name": pitfall.title,
            "description": f"{pitfall.finding} {pitfall.impact}",
            "categories": list(pitfall.controls),
            "risk": {
                "likelihood": _PRESENT,
                "likelihoodComment": "Stated by the answers of the assessment.",
                "impact": _IMPACT[finding.severity],
                "impactComment": f"Severity {finding.severity.id}.",
            },
            "attributes": {"id": pitfall.id},
        }


def _mitigations(report: Report) -> Iterator[dict[str, Any]]:
    for step in report.plan:
        if not step.pitfalls:
            continue
        yield {
            "id": stable_uuid(report, "mitigation", step.id),
            "name": step.do,
            "description": f"Proved by: {step.check}",
            "riskReduction": 100,
            "attributes": {"owner": step.owner, "due": step.due.isoformat(), "id": step.id},
        }
