"""What a verification says: findings with an assessment that shows each, and what was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from advisor.decision.budget import Budget
from advisor.model.assessment import Answer

Answers = Mapping[str, Answer]


class FindingKind(Enum):
    """What can be wrong with a catalog that loads."""

    VERDICT_UNREACHABLE = "verdict-unreachable"
    VERDICT_UNDECLARED = "verdict-undeclared"
    RULE_DEAD = "rule-dead"
    RULE_SUBSUMED = "rule-subsumed"
    RULE_DUPLICATE = "rule-duplicate"
    PITFALL_DEAD = "pitfall-dead"
    PITFALL_DUPLICATE = "pitfall-duplicate"
    PITFALL_SUBSUMED = "pitfall-subsumed"
    QUESTION_UNREACHABLE = "question-unreachable"
    OPTION_UNREAD = "option-unread"
    CONDITION_UNREACHABLE = "condition-unreachable"
    VISIBILITY_CYCLE = "visibility-cycle"
    NEGATION_OF_HIDDEN = "negation-of-hidden"
    NOT_MONOTONE = "not-monotone"
    EXCEPTION_UNUSED = "exception-unused"
    LAYERS_EXCLUSIVE = "layers-exclusive"
    TARGET_TOO_LOW = "target-too-low"
    CASE_FAILS = "case-fails"
    NOT_PROVEN = "not-proven"


@dataclass(frozen=True, slots=True)
class CatalogFinding:
    """One thing that is wrong, and answers that show it.

    `shelf` is the catalog's mapping that holds the first of `ids`; the others are what it clashes
    with, or the part of it that is meant. `answers` answer exactly the questions that are visible
    with them; where something can never happen they come as near to it as answers can. `then` are
    the answers after the step that the sentence speaks of.
    """

    kind: FindingKind
    shelf: str
    ids: tuple[str, ...]
    sentence: str
    answers: Answers | None = None
    then: Answers | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One exact question about a catalog; `find` raises BudgetSpentError past its budget."""

    check: str
    shelf: str
    id: str
    find: Callable[[Budget], Iterator[CatalogFinding]]


@dataclass(frozen=True, slots=True)
class Checked:
    """How much one check looked at, and the steps that it took."""

    check: str
    items: int
    steps: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: findings in the order of the checks, and what was checked."""

    findings: tuple[CatalogFinding, ...]
    checked: tuple[Checked, ...]

    @property
    def steps(self) -> int:
        """All steps taken; the same on every machine."""
        return sum(item.steps for item in self.checked)
