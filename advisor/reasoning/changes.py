"""Smallest changes and triggers: what would lead to another verdict.

A change (also: counterfactual, contrastive explanation) is a smallest set of edits after which
exactly one other verdict is possible. Found by implicit hitting sets over edits. Triggers are the
same with only growth and roadmap questions edited and what is planned counted as in use; an empty
trigger says that the plans alone lead there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import Compiled, Levels
from advisor.decision.hitting_set import positions
from advisor.decision.situation import Situation, situation_of
from advisor.decision.smallest import smallest_moves
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.decision import Change
from advisor.model.vocabulary import Verdict
from advisor.reasoning.certificates import goal_of
from advisor.reasoning.edits import Wanted, edit_moves

ALTERNATIVES = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes, nearest first; `proven` is false where a budget ended before the search did."""

    items: tuple[Change, ...]
    proven: bool = True


def changes(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    capability: str | None = None,
    *,
    actionable: bool = False,
    alternatives: int = ALTERNATIVES,
    budget: Budget | None = None,
) -> Changes:
    """Return smallest changes to each other verdict of a capability, or to each other outcome.

    With `actionable`, only answers that a team can act on change.
    """
    situation = situation_of(compiled, answers)
    verdict = situation.working_verdict(capability, situation.possible_verdicts(capability))
    return changes_from(
        situation,
        compiled.levels_of(capability),
        verdict,
        wanted=_actionable if actionable else None,
        alternatives=alternatives,
        budget=budget,
    )


def triggers(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    capability: str | None = None,
    *,
    alternatives: int = ALTERNATIVES,
    budget: Budget | None = None,
) -> Changes:
    """Return the smallest growth or roadmap steps that lead to each other verdict.

    What is planned counts as in use; the verdict to leave is the one without that.
    """
    situation = situation_of(compiled, answers)
    verdict = situation.working_verdict(capability, situation.possible_verdicts(capability))
    planned = situation_of(compiled.as_planned, answers)
    return changes_from(
        planned,
        compiled.as_planned.levels_of(capability),
        verdict,
        wanted=_grows,
        alternatives=alternatives,
        budget=budget,
    )


def changes_from(
    situation: Situation,
    levels: Levels,
    verdict: Verdict,
    *,
    wanted: Wanted | None = None,
    alternatives: int = ALTERNATIVES,
    budget: Budget | None = None,
) -> Changes:
    """Return smallest changes of a situation away from a verdict."""
    items: list[Change] = []
    proven = True
    for to in Verdict:
        if to is not verdict:
            # Each verdict has the whole budget: one hard search must not starve the next.
            try:
                items += smallest_changes(
                    situation, levels, to, wanted, alternatives, _renewed(budget)
                )
            except BudgetSpentError:
                proven = False
    items.sort(key=lambda change: (len(change.edits), change.to))
    return Changes(tuple(items), proven)


def smallest_changes(
    situation: Situation,
    levels: Levels,
    to: Verdict,
    wanted: Wanted | None,
    alternatives: int,
    budget: Budget,
) -> list[Change]:
    """Return up to so many smallest changes to one verdict.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    compiled = situation.compiled
    goal = goal_of(levels, to)
    read = compiled.space.read_by((*(goal.inside or ()), *goal.outside))
    edits = edit_moves(compiled.catalog, compiled.space, situation.domain, read, wanted)
    found = smallest_moves(
        compiled.space, situation.domain, [edit.move for edit in edits], goal, budget
    )
    return [
        Change(to, tuple(edits[at].edit for at in positions(chosen)))
        for chosen in islice(found, alternatives)
    ]


def _renewed(budget: Budget | None) -> Budget:
    return Budget() if budget is None else Budget(budget.left)


def _actionable(question: Question) -> bool:
    return question.actionable


def _grows(question: Question) -> bool:
    return question.growth or question.roadmap
