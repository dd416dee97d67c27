"""What one assessment allows: its facts, its worlds, and what they force.

`domain` holds every completion of the given answers. The working verdicts look at fewer worlds:
those where each machine or agent job that is suspected is in use. A job is suspected when one of
its subjects is given or in `maybe`, or when a hint that names it is forced; where the answers
exclude it, it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from advisor.decision.aspect import Aspect, Levels
from advisor.decision.compile import Compiled
from advisor.decision.given import Fact, domain_of, facts_of, is_open
from advisor.decision.space import Cube, Cubes
from advisor.decision.suspected import Group, SuspectedWorlds
from advisor.decision.tautology import covers
from advisor.model.assessment import Answer
from advisor.model.catalog import Capability
from advisor.model.conditions import Condition
from advisor.model.decision import Given
from advisor.model.vocabulary import SubjectKind, Verdict

MAYBE = "maybe"
HINT = "hint"


class Suspicion(Struct, frozen=True):
    """Why a capability is treated as in use; `excluded` where the answers rule it out."""

    capability: str
    reasons: tuple[Given, ...]
    hints: tuple[str, ...]
    excluded: bool = False


class Situation(Struct, frozen=True):
    """An assessment seen through a compiled catalog; built by `situation_of`.

    `facts` leaves out what is said about questions that are certainly hidden.
    """

    compiled: Compiled
    domain: Cube
    facts: tuple[Fact, ...]
    visible: tuple[str, ...]
    hidden_answers: tuple[str, ...]
    open_questions: tuple[str, ...]
    suspicions: tuple[Suspicion, ...]
    worlds: SuspectedWorlds

    def aspect(self, capability: str | None) -> Aspect:
        """Return what these answers are to a capability (None: to the outcome)."""
        return self.compiled.aspect(capability, self.domain)

    def levels(self, capability: str | None) -> Levels:
        """Return the levels of a capability (None: the outcome) as far as they meet the domain."""
        return self.aspect(capability).levels

    def fires(self, capability: str, rules: Iterable[str]) -> bool:
        """Whether, wherever the working verdicts look, some of a capability's rules fires."""
        aspect, space = self.aspect(capability), self.compiled.space
        fired = tuple(cube for id_ in rules for cube in aspect.when[id_])
        return all(
            covers(space, aspect.in_use, world) and covers(space, fired, world)
            for world in self.worlds.reading(self.compiled.read_by(capability))
        )

    def possible_verdicts(self, capability: str | None) -> tuple[Verdict, ...]:
        """Return exactly the verdicts (None: outcomes) that some completion has, lowest first."""
        return self.aspect(capability).possible

    def working_verdict(self, capability: str | None, possible: Iterable[Verdict]) -> Verdict:
        """Return the lowest of the possible verdicts in the worlds of the working verdicts."""
        if not self.worlds.groups:
            return min(possible)
        above_none = (verdict for verdict in possible if verdict is not Verdict.NONE)
        for verdict in sorted(above_none, reverse=True):
            if self._at_least(verdict, capability):
                return verdict
        return min(possible)

    def _at_least(self, verdict: Verdict, capability: str | None) -> bool:
        """Whether a capability, or the outcome, has at least a verdict wherever these look."""
        if capability is not None:
            aspect = self.aspect(capability)
            worlds = self.worlds.reading(self.compiled.read_by(capability))
            return all(aspect.below(verdict, world) is None for world in worlds)
        # One capability that has it everywhere gives it to the outcome too.
        capabilities = self.compiled.catalog.capabilities
        return any(self._at_least(verdict, id_) for id_ in capabilities) or not self._outcome_below(
            verdict, self.domain, self.worlds.groups
        )

    def _outcome_below(self, verdict: Verdict, within: Cube, groups: Sequence[Group]) -> bool:
        """Whether the outcome is lower than a verdict somewhere in a cube and in each group.

        Depth first, group by group; where a part is lower, its cubes are looked into first.
        """
        lower = self.aspect(None).below(verdict, within)
        if lower is None or not groups:
            return lower is not None
        space = self.compiled.space
        cubes = sorted(groups[0].cubes, key=lambda cube: not space.meets(cube & lower))
        return any(self._outcome_below(verdict, within & cube, groups[1:]) for cube in cubes)

    def possible(self, condition: Condition) -> bool:
        """Whether a condition holds in some completion of the answers."""
        return self.compiled.space.any_within(self.compiled.region(condition), self.domain)

    def forced(self, condition: Condition) -> bool:
        """Whether a condition holds in every completion of the answers."""
        return covers(self.compiled.space, self.compiled.region(condition), self.domain)

    def forced_in_worlds(self, region: Cubes) -> bool:
        """Whether a region holds all worlds that the working verdicts look at."""
        worlds = self.worlds.reading(self.compiled.space.asked_by(region))
        return all(covers(self.compiled.space, region, world) for world in worlds)

    def excluded_in_worlds(self, region: Cubes) -> bool:
        """Whether a region holds none of the worlds that the working verdicts look at."""
        worlds = self.worlds.reading(self.compiled.space.asked_by(region))
        return not any(self.compiled.space.any_within(region, world) for world in worlds)

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
    if compiled.latest is None or compiled.latest[0] != said:
        # Everything asked about the same answers shares one situation.
        compiled.latest = (said, _situation_of(compiled, answers))
    return compiled.latest[1]


def _situation_of(compiled: Compiled, answers: Mapping[str, Answer]) -> Situation:
    space = compiled.space
    every_fact = facts_of(space, answers)
    domain = domain_of(space, every_fact)
    visible = visible_in(compiled, domain)
    shown = set(visible)
    facts = tuple(fact for fact in every_fact if fact.given.question in shown)
    suspicions, worlds = _suspected(compiled, domain, facts, answers, shown)
    return Situation(
        compiled=compiled,
        domain=domain,
        facts=facts,
        visible=visible,
        hidden_answers=tuple(
            id_
            for id_ in compiled.catalog.questions
            if id_ in answers and id_ not in shown and _says_something(answers[id_])
        ),
        open_questions=tuple(id_ for id_ in visible if is_open(answers.get(id_))),
        suspicions=suspicions,
        worlds=worlds,
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


def _suspected(
    compiled: Compiled,
    domain: Cube,
    facts: tuple[Fact, ...],
    answers: Mapping[str, Answer],
    shown: set[str],
) -> tuple[tuple[Suspicion, ...], SuspectedWorlds]:
    """Return the suspicions in id order, and the worlds where those that can hold all hold."""
    space, subject_question = compiled.space, compiled.catalog.subject_question
    answer = answers.get(subject_question) if subject_question in shown else None
    maybe = set(answer.maybe) if answer is not None else set()
    included = {
        fact.given.value
        for fact in facts
        if fact.given.question == subject_question and fact.given.relation == "includes"
    }
    suspicions: list[Suspicion] = []
    worlds = SuspectedWorlds(space, domain)
    for capability in sorted(compiled.catalog.capabilities.values(), key=lambda item: item.id):
        suspicion = _suspicion(compiled, capability, domain, included, maybe)
        if suspicion is None:
            continue
        narrowed = worlds.within(compiled.in_use[capability.id])
        if narrowed is not None:
            worlds = narrowed
            suspicions.append(suspicion)
        else:
            suspicions.append(
                Suspicion(capability.id, suspicion.reasons, suspicion.hints, excluded=True)
            )
    return tuple(suspicions), worlds


def _suspicion(
    compiled: Compiled,
    capability: Capability,
    domain: Cube,
    included: set[str],
    maybe: set[str],
) -> Suspicion | None:
    if capability.kind not in (SubjectKind.MACHINE, SubjectKind.AGENT):
        return None
    question = compiled.catalog.subject_question
    hints = tuple(
        hint.id
        for hint in sorted(capability.hints, key=lambda hint: hint.id)
        if covers(compiled.space, compiled.region(hint.when, f"hint {hint.id}"), domain)
    )
    reasons = _named(question, "includes", capability.subjects, included)
    reasons += _named(question, MAYBE, capability.subjects, maybe)
    reasons += tuple(Given("", HINT, hint) for hint in hints)
    return Suspicion(capability.id, reasons, hints) if reasons else None


def _named(
    question: str, relation: str, subjects: Iterable[str], among: set[str]
) -> tuple[Given, ...]:
    return tuple(Given(question, relation, id_) for id_ in sorted(subjects) if id_ in among)


def _says_something(answer: Answer) -> bool:
    return answer.value is not None or answer.not_applicable is not None
