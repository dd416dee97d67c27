"""The single question worth asking next.

What may be skipped is proven (`relevance.py`); only the order among the rest is estimated, over
sampled completions that are the same on every machine. The order is greedy: first questions that
can still change the outcome, and among these the one whose answer is expected to tell most bits
about the verdicts. Whatever the order, an interview ends only when every verdict is settled.

A question that may yet turn out to be hidden waits for those that decide whether it is asked: when
it is relevant, so is one of them. Cost: one run of the plan over all sampled worlds, then one
population count for each option of a relevant question and verdict it could change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.decision.budget import Budget
from advisor.decision.compile import Compiled
from advisor.decision.situation import Situation, situation_of
from advisor.decision.tautology import covers
from advisor.model.assessment import Answer
from advisor.model.vocabulary import Kind
from advisor.reasoning.information import entropy, told_by
from advisor.reasoning.relevance import STEPS, Bearing, bearings_in
from advisor.reasoning.sampling import Sample, sampler_of

# An option of a multiple choice holds in a quarter of the sampled worlds: people tick few.
_TOSSES = 2


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A question to ask, and why it is the one.

    `bits` is what its answer is expected to tell about the verdicts, `share` that part of all
    that is still uncertain about them; both are estimates. `among` counts the questions that can
    still change a verdict, this one included.
    """

    bearing: Bearing
    bits: float
    share: float
    among: int

    @property
    def question(self) -> str:
        """The id of the question."""
        return self.bearing.question


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is left to ask.

    `ask` is None when no question that nobody has answered can change a verdict. The interview is
    `settled` when none at all can; else `unknown` lists those that were answered with "don't know",
    fully or in part, and can still change one.
    """

    ask: NextQuestion | None
    unknown: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether the outcome and every verdict are certain, whatever else is answered."""
        return self.ask is None and not self.unknown


def next_question(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    *,
    later: Collection[str] = (),
    budget: Budget | None = None,
) -> Agenda:
    """Return which question is worth asking next, if any.

    Questions in `later` were passed over: they come after all others.
    """
    situation = situation_of(compiled, answers)
    found = bearings_in(situation, budget or Budget(STEPS))
    return agenda(situation, found, answers, later=later)


def agenda(
    situation: Situation,
    relevant: Iterable[Bearing],
    answers: Mapping[str, Answer],
    *,
    later: Collection[str] = (),
) -> Agenda:
    """Return which question is worth asking next, where their relevance is known already."""
    deciding = [item for item in relevant if not item.can_be_skipped]
    unsaid = [item for item in deciding if not _said(answers.get(item.question))]
    unknown = tuple(item.question for item in deciding if _said(answers.get(item.question)))
    if not unsaid:
        return Agenda(None, unknown)
    candidates = [item for item in unsaid if item.question not in later] or unsaid
    candidates = [item for item in candidates if _shown(situation, item.question)] or candidates
    candidates = [item for item in candidates if item.outcome] or candidates
    sample = sampler_of(situation.compiled, _TOSSES).of(situation)
    told = _Told(situation, sample)
    bits = {item.question: told.by(item) for item in candidates}
    best = max(candidates, key=lambda item: bits[item.question])
    share = min(1.0, bits[best.question] / told.uncertain) if told.uncertain else 0.0
    return Agenda(NextQuestion(best, bits[best.question], share, len(deciding)), unknown)


class _Told:
    """How much answers tell about the verdicts that are open, in sampled worlds."""

    def __init__(self, situation: Situation, sample: Sample) -> None:
        self._situation = situation
        self._sample = sample
        self._verdicts: dict[str | None, Sequence[int]] = {
            which: sample.verdicts(which)
            for which in (None, *situation.compiled.catalog.capabilities)
            if len(situation.possible_verdicts(which)) > 1
        }
        self.uncertain = sum(
            entropy((plane.bit_count() for plane in planes), sample.count)
            for planes in self._verdicts.values()
        )

    def by(self, item: Bearing) -> float:
        """Return the bits that a question tells, summed over the verdicts it could change."""
        answers = self._answers(item.question)
        open_ones = item.capabilities
        return sum(
            told_by(answer, planes, self._sample.count)
            for which, planes in self._verdicts.items()
            if (item.outcome if which is None else which in open_ones)
            for answer in answers
        )

    def _answers(self, question: str) -> list[tuple[int, ...]]:
        """Return the partitions of the worlds that an answer makes.

        Options of a multiple choice are drawn independently: what they tell one by one is at most
        what they tell together.
        """
        asked = self._situation.compiled.catalog.questions[question]
        planes = [self._sample.answers[question, option] for option in asked.option_ids]
        if asked.kind is Kind.SINGLE:
            return [tuple(planes)]
        full = (1 << self._sample.count) - 1
        return [(plane, full ^ plane) for plane in planes]


def _said(answer: Answer | None) -> bool:
    """Whether anything was said, "don't know" included."""
    return answer is not None and (
        answer.unknown or answer.value is not None or answer.not_applicable is not None
    )


def _shown(situation: Situation, question: str) -> bool:
    """Whether a question is asked whatever else is answered."""
    compiled = situation.compiled
    return covers(compiled.space, compiled.visible[question], situation.domain)
