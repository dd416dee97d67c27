"""The JSON format: complete, described by its schema, and readable again."""

import json

from advisor.exports import json as writer
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
