"""Builds questions: expands those asked per subject and resolves what makes them visible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from advisor.catalog.cases import case_of
from advisor.catalog.comparisons import Asked
from advisor.catalog.conditions import ConditionReader
from advisor.catalog.question_records import OptionRecord, QuestionRecord
from advisor.catalog.quietness import check_quiet, quiet_of
from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.suggest import did_you_mean
from advisor.model.catalog import Group, Option, Question
from advisor.model.conditions import All, Always, Condition, Holds
from advisor.model.naming import PLACEHOLDER, named
from advisor.model.vocabulary import Kind

_NOBODY: Final = ""


def subjects_of(shelves: Shelves, subject_question: str) -> dict[str, str]:
    """Return the subjects and their labels: the options of the question that asks for them."""
    entry = shelves.questions.get(subject_question)
    return {option.id: option.label for option in entry.record.options} if entry else {}


def build_groups(shelves: Shelves) -> dict[str, Group]:
    """Return the groups of kinds in the order of `catalog.yaml`."""
    return {
        key: Group(key, entry.record.title, entry.record.complete, entry.record.kinds)
        for key, entry in shelves.groups.items()
    }


def asked_questions(shelves: Shelves) -> dict[str, Asked]:
    """Return what conditions need to know of every question, after expansion."""
    asked = {}
    for entry in shelves.questions.values():
        record = entry.record
        options = tuple(option.id for option in record.options)
        for question_id, _ in _expansions(record):
            asked[question_id] = Asked(
                question_id, record.kind == "multiple", record.ordered, options
            )
    return asked


def build_questions(
    shelves: Shelves, reader: ConditionReader, subject_question: str, subjects: Mapping[str, str]
) -> dict[str, Question]:
    """Return all questions in the order of their files, expanded per subject."""
    questions = {}
    for entry in shelves.questions.values():
        _check(entry, shelves, subjects)
        _check_cases(entry, shelves)
        check_quiet(entry, shelves)
        for question_id, subject in _expansions(entry.record):
            questions[question_id] = _question(
                entry, shelves, reader, question_id, subject, subject_question, subjects
            )
    return questions


def build_templates(questions: Mapping[str, Question], shelves: Shelves) -> dict[str, Question]:
    """Return the questions asked of each actor as authored, their texts with the placeholder."""
    copies = {question.authored: question for question in questions.values() if question.subject}
    return {
        authored: replace(copy, id=authored, subject="", **_texts(shelves, authored, PLACEHOLDER))
        for authored, copy in copies.items()
    }


def _texts(shelves: Shelves, authored: str, label: str) -> dict[str, Any]:
    record = shelves.questions[authored].record
    return {
        "text": named(record.text, label),
        "options": tuple(_option(option, label) for option in record.options),
        "why": named(record.why, label),
        "help": named(record.help, label),
        "look_up": named(record.look_up, label),
    }


def _expansions(record: QuestionRecord) -> list[tuple[str, str]]:
    if not record.per_subject:
        return [(record.id, _NOBODY)]
    return [(f"{record.id}.{subject}", subject) for subject in dict.fromkeys(record.per_subject)]


def _question(
    entry: Entry[QuestionRecord],
    shelves: Shelves,
    reader: ConditionReader,
    question_id: str,
    subject: str,
    subject_question: str,
    subjects: Mapping[str, str],
) -> Question:
    record = entry.record
    label = subjects.get(subject, subject)
    when: Condition = Always()
    if record.when is not None:
        when = reader.read(record.when, entry.document, (*entry.path, "when"), subject)
    if subject:
        in_play = Holds(subject_question, subject)
        when = in_play if isinstance(when, Always) else All((in_play, when))
    return Question(
        id=question_id,
        section=entry.owner,
        kind=Kind(record.kind),
        text=named(record.text, label),
        options=tuple(_option(option, label) for option in record.options),
        authored=record.id,
        subject=subject,
        why=named(record.why, label),
        help=named(record.help, label),
        look_up=named(record.look_up, label),
        when=when,
        ordered=record.ordered,
        actionable=record.actionable,
        growth=record.growth or subject in record.growth_for,
        roadmap=record.roadmap,
        sources=record.sources,
        prose_only=record.prose_only,
        quiet=quiet_of(entry, shelves),
        theme=record.theme or "",
        frame=record.frame,
        must=record.must,
        cases=tuple(
            case_of(case, fires=case.asked)
            for case in record.cases
            if (case.subject or _NOBODY) == subject
        ),
    )


def _option(record: OptionRecord, label: str) -> Option:
    return Option(
        record.id,
        named(record.label, label),
        named(record.help, label),
        named(record.example, label),
    )


def _check(entry: Entry[QuestionRecord], shelves: Shelves, subjects: Mapping[str, str]) -> None:
    record = entry.record
    if not shelves.knows("sections", entry.owner):
        shelves.problems.append(
            entry.document.problem(
                ("section",),
                f'no section "{entry.owner}" in catalog.yaml',
                did_you_mean(entry.owner, shelves.sections),
            )
        )
    for index, subject in enumerate(record.per_subject):
        if subjects and subject not in subjects:
            shelves.problems.append(
                entry.problem(
                    ("per_subject", index),
                    f'no subject "{subject}"',
                    did_you_mean(subject, subjects),
                )
            )
    if record.ordered and record.kind == "multiple":
        shelves.problems.append(
            entry.problem(("ordered",), "only a single choice can be ordered", "delete it")
        )
    first: dict[str, int] = {}
    for index, option in enumerate(record.options):
        if first.setdefault(option.id, index) != index:
            shelves.problems.append(
                entry.problem(("options", index), f'option "{option.id}" exists twice', "rename it")
            )
    for index, option_id in enumerate(record.prose_only):
        if option_id not in first:
            problem, fix = f'no option "{option_id}"', did_you_mean(option_id, first)
            shelves.problems.append(entry.problem(("prose_only", index), problem, fix))


def _check_cases(entry: Entry[QuestionRecord], shelves: Shelves) -> None:
    subjects = entry.record.per_subject
    for index, case in enumerate(entry.record.cases):
        if case.subject not in (subjects or (None,)):
            what = f"one of {', '.join(subjects)} expected" if subjects else "nothing expected"
            fix = "say which copy is meant" if subjects else "the question is asked once: delete it"
            shelves.problems.append(entry.problem(("cases", index, "subject"), what, fix))
