"""The shipped rules in the expression language of zen-engine, and as Polars expressions.

Both start from conditions in negation normal form, with visibility written out in each comparison.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any, Generic, TypeVar

import polars as pl

from advisor.decision import Compiled
from advisor.decision.normal_form import normalise
from advisor.model.catalog import Capability
from advisor.model.conditions import All, Always, AnyOf, AtLeast, Chosen, Condition, Holds, Lacks
from advisor.model.vocabulary import Kind, Verdict

T = TypeVar("T")


class Writer(ABC, Generic[T]):
    """Writes conditions in some language; a subclass says how."""

    true: T
    false: T

    def __init__(self, compiled: Compiled) -> None:
        self.catalog = compiled.catalog
        self.numbers = {id_: f"q{at}" for at, id_ in enumerate(self.catalog.questions)}
        self._reading = compiled.reading
        self._known: dict[Condition, T] = {}

    @abstractmethod
    def joined(self, parts: list[T], *, all_of: bool) -> T:
        """Return a conjunction or disjunction."""

    @abstractmethod
    def chosen(self, question: str, options: frozenset[str]) -> T:
        """Return the comparison of a single choice."""

    @abstractmethod
    def holds(self, question: str, option: str, *, wanted: bool) -> T:
        """Return the comparison of an option of a multiple choice."""

    def condition(self, condition: Condition) -> T:
        """Return a condition."""
        if condition not in self._known:
            self._known[condition] = self._written(normalise(self._reading, condition))
        return self._known[condition]

    def at_least(self, item: Capability, verdict: Verdict) -> T:
        """Return where a capability has at least a verdict."""
        used = self.condition(item.in_use)
        if verdict <= min(item.verdicts):
            return used
        raised = [
            self.condition(rule.when)
            for rule in self.catalog.rules.values()
            if rule.capability == item.id and rule.verdict >= verdict
        ]
        return self.joined([used, self.joined(raised, all_of=False)], all_of=True)

    def _written(self, condition: Condition) -> T:
        match condition:
            case Always():
                return self.true
            case All(parts) | AnyOf(parts):
                each = [self._written(part) for part in parts]
                return self.joined(each, all_of=isinstance(condition, All))
            case AtLeast(count, parts):
                each = [self._written(part) for part in parts]
                some = [self.joined(list(few), all_of=True) for few in combinations(each, count)]
                return self.joined(some, all_of=False)
            case Chosen(question, options):
                return self._seen(question, self.chosen(question, options))
            case Holds(question, option):
                return self._seen(question, self.holds(question, option, wanted=True))
            case Lacks(question, option):
                return self._seen(question, self.holds(question, option, wanted=False))
            case _:  # resolved by normalise
                raise AssertionError(condition)

    def _seen(self, question: str, compared: T) -> T:
        shown = self.condition(self.catalog.questions[question].when)
        return self.joined([shown, compared], all_of=True)


class ZenWriter(Writer[str]):
    """One expression of zen-engine for the verdicts of all capabilities."""

    true, false = "true", "false"

    def joined(self, parts: list[str], *, all_of: bool) -> str:
        """Return a conjunction or disjunction."""
        neutral = self.true if all_of else self.false
        some = [part for part in dict.fromkeys(parts) if part != neutral]
        word = " and " if all_of else " or "
        return f"({word.join(some)})" if len(some) > 1 else (some or [neutral])[0]

    def chosen(self, question: str, options: frozenset[str]) -> str:
        """Return the comparison of a single choice."""
        name = self.numbers[question]
        if len(options) == 1:
            return f"{name} == '{next(iter(options))}'"
        return f"{name} in [{', '.join(repr(option) for option in sorted(options))}]"

    def holds(self, question: str, option: str, *, wanted: bool) -> str:
        """Return the comparison of an option of a multiple choice."""
        inside = f"('{option}' in {self.numbers[question]})"
        return inside if wanted else f"(not {inside})"

    def verdicts(self) -> str:
        """Return an expression that makes an object of all verdicts as numbers."""
        entries = [
            f"c{at}: {self.at_least(item, Verdict.REPLACE)} ? 3 : "
            f"({self.at_least(item, Verdict.SPLIT)} ? 2 : "
            f"({self.at_least(item, Verdict.KEEP)} ? 1 : 0))"
            for at, item in enumerate(self.catalog.capabilities.values())
        ]
        return "{" + ", ".join(entries) + "}"


class PolarsWriter(Writer[Any]):
    """One Polars expression per capability, over a column per choice (multiple: per option)."""

    true, false = pl.lit(True), pl.lit(False)  # noqa: FBT003  (a value, not a flag)

    def joined(self, parts: list[Any], *, all_of: bool) -> Any:
        """Return a conjunction or disjunction."""
        neutral = self.true if all_of else self.false
        some = [part for part in parts if part is not neutral]
        return reduce(and_ if all_of else or_, some) if some else neutral

    def chosen(self, question: str, options: frozenset[str]) -> Any:
        """Return the comparison of a single choice, coded by the place of its option."""
        known = self.catalog.questions[question].option_ids
        column = pl.col(self.numbers[question])
        return self.joined([column == known.index(o) for o in sorted(options)], all_of=False)

    def holds(self, question: str, option: str, *, wanted: bool) -> Any:
        """Return the comparison of an option of a multiple choice."""
        at = self.catalog.questions[question].option_ids.index(option)
        column = pl.col(f"{self.numbers[question]}_{at}")
        return column if wanted else ~column

    def verdicts(self) -> list[Any]:
        """Return one column of verdicts as numbers for each capability."""
        return [
            sum(
                self.at_least(item, level).cast(pl.UInt8)
                for level in (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)
            ).alias(f"c{at}")
            for at, item in enumerate(self.catalog.capabilities.values())
        ]


def kinds(compiled: Compiled) -> dict[str, bool]:
    """Return whether each question is a single choice."""
    return {id_: item.kind is Kind.SINGLE for id_, item in compiled.catalog.questions.items()}
