"""What is known about an assessment beside its decision: which questions still matter, and why.

Takes longer than deciding, so an interface may work it out beside the reader and show it when it
is there; it names the answers it holds for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from advisor.decision import Compiled, decide, situation_of
from advisor.decision.budget import Budget
from advisor.model.assessment import Answer
from advisor.model.decision import Change, Given
from advisor.reasoning.certificates import certificate
from advisor.reasoning.changes import changes
from advisor.reasoning.learning import Learned
from advisor.reasoning.relevance import Bearing, Relevant, bearings, relevance_of

# A reader waits for it, if at all, when the cursor rests on the question.
ONE_QUESTION = 50_000


class Weight(Enum):
    """What answering an open question could still do."""

    OUTCOME = "can change the outcome"
    VERDICT = "can change a verdict"
    PITFALL = "can only raise a pitfall"
    NOTHING = "changes nothing any more"
    NOT_PROVEN = "may still matter (not proven)"

    @property
    def decides(self) -> bool:
        """Whether skipping the question may leave a verdict open."""
        return self in {Weight.OUTCOME, Weight.VERDICT, Weight.NOT_PROVEN}


@dataclass(frozen=True, slots=True)
class Why:
    """A smallest set of answers that settles a verdict, and the nearest changes to another one.

    The certificate is None while the verdict is open. Without `proven` a step budget ended the
    search for changes.
    """

    certificate: tuple[Given, ...] | None
    changes: tuple[Change, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation and the answers that it is about."""

    answers: Mapping[str, Answer]
    bearings: Mapping[str, Bearing]
    whys: Mapping[str, Why]

    def why(self, capability: str = "") -> Why | None:
        """Return what settles and what changes a verdict, by default the outcome."""
        return self.whys.get(capability)

    def certificates(self) -> Mapping[str, tuple[Given, ...] | None]:
        """Return what alone settles each verdict, by capability; None while one is open."""
        return {name: why.certificate for name, why in self.whys.items() if name}

    def weight(self, question_id: str) -> Weight | None:
        """Return what an open question could still do; None for a settled answer."""
        found = self.bearings.get(question_id)
        return None if found is None else weigh(found)

    def deciding(self) -> tuple[str, ...]:
        """Return the open questions that can still change a verdict, in catalog order."""
        return tuple(id_ for id_, found in self.bearings.items() if weigh(found).decides)

    def outcome_questions(self) -> tuple[str, ...]:
        """Return the open questions that can still change the outcome, in catalog order."""
        return tuple(
            id_
            for id_, found in self.bearings.items()
            if weigh(found) in {Weight.OUTCOME, Weight.NOT_PROVEN}
        )


def explained(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    learned: Learned | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Explained:
    """Work out what every open question could still do, and why each verdict stands.

    What an interview `learned` after one answer makes the next one quicker (`reasoning.changes`).
    `pause` is called between steps: what is more urgent may go first, and may raise to end it.
    """
    found = bearings(compiled, answers)
    judged = [job.id for job in decide(compiled, answers).capabilities if job.verdict]
    whys: dict[str, Why] = {}
    for name in ("", *judged):
        pause()
        whys[name] = _why(compiled, answers, name or None, learned, pause)
    return Explained(answers, {bearing.question: bearing for bearing in found}, whys)


def _why(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    capability: str | None,
    learned: Learned | None,
    pause: Callable[[], None],
) -> Why:
    nearest = changes(compiled, answers, capability, learned=learned)
    pause()
    return Why(
        certificate(compiled, answers, capability, learned=learned), nearest.items, nearest.proven
    )


def weigh(found: Bearing) -> Weight:
    """Return the weight of one open question."""
    if found.outcome:
        return Weight.OUTCOME
    if found.capabilities:
        return Weight.VERDICT
    if not found.proven:
        return Weight.NOT_PROVEN
    return Weight.PITFALL if found.could_raise else Weight.NOTHING


def led_to(compiled: Compiled, found: Explained, question_id: str) -> Relevant:
    """Return which verdicts one open question could lead to, for the answers of an explanation."""
    situation = situation_of(compiled, found.answers)
    return relevance_of(situation, found.bearings[question_id], Budget(ONE_QUESTION))
