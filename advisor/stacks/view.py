"""One assessment as the stack reads it: what is forced, by what, and which platform it is."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from advisor.decision import Compiled, Situation, situation_of
from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.reasons import read_facts, smallest_because
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog, Platform
from advisor.model.conditions import Condition
from advisor.model.decision import Decision, Given


class View(Struct, frozen=True):
    """Everything a choice may look at."""

    compiled: Compiled
    assessment: Assessment
    answers: Mapping[str, Answer]
    decision: Decision
    situation: Situation

    @property
    def catalog(self) -> Catalog:
        """The catalog that was compiled."""
        return self.compiled.catalog

    @property
    def platform(self) -> Platform | None:
        """The product under review, where it is said and the catalog knows it."""
        return self.catalog.platforms.get(self.platform_id)

    @property
    def platform_id(self) -> str:
        """The answer to the platform question; "" while it is open."""
        answer = self.answers.get(self.catalog.platform_question)
        value = answer.value if answer is not None else None
        return value if isinstance(value, str) else ""

    def forced(self, condition: Condition) -> bool:
        """Whether the given answers force a condition."""
        return self.situation.forced(condition)

    def because(self, condition: Condition) -> tuple[Given, ...]:
        """Return a smallest set of given facts that forces a condition which is forced."""
        try:
            return smallest_because(self.situation, self.compiled.region(condition), Budget())
        except BudgetSpentError:  # still true, only not the smallest
            return read_facts(self.situation, [condition])


def view_of(
    compiled: Compiled,
    assessment: Assessment,
    answers: Mapping[str, Answer],
    decision: Decision,
) -> View:
    """Return the view of an assessment and its decision.

    Raises:
        AssessmentError: when an answer names an unknown question or option.
    """
    return View(compiled, assessment, answers, decision, situation_of(compiled, answers))
