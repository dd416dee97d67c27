"""A second reading of a catalog: conditions as circuits in someone else's logic library.

Shares no code with the engine: condition trees, visibility, product facts and plans are read again
here, into any `Logic`. `SatLogic` makes clauses for python-sat (not applicable is a value, a
single choice has exactly one), `BddLogic` makes oxidd diagrams of one assessment (answers are
constants, an open single choice of n options is a chain of n - 1 variables).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Generic, TypeVar
from weakref import finalize

from pysat.solvers import Solver

from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog, ProductFact, StatedFact
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    Not,
    PlansCount,
)
from advisor.model.decision import Given
from advisor.model.vocabulary import Kind, Verdict

T = TypeVar("T")


class Logic(ABC, Generic[T]):
    """What a reading needs of a logic library."""

    true: T
    false: T

    @abstractmethod
    def both(self, one: T, other: T) -> T:
        """Return the conjunction."""

    @abstractmethod
    def either(self, one: T, other: T) -> T:
        """Return the disjunction."""

    @abstractmethod
    def opposite(self, one: T) -> T:
        """Return the negation."""

    @abstractmethod
    def applies(self, question: str) -> T:
        """Whether a question is not said to be not applicable."""

    @abstractmethod
    def picks(self, question: str, option: str) -> T:
        """Whether an option of an applicable question is the answer, or holds."""

    def every(self, parts: Iterable[T]) -> T:
        """Return the conjunction of several."""
        result = self.true
        for part in parts:
            result = self.both(result, part)
        return result

    def some(self, parts: Iterable[T]) -> T:
        """Return the disjunction of several."""
        result = self.false
        for part in parts:
            result = self.either(result, part)
        return result


class Reading(Generic[T]):
    """A catalog on one day, read into a logic."""

    def __init__(self, catalog: Catalog, today: date, logic: Logic[T]) -> None:
        self.catalog = catalog
        self.logic = logic
        self._today = today
        self._known: dict[tuple[Condition, bool], T] = {}
        self._levels: dict[tuple[str | None, Verdict], T] = {}

    def holds(self, condition: Condition, wanted: bool = True) -> T:
        """Return where a condition, or with wanted=False its pushed-down negation, holds."""
        key = condition, wanted
        if key not in self._known:
            self._known[key] = self._read(condition, wanted)
        return self._known[key]

    def at_least(self, which: str | None, verdict: Verdict) -> T:
        """Return where a capability (None: the outcome) has at least this verdict."""
        key = which, verdict
        if key not in self._levels:
            self._levels[key] = (
                self.logic.some(self.at_least(id_, verdict) for id_ in self.catalog.capabilities)
                if which is None
                else self._capability(which, verdict)
            )
        return self._levels[key]

    def exactly(self, which: str | None, verdict: Verdict) -> T:
        """Return where a capability (None: the outcome) has exactly this verdict."""
        here = self.at_least(which, verdict)
        if verdict is Verdict.REPLACE:
            return here
        above = self.at_least(which, Verdict(verdict + 1))
        return self.logic.both(here, self.logic.opposite(above))

    def _capability(self, which: str, verdict: Verdict) -> T:
        if verdict is Verdict.NONE:
            return self.logic.true
        item = self.catalog.capabilities[which]
        used = self.holds(item.in_use)
        if verdict <= min(item.verdicts):
            return used
        raised = self.logic.some(
            self.holds(rule.when)
            for rule in self.catalog.rules.values()
            if rule.capability == which and rule.verdict >= verdict
        )
        return self.logic.both(used, raised)

    def _read(self, condition: Condition, wanted: bool) -> T:  # noqa: PLR0911  (one per kind)
        logic = self.logic
        match condition:
            case Always():
                return logic.true if wanted else logic.false
            case PlansCount():
                return self.holds(self.catalog.plans_count, wanted)
            case Not(part):
                return self.holds(part, not wanted)
            case All(parts) | AnyOf(parts):
                each = [self.holds(part, wanted) for part in parts]
                together = isinstance(condition, All) is wanted
                return logic.every(each) if together else logic.some(each)
            case AtLeast(count, parts):
                needed = count if wanted else len(parts) - count + 1
                return self._counted(needed, [self.holds(part, wanted) for part in parts])
            case FactIs(fact, value):
                return self._stated(self.catalog.product_facts[fact], value is wanted)
            case Chosen(question, options):
                chosen = logic.some(logic.picks(question, option) for option in sorted(options))
                return self._seen(question, chosen, wanted)
            case Holds(question, option):
                return self._seen(question, logic.picks(question, option), wanted)
            case Lacks(question, option):
                return self._seen(question, logic.picks(question, option), not wanted)

    def _seen(self, question: str, picked: T, wanted: bool) -> T:
        logic = self.logic
        shown = self.holds(self.catalog.questions[question].when)
        truth = picked if wanted else logic.opposite(picked)
        return logic.every((shown, logic.applies(question), truth))

    def _counted(self, needed: int, parts: list[T]) -> T:
        """At least so many: take the first part or leave it."""
        if needed <= 0:
            return self.logic.true
        if needed > len(parts):
            return self.logic.false
        with_first = self.logic.both(parts[0], self._counted(needed - 1, parts[1:]))
        return self.logic.either(with_first, self._counted(needed, parts[1:]))

    def _stated(self, fact: ProductFact, value: bool) -> T:
        """Where the platform states yes (or no), or is another one and the answers say so."""
        catalog, logic = self.catalog, self.logic
        question = catalog.platform_question
        known = catalog.questions[question].option_ids
        here = [
            self._seen(question, logic.picks(question, id_), wanted=True)
            for id_, platform in catalog.platforms.items()
            if id_ in known
            and fact.id in platform.facts
            and _on(platform.facts[fact.id], fact.months or 0, self._today) is value
        ]
        if "other" in known and fact.asked_by in catalog.questions:
            other = self._seen(question, logic.picks(question, "other"), wanted=True)
            asked = self.holds(Holds(fact.asked_by, fact.asked_option), value)
            here.append(logic.both(other, asked))
        return logic.some(here)


def _on(said: StatedFact, months: int, today: date) -> bool | None:
    """Return what is stated on a day, counting months by their number since year 0."""
    if said.on is None:
        return said.value
    ahead = (said.on.year - today.year) * 12 + said.on.month - today.month
    reached = ahead < months or (ahead == months and said.on.day <= today.day)
    return reached if said.value is not False else not reached


class SatLogic(Logic[int]):
    """Clauses for python-sat by Tseitin's encoding; a formula is a literal.

    With `beside`, the clauses of a second world of the same catalog, in the same solver.
    """

    def __init__(self, catalog: Catalog, beside: SatLogic | None = None) -> None:
        self.solver: Solver = Solver(name="minisat22") if beside is None else beside.solver
        self._numbers: Iterator[int] = count(1) if beside is None else beside._numbers
        self._beside = beside
        if beside is None:
            # Its own deleter complains when the interpreter ends before it.
            finalize(self, self.solver.delete)
        self._gates: dict[tuple[int, int], int] = {}
        self.true = self.fresh()
        self.false = -self.true
        self.solver.add_clause([self.true])
        self._catalog = catalog
        self._na = {id_: self.fresh() for id_ in catalog.questions}
        self._options = {
            (question.id, option): self.fresh()
            for question in catalog.questions.values()
            for option in question.option_ids
        }
        for question in catalog.questions.values():
            options = [self._options[question.id, option] for option in question.option_ids]
            if question.kind is Kind.SINGLE:
                values = [*options, self._na[question.id]]
                self.solver.add_clause(values)
                for at, one in enumerate(values):
                    for other in values[:at]:
                        self.solver.add_clause([-one, -other])

    def fresh(self) -> int:
        """Return a new variable."""
        return next(self._numbers)

    def both(self, one: int, other: int) -> int:
        """Return the conjunction."""
        if self.false in (one, other) or one == -other:
            return self.false
        if one in (self.true, other):
            return other
        if other == self.true:
            return one
        key = min(one, other), max(one, other)
        if key not in self._gates:
            gate = self._gates[key] = self.fresh()
            for clause in ([-gate, one], [-gate, other], [gate, -one, -other]):
                self.solver.add_clause(clause)
        return self._gates[key]

    def either(self, one: int, other: int) -> int:
        """Return the disjunction."""
        return -self.both(-one, -other)

    def opposite(self, one: int) -> int:
        """Return the negation."""
        return -one

    def applies(self, question: str) -> int:
        """Whether a question is not said to be not applicable."""
        return -self._na[question]

    def picks(self, question: str, option: str) -> int:
        """Whether an option of an applicable question is the answer, or holds."""
        return self._options[question, option]

    def alike(self, question: str) -> int:
        """Return a formula that makes this world and the one beside it answer a question alike."""
        assert self._beside is not None
        same = self.fresh()
        literals = [(self.applies(question), self._beside.applies(question))]
        literals += [
            (self.picks(question, option), self._beside.picks(question, option))
            for option in self._catalog.questions[question].option_ids
        ]
        for left, right in literals:
            self.solver.add_clause([-same, -left, right])
            self.solver.add_clause([-same, left, -right])
        return same

    def allowed(self, answers: Mapping[str, Answer]) -> list[int]:
        """Return the assumptions that say which worlds the answers allow."""
        return self.said(given_facts(self._catalog, answers))

    def said(self, facts: Iterable[Given]) -> list[int]:
        """Return the assumptions that say which worlds facts allow, all else being open."""
        assumed: list[int] = []
        left_out: set[str] = set()
        for fact in facts:
            if fact.relation == "not_applicable":
                left_out.add(fact.question)
            else:
                picked = self.picks(fact.question, fact.value)
                assumed.append(-picked if fact.relation == "excludes" else picked)
        assumed += [na if id_ in left_out else -na for id_, na in self._na.items()]
        return assumed

    def can(self, literal: int, assumed: Iterable[int]) -> bool:
        """Whether a formula holds in some world that the assumptions allow."""
        return bool(self.solver.solve(assumptions=[*assumed, literal]))

    def witnessed(self, literals: Iterable[int], assumed: Iterable[int]) -> set[int]:
        """Return those of some formulas that each hold in some allowed world.

        A world found for one formula may witness others too, so fewer searches do.
        """
        assumed = list(assumed)
        left = dict.fromkeys(literals)
        found: set[int] = set()
        while left:
            wanted = next(iter(left))
            if not self.solver.solve(assumptions=[*assumed, wanted]):
                del left[wanted]
                continue
            world = self.solver.get_model() or []
            here = [one for one in left if world[abs(one) - 1] == one]
            found.update(here)
            for one in here:
                del left[one]
        return found


def given_facts(catalog: Catalog, answers: Mapping[str, Answer]) -> tuple[Given, ...]:
    """Return what answers say, option by option."""
    facts: list[Given] = []
    for id_, answer in answers.items():
        if answer.not_applicable is not None:
            facts.append(Given(id_, "not_applicable"))
        elif answer.unknown or answer.value is None:
            continue
        elif isinstance(answer.value, str):
            facts.append(Given(id_, "answer", answer.value))
        else:
            facts += [
                Given(id_, "includes" if option in answer.value else "excludes", option)
                for option in catalog.questions[id_].option_ids
                if option not in answer.maybe
            ]
    return tuple(facts)
