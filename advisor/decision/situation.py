"""What one assessment allows: its facts, its worlds, and what they force.

`domain` holds every completion of the given answers, `presumed` those where all that is suspected
is there, and `world` is the one completion that the working verdicts are those of (`assumed.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from advisor.decision.aspect import Aspect, aspect_of
from advisor.decision.assumed import Suspicion, assumed_world, suspicions_of
from advisor.decision.compile import Compiled
from advisor.decision.given import Fact, domain_of, facts_of, is_open
from advisor.decision.levels import Levels
from advisor.decision.space import Cube, Cubes
from advisor.decision.tautology import covers
from advisor.model.assessment import Answer
from advisor.model.conditions import Condition
from advisor.model.vocabulary import Verdict


class Situation(Struct, frozen=True, dict=True):
    """An assessment seen through a compiled catalog; built by `situation_of`.

    `facts` leaves out what is said about questions that are certainly hidden.
    """

    compiled: Compiled
    domain: Cube
    presumed: Cube
    world: Cube
    facts: tuple[Fact, ...]
    visible: tuple[str, ...]
    hidden_answers: tuple[str, ...]
    open_questions: tuple[str, ...]
    suspicions: tuple[Suspicion, ...]

    def aspect(self, capability: str | None) -> Aspect:
        """Return what these answers are to a capability (None: to the outcome)."""
        return aspect_of(self.compiled, capability, self.domain)

    def levels(self, capability: str | None) -> Levels:
        """Return the levels of a capability (None: the outcome) as far as they meet the domain."""
        return self.aspect(capability).levels

    def possible_verdicts(self, capability: str | None) -> tuple[Verdict, ...]:
        """Return exactly the verdicts (None: outcomes) that some completion has, lowest first."""
        return self.aspect(capability).possible

    def working_verdict(self, capability: str | None) -> Verdict:
        """Return the verdict (None: the outcome) in the assumed world."""
        return self.working[capability]

    @cached_property
    def working(self) -> Mapping[str | None, Verdict]:
        """The verdict of each capability, and under None the outcome, in the assumed world."""
        compiled = self.compiled
        each: dict[str | None, Verdict] = {}
        for id_, capability in compiled.catalog.capabilities.items():
            lowest = min(capability.verdicts)
            higher = (v for v in (Verdict.REPLACE, Verdict.SPLIT) if v > lowest)
            each[id_] = (
                next((v for v in higher if self.assumes(compiled.fired(id_, v))), lowest)
                if self.assumes(compiled.in_use[id_])
                else Verdict.NONE
            )
        return {**each, None: max(each.values(), default=Verdict.NONE)}

    def assumes(self, region: Cubes) -> bool:
        """Whether the assumed world lies in a region."""
        return self.compiled.space.any_within(region, self.world)

    def possible(self, condition: Condition) -> bool:
        """Whether a condition holds in some completion of the answers."""
        return self.compiled.space.any_within(self.compiled.region(condition), self.domain)

    def forced(self, condition: Condition) -> bool:
        """Whether a condition holds in every completion of the answers."""
        return covers(self.compiled.space, self.compiled.region(condition), self.domain)

    def presumes(self, region: Cubes) -> bool:
        """Whether a region holds every completion in which what is suspected is there."""
        return covers(self.compiled.space, region, self.presumed)

    def excludes(self, region: Cubes) -> bool:
        """Whether a region holds no completion in which what is suspected is there."""
        return not self.compiled.space.any_within(region, self.presumed)

    def suspicion(self, capability: str) -> Suspicion | None:
        """Return why a capability is suspected, if it is and the answers allow it."""
        for suspicion in self.suspicions:
            if suspicion.capability == capability and not suspicion.excluded:
                return suspicion
        return None


def situation_of(compiled: Compiled, answers: Mapping[str, Answer]) -> Situation:
    """Return what the answers allow.

    Raises:
        AssessmentError: when an answer names an unknown question or option.
    """
    said = tuple(answers.items())
    latest: tuple[object, Situation] | None = compiled.memory.get("situation")
    if latest is None or latest[0] != said:
        # Everything asked about the same answers shares one situation.
        latest = compiled.memory["situation"] = (said, _situation_of(compiled, answers))
    return latest[1]


def _situation_of(compiled: Compiled, answers: Mapping[str, Answer]) -> Situation:
    space = compiled.space
    every_fact = facts_of(space, answers)
    domain = domain_of(space, every_fact)
    visible = visible_in(compiled, domain)
    shown = set(visible)
    suspicions, presumed = suspicions_of(compiled, domain, answers)
    world = assumed_world(compiled, presumed)
    return Situation(
        compiled=compiled,
        domain=domain,
        presumed=presumed,
        world=world,
        facts=tuple(fact for fact in every_fact if fact.given.question in shown),
        visible=visible,
        hidden_answers=tuple(
            id_
            for id_ in compiled.catalog.questions
            if id_ in answers and id_ not in shown and _says_something(answers[id_])
        ),
        open_questions=tuple(id_ for id_ in visible if is_open(answers.get(id_))),
        suspicions=tuple(
            suspicion
            if space.any_within(compiled.in_use[suspicion.capability], world)
            else replace(suspicion, excluded=True)
            for suspicion in suspicions
        ),
    )


def visible_in(compiled: Compiled, domain: Cube) -> tuple[str, ...]:
    """Return the questions whose visibility can still be true, in catalog order.

    Nobody is asked about actors that nobody listed.
    """
    questions, space = compiled.catalog.questions, compiled.space
    return tuple(
        id_
        for id_, region in compiled.visible.items()
        if not questions[id_].unlisted and space.any_within(region, domain)
    )


def _says_something(answer: Answer) -> bool:
    return answer.value is not None or answer.not_applicable is not None
