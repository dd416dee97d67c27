"""From context to document: build every section, drop the empty ones, number the references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from advisor.documents.alignment import alignments
from advisor.documents.context import DocumentContext, in_place
from advisor.documents.noting import places, row_places
from advisor.documents.phrases import day
from advisor.documents.picture import picture
from advisor.documents.planning import plan
from advisor.documents.record import record
from advisor.documents.references import cited, numbered
from advisor.documents.sections import (
    answers,
    boundary,
    controls,
    interfaces,
    limits,
    migration,
    open_questions,
    pitfalls,
    sources,
    stack,
    triggers,
    verdict,
    why,
)
from advisor.documents.sections import plan as plan_section
from advisor.documents.sections.frame import Frame
from advisor.documents.voice import Voice
from advisor.model.document import Document, Section
from advisor.model.report import Report, StackLine

_SECTIONS: tuple[Callable[[Frame], Section | None], ...] = (
    verdict.section,
    why.section,
    boundary.section,
    stack.section,
    interfaces.section,
    limits.section,
    pitfalls.section,
    plan_section.section,
    migration.section,
    triggers.section,
    controls.section,
    open_questions.section,
    answers.section,
    sources.rules,
)


def build(context: DocumentContext) -> Document:
    """Return the stack document of one assessment."""
    return _document(_frame(context))


def report(context: DocumentContext) -> Report:
    """Return everything the writers need: both documents and the facts they state."""
    frame = _frame(context)
    return Report(
        document=_document(frame),
        record=record(frame),
        diagram=frame.diagram,
        catalog=context.catalog,
        assessment=context.assessment,
        answers=context.answers,
        decision=context.decision,
        decided=context.decided,
        stack=_stack(context),
        plan=frame.plan,
        alignments=frame.alignments,
        today=context.today,
    )


def _stack(context: DocumentContext) -> tuple[StackLine, ...]:
    return tuple(
        StackLine(
            layer=row.layer,
            component=row.component,
            name=row.name,
            why=row.why,
            because=row.because,
            called_by=row.called_by,
            alternatives=row.alternatives,
            open=row.open,
            in_place=in_place(row),
            chosen_by_team=row.override.reason if row.override else "",
            breaks=row.override.breaks if row.override else (),
        )
        for row in context.all_rows
    )


def _frame(context: DocumentContext) -> Frame:
    voice = Voice(context)
    steps = plan(context, voice)
    return Frame(
        context=context,
        voice=voice,
        plan=steps,
        alignments=alignments(context, steps),
        diagram=picture(context, voice),
        notes=places(context),
        row_notes=row_places(context),
    )


def _document(frame: Frame) -> Document:
    built = (make(frame) for make in _SECTIONS)
    document = Document(
        title=f"Identity boundary and stack: {frame.voice.project}",
        sections=tuple(section for section in built if section is not None),
        summary=verdict.headline(frame),
        meta=_meta(frame),
    )
    listed = sources.sources(frame, cited(document))
    sections = (*document.sections, listed) if listed else document.sections
    return numbered(replace(document, sections=sections))


def _meta(frame: Frame) -> tuple[tuple[str, str], ...]:
    project = frame.context.assessment.project
    deciders = frame.context.assessment.record.deciders
    values = (
        ("Status", project.status),
        ("Date", day(frame.context.today)),
        ("Review by", day(project.review_by) if project.review_by else ""),
        ("Owner", project.owner),
        ("Deciders", ", ".join(deciders)),
        ("Platform", frame.voice.platform),
        ("Catalog", frame.context.catalog.version),
    )
    return tuple((name, value) for name, value in values if value)
