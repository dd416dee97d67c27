"""Reads cases and their short answers: `{subjects: [customers], lifecycle: live}`.

A case stands for several examples: its own answers, and these changed a little. An example that
differs in one answer alone shows that this answer matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from advisor.catalog.question_records import ExampleRecord
from advisor.catalog.strict_yaml import Path, type_name
from advisor.catalog.suggest import did_you_mean
from advisor.model.assessment import Answer
from advisor.model.catalog import Case, Question
from advisor.model.vocabulary import Kind, Verdict

_KEYS = ("value", "maybe", "unknown", "not_applicable")


@dataclass(frozen=True, slots=True)
class Example:
    """Answers, and whether the condition of their record holds with them.

    `stated` are the questions that the example is about: those of a change, else all.
    """

    name: str
    answers: Mapping[str, Answer]
    stated: frozenset[str]
    fires: bool
    verdict: Verdict | None = None


def case_of(record: ExampleRecord, *, fires: bool) -> Case:
    """Return a case as the catalog holds it."""
    return Case(record.name, record.answers, fires, likewise=record.likewise, unless=record.unless)


def with_main(case: Case, main: str, roster: str, kinds: Collection[str]) -> Case:
    """Return a case in which the main population is said where one kind of people is listed.

    As in an inventory, nobody need say it there.
    """

    def said(answers: Mapping[str, object]) -> Mapping[str, object]:
        whole = {**case.answers, **answers}
        if main in answers or roster not in answers:
            return answers
        listed = [kind for kind in _listed(whole[roster]) if kind in kinds]
        if len(listed) == 1:
            return {**answers, main: listed[0]}
        return answers if not listed or main in whole else {**answers, main: {"unknown": True}}

    return replace(
        case,
        answers=said(case.answers),
        likewise=tuple(map(said, case.likewise)),
        unless=tuple(map(said, case.unless)),
    )


def _listed(short: object) -> list[str]:
    held = short.get("value", []) if isinstance(short, dict) else short
    return [kind for kind in held if isinstance(kind, str)] if isinstance(held, list) else []


def answers_of(case: Case) -> dict[str, Answer]:
    """Return the answers of a case that belongs to a loaded catalog."""
    return {question: _answer(short) for question, short in case.answers.items()}


def examples_of(case: Case) -> Iterator[Example]:
    """Yield the case itself, then each change of it."""
    answers = answers_of(case)
    yield Example(case.name, answers, frozenset(answers), case.fires, case.verdict)
    for word, changes in (("likewise", case.likewise), ("unless", case.unless)):
        for change in changes:
            named = ", ".join(f"{question} {_told(short)}" for question, short in change.items())
            same = word == "likewise"
            yield Example(
                f"{case.name}, {word} {named}",
                answers | {question: _answer(short) for question, short in change.items()},
                frozenset(change),
                case.fires is same,
                case.verdict if same else None,
            )


def _told(short: object) -> str:
    """Return a short answer in words."""
    if isinstance(short, list):
        return f"[{', '.join(map(str, short))}]"
    if isinstance(short, dict):
        parts = (key if value is True else f"{key} {_told(value)}" for key, value in short.items())
        return ", ".join(parts)
    return str(short)


def _answer(short: object) -> Answer:
    if isinstance(short, str):
        return Answer(value=short)
    if isinstance(short, list):
        return Answer(value=tuple(short))
    if isinstance(short, dict):
        value = short.get("value", [] if "maybe" in short else None)
        return Answer(
            value=tuple(value) if isinstance(value, list) else value,
            maybe=tuple(short.get("maybe", ())),
            unknown=short.get("unknown", False),
            not_applicable=short.get("not_applicable"),
        )
    raise TypeError(f"{type(short).__name__} is no short answer")


def answers_in(case: ExampleRecord) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Yield each group of short answers that a case writes down, with its place."""
    yield ("answers",), case.answers
    for word, changes in (("likewise", case.likewise), ("unless", case.unless)):
        for index, change in enumerate(changes):
            yield (word, index), change


def answer_problems(
    answers: Mapping[str, object], questions: Mapping[str, Question]
) -> Iterator[tuple[Path, str, str]]:
    """Yield what is wrong with short answers: place, problem, fix."""
    for question_id, short in answers.items():
        question = questions.get(question_id)
        if question is None:
            fix = did_you_mean(question_id, questions)
            yield (question_id,), f'no question "{question_id}"', fix
        else:
            for path, problem, fix in _short_problems(short, question):
                yield (question_id, *path), problem, fix


def _short_problems(short: object, question: Question) -> Iterator[tuple[Path, str, str]]:
    if not isinstance(short, dict):
        yield from _value_problems(short, question, ())
        return
    for key in short:
        if key not in _KEYS:
            yield (key,), "unknown part of an answer", did_you_mean(key, _KEYS)
    if short.get("unknown", False) not in (True, False):
        yield ("unknown",), "true expected", ""
    reason = short.get("not_applicable")
    if reason is not None and not isinstance(reason, str):
        yield ("not_applicable",), "a reason expected", "say why it does not apply"
    if not short:
        yield (), "an answer expected", "write the option, or {unknown: true}"
    if "value" in short:
        yield from _value_problems(short["value"], question, ("value",))
    if "maybe" in short:
        if question.kind is Kind.SINGLE:
            yield ("maybe",), "a single choice has no maybe", "use {unknown: true}"
        else:
            yield from _list_problems(short["maybe"], question, ("maybe",))


def _value_problems(
    value: object, question: Question, path: Path
) -> Iterator[tuple[Path, str, str]]:
    if question.kind is Kind.MULTIPLE:
        yield from _list_problems(value, question, path)
    elif not isinstance(value, str):
        what = f"one option expected, not {type_name(value)}"
        yield path, what, did_you_mean(str(value), question.option_ids)
    elif value not in question.option_ids:
        fix = did_you_mean(value, question.option_ids)
        yield path, f'"{question.id}" has no option "{value}"', fix


def _list_problems(
    value: object, question: Question, path: Path
) -> Iterator[tuple[Path, str, str]]:
    if not isinstance(value, list):
        yield path, "a list of options expected", f"write it as [{value}]"
        return
    for index, option in enumerate(value):
        if option not in question.option_ids:
            fix = did_you_mean(str(option), question.option_ids)
            yield (*path, index), f'"{question.id}" has no option "{option}"', fix
