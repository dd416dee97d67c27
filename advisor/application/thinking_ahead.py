"""Explanations of the answers that may come next, worked out while the question is read.

Nothing is returned: what the reasoning remembers makes the explanation of the answer that does
come a look-up. Between two steps the caller may stop, since a reader's answer goes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.application import editing
from advisor.decision import Compiled, decide
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import changes
from advisor.reasoning.learning import Learned
from advisor.reasoning.relevance import bearings


def think_ahead(
    compiled: Compiled, answers: Mapping[str, Answer], question: str, learned: Learned
) -> Iterator[None]:
    """Work out what follows from each answer to a question that is one key away, step by step."""
    asked = compiled.catalog.questions[question]
    for answer in next_answers(asked, answers.get(question, editing.NO_ANSWER)):
        after = {**answers, question: answer}
        bearings(compiled, after)
        yield
        decide(compiled, after)
        yield
        for capability in (None, *compiled.catalog.capabilities):
            certificate(compiled, after, capability, learned=learned)
            changes(compiled, after, capability, learned=learned)
            yield


def next_answers(question: Question, answer: Answer) -> Iterator[Answer]:
    """Yield the answers one key away: another option, or of a multiple choice one more or less."""
    if question.kind is Kind.SINGLE:
        for option in question.option_ids:
            if option != answer.value:
                yield editing.chosen(question, [option])
        return
    holds = frozenset(answer.value if isinstance(answer.value, tuple) else ())
    for option in question.option_ids:
        yield editing.chosen(question, holds ^ {option}, {*answer.maybe} - {option})
    if holds or answer.value is None:
        yield editing.chosen(question, ())
