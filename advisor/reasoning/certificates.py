"""Certificates: smallest sufficient reasons of a settled verdict.

A sufficient reason (also: abductive explanation; a prime implicant of the verdict that covers the
case, of smallest size) is a set of given facts that alone settles the verdict, every other
question being open. Found by implicit hitting sets (`decision/smallest.py`): the moves are the
given facts, the goal is "wholly at least this verdict, nowhere above it". Facts of certainly
hidden questions take no part. The problem is complete for the second level of the polynomial
hierarchy; at a catalog's size it takes well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import Compiled
from advisor.decision.reasons import smallest_facts
from advisor.decision.situation import Situation, situation_of
from advisor.model.assessment import Answer
from advisor.model.decision import Given
from advisor.model.vocabulary import Verdict
from advisor.reasoning.learning import Learned


def certificate(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    capability: str | None = None,
    *,
    budget: Budget | None = None,
    learned: Learned | None = None,
) -> tuple[Given, ...] | None:
    """Return a certificate of a capability's verdict, or of the outcome.

    `learned` is made use of and added to: of several equally small certificates another one may
    come then. None while the verdict is open, or where the budget did not suffice.
    """
    situation = situation_of(compiled, answers)
    possible = situation.possible_verdicts(capability)
    if len(possible) > 1:
        return None
    try:
        return smallest_reason(situation, capability, possible[0], budget or Budget(), learned)
    except BudgetSpentError:
        return None


def smallest_reason(
    situation: Situation,
    capability: str | None,
    verdict: Verdict,
    budget: Budget,
    learned: Learned | None = None,
) -> tuple[Given, ...]:
    """Return a smallest set of given facts that alone settles a capability (None: the outcome).

    The situation must be settled on that verdict.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    compiled = situation.compiled
    read = compiled.read_by(capability)
    facts = tuple(fact for fact in situation.facts if fact.mask & read)
    known = situation.aspect(capability).known
    key = ("certificate", facts, learned is None)
    if key not in known:
        bounds = compiled.bounds(capability, verdict)
        goal = ("certificate", bounds)
        bad = [] if learned is None else list(learned.bad(goal))
        known[key] = smallest_facts(compiled.space, facts, bounds, budget, bad)
        if learned is not None:
            learned.learn(goal, bad)
    found: tuple[Given, ...] | None = known[key]
    if found is None:
        raise AssertionError(verdict)  # all facts together settle it
    return found
