"""Checks signals against the question catalog and against their own kinds."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem
from advisor.evidence.signals.model import Kind, Signal, SignalBook, Test, comparisons_of
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import Kind as QuestionKind


def lint_signals(book: SignalBook, catalog: Catalog) -> tuple[Problem, ...]:
    """Return everything that does not fit together."""
    problems: list[Problem] = []
    for signal in book.signals:
        problems += _kind_problems(signal, book)
        problems += _answer_problems(signal, catalog)
    return tuple(sorted(problems))


def _problem(signal: Signal, field: str, what: str, fix: str = "") -> Problem:
    return Problem(signal.file, signal.line, f"{signal.id}.{field}", what, fix)


def _kind_problems(signal: Signal, book: SignalBook) -> Iterator[Problem]:
    kind = book.kinds.get(signal.kind)
    if kind is None:
        fix = did_you_mean(signal.kind, book.kinds)
        yield _problem(signal, "kind", f'there is no kind "{signal.kind}"', fix)
        return
    if signal.shows and signal.shows not in kind.attributes:
        fix = did_you_mean(signal.shows, kind.attributes)
        yield _problem(signal, "shows", f'{kind.id} has no attribute "{signal.shows}"', fix)
    for test in comparisons_of(signal.when):
        yield from _test_problems(signal, test, kind, book)


def _test_problems(signal: Signal, test: Test, kind: Kind, book: SignalBook) -> Iterator[Problem]:
    target: Kind | None = kind
    if test.link:
        target = book.kinds.get(test.link)
        if target is None or test.link not in kind.links:
            yield _problem(signal, "when", f'{kind.id} has no link "{test.link}"')
            return
    if target is not None and test.attribute not in target.attributes:
        fix = did_you_mean(test.attribute, target.attributes)
        yield _problem(signal, "when", f'{target.id} has no attribute "{test.attribute}"', fix)


def _answer_problems(signal: Signal, catalog: Catalog) -> Iterator[Problem]:
    said = signal.suggests
    question = catalog.questions.get(said.question)
    if question is None:
        fix = did_you_mean(said.question, catalog.questions)
        yield _problem(signal, "suggests", f'there is no question "{said.question}"', fix)
        return
    multiple = question.kind is QuestionKind.MULTIPLE
    if said.option and multiple == (said.relation == "is"):
        word = "includes or excludes" if multiple else "answer"
        yield _problem(signal, "suggests", f"{question.id} takes {word}")
    for option in (*([said.option] if said.option else []), *said.alternatives):
        if option not in question.option_ids:
            fix = did_you_mean(option, question.option_ids)
            yield _problem(signal, "suggests", f'{question.id} has no option "{option}"', fix)
    if signal.highest and not question.ordered:
        yield _problem(signal, "highest", f"{question.id} is not ordered")
    if not said.option and signal.kind_of_proof != "not-visible":
        yield _problem(signal, "proof", "without an answer a signal is not-visible")
