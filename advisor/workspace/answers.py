"""Checks one answer against its question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.catalog.strict_yaml import Path, type_name
from advisor.catalog.suggest import did_you_mean
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind
from advisor.workspace.records import AnswerRecord

Found = Iterator[tuple[Path, str, str]]


def to_answer(record: AnswerRecord) -> Answer:
    """Return the answer of a record without problems."""
    value: str | tuple[str, ...] | None = record.value
    if isinstance(record.value, list):
        value = tuple(record.value)
    elif value is None and record.maybe:
        value = ()
    return Answer(
        value=value,
        maybe=record.maybe,
        unknown=record.unknown,
        not_applicable=record.not_applicable,
        note=record.note,
        evidence=record.evidence,
    )


def answer_problems(record: AnswerRecord, question: Question) -> Found:
    """Yield what is wrong with an answer: place, problem, fix."""
    yield from _one_of_three(record)
    if record.not_applicable is not None and not record.not_applicable.strip():
        yield ("not_applicable",), "no reason given", "say why the question does not apply"
    if "unknown" in record.model_fields_set and not record.unknown:
        yield ("unknown",), "only true makes sense here", "leave it out"
    if question.kind is Kind.SINGLE:
        yield from _single(record, question)
    else:
        yield from _multiple(record, question)


def _one_of_three(record: AnswerRecord) -> Found:
    given = []
    if record.value is not None or record.maybe:
        given.append("value" if record.value is not None else "maybe")
    if record.unknown:
        given.append("unknown")
    if record.not_applicable is not None:
        given.append("not_applicable")
    if not given:
        yield (), "no answer", "add value, unknown: true, or not_applicable with a reason"
    elif len(given) > 1:
        yield (given[1],), f"{' and '.join(given)} together", "keep one of them"


def _single(record: AnswerRecord, question: Question) -> Found:
    value: Any = record.value
    if "maybe" in record.model_fields_set:
        yield ("maybe",), f'"{question.id}" is a single choice', "use unknown: true"
    if value is None:
        return
    if not isinstance(value, str):
        what = f"one option expected, not {type_name(value)}"
        yield ("value",), what, did_you_mean(_first_word(value), question.option_ids)
    elif value not in question.option_ids:
        yield ("value",), *_no_option(question, value)


def _multiple(record: AnswerRecord, question: Question) -> Found:
    value: Any = record.value
    if value is not None and not isinstance(value, list):
        what = f"a list of options expected, not {type_name(value)}"
        yield ("value",), what, f"write it as [{value}]"
        value = None
    first: dict[str, str] = {}
    for name, options in (("value", value or ()), ("maybe", record.maybe)):
        for index, option in enumerate(options):
            place = (name, index)
            if not isinstance(option, str):
                yield place, "the id of an option expected", 'put it into "quotes"'
            elif option not in question.option_ids:
                yield place, *_no_option(question, option)
            elif option in first:
                twice = "twice" if first[option] == name else "in value and in maybe"
                yield place, f'"{option}" stands {twice}', "keep one of the two"
            else:
                first[option] = name


def _no_option(question: Question, option: str) -> tuple[str, str]:
    return f'"{question.id}" has no option "{option}"', did_you_mean(option, question.option_ids)


def _first_word(value: object) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)
