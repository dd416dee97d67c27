"""Relevance: which open questions can still change a verdict, and to what.

An open question is relevant to a verdict when two completions that differ in nothing but its
answer have different verdicts, that is, when the region of some verdict level is not independent
of the question. A region depends on a question exactly when one of its cubes, freed of the
question, leaves the region: one tautology test per cube (coNP in general; most are refuted at
once). What a relevant question could make of a verdict is read off the levels where pairs cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import LEVELS, Compiled, Levels
from advisor.decision.situation import Situation, situation_of
from advisor.decision.space import Cube, Cubes, Space
from advisor.decision.tautology import falsify
from advisor.model.assessment import Answer
from advisor.model.vocabulary import Target, Verdict

# Each capability's share; a person sees the result after every answer. With few answers given,
# nearly everything still matters and a proof of it would cost seconds.
STEPS = 40_000


@dataclass(frozen=True, slots=True)
class Relevant:
    """What an open question could still do.

    `outcome` and `capabilities` list the verdicts that it could lead to, the working one left out.
    `could_raise` is filled for questions that change no verdict: pitfalls, layers, conditions of a
    keep (by id) and targets (`capability:target`). Without `proven` it may do more than listed.
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

    The outcome is made of the capabilities' verdicts, so a question that no capability depends on
    is idle for the outcome too: where only the outcome is not proven, idle questions still are.
    """
    compiled = situation.compiled
    steps = budget.left
    becomes: dict[str | None, Mapping[str, tuple[Verdict, ...]]] = {}
    unproven: set[str | None] = set()
    for which in (None, *compiled.catalog.capabilities):
        try:
            becomes[which] = could_become(situation, which, Budget(steps))
        except BudgetSpentError:
            becomes[which] = {}
            unproven.add(which)
    doubtful = {
        question
        for which in unproven - {None}
        for question in situation.open_questions
        if _reads(situation, which, question)
    }
    idle = [
        question
        for question in situation.open_questions
        if question not in doubtful and not any(question in some for some in becomes.values())
    ]
    try:
        raises = could_raise(situation, idle, Budget(steps))
    except BudgetSpentError:
        raises = {}
        doubtful.update(idle)
    settled_for_outcome = set() if None in unproven else set(situation.open_questions)
    settled_for_outcome.update(idle)
    return tuple(
        Relevant(
            question,
            becomes[None].get(question, ()),
            tuple(
                (id_, becomes[id_][question])
                for id_ in compiled.catalog.capabilities
                if question in becomes[id_]
            ),
            raises.get(question, ()),
            question in settled_for_outcome and question not in doubtful,
        )
        for question in situation.open_questions
    )


def _reads(situation: Situation, capability: str | None, question: str) -> bool:
    """Whether some cube of a capability's levels restricts a question."""
    mask = situation.compiled.space.question_mask(question) & situation.domain
    levels = situation.levels(capability)
    return any(mask & ~cube for level in LEVELS for cube in levels.at_least(level))


def could_become(
    situation: Situation, capability: str | None, budget: Budget
) -> dict[str, tuple[Verdict, ...]]:
    """Return, for each question relevant to a verdict, the verdicts that it could lead to.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    space, domain = situation.compiled.space, situation.domain
    possible = situation.possible_verdicts(capability)
    if len(possible) == 1:
        return {}
    levels = situation.levels(capability)
    working = situation.working_verdict(capability, possible)
    crossing = {
        level: depends_on(space, levels.at_least(level), domain, budget)
        for level in LEVELS
        if possible[0] < level <= possible[-1]
    }
    relevant = [
        question
        for question in situation.compiled.catalog.questions
        if any(question in some for some in crossing.values())
    ]
    found: dict[str, tuple[Verdict, ...]] = {}
    for question in relevant:
        found[question] = tuple(
            verdict
            for verdict in possible
            if verdict is not working
            and (
                len(possible) == 2  # noqa: PLR2004  (each crossing pair then has both)
                or _leaves(space, levels, verdict, question, domain, budget)
            )
        )
    return found


def depends_on(
    space: Space, cubes: Sequence[Cube], domain: Cube, budget: Budget, among: Cube | None = None
) -> set[str]:
    """Return the questions that a union of cubes depends on within a domain.

    With `among`, only questions with a bit in it are looked at.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    if not cubes or any(cube & domain == domain for cube in cubes):
        return set()
    found: set[str] = set()
    idle = 0  # fields already known to be relevant, or not looked at
    if among is not None:
        idle = space.full & ~among
    for cube in cubes:
        restricted = domain & ~cube & ~idle
        while restricted:
            question = space.field_at(restricted).question
            mask = space.question_mask(question)
            restricted &= ~mask
            if falsify(space, cubes, (cube | mask) & domain, budget) is not None:
                found.add(question)
                idle |= mask
    return found


def could_raise(
    situation: Situation, questions: Iterable[str], budget: Budget
) -> dict[str, tuple[str, ...]]:
    """Return what each of the questions could raise beside a verdict.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    compiled = situation.compiled
    space, domain = compiled.space, situation.domain
    wanted = tuple(questions)
    among = sum(space.question_mask(question) for question in wanted)
    raised: dict[str, list[str]] = {question: [] for question in wanted}
    if not among:
        return {}
    for id_, region in raisable(compiled):
        near = space.narrowed(region, domain)
        for question in depends_on(space, near, domain, budget, among):
            raised[question].append(id_)
    return {question: tuple(ids) for question, ids in raised.items() if ids}


def raisable(compiled: Compiled) -> Iterator[tuple[str, Cubes]]:
    """Yield pitfalls, layers, targets and conditions of a keep with the worlds where they hold."""
    catalog = compiled.catalog
    for pitfall in catalog.pitfalls.values():
        yield pitfall.id, compiled.region(pitfall.when, f"pitfall {pitfall.id}")
    layers: dict[str, Cubes] = {}
    for rule in catalog.rules.values():
        for layer in rule.layers:
            layers[layer] = layers.get(layer, ()) + compiled.rules[rule.id]
    for called in catalog.stack_rules.values():
        region = compiled.region(called.when, f"stack rule {called.id}")
        layers[called.layer] = layers.get(called.layer, ()) + region
    yield from sorted(layers.items())
    for capability, rules in compiled.rules_by_capability.items():
        for target in (Target.SEPARATE_INSTANCE, Target.OTHER_PRODUCT):
            region = tuple(
                cube
                for id_ in rules
                if catalog.rules[id_].target >= target
                for cube in compiled.rules[id_]
            )
            yield f"{capability}:{target.id}", region
    for condition in catalog.keep_conditions.values():
        yield condition.id, compiled.region(condition.met, f"keep condition {condition.id}")


def _leaves(
    space: Space,
    levels: Levels,
    verdict: Verdict,
    question: str,
    domain: Cube,
    budget: Budget,
) -> bool:
    """Whether some world with exactly this verdict gets another one when the question changes.

    Changing one option at a time suffices: on the way from such a world to one with another
    verdict, some single step leaves the verdict.
    """
    here = (space.full,) if verdict is Verdict.NONE else levels.at_least(verdict)
    above = levels.above(verdict)
    for field in space.of_question[question]:
        values = list(_bits(domain & field.mask))
        for value in values:
            at_value = [space.freed(cube, field.mask) for cube in here if cube & value]
            above_value = [space.freed(cube, field.mask) for cube in above if cube & value]
            for other in values:
                if other == value:
                    continue
                below = [space.freed(cube, field.mask) for cube in here if cube & other]
                rising = [space.freed(cube, field.mask) for cube in above if cube & other]
                for cube in at_value:
                    part = cube & domain
                    if falsify(space, above_value + below, part, budget) is not None:
                        return True
                    for higher in rising:
                        both = part & higher
                        if space.meets(both) and (
                            falsify(space, above_value, both, budget) is not None
                        ):
                            return True
    return False


def _bits(cube: Cube) -> Iterator[Cube]:
    while cube:
        bit = cube & -cube
        yield bit
        cube ^= bit
