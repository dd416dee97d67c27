"""The part of a verification that z3 can do by itself, over an independent reading of a catalog.

Each condition becomes one Boolean constant that is defined once; a check is then a call with a few
literals, which is how z3 is fastest here. A step on a scale is the formula with the options of the
question substituted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import z3
from msgspec.structs import replace

from advisor.model.catalog import Catalog, Question
from advisor.model.conditions import All, Chosen, Holds, Lacks
from advisor.model.vocabulary import Kind, Verdict
from tests.decision.circuits import Logic, Reading

Found = tuple[str, ...]
LEVELS = (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)


class Z3Logic(Logic[Any]):
    """Formulas of z3; every question applies."""

    def __init__(self, catalog: Catalog) -> None:
        self.true, self.false = z3.And(), z3.Or()
        self.solver = z3.Solver()
        self._options = {
            (question.id, option): z3.Bool(f"{question.id}/{option}")
            for question in catalog.questions.values()
            for option in question.option_ids
        }
        for question in catalog.questions.values():
            if question.kind is Kind.SINGLE:
                options = [self._options[question.id, option] for option in question.option_ids]
                self.solver.add(z3.PbEq([(option, 1) for option in options], 1))

    def both(self, one: Any, other: Any) -> Any:
        """Return the conjunction."""
        return z3.And(one, other)

    def either(self, one: Any, other: Any) -> Any:
        """Return the disjunction."""
        return z3.Or(one, other)

    def opposite(self, one: Any) -> Any:
        """Return the negation."""
        return z3.Not(one)

    def applies(self, question: str) -> Any:
        """Whether a question is not said to be not applicable."""
        del question
        return self.true

    def picks(self, question: str, option: str) -> Any:
        """Whether an option is the answer, or holds."""
        return self._options[question, option]


class _Solving:
    """Names formulas once and asks about the names."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self.catalog = catalog
        self.logic = Z3Logic(catalog)
        self.reading = Reading(catalog, today, self.logic)
        self.rules = {
            rule.id: self.named(
                z3.And(
                    self.reading.holds(catalog.capabilities[rule.capability].in_use),
                    self.reading.holds(rule.when),
                )
            )
            for rule in catalog.rules.values()
        }

    def named(self, formula: Any) -> Any:
        """Return a constant that stands for a formula."""
        name = z3.FreshBool()
        self.logic.solver.add(name == formula)
        return name

    def can(self, *literals: Any) -> bool:
        """Whether some answers make all literals true."""
        return bool(self.logic.solver.check(*literals) == z3.sat)

    def stepped(self, formula: Any, question: Question, option: str) -> Any:
        """Return a formula with an option of a single choice given."""
        values = [
            (self.logic.picks(question.id, id_), z3.BoolVal(id_ == option))
            for id_ in question.option_ids
        ]
        return z3.substitute(formula, *values)


def findings(catalog: Catalog, today: date) -> set[Found]:
    """Return what z3 finds wrong with a catalog."""
    solving = _Solving(catalog, today)
    return {
        *_verdicts(solving),
        *_rules(solving),
        *_dead(solving),
        *_scales(solving),
    }


def _verdicts(solving: _Solving) -> Iterator[Found]:
    for job in solving.catalog.capabilities.values():
        for verdict in LEVELS:
            reached = solving.can(solving.named(solving.reading.exactly(job.id, verdict)))
            if reached is not (verdict in job.verdicts):
                yield "verdict", job.id, verdict.id


def _rules(solving: _Solving) -> Iterator[Found]:
    catalog, rules = solving.catalog, solving.rules
    alive = {id_ for id_, fires in rules.items() if solving.can(fires)}
    yield from (("dead rule", id_) for id_ in rules.keys() - alive)
    for id_ in sorted(alive):
        rule = catalog.rules[id_]
        for other in catalog.rules.values():
            if other.capability != rule.capability or other.id == id_:
                continue
            if other.verdict < rule.verdict or solving.can(rules[id_], z3.Not(rules[other.id])):
                continue
            same = other.verdict is rule.verdict
            same = same and not solving.can(rules[other.id], z3.Not(rules[id_]))
            if not (same and id_ < other.id):
                yield "superfluous rule", id_
                break


def _dead(solving: _Solving) -> Iterator[Found]:
    for question in solving.catalog.questions.values():
        if not solving.can(solving.named(solving.reading.holds(question.when))):
            yield "question", question.id
    for pitfall in solving.catalog.pitfalls.values():
        if not solving.can(solving.named(solving.reading.holds(pitfall.when))):
            yield "dead pitfall", pitfall.id


def _scales(solving: _Solving) -> Iterator[Found]:
    for job in solving.catalog.capabilities.values():
        formulas = [solving.reading.at_least(job.id, verdict) for verdict in LEVELS]
        read = [_constants(formula) for formula in formulas]
        for question in solving.catalog.questions.values():
            if question.ordered and any(
                _falls(solving, question, formula)
                for formula, names in zip(formulas, read, strict=True)
                if any(f"{question.id}/{option}" in names for option in question.option_ids)
            ):
                yield "scale", job.id, question.id


def _falls(solving: _Solving, question: Question, formula: Any) -> bool:
    each = [
        solving.named(solving.stepped(formula, question, option)) for option in question.option_ids
    ]
    return any(solving.can(less, z3.Not(more)) for less, more in pairwise(each))


def _constants(formula: Any) -> set[str]:
    """Return the names of the constants in a formula."""
    names: set[str] = set()
    seen: set[int] = set()
    stack = [formula]
    while stack:
        node = stack.pop()
        if node.get_id() in seen:
            continue
        seen.add(node.get_id())
        if z3.is_const(node):
            names.add(str(node))
        stack.extend(node.children())
    return names


def sown(catalog: Catalog) -> Catalog:
    """Return a catalog with one mistake of each kind that z3 looks for."""
    pattern = next(iter(catalog.rules.values()))
    subject = catalog.questions[catalog.subject_question]
    first = Holds(subject.id, subject.option_ids[0])
    never = All((first, Lacks(subject.id, subject.option_ids[0])))
    scale = next(item for item in catalog.questions.values() if item.ordered)
    job = next(
        item for item in catalog.capabilities.values() if Verdict.REPLACE not in item.verdicts
    )
    lowest = Chosen(scale.id, frozenset(scale.option_ids[:1]))
    rules = [
        replace(pattern, id="sown-dead", when=never),
        replace(pattern, id="sown-subsumed", when=All((pattern.when, first))),
        replace(pattern, id="sown-duplicate", when=pattern.when),
        replace(pattern, id="sown-falls", capability=job.id, when=lowest, verdict=Verdict.REPLACE),
    ]
    pitfall = replace(next(iter(catalog.pitfalls.values())), id="sown-pitfall", when=never)
    question = replace(scale, id="sown-question", when=never)
    return replace(
        catalog,
        rules={**catalog.rules, **{rule.id: rule for rule in rules}},
        pitfalls={**catalog.pitfalls, pitfall.id: pitfall},
        questions={**catalog.questions, question.id: question},
    )
