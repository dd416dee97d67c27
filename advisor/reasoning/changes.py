"""Smallest changes and triggers: what would lead to another verdict.

A change (also: counterfactual, contrastive explanation) is a smallest set of edits after which
exactly one other verdict is possible. Triggers are the same with only growth and roadmap questions
edited and what is planned counted as in use; an empty trigger says that the plans alone lead there.

Both are implicit hitting sets over edits (`decision/smallest.py`) within one aspect: an edit of a
question that the verdict does not read is never part of a smallest set.

What one search learned helps the next one after a further answer (`Learned`). It never makes a
change larger, but where several are equally small, another of them may come first. So what is
written into documents goes without.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from msgspec import Struct

from advisor.decision.aspect import Aspect
from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import Compiled
from advisor.decision.escape import Escape
from advisor.decision.given import ANSWER
from advisor.decision.situation import Situation, situation_of
from advisor.decision.smallest import smallest_moves
from advisor.decision.space import INCLUDES
from advisor.model.assessment import Answer
from advisor.model.catalog import Question
from advisor.model.decision import Change
from advisor.model.vocabulary import Verdict
from advisor.reasoning.edits import Editable, Wanted, editable
from advisor.reasoning.learning import Learned

ALTERNATIVES = 1
# About a second: a person waits for all searches of a page together.
STEPS = 100_000


class Changes(Struct, frozen=True):
    """Changes, nearest first; `proven` is false where a budget ended before the search did."""

    items: tuple[Change, ...]
    proven: bool = True


class Levers(Struct, frozen=True):
    """Which answers may change: those wanted and, with `frame`, what is reviewed itself.

    Else of a question that is a frame (product, plans, who is there) an open answer is given as it
    is assumed, never another.
    """

    wanted: Wanted | None = None
    frame: bool = False


def levers_of(*, actionable: bool, every: bool) -> Levers:
    """Return the levers of a team: only what it can act on, and also what is reviewed."""
    return Levers(_actionable if actionable else None, every)


def _actionable(question: Question) -> bool:
    return question.actionable


def _grows(question: Question) -> bool:
    return question.growth or question.roadmap


USUAL = Levers()
EVERY = Levers(frame=True)
ACTIONABLE = Levers(_actionable)
_GROWTH = Levers(_grows, frame=True)


def changes(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    capability: str | None = None,
    *,
    levers: Levers = USUAL,
    alternatives: int = ALTERNATIVES,
    budget: Budget | None = None,
    learned: Learned | None = None,
) -> Changes:
    """Return smallest changes to each other verdict of a capability, or to each other outcome.

    `learned` is made use of and added to.
    """
    situation = situation_of(compiled, answers)
    verdict = situation.working_verdict(capability)
    return changes_from(
        situation,
        capability,
        verdict,
        levers=levers,
        alternatives=alternatives,
        budget=budget,
        learned=learned,
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
    verdict = situation.working_verdict(capability)
    planned = situation_of(compiled.as_planned, answers)
    return changes_from(
        planned,
        capability,
        verdict,
        levers=_GROWTH,
        alternatives=alternatives,
        budget=budget,
    )


def grows(change: Change, verdict: Verdict) -> bool:
    """Whether a trigger only adds something, and leads from a verdict to a higher split or replace.

    A team that grows says yes to more; a trigger that ends something is exact, but no growth.
    """
    return change.to > max(verdict, Verdict.KEEP) and all(
        edit.given.relation in {ANSWER, INCLUDES} for edit in change.edits
    )


def changes_from(
    situation: Situation,
    capability: str | None,
    verdict: Verdict,
    *,
    levers: Levers = USUAL,
    alternatives: int = ALTERNATIVES,
    budget: Budget | None = None,
    learned: Learned | None = None,
) -> Changes:
    """Return smallest changes of a situation away from a verdict of a capability or outcome."""
    aspect = situation.aspect(capability)
    moves = editable(aspect, levers.wanted, None if levers.frame else situation.world)
    key = ("changes", verdict, levers, moves.movable, alternatives, learned is None)
    if key not in aspect.known:
        found = _changes(aspect, verdict, moves, alternatives, budget, learned)
        if not found.proven:
            return found
        aspect.known[key] = found
    known: Changes = aspect.known[key]
    return known


def _changes(
    aspect: Aspect,
    verdict: Verdict,
    moves: Editable,
    alternatives: int,
    budget: Budget | None,
    learned: Learned | None,
) -> Changes:
    items: list[Change] = []
    proven = True
    for to in aspect.compiled.verdicts_of(aspect.capability):
        if to is verdict:
            continue
        # Each verdict has the whole budget: one hard search must not starve the next.
        spending = Budget(STEPS if budget is None else budget.left)
        try:
            found = _smallest(aspect, moves, to, alternatives, spending, learned)
            items += [Change(to, moves.edits(chosen)) for chosen in found]
        except BudgetSpentError:
            proven = False
    items.sort(key=lambda change: (len(change.edits), change.to))
    return Changes(tuple(items), proven)


def _smallest(
    aspect: Aspect,
    moves: Editable,
    to: Verdict,
    alternatives: int,
    budget: Budget,
    learned: Learned | None,
) -> tuple[int, ...]:
    """Return up to so many smallest sets of edits that settle on one verdict.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    bounds = aspect.compiled.bounds(aspect.capability, to)
    escape = Escape(aspect.space, aspect.domain, moves.movable, entries=moves.entries)
    if learned is None:
        return tuple(islice(smallest_moves(aspect.space, escape, bounds, budget), alternatives))
    search = (bounds, moves.wanted, moves.framed)
    least, serving = 0, None
    plain = not moves.entries and alternatives == 1
    if plain:
        least, serving = learned.prospect(aspect.space, search, aspect.domain, moves.movable)
        if serving is not None and serving.bit_count() <= least:
            return (serving,)
    escape.learn(learned.bad(bounds))
    try:
        every = smallest_moves(aspect.space, escape, bounds, budget, least, serving)
        found = tuple(islice(every, alternatives))
    finally:
        learned.learn(bounds, escape.cubes)
    if plain and found:
        learned.remember(search, aspect.domain, moves.movable, found[0], escape.cubes)
    return found
