"""Actors of which the same may be said: a smallest set of facts has one of them as its witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.decision import Given


class Equals:
    """The actors of one assessment, and what is given about them."""

    def __init__(self, catalog: Catalog, answers: Mapping[str, Answer]) -> None:
        self._catalog = catalog
        self._answers = answers
        # By kind, then id: this is the order of names in every sentence.
        self._listed = tuple(id_ for id_ in catalog.subjects if id_ not in catalog.unlisted)

    def row_of(self, given: Given) -> str:
        """Return the listed actor that a fact is about; "" where it is about none."""
        question = self._catalog.questions.get(given.question)
        if question is None:
            return ""
        row = given.value if question.roster else question.subject
        return row if row in self._listed else ""

    def rows(self, givens: Iterable[Given]) -> tuple[str, ...]:
        """Return the listed actors that facts are about, in order."""
        found = {self.row_of(given) for given in givens}
        return tuple(id_ for id_ in self._listed if id_ in found)

    def ordered(self, alike: Iterable[Given]) -> tuple[Given, ...]:
        """Return facts that differ by the actor only, by kind, then id."""
        facts = {self.row_of(fact): fact for fact in alike}
        return tuple(facts[row] for row in ("", *self._listed) if row in facts)

    def with_equals(self, givens: Iterable[Given]) -> tuple[Given, ...]:
        """Return facts, and the same of each other actor of the kind of which all of it is so."""
        facts = tuple(dict.fromkeys(givens))
        about = {row: [fact for fact in facts if self.row_of(fact) == row] for row in self._listed}
        added: dict[Given, None] = {}
        for row, said in about.items():
            for other in self._others(row) if said else ():
                moved = [self._moved(fact, other) for fact in said]
                if not about[other] and all(map(self._given, moved)):
                    added.update(dict.fromkeys(moved))
        return (*facts, *(fact for fact in added if fact not in facts))

    def _others(self, row: str) -> Iterator[str]:
        kinds = self._catalog.kinds
        return (id_ for id_ in self._listed if id_ != row and kinds.get(id_) == kinds.get(row))

    def _moved(self, fact: Given, other: str) -> Given:
        question = self._catalog.questions[fact.question]
        if question.roster:
            return replace(fact, value=other)
        return replace(fact, question=f"{question.authored}.{other}")

    def _given(self, fact: Given) -> bool:
        answer = self._answers.get(fact.question)
        if answer is None:
            return False
        match fact.relation:
            case "answer":
                return answer.value == fact.value
            case "includes":
                return isinstance(answer.value, tuple) and fact.value in answer.value
            case "excludes":
                told = isinstance(answer.value, tuple)
                return told and fact.value not in {*(answer.value or ()), *answer.maybe}
            case "maybe":
                return fact.value in answer.maybe
            case _:
                return False
