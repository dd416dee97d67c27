"""Answers: what the team said, with its notes and evidence; every [A…] leads here."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from advisor.documents.phrases import capital, lower, paragraph, quote, run, spaced
from advisor.documents.rosters import status_words
from advisor.documents.sections.frame import Frame
from advisor.model.assessment import Actor, Answer
from advisor.model.catalog import Question
from advisor.model.document import Block, Code, Inlines, Section, Table
from advisor.model.vocabulary import Kind

_FOLLOWS: Final = run("Follows from who is listed.")
_COMPLETE: Final = {
    "complete": "Everybody is listed: {groups}.",
    "incomplete": "Not everybody is listed: {groups}.",
    "assumed": "Taken as listing everybody, which nobody has confirmed: {groups}.",
}


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
    blocks = tuple(_actors(frame))
    if not sections and not blocks:
        return None
    return Section("answers", "Appendix: answers", blocks, tuple(sections))


def _actors(frame: Frame) -> Iterator[Block]:
    """Yield the rows of the inventory, and which groups list everybody."""
    catalog = frame.context.catalog
    rows = frame.voice.rows(catalog.subjects)
    if rows:
        header = ("Actor", "Kind", "Status", "Answers", "Note and evidence")
        yield Table(header, tuple(_actor(frame, row) for row in rows), "Actors")
    complete = frame.context.assessment.complete
    for word, said_of in _COMPLETE.items():
        titles = [lower(g.title) for g in catalog.groups.values() if complete.get(g.id) == word]
        if titles:
            yield paragraph(said_of.format(groups="; ".join(titles)))


def _actor(frame: Frame, row: Actor) -> tuple[Inlines, ...]:
    catalog, voice = frame.context.catalog, frame.voice
    asked = [q.id for q in catalog.questions.values() if q.subject == row.id]
    refs = run(*(voice.answer_ref(id_) for id_ in asked))
    return (
        run(row.name or capital(voice.subject(row.id))),
        run(voice.kind(row.id)),
        run(status_words(row)),
        refs[1:] or run("–"),
        spaced(_remarks(row)) or run("–"),
    )


def _remarks(row: Actor) -> Iterator[Inlines]:
    """Yield what the team wrote about a row."""
    if row.count is not None:
        yield run(f"{row.count:,}.")
    for name, text in (("Does", row.does), ("Owner", row.owner), ("Runs on", row.where)):
        if text.strip():
            yield run(f"{name}: ", quote(text), ".")
    if row.note.strip():
        yield run(quote(row.note))
    for evidence in row.evidence:
        yield run(Code(evidence))


def _row(frame: Frame, question: Question) -> tuple[Inlines, ...]:
    answer = frame.context.answers[question.id]
    text = question.text
    if question.subject:
        text = text.replace("{subject}", frame.voice.subject(question.subject))
    return (
        run(f"A{frame.voice.number(question.id)}"),
        run(text),
        run(said(question, answer, frame.context.catalog.unlisted)),
        _FOLLOWS if _derived(frame, question) else run(*_extras(answer)),
    )


def _derived(frame: Frame, question: Question) -> bool:
    """Whether the rows say it: with one kind of people listed they are the main ones."""
    told = question.roster and question.kind is Kind.SINGLE
    return told and question.id not in frame.context.assessment.answers


def said(question: Question, answer: Answer, unlisted: AbstractSet[str] = frozenset()) -> str:
    """Return an answer in the words of its options; whom nobody listed it does not name."""
    if answer.not_applicable is not None:
        return f"Does not apply: {answer.not_applicable}"
    if answer.unknown or answer.value is None:
        return "Not known"
    chosen = (answer.value,) if isinstance(answer.value, str) else answer.value
    parts = [_label(question, name) for name in chosen]
    listed = [name for name in answer.maybe if name not in unlisted]
    parts += [f"perhaps {lower(_label(question, name))}" for name in listed]
    if question.roster and question.kind is Kind.MULTIPLE:
        return "; ".join(parts) or "Nobody listed"  # names stand as the team writes them
    return capital("; ".join(parts)) or "None of these"


def _label(question: Question, option_id: str) -> str:
    return next((one.label for one in question.options if one.id == option_id), option_id)


def _extras(answer: Answer) -> Iterator[Inlines]:
    if answer.note.strip():
        yield run(quote(answer.note))
    for place, evidence in enumerate(answer.evidence):
        yield run(" " if place or answer.note.strip() else "", Code(evidence))
