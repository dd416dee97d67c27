"""Smallest changes and triggers: what would lead to another verdict.

A change (also: counterfactual, contrastive explanation) is a smallest set of edits after which
exactly one other verdict is possible. Triggers are the same with only growth and roadmap questions
edited and what is planned counted as in use; an empty trigger says that the plans alone lead there.

The search (`_Search`) deepens by the number of edits. With at most `c` edits, worlds can move only
into cubes that contradict at most `c` of the given answers, so each round leaves out all others;
within a round the edits are found by implicit hitting sets (`decision/smallest.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import Compiled
from advisor.decision.hitting_set import Escape
from advisor.decision.situation import Situation, situation_of
from advisor.decision.smallest import smallest_moves
from advisor.decision.space import Cube
from advisor.decision.tautology import falsify
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.decision import Change
from advisor.model.vocabulary import Verdict
from advisor.reasoning.edits import Editable, Wanted, editable

ALTERNATIVES = 1
# About a second: a person waits for all searches of a page together.
STEPS = 100_000


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
        capability,
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
        capability,
        verdict,
        wanted=_grows,
        alternatives=alternatives,
        budget=budget,
    )


def changes_from(
    situation: Situation,
    capability: str | None,
    verdict: Verdict,
    *,
    wanted: Wanted | None = None,
    alternatives: int = ALTERNATIVES,
    budget: Budget | None = None,
) -> Changes:
    """Return smallest changes of a situation away from a verdict of a capability or outcome."""
    compiled = situation.compiled
    moves = editable(compiled.catalog, compiled.space, situation.domain, wanted)
    items: list[Change] = []
    proven = True
    for to in compiled.verdicts_of(capability):
        if to is verdict:
            continue
        # Each verdict has the whole budget: one hard search must not starve the next.
        spending = Budget(STEPS if budget is None else budget.left)
        found = _Search(situation, moves, capability, to).smallest(spending)
        try:
            items += [Change(to, moves.edits(chosen)) for chosen in islice(found, alternatives)]
        except BudgetSpentError:
            proven = False
    items.sort(key=lambda change: (len(change.edits), change.to))
    return Changes(tuple(items), proven)


class _Search:
    """The search for the smallest sets of edits that settle on one verdict."""

    def __init__(
        self, situation: Situation, moves: Editable, capability: str | None, to: Verdict
    ) -> None:
        levels = situation.compiled.levels_of(capability)
        self._space = situation.compiled.space
        self._domain = situation.domain
        self._moves = moves
        self._reach = situation.domain | moves.movable
        for entry in moves.entries:
            self._reach |= entry.mask
        self._inside = None if to is Verdict.NONE else self._reachable(levels.at_least(to))
        self._outside = self._reachable(levels.above(to))

    def smallest(self, budget: Budget) -> Iterator[int]:
        """Yield all smallest sets of moves.

        Raises:
            BudgetSpentError: when more steps were taken than the budget holds.
        """
        if not self._exists(budget):
            return
        most: int | None = 0
        while most is not None:
            escape = Escape(
                self._space, self._domain, self._moves.movable, entries=self._moves.entries
            )
            escape.add(self._outside.get(0, ()))
            inside = None if self._inside is None else _within(self._inside, most)
            outside = _within(self._outside, most)
            found = False
            for chosen in smallest_moves(self._space, escape, inside, outside, budget, most):
                found = True
                yield chosen
            if found:
                return
            # Cut short: more edits could do. Else only further cubes could.
            further = [distance for distance in self._inside or () if distance > most]
            most = most + 1 if escape.cut_short else min(further, default=None)

    def _exists(self, budget: Budget) -> bool:
        """Whether any edits reach a single world with the verdict."""
        if self._inside is None:
            return True
        outside = [cube for cubes in self._outside.values() for cube in cubes]
        return any(
            falsify(self._space, outside, cube & self._reach, budget) is not None
            for distance in sorted(self._inside)
            for cube in self._inside[distance]
        )

    def _reachable(self, cubes: tuple[Cube, ...]) -> dict[int, list[Cube]]:
        """Return the cubes that edits can lead into, by how many answers contradict them."""
        low, guard = self._space.low, self._space.guard
        entered = 0
        for entry in self._moves.entries:
            entered |= entry.mask
        found: dict[int, list[Cube]] = {}
        for cube in cubes:
            if ((cube & self._reach) + low) & guard == guard:
                missed = (((cube & self._domain | entered) + low) & guard) ^ guard
                found.setdefault(missed.bit_count(), []).append(cube)
        return found


def _within(by_distance: Mapping[int, list[Cube]], most: int) -> list[Cube]:
    return [
        cube
        for distance in sorted(by_distance)
        if distance <= most
        for cube in by_distance[distance]
    ]


def _actionable(question: Question) -> bool:
    return question.actionable


def _grows(question: Question) -> bool:
    return question.growth or question.roadmap
