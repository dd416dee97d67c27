"""JSON Schema of assessment files, with the questions and options of one catalog."""

from __future__ import annotations

from typing import Any

from advisor.catalog.schema import Schema, finish
from advisor.model.assessment import SCHEMA_VERSION
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Kind
from advisor.workspace.records import AssessmentRecord


def assessment_schema(catalog: Catalog) -> Schema:
    """Return the schema; an editor then completes question and option ids."""
    schema = AssessmentRecord.model_json_schema()
    properties = schema["properties"]
    properties["schema_version"] = {"const": SCHEMA_VERSION}
    properties["answers"] = {
        "type": "object",
        "properties": {
            question.id: _answer(question, schema["$defs"]["AnswerRecord"])
            for question in catalog.questions.values()
            if not question.subject and question.id not in catalog.rosters
        },
        "additionalProperties": False,
    }
    for name, known in (
        ("complete", catalog.groups),
        ("figures", catalog.figures),
        ("dates", catalog.dates),
        ("products", catalog.layers),
        ("overrides", catalog.layers),
    ):
        properties[name]["propertyNames"] = {"enum": list(known)}
    actor = schema["$defs"]["ActorRecord"]["properties"]
    actor["kind"] = {"type": "string", "enum": list(catalog.subjects)}
    actor["answers"] = {
        "type": "object",
        "properties": {
            authored: _answer(question, schema["$defs"]["AnswerRecord"])
            for authored, question in catalog.templates.items()
        },
        "additionalProperties": False,
    }
    return finish(schema, "advisor: an assessment")


def _answer(question: Question, answer: Schema) -> Schema:
    """Return the schema of one question's answers."""
    options: Schema = {
        "anyOf": [{"const": option.id, "description": option.label} for option in question.options]
    }
    properties: dict[str, Any] = {
        key: value for key, value in answer["properties"].items() if key != "maybe"
    }
    if question.kind is Kind.SINGLE:
        properties["value"] = options
    else:
        listed = {"type": "array", "items": options, "uniqueItems": True}
        properties["value"] = properties["maybe"] = listed
    properties["unknown"] = {"const": True}
    properties["not_applicable"] = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "description": question.text,
        "properties": properties,
        "additionalProperties": False,
    }
