"""Where what was read contradicts what people have said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.evidence.proposals import Finding, contradicts, relation_to
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, Question


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One answer that does not hold any more, and the place that shows it."""

    question: str
    signal: str
    file: str
    line: int
    where: str
    message: str


def drift(
    found: Iterable[Finding], answers: Mapping[str, Answer], catalog: Catalog
) -> list[Contradiction]:
    """Return every contradiction between certain evidence and the answers."""
    result: list[Contradiction] = []
    for finding in found:
        question = catalog.questions[finding.signal.suggests.question]
        answer = answers.get(question.id)
        if answer is None or not contradicts(finding):
            continue
        if relation_to(finding, answer) == "contradicts":
            result.append(_contradiction(finding, question, answer))
    return sorted(result, key=lambda item: (item.file, item.line, item.question))


def _contradiction(finding: Finding, question: Question, answer: Answer) -> Contradiction:
    message = (
        f"{finding.signal.says} The answer to “{question.text}” is {_said(question, answer)}; "
        f"read: {finding.read}."
    )
    return Contradiction(
        question.id, finding.signal.id, finding.file, finding.line, finding.places[0], message
    )


def _said(question: Question, answer: Answer) -> str:
    if answer.not_applicable is not None:
        return "“does not apply”"
    if isinstance(answer.value, str):
        return f"“{question.option(answer.value).label}”"
    held = answer.value or ()
    if not held:
        return "“none of these”"
    return ", ".join(f"“{question.option(option).label}”" for option in held)
