"""Answers as given facts and as the set of worlds that they allow.

An open question allows every option, never `not applicable`; so does an unknown one, and each
`maybe` option of a multiple choice. Saying `not applicable` allows only that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from advisor.decision.space import EXCLUDES, INCLUDES, NOT_APPLICABLE, Cube, Field, Space
from advisor.errors import AssessmentError
from advisor.model.assessment import Answer
from advisor.model.decision import Given

ANSWER = "answer"


class Fact(Struct, frozen=True):
    """One given fact: the fields it decides and the value it gives them."""

    given: Given
    mask: Cube
    bits: Cube


def facts_of(space: Space, answers: Mapping[str, Answer]) -> tuple[Fact, ...]:
    """Return the option-level facts that answers give, in layout order.

    Raises:
        AssessmentError: when an answer names an unknown question or option.
    """
    for question in answers:
        if question not in space.of_question:
            raise AssessmentError(
                f"there is no question {question}",
                hint="`advisor catalog show` lists the questions",
            )
    return tuple(
        fact
        for question, fields in space.of_question.items()
        if (answer := answers.get(question)) is not None
        for fact in _facts(question, fields, answer)
    )


def domain_of(space: Space, facts: Iterable[Fact]) -> Cube:
    """Return the worlds that these facts allow, every other question being open."""
    domain = space.open
    for fact in facts:
        domain = domain & ~fact.mask | fact.bits
    return domain


def is_open(answer: Answer | None) -> bool:
    """Whether an answer leaves something to be said: absent, unknown, or with `maybe` options."""
    if answer is None:
        return True
    if answer.not_applicable is not None:
        return False
    return answer.unknown or answer.value is None or bool(answer.maybe)


def _facts(question: str, fields: tuple[Field, ...], answer: Answer) -> Iterator[Fact]:
    if answer.not_applicable is not None:
        mask = sum(field.mask for field in fields)
        bits = sum(field.not_applicable for field in fields)
        yield Fact(Given(question, NOT_APPLICABLE), mask, bits)
        return
    if answer.unknown or answer.value is None:
        return
    if isinstance(answer.value, str):
        yield _single(question, fields, answer.value)
        return
    _check_options(question, fields, (*answer.value, *answer.maybe))
    for field in fields:
        if field.option not in answer.maybe:
            relation = INCLUDES if field.option in answer.value else EXCLUDES
            yield Fact(Given(question, relation, field.option), field.mask, field.bit(relation))


def _single(question: str, fields: tuple[Field, ...], value: str) -> Fact:
    if fields[0].option:
        raise AssessmentError(
            f"{question} is a multiple choice, but its answer is the single value {value}",
            hint="write the options that hold as a list",
        )
    (field,) = fields
    if value not in field.values[:-1]:
        raise AssessmentError(
            f"{question} has no option {value}",
            hint=f"use one of {', '.join(field.values[:-1])}",
        )
    return Fact(Given(question, ANSWER, value), field.mask, field.bit(value))


def _check_options(question: str, fields: tuple[Field, ...], named: tuple[str, ...]) -> None:
    options = {field.option for field in fields}
    if "" in options:
        raise AssessmentError(
            f"{question} is a single choice, but its answer is a list",
            hint="write one option, not a list",
        )
    unknown = sorted(set(named) - options)
    if unknown:
        raise AssessmentError(
            f"{question} has no option {unknown[0]}",
            hint=f"use any of {', '.join(field.option for field in fields)}",
        )
