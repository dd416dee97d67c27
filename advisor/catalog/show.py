"""The catalog as plain data, for `advisor catalog show --json` and other programs."""

from __future__ import annotations

from typing import Any

from advisor.model.catalog import Catalog, Question


def show(catalog: Catalog) -> dict[str, Any]:
    """Return what other programs may rely on: questions after expansion, and what they decide."""
    return {
        "schema_version": 1,
        "catalog_version": catalog.version,
        "sections": [{"id": key, "title": title} for key, title in catalog.sections.items()],
        "questions": [_question(question) for question in catalog.questions.values()],
        "subjects": [{"id": key, "label": label} for key, label in catalog.subjects.items()],
        "capabilities": [
            {
                "id": capability.id,
                "title": capability.title,
                "verdicts": [verdict.id for verdict in capability.verdicts],
            }
            for capability in catalog.capabilities.values()
        ],
        "rules": [
            {
                "id": rule.id,
                "capability": rule.capability,
                "title": rule.title,
                "verdict": rule.verdict.id,
                "target": rule.target.id,
            }
            for rule in catalog.rules.values()
        ],
        "pitfalls": [
            {"id": pitfall.id, "title": pitfall.title, "severity": pitfall.severity.id}
            for pitfall in catalog.pitfalls.values()
        ],
        "layers": [{"id": layer.id, "title": layer.title} for layer in catalog.layers.values()],
        "components": [
            {"id": component.id, "layer": component.layer, "name": component.name}
            for component in catalog.components.values()
        ],
        "figures": [{"id": key, "title": title} for key, title in catalog.figures.items()],
        "dates": [{"id": key, "title": title} for key, title in catalog.dates.items()],
    }


def _question(question: Question) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "section": question.section,
        "kind": question.kind.value,
        "ordered": question.ordered,
        "text": question.text,
        "options": [{"id": option.id, "label": option.label} for option in question.options],
    }
    if question.subject:
        shown["authored"] = question.authored
        shown["subject"] = question.subject
    return shown
