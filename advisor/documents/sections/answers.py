"""Answers: what the team said, with its notes and evidence; every [A…] leads here."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import capital, lower, quote, run
from advisor.documents.sections.frame import Frame
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.document import Code, Inlines, Section, Table


def section(frame: Frame) -> Section | None:
    """Return every answer given, per section of the questionnaire."""
    catalog = frame.context.catalog
    sections = []
    for section_id, title in catalog.sections.items():
        answered = [
            question
            for question in catalog.questions.values()
            if question.section == section_id and frame.context.answer(question.id)
        ]
        if answered:
            header = ("Ref", "Question", "Answer", "Note and evidence")
            rows = tuple(_row(frame, question) for question in answered)
            anchors = tuple(f"answer-{question.id}" for question in answered)
            table = Table(header, rows, f"Answers: {title}", anchors)
            sections.append(Section(f"answers-{section_id}", title, (table,)))
    return Section("answers", "Appendix: answers", (), tuple(sections)) if sections else None


def _row(frame: Frame, question: Question) -> tuple[Inlines, ...]:
    answer = frame.context.answers[question.id]
    text = question.text
    if question.subject:
        text = text.replace("{subject}", frame.voice.subject(question.subject))
    return (
        run(f"A{frame.voice.number(question.id)}"),
        run(text),
        run(said(question, answer)),
        run(*_extras(answer)),
    )


def said(question: Question, answer: Answer) -> str:
    """Return an answer in the words of its options."""
    if answer.not_applicable is not None:
        return f"Does not apply: {answer.not_applicable}"
    if answer.unknown or answer.value is None:
        return "Not known"
    chosen = (answer.value,) if isinstance(answer.value, str) else answer.value
    parts = [_label(question, name) for name in chosen]
    parts += [f"perhaps {lower(_label(question, name))}" for name in answer.maybe]
    return capital("; ".join(parts)) or "None of these"


def _label(question: Question, option_id: str) -> str:
    return next((one.label for one in question.options if one.id == option_id), option_id)


def _extras(answer: Answer) -> Iterator[Inlines]:
    if answer.note.strip():
        yield run(quote(answer.note))
    for place, evidence in enumerate(answer.evidence):
        yield run(" " if place or answer.note.strip() else "", Code(evidence))
