"""The stable JSON of `decide --json` and `explain --json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.application.facts_json import fact_json, facts_json
from advisor.application.reasoned import Reasoned
from advisor.model.catalog import Catalog
from advisor.model.decision import CapabilityDecision, Change, Decision
from advisor.reasoning.relevance import Relevant

if TYPE_CHECKING:
    from advisor.stacks import Recommendation

SCHEMA_VERSION = 2


def decision_json(reasoned: Reasoned, *, explain: bool = False) -> dict[str, object]:
    """Return the whole decision as plain data.

    With `explain`, the top and every capability also carry `relevant` and `triggers`.
    """
    opened, decision = reasoned.opened, reasoned.opened.decision
    result: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "catalog_version": opened.catalog.version,
        "today": opened.compiled.reading.today.isoformat(),
        "outcome": decision.outcome.id,
        "settled": decision.settled,
        **_stand(opened.catalog, decision),
        "possible": [verdict.id for verdict in decision.possible],
        "certificate": _certificate(reasoned, None),
        "changes": changes_json(reasoned.opened.catalog, reasoned.changes[None].items),
        "proven": reasoned.proven and decision.fewest,
        "capabilities": [
            _capability(reasoned, job, explain=explain) for job in decision.capabilities
        ],
        "pitfalls": [
            {
                "id": finding.pitfall,
                "severity": finding.severity.id,
                "because": facts_json(opened.catalog, finding.because),
            }
            for finding in decision.findings
        ],
        "open_questions": [_open_question(found) for found in reasoned.relevance],
        "stack": _stack(opened.catalog, reasoned.recommendation),
        "controls": _controls(reasoned),
        "notices": [
            {"kind": notice.kind, "question": notice.question, "text": notice.text}
            for notice in (*decision.notices, *reasoned.recommendation.notices)
        ],
    }
    if explain:
        result |= _explained(reasoned, None)
    return result


def changes_json(catalog: Catalog, items: Iterable[Change]) -> list[dict[str, object]]:
    """Return smallest changes as plain data; `set` is what to apply to the file."""
    return [
        {
            "to": change.to.id,
            "set": [
                fact_json(catalog, edit.given) | {"from": edit.origin} for edit in change.edits
            ],
        }
        for change in items
    ]


def _capability(reasoned: Reasoned, job: CapabilityDecision, *, explain: bool) -> dict[str, object]:
    result: dict[str, object] = {
        "id": job.id,
        "status": job.status.value,
        "verdict": job.verdict.id,
        "settled": job.settled,
        **_stand(reasoned.opened.catalog, job),
        "possible": [verdict.id for verdict in job.possible],
        "target": job.target.id if job.target is not None else None,
        "goes_to": list(reasoned.said[job.id].names),
        "layers": list(job.layers),
        "rules": list(job.rules),
        "keep_grounds": list(job.keep_grounds),
        "conditions": [{"id": state.id, "state": state.state} for state in job.conditions],
        "suspected": job.suspected,
        "reasons": facts_json(reasoned.opened.catalog, job.reasons),
        "certificate": _certificate(reasoned, job.id),
        "changes": changes_json(reasoned.opened.catalog, reasoned.changes[job.id].items),
    }
    if explain:
        result |= _explained(reasoned, job.id)
    return result


def _stand(catalog: Catalog, decided: Decision | CapabilityDecision) -> dict[str, object]:
    """Return how a verdict stands and on what it rests."""
    return {
        "standing": decided.standing.value,
        "assumptions": [
            fact_json(catalog, assumption.given)
            | {
                "theme": assumption.theme,
                "default": assumption.default,
                "reaches": assumption.reaches.id,
            }
            for assumption in decided.assumptions
        ],
        "counter_grounds": [
            {
                "capability": ground.capability,
                "rule": ground.rule or None,
                "to": ground.to.id,
                "facts": facts_json(catalog, ground.facts),
                "open_questions": list(ground.open_questions),
            }
            for ground in decided.stand.counter_grounds
        ],
        "missing": list(decided.stand.missing),
    }


def _explained(reasoned: Reasoned, key: str | None) -> dict[str, object]:
    return {
        "relevant": [found.question for found in reasoned.relevance if _matters(found, key)],
        "triggers": changes_json(reasoned.opened.catalog, reasoned.triggers[key].items),
    }


def _matters(found: Relevant, key: str | None) -> bool:
    return bool(found.outcome if key is None else dict(found.capabilities).get(key))


def _certificate(reasoned: Reasoned, key: str | None) -> list[dict[str, object]] | None:
    found = reasoned.certificates[key]
    return None if found is None else facts_json(reasoned.opened.catalog, found)


def _open_question(found: Relevant) -> dict[str, object]:
    result: dict[str, object] = {
        "question": found.question,
        "could_become": [verdict.id for verdict in found.could_become],
    }
    if found.could_raise:
        result["could_raise"] = list(found.could_raise)
    if not found.proven:
        result["proven"] = False
    return result


def _stack(catalog: Catalog, recommendation: Recommendation) -> list[dict[str, object]]:
    return [
        {
            "layer": row.layer,
            "component": row.component,
            "name": row.name,
            "open": row.open,
            "called_by": list(row.called_by),
            "because": facts_json(catalog, row.because),
        }
        for row in recommendation.rows
    ]


def _controls(reasoned: Reasoned) -> list[str]:
    """Return the controls that fired rules and pitfalls name, in the order of the standards."""
    catalog, decision = reasoned.opened.catalog, reasoned.opened.decision
    named = {
        control
        for job in decision.capabilities
        for rule in job.rules
        for control in catalog.rules[rule].controls
    }
    named |= {
        control
        for finding in decision.findings
        for control in catalog.pitfalls[finding.pitfall].controls
    }
    return [control for control in catalog.controls if control in named]
