"""What an assessment found, as OSCAL findings, observations and risks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.exports.naming import stable_uuid
from advisor.exports.oscal_parts import NAMESPACE, moment, prop, text, token
from advisor.model.catalog import Pitfall
from advisor.model.decision import CapabilityDecision, Finding
from advisor.model.report import PlanStep, Report
from advisor.model.vocabulary import Verdict


def findings(report: Report) -> list[dict[str, Any]]:
    """Return a finding per job with a verdict, and one per pitfall."""
    judged = [job for job in report.decision.capabilities if job.verdict > Verdict.NONE]
    return [
        *(_verdict(report, job) for job in judged),
        *(_pitfall(report, finding) for finding in report.decision.findings),
    ]


def _verdict(report: Report, job: CapabilityDecision) -> dict[str, Any]:
    capability = report.catalog.capabilities[job.id]
    stays = job.verdict is Verdict.KEEP
    title = f"{capability.title}: {job.verdict.id}"
    return {
        "uuid": stable_uuid(report, "finding", job.id),
        "title": text(title),
        "description": text(capability.job),
        "props": [
            prop("verdict", job.verdict.id),
            prop("settled", "yes" if job.settled else "no"),
            prop("standing", job.standing.value),
        ],
        "target": {
            "type": "objective-id",
            "target-id": token(job.id),
            "status": {"state": "satisfied" if stays else "not-satisfied"},
        },
    }


def _pitfall(report: Report, finding: Finding) -> dict[str, Any]:
    pitfall = report.catalog.pitfalls[finding.pitfall]
    return {
        "uuid": stable_uuid(report, "finding", pitfall.id),
        "title": text(pitfall.title),
        "description": text(f"{pitfall.finding} {pitfall.impact}"),
        "props": [prop("severity", finding.severity.id)],
        "target": {
            "type": "objective-id",
            "target-id": token(pitfall.id),
            "status": {"state": "not-satisfied"},
        },
        "related-observations": [
            {"observation-uuid": stable_uuid(report, "observation", pitfall.id)}
        ],
        "related-risks": [{"risk-uuid": stable_uuid(report, "risk", pitfall.id)}],
    }


def observations(report: Report) -> list[dict[str, Any]]:
    """Return what was stated in the interview, with the team's own evidence."""
    return [_observation(report, finding) for finding in report.decision.findings]


def _observation(report: Report, finding: Finding) -> dict[str, Any]:
    pitfall = report.catalog.pitfalls[finding.pitfall]
    made: dict[str, Any] = {
        "uuid": stable_uuid(report, "observation", pitfall.id),
        "title": text(pitfall.title),
        "description": text(pitfall.finding),
        "methods": ["INTERVIEW"],
        "types": ["finding"],
        "collected": moment(report.today),
    }
    evidence = list(_evidence(report, finding))
    if evidence:
        made["relevant-evidence"] = evidence
    return made


def _evidence(report: Report, finding: Finding) -> Iterator[dict[str, Any]]:
    questions = dict.fromkeys(given.question for given in finding.because)
    for question in questions:
        answer = report.answers.get(question)
        for place in answer.evidence if answer else ():
            yield {"description": text(place), "props": [prop("question", question)]}


def risks(report: Report) -> list[dict[str, Any]]:
    """Return a risk per finding, with its deadline and the planned remedy."""
    return [_risk(report, finding) for finding in report.decision.findings]


def _risk(report: Report, finding: Finding) -> dict[str, Any]:
    pitfall = report.catalog.pitfalls[finding.pitfall]
    made: dict[str, Any] = {
        "uuid": stable_uuid(report, "risk", pitfall.id),
        "title": text(pitfall.title),
        "description": text(pitfall.finding),
        "statement": text(pitfall.impact),
        "status": "open",
        "props": [prop("severity", finding.severity.id)],
        "characterizations": [_severity(report, finding)],
    }
    steps = [step for step in report.plan if pitfall.id in step.pitfalls]
    if steps:
        made["deadline"] = moment(max(step.due for step in steps))
        made["remediations"] = [_remedy(report, pitfall, step) for step in steps]
    return made


def _severity(report: Report, finding: Finding) -> dict[str, Any]:
    origin = {"actors": [{"type": "tool", "actor-uuid": stable_uuid(report, "tool")}]}
    facet = {"name": "severity", "system": NAMESPACE, "value": finding.severity.id}
    return {"origin": origin, "facets": [facet]}


def _remedy(report: Report, pitfall: Pitfall, step: PlanStep) -> dict[str, Any]:
    return {
        "uuid": stable_uuid(report, "remedy", pitfall.id, step.id),
        "lifecycle": "planned",
        "title": text(step.do),
        "description": text(f"Done when: {step.check}"),
        "tasks": [
            {
                "uuid": stable_uuid(report, "task", pitfall.id, step.id),
                "type": "milestone",
                "title": text(step.do),
                "timing": {"on-date": {"date": moment(step.due)}},
            }
        ],
    }
