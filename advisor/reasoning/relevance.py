"""Relevance: which open questions can still change a verdict, and to what.

An open question is relevant to a verdict when two completions that differ in nothing but its
answer have different verdicts (`dependence.py`). One that is relevant to none may still raise
something else (`raised.py`); skipping it never changes a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import Compiled
from advisor.decision.situation import Situation, situation_of
from advisor.model.assessment import Answer
from advisor.model.vocabulary import Verdict
from advisor.reasoning.dependence import crossed_by, turned_at_least, turned_by
from advisor.reasoning.raised import could_raise

# For each capability and the outcome; a person sees the result after every answer.
STEPS = 1_000_000
# One search may take this part of what all of them have left: none starves the others.
_PART = 8


class Bearing(Struct, frozen=True):
    """Which verdicts an open question can still change.

    `could_raise` is filled for questions that change no verdict: pitfalls, layers, conditions of a
    keep (by id) and targets (`capability:target`). Without `proven` it may do more than listed.
    """

    question: str
    outcome: bool = False
    capabilities: tuple[str, ...] = ()
    could_raise: tuple[str, ...] = ()
    proven: bool = True

    @property
    def can_be_skipped(self) -> bool:
        """Whether no answer to it changes any verdict, whatever else is answered."""
        return self.proven and not self.outcome and not self.capabilities


class Relevant(Struct, frozen=True):
    """What an open question could still do.

    `outcome` and `capabilities` list the verdicts that it could lead to, the working one left out;
    `could_raise` and `proven` are as in its `Bearing`.
    """

    question: str
    outcome: tuple[Verdict, ...] = ()
    capabilities: tuple[tuple[str, tuple[Verdict, ...]], ...] = ()
    could_raise: tuple[str, ...] = ()
    proven: bool = True

    @property
    def could_become(self) -> tuple[Verdict, ...]:
        """Every verdict that some capability or the outcome could take by it, lowest first."""
        every = {*self.outcome, *(verdict for _, some in self.capabilities for verdict in some)}
        return tuple(sorted(every))

    @property
    def can_be_skipped(self) -> bool:
        """Whether no answer to it changes any verdict, whatever else is answered."""
        return self.proven and not self.could_become


def relevance(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    *,
    budget: Budget | None = None,
) -> tuple[Relevant, ...]:
    """Return what each open question could still do, in catalog order."""
    return relevance_in(situation_of(compiled, answers), budget or Budget(STEPS))


def relevance_in(situation: Situation, budget: Budget) -> tuple[Relevant, ...]:
    """Return what each open question of a situation could still do, in catalog order.

    The searches for what verdicts become share the budget, so that a page of them comes in time.
    """
    found = bearings_in(situation, budget)
    return tuple(relevance_of(situation, one, budget, shared=True) for one in found)


def bearings(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    *,
    budget: Budget | None = None,
) -> tuple[Bearing, ...]:
    """Return which verdicts each open question can still change, in catalog order.

    Leaves out which verdicts they could become (`relevance`), and so takes far less time.
    """
    return bearings_in(situation_of(compiled, answers), budget or Budget(STEPS))


def bearings_in(situation: Situation, budget: Budget) -> tuple[Bearing, ...]:
    """Return which verdicts each open question of a situation can still change.

    The outcome is made of the capabilities' verdicts, so a question that no capability depends on
    is idle for the outcome too: where only the outcome is not proven, idle questions still are.
    """
    capabilities = situation.compiled.catalog.capabilities
    steps = budget.left
    bears: dict[str | None, set[str]] = {}
    unproven: set[str | None] = set()
    for which in (*capabilities, None):
        try:
            bears[which] = crossed_by(situation.aspect(which), Budget(steps))
        except BudgetSpentError:
            bears[which] = set()
            unproven.add(which)
    doubtful = {
        question
        for which in unproven - {None}
        for question in situation.open_questions
        if _reads(situation, which, question)
    }
    turning = {question for some in bears.values() for question in some}
    idle = [
        question
        for question in situation.open_questions
        if question not in doubtful and question not in turning
    ]
    try:
        raises = could_raise(situation, idle, Budget(steps))
    except BudgetSpentError:
        raises = {}
        doubtful.update(idle)
    settled_for_outcome = set() if None in unproven else set(situation.open_questions)
    settled_for_outcome.update(idle)
    return tuple(
        Bearing(
            question,
            question in bears[None],
            tuple(id_ for id_ in capabilities if question in bears[id_]),
            raises.get(question, ()),
            question in settled_for_outcome and question not in doubtful,
        )
        for question in situation.open_questions
    )


def relevance_of(
    situation: Situation, bearing: Bearing, budget: Budget, *, shared: bool = False
) -> Relevant:
    """Return what one open question could still do, where its bearing is known.

    Each search may take all of the budget, or where it is `shared` a part of what the searches
    before have left. Past that it lists fewer verdicts and is not proven.
    """
    proven = bearing.proven
    becomes: dict[str | None, tuple[Verdict, ...]] = {}
    for which in (*([None] if bearing.outcome else []), *bearing.capabilities):
        steps = budget.left // _PART if shared else budget.left
        search = Budget(steps)
        try:
            found = could_become(situation, which, search, bearing.question)
            becomes[which] = found[bearing.question]
        except BudgetSpentError:
            proven = False
            becomes[which] = _at_least(situation, which, bearing.question)
        if shared:
            budget.left -= steps - max(search.left, 0)
    return Relevant(
        bearing.question,
        becomes.get(None, ()),
        tuple((id_, becomes[id_]) for id_ in bearing.capabilities if becomes[id_]),
        bearing.could_raise,
        proven,
    )


def _at_least(situation: Situation, capability: str | None, question: str) -> tuple[Verdict, ...]:
    """Return the verdicts that are sure without a search, the working one left out."""
    aspect = situation.aspect(capability)
    working = situation.working_verdict(capability)
    turned = turned_at_least(aspect, question)
    return tuple(verdict for verdict in turned if verdict is not working)


def could_become(
    situation: Situation, capability: str | None, budget: Budget, question: str | None = None
) -> dict[str, tuple[Verdict, ...]]:
    """Return, for each question relevant to a verdict, the verdicts that it could lead to.

    With `question`, for that one only.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    aspect = situation.aspect(capability)
    working = situation.working_verdict(capability)
    return {
        one: tuple(verdict for verdict in turned if verdict is not working)
        for one, turned in turned_by(aspect, budget, question).items()
    }


def _reads(situation: Situation, capability: str | None, question: str) -> bool:
    """Whether a capability's verdict reads a question that is open."""
    read = situation.compiled.read_by(capability)
    return bool(situation.compiled.space.question_mask(question) & read)
