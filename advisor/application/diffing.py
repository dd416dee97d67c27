"""What changed between two assessments: answers, and which of them caused which verdicts.

A cause is a contrastive explanation: a smallest set of the differing answers that, put into the
first assessment, gives the verdict of the second. Sets of one and two answers are tried
exhaustively; past that an irreducible set is found by deletion and labelled as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from advisor.application.opening import Opened
from advisor.decision import Compiled, decide, situation_of
from advisor.decision.evaluate import evaluator_of
from advisor.model.assessment import Answer
from advisor.model.catalog import Catalog
from advisor.model.decision import Decision
from advisor.model.vocabulary import Verdict

EXHAUSTIVE = 2


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """One question answered differently; None where one side says nothing."""

    question: str
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class VerdictDifference:
    """One job, or the outcome (`capability` is ""), that is decided differently.

    `causes` are questions of the answer differences; `smallest` is false where the set is only
    known to be irreducible.
    """

    capability: str
    before: Verdict
    after: Verdict
    causes: tuple[str, ...]
    smallest: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs, in the order of a catalog for the rows of both."""

    catalog: Catalog
    answers: tuple[AnswerDifference, ...]
    verdicts: tuple[VerdictDifference, ...]
    pitfalls_gone: tuple[str, ...]
    pitfalls_new: tuple[str, ...]


def difference(before: Opened, after: Opened) -> Difference:
    """Return what changed from one assessment to another, decided by the same catalog."""
    one, other = before.shapes.together(before.assessment, after.assessment)
    compiled, first, second = one.compiled, one.answers, other.answers
    changed = _changed(compiled, first, second)
    pair = _Pair(compiled, first, second, changed)
    former, now = decide(compiled, first), decide(compiled, second)
    fired_before = [finding.pitfall for finding in former.findings]
    fired_now = [finding.pitfall for finding in now.findings]
    return Difference(
        catalog=compiled.catalog,
        answers=tuple(AnswerDifference(id_, first.get(id_), second.get(id_)) for id_ in changed),
        verdicts=tuple(_verdicts(pair, former, now)),
        pitfalls_gone=tuple(id_ for id_ in fired_before if id_ not in fired_now),
        pitfalls_new=tuple(id_ for id_ in fired_now if id_ not in fired_before),
    )


def _changed(
    compiled: Compiled, first: Mapping[str, Answer], second: Mapping[str, Answer]
) -> tuple[str, ...]:
    """Return the questions whose answers decide differently; notes and evidence do not."""
    return tuple(
        id_
        for id_ in compiled.catalog.questions
        if _deciding(first.get(id_)) != _deciding(second.get(id_))
    )


def _deciding(answer: Answer | None) -> object:
    if answer is None or answer.unknown:
        return None
    if answer.not_applicable is not None:
        return "not applicable"
    value = answer.value if isinstance(answer.value, str) else frozenset(answer.value or ())
    return value, frozenset(answer.maybe)


def _verdicts(pair: _Pair, former: Decision, now: Decision) -> Iterable[VerdictDifference]:
    jobs: list[tuple[str, Verdict, Verdict]] = [("", former.outcome, now.outcome)]
    jobs += [
        (job.id, job.verdict, later.verdict)
        for job, later in zip(former.capabilities, now.capabilities, strict=True)
    ]
    for capability, before, after in jobs:
        if before is not after:
            causes, smallest = _smallest(
                pair.changed, partial(pair.gives, capability=capability, verdict=after)
            )
            yield VerdictDifference(capability, before, after, causes, smallest)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sets of answers to the same catalog, and where they differ."""

    compiled: Compiled
    first: Mapping[str, Answer]
    second: Mapping[str, Answer]
    changed: tuple[str, ...]

    def gives(self, taken: Iterable[str], *, capability: str, verdict: Verdict) -> bool:
        """Whether the first answers, these questions answered as in the second, give a verdict."""
        mixed = _mixed(self.first, self.second, taken)
        evaluator = evaluator_of(self.compiled)
        values = evaluator.values(mixed)
        if values is not None:
            return evaluator.verdict(values, capability or None) is verdict
        return situation_of(self.compiled, mixed).working_verdict(capability or None) is verdict


def _mixed(
    first: Mapping[str, Answer], second: Mapping[str, Answer], questions: Iterable[str]
) -> dict[str, Answer]:
    """Return the first answers with these questions answered as in the second."""
    taken = frozenset(questions)
    kept = {id_: answer for id_, answer in first.items() if id_ not in taken}
    return kept | {id_: second[id_] for id_ in sorted(taken & second.keys())}


def _smallest(
    changed: tuple[str, ...], gives: Callable[[Iterable[str]], bool]
) -> tuple[tuple[str, ...], bool]:
    for size in range(1, EXHAUSTIVE + 1):
        for candidate in combinations(changed, size):
            if gives(candidate):
                return candidate, True
    needed = list(changed)
    for question in changed:
        without = [other for other in needed if other != question]
        if gives(without):
            needed = without
    return tuple(needed), len(needed) == EXHAUSTIVE + 1
