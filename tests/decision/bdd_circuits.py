"""The circuits of `circuits.py` as binary decision diagrams of oxidd."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oxidd.bdd import BDDManager

from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import Kind
from tests.decision.circuits import Logic, given_facts


class BddLogic(Logic[Any]):
    """Oxidd decision diagrams over the questions that one assessment leaves open."""

    def __init__(self, catalog: Catalog, answers: Mapping[str, Answer]) -> None:
        manager = BDDManager(1 << 22, 1 << 20, 1)
        self.true, self.false = manager.true(), manager.false()
        self.variables: dict[str, list[Any]] = {}
        self._picks: dict[tuple[str, str], Any] = {}
        self._not_applicable = {
            id_ for id_, answer in answers.items() if answer.not_applicable is not None
        }
        facts = {
            (fact.question, fact.value): fact.relation for fact in given_facts(catalog, answers)
        }
        for question in catalog.questions.values():
            own = self.variables[question.id] = []
            options = question.option_ids
            settled = question.kind is Kind.SINGLE and any(
                (question.id, o) in facts for o in options
            )
            rest = self.true
            for option in options:
                relation = facts.get((question.id, option), "excludes" if settled else "")
                if relation or question.id in self._not_applicable:
                    said = relation in ("answer", "includes")
                    self._picks[question.id, option] = self.true if said else self.false
                elif question.kind is Kind.SINGLE and option == options[-1]:
                    self._picks[question.id, option] = rest
                else:
                    variable = manager.var(manager.add_vars(1).start)
                    own.append(variable)
                    self._picks[question.id, option] = rest & variable
                    if question.kind is Kind.SINGLE:
                        rest &= ~variable

    def both(self, one: Any, other: Any) -> Any:
        """Return the conjunction."""
        return one & other

    def either(self, one: Any, other: Any) -> Any:
        """Return the disjunction."""
        return one | other

    def opposite(self, one: Any) -> Any:
        """Return the negation."""
        return ~one

    def applies(self, question: str) -> Any:
        """Whether a question is not said to be not applicable."""
        return self.false if question in self._not_applicable else self.true

    def picks(self, question: str, option: str) -> Any:
        """Whether an option of an applicable question is the answer, or holds."""
        return self._picks[question, option]

    def depends(self, formula: Any, question: str) -> bool:
        """Whether two completions that differ in this question alone differ in the formula."""
        own = self.variables[question]
        return bool(own) and formula.exists(self.every(own)) != formula
