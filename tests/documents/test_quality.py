"""Every document of the shipped examples and of the acceptance cases, held to the same measure."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from advisor.application.documenting import context_of
from advisor.application.opening import opened_together
from advisor.documents import report
from advisor.exports import markdown
from advisor.model.document import Document
from advisor.model.report import Report
from tests.documents import quality

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    *sorted((ROOT / "advisor" / "examples").glob("*.yaml")),
    *sorted((ROOT / "tests" / "acceptance" / "cases").glob("*.yaml")),
)
TODAY = date(2026, 11, 22)
VERDICT_WITHIN = 10

OfDocument = Callable[[Document], list[str]]
OfReport = Callable[[Report], list[str]]


@cache
def reports() -> dict[str, Report]:
    """The report of every file, built once."""
    return {
        opened.path.stem: report(context_of(opened)) for opened in opened_together(FILES, (), TODAY)
    }


@pytest.fixture(scope="module", params=[path.stem for path in FILES])
def made(request: pytest.FixtureRequest) -> Report:
    """One report after the other."""
    return reports()[str(request.param)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "check",
    [
        quality.empty_sections,
        quality.repeated_sentences,
        quality.long_sentences,
        quality.placeholders,
        quality.dangling_links,
        quality.repeated_anchors,
        quality.double_spaces,
    ],
    ids=lambda check: str(check.__name__),
)
def test_documents_are_well_made(made: Report, check: OfDocument) -> None:
    """No document repeats itself, runs on, leaves a place empty or links into nothing."""
    assert check(made.document) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "check",
    [quality.unsourced, quality.unknown_identifiers, quality.layers_without_reason],
    ids=lambda check: str(check.__name__),
)
def test_documents_can_be_traced(made: Report, check: OfReport) -> None:
    """Every claim has a reference, every identifier a catalog entry, every layer a reason."""
    assert check(made) == []


@pytest.mark.slow
def test_the_verdict_stands_within_ten_lines(made: Report) -> None:
    """Outcome, what leaves, what stays, urgency and certainty are in the first ten lines."""
    head = "\n".join(markdown.render(made.document).splitlines()[:VERDICT_WITHIN])

    assert made.decision.outcome.id.capitalize() in head
    for words in ("What leaves:", "What stays:", "How urgent:", "How sure:"):
        assert words in head


@pytest.mark.slow
def test_every_finding_has_a_dated_remedy(made: Report) -> None:
    """Each finding is answered by a step with an owner, a date and a proving check."""
    answered = {name for step in made.plan for name in step.pitfalls}

    assert {finding.pitfall for finding in made.decision.findings} <= answered
    assert all(step.owner and step.due >= TODAY and step.check for step in made.plan)


@pytest.mark.slow
def test_every_named_actor_and_note_appears(made: Report) -> None:
    """The team finds its own names and words in the document."""
    text = markdown.render(made.document)
    said = [answer.note for answer in made.assessment.answers.values() if answer.note]

    assert [note for note in said if markdown.escape(note.strip()) not in text] == []
