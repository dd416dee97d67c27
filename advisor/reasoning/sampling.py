"""Sampled completions as bit planes: the same ones for the same catalog, on every machine.

World `i` of a plane is completion `i`. Each question draws its answers independently from a hash
of its id, so the sample depends on no clock, no chance and no order of questions. Used for
estimates and for the order of questions only, never for what is proven.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import shake_128
from weakref import WeakKeyDictionary

from advisor.decision.compile import Compiled
from advisor.decision.levels import LEVELS
from advisor.decision.plan import Plan, plan_of
from advisor.decision.situation import Situation
from advisor.decision.space import EXCLUDES, INCLUDES
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind, Verdict

WORLDS = 2048


@dataclass(frozen=True, slots=True)
class Sample:
    """Sampled completions of one situation: the planes of answers and of verdict levels."""

    count: int
    answers: dict[tuple[str, str], int]
    """By question and option: the worlds where it is the answer, or holds."""
    levels: dict[tuple[str | None, Verdict], int]
    """By capability (None: the outcome) and verdict: the worlds with at least that verdict."""

    def verdicts(self, capability: str | None) -> tuple[int, ...]:
        """Return the worlds by the verdict of a capability (None: by outcome), lowest first."""
        above = [self.levels[capability, level] for level in LEVELS]
        bounds = [(1 << self.count) - 1, *above, 0]
        return tuple(bounds[at] & ~bounds[at + 1] for at in range(len(bounds) - 1))


class Sampler:
    """Draws samples for one compiled catalog.

    Single choices are drawn evenly. An option of a multiple choice holds where all of `tosses`
    even coins say so: 1 draws every set alike, 2 draws few options, as people mostly tick.
    """

    def __init__(self, compiled: Compiled, count: int = WORLDS, tosses: int = 1) -> None:
        # Not the compiled catalog itself: samplers are remembered for as long as it lives.
        self._questions = tuple(compiled.catalog.questions.values())
        self._plan: Plan = plan_of(compiled)
        self._count = count
        self._full = (1 << count) - 1
        self._tosses = tosses

    @cached_property
    def _free(self) -> dict[tuple[str, str], int]:
        """The planes of questions that are open."""
        planes: dict[tuple[str, str], int] = {}
        for question in self._questions:
            planes |= _drawn(question, self._count, self._tosses)
        return planes

    @cached_property
    def _places(self) -> dict[tuple[str | None, Verdict], int]:
        places = {node: place for place, node in enumerate(self._plan.outputs)}
        return {key: places[node] for key, node in self._plan.levels.items()}

    def of(self, situation: Situation) -> Sample:
        """Return sampled completions of a situation."""
        space, domain = situation.compiled.space, situation.domain
        answers = dict(self._free)
        lacking: dict[tuple[str, str], int] = {}
        for field in space.fields:
            here = domain & field.mask
            if field.option:
                key = (field.question, field.option)
                if here.bit_count() == 1:
                    answers[key] = self._full if here == field.bit(INCLUDES) else 0
                    lacking[key] = self._full if here == field.bit(EXCLUDES) else 0
                else:
                    lacking[key] = self._full ^ answers[key]
            elif here.bit_count() == 1:
                for option in field.values[:-1]:
                    holds = here == field.bit(option)
                    answers[field.question, option] = self._full if holds else 0
        atoms = [
            (lacking if relation == EXCLUDES else answers)[question, option]
            for question, option, relation in self._plan.atoms
        ]
        outputs = self._plan.run(atoms, self._full, 0)
        levels = {key: outputs[place] for key, place in self._places.items()}
        return Sample(self._count, answers, levels)


def sampler_of(compiled: Compiled, tosses: int = 1) -> Sampler:
    """Return the sampler of a compiled catalog; made once for each."""
    samplers = _SAMPLERS.setdefault(compiled, {})
    if tosses not in samplers:
        samplers[tosses] = Sampler(compiled, tosses=tosses)
    return samplers[tosses]


_SAMPLERS: WeakKeyDictionary[Compiled, dict[int, Sampler]] = WeakKeyDictionary()


def _drawn(question: Question, count: int, tosses: int) -> dict[tuple[str, str], int]:
    if question.kind is Kind.MULTIPLE:
        return {
            (question.id, option): _bits(f"{question.id}/{option}", count, tosses)
            for option in question.option_ids
        }
    # One byte a world; translated to one digit a world per option, read as a binary number.
    data = shake_128(question.id.encode()).digest(count)
    options = question.option_ids
    planes = {}
    for at, option in enumerate(options):
        digits = bytes(49 if byte * len(options) >> 8 == at else 48 for byte in range(256))
        planes[question.id, option] = int(data.translate(digits), 2)
    return planes


def _bits(name: str, count: int, tosses: int) -> int:
    size = count // 8
    data = shake_128(name.encode()).digest(size * tosses)
    bits = (1 << count) - 1
    for toss in range(tosses):
        bits &= int.from_bytes(data[toss * size : (toss + 1) * size], "big")
    return bits
