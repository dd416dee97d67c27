"""Every document of the shipped examples and of the acceptance cases, held to the same measure."""

import pytest

from advisor.exports import markdown
from tests.documents import quality
from tests.documents.made import CASES, EXAMPLES, TODAY, report_of

VERDICT_WITHIN = 10
LINES = ("What leaves:", "What stays:", "How urgent:", "How sure:")

OF_DOCUMENTS = (
    quality.empty_sections,
    quality.repeated_sentences,
    quality.long_sentences,
    quality.placeholders,
    quality.dangling_links,
    quality.repeated_anchors,
    quality.double_spaces,
)
OF_REPORTS = (quality.unsourced, quality.unknown_identifiers, quality.layers_without_reason)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({**EXAMPLES, **CASES}))
def test_documents_are_well_made(name: str) -> None:
    """No document repeats itself, runs on, leaves a place empty, or says what it cannot trace.

    The verdict stands in the first ten lines, every finding has a dated remedy, and the team
    finds its own notes. All of it in one test, because working out a document takes the time.
    """
    made = report_of(name)
    offences = {check.__name__: check(made.document) for check in OF_DOCUMENTS}
    offences |= {check.__name__: check(made) for check in OF_REPORTS}
    text = markdown.render(made.document)
    head = "\n".join(text.splitlines()[:VERDICT_WITHIN])
    offences["late"] = [words for words in LINES if words not in head]
    answered = {pitfall for step in made.plan for pitfall in step.pitfalls}
    offences["unanswered"] = [
        finding.pitfall for finding in made.decision.findings if finding.pitfall not in answered
    ]
    offences["undated"] = [
        step.id for step in made.plan if not step.owner or not step.check or step.due < TODAY
    ]
    notes = [answer.note for answer in made.assessment.answers.values() if answer.note]
    offences["unquoted"] = [note for note in notes if markdown.escape(note.strip()) not in text]

    assert {name: found for name, found in offences.items() if found} == {}
