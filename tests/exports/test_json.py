"""The JSON format: complete, described by its schema, and readable again."""

import json
from pathlib import Path

import jsonschema

from advisor.exports import json as writer
from advisor.exports.json_schema import schema
from advisor.workspace import parse
from tests.catalog.small import small_catalog
from tests.documents.small import small_report


def test_the_assessment_in_it_reads_back_to_the_same_answers() -> None:
    """What the file says of the assessment is an assessment file again, nothing lost."""
    report = small_report()
    content = json.loads(writer.write(report)[0].data)

    again = parse(json.dumps(content["assessment"]), "stack.json", small_catalog())

    assert again == report.assessment


def test_it_holds_all_that_the_document_says() -> None:
    """Every section of the document, every step and every layer is in the data."""
    report = small_report()
    content = writer.content(report)

    sections = [section["id"] for section in content["document"]["sections"]]
    assert sections == [section.id for section in report.document.sections]
    assert [step["id"] for step in content["plan"]] == [step.id for step in report.plan]
    assert [line["layer"] for line in content["stack"]] == [line.layer for line in report.stack]
    assert content["decision"]["outcome"] == report.decision.outcome.id


def test_it_is_valid_against_its_published_schema() -> None:
    """The schema describes every key, and allows no other."""
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(writer.content(small_report()))


def test_the_published_schema_is_the_one_of_this_version(checkout: Path) -> None:
    """docs/generated holds the schema that the writer follows."""
    published = checkout / "docs" / "generated" / "document.schema.json"

    assert json.loads(published.read_text(encoding="utf-8")) == schema()
