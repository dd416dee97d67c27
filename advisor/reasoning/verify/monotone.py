"""On every ordered scale, a riskier answer never lowers a verdict.

A world and the same world with the next riskier option must keep every verdict level. For each
level, the cubes that hold the lower option and not the riskier one, freed of the question, have to
lie in the cubes that hold the riskier one: one containment test per such cube. Neighbouring
options suffice, since steps chain.

A rule with a `monotone_exception` may stop firing; what other rules raise must still stay. The
outcome can only fall where a capability falls, so it is looked at only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from advisor.decision.budget import Budget
from advisor.decision.levels import LEVELS
from advisor.decision.space import Cube, Cubes
from advisor.model.catalog import Question
from advisor.model.vocabulary import Verdict
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds, hull


@dataclass(frozen=True, slots=True)
class _Step:
    """From one option of an ordered question to the next riskier one."""

    question: str
    less: str
    more: str
    mask: Cube
    from_bit: Cube
    to_bit: Cube


@dataclass(frozen=True, slots=True)
class _Rising:
    """The worlds with at least some verdict: without excused rules, and all of them.

    A step on a question that the former do not restrict cannot leave them.
    """

    unexcused: Cubes
    everything: Cubes
    restricted: Cube


def scale_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per ordered question."""
    rising = {id_: tuple(_risings(worlds, id_)) for id_ in worlds.catalog.capabilities}
    for question in worlds.catalog.questions.values():
        if question.ordered:

            def find(budget: Budget, question: Question = question) -> Iterator[CatalogFinding]:
                yield from _falls(worlds, rising, question, budget)

            yield Query("ordered scales", "questions", question.id, find)


def exception_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per rule that declares an exception: it must need it."""
    for rule in worlds.catalog.rules.values():
        if rule.monotone_exception:

            def find(budget: Budget, id_: str = rule.id) -> Iterator[CatalogFinding]:
                yield from _unused_exception(worlds, id_, budget)

            yield Query("declared exceptions", "rules", rule.id, find)


def _falls(
    worlds: Worlds, rising: Mapping[str, Sequence[_Rising]], question: Question, budget: Budget
) -> Iterator[CatalogFinding]:
    """Find for each capability the first step that lowers it, then the same for the outcome."""
    fell = False
    for capability, risings in rising.items():
        for finding in _fall(worlds, risings, question, capability, budget):
            fell = True
            yield finding
    if fell:
        outcome = tuple(_risings(worlds, None))
        yield from _fall(worlds, outcome, question, None, budget)


def _fall(
    worlds: Worlds,
    risings: Sequence[_Rising],
    question: Question,
    capability: str | None,
    budget: Budget,
) -> Iterator[CatalogFinding]:
    for rising in risings:
        if rising.restricted & worlds.space.question_mask(question.id):
            for step in _steps(worlds, question):
                world = _lost(worlds, rising.unexcused, rising.everything, step, budget)
                if world is not None:
                    yield _finding(worlds, step, capability, world)
                    return


def _risings(worlds: Worlds, capability: str | None) -> Iterator[_Rising]:
    levels = worlds.compiled.levels_of(capability)
    for level in LEVELS:
        unexcused = _unexcused(worlds, capability, level)
        restricted = hull(unexcused) >> worlds.space.width
        yield _Rising(unexcused, levels.at_least(level), restricted)


def _lost(
    worlds: Worlds, raising: Cubes, everything: Cubes, step: _Step, budget: Budget
) -> Cube | None:
    """Return a world, with the lower option, of `raising` that the step takes out of it all."""
    freed = worlds.space.freed
    leaving = [
        freed(cube, step.mask)
        for cube in raising
        if cube & step.from_bit and not cube & step.to_bit
    ]
    if not leaving:
        return None
    after = tuple(freed(cube, step.mask) for cube in everything if cube & step.to_bit)
    world = worlds.outside(leaving, after, budget)
    return None if world is None else worlds.one(world & ~step.mask | step.from_bit)


def _unexcused(worlds: Worlds, capability: str | None, level: Verdict) -> Cubes:
    """Return the worlds that reach a level without a rule that may stop firing."""
    compiled, catalog = worlds.compiled, worlds.catalog
    if capability is None:
        return tuple(
            cube for id_ in catalog.capabilities for cube in _unexcused(worlds, id_, level)
        )
    rules = compiled.rules_by_capability[capability]
    if not any(catalog.rules[id_].monotone_exception for id_ in rules):
        return compiled.levels_of(capability).at_least(level)
    kept = {
        id_: () if catalog.rules[id_].monotone_exception else compiled.rules[id_] for id_ in rules
    }
    return compiled.levels_from(capability, compiled.in_use[capability], kept).at_least(level)


def _steps(worlds: Worlds, question: Question) -> Iterator[_Step]:
    (field,) = worlds.space.of_question[question.id]
    for less, more in pairwise(question.option_ids):
        yield _Step(question.id, less, more, field.mask, field.bit(less), field.bit(more))


def _finding(worlds: Worlds, step: _Step, capability: str | None, world: Cube) -> CatalogFinding:
    riskier = world & ~step.mask | step.to_bit
    before, after = worlds.verdict(capability, world), worlds.verdict(capability, riskier)
    rules = tuple(_raising(worlds, capability, world, before))
    return CatalogFinding(
        FindingKind.NOT_MONOTONE,
        "rules" if rules else "capabilities",
        (*rules, capability or "outcome", step.question),
        f"{step.question}: answering {step.more} instead of {step.less}, which is less risky, "
        f"lowers {capability or 'the outcome'} from {before.id} to {after.id}.",
        worlds.answers(world),
        worlds.answers(riskier),
    )


def _raising(
    worlds: Worlds, capability: str | None, world: Cube, verdict: Verdict
) -> Iterable[str]:
    compiled = worlds.compiled
    return (
        id_
        for id_, region in compiled.rules.items()
        if capability in (None, worlds.catalog.rules[id_].capability)
        and worlds.catalog.rules[id_].verdict is verdict
        and worlds.space.any_within(region, world)
    )


def _unused_exception(worlds: Worlds, id_: str, budget: Budget) -> Iterator[CatalogFinding]:
    rule = worlds.catalog.rules[id_]
    mine = worlds.compiled.rules[id_]
    everything = worlds.compiled.levels_of(rule.capability).at_least(rule.verdict)
    for question in worlds.catalog.questions.values():
        if question.ordered:
            for step in _steps(worlds, question):
                if _lost(worlds, mine, everything, step, budget) is not None:
                    return
    if mine:
        yield CatalogFinding(
            FindingKind.EXCEPTION_UNUSED,
            "rules",
            (id_,),
            f"{id_} declares a monotone_exception, but no riskier answer lowers "
            f"{rule.capability} where it fires.",
            worlds.show(mine[0]),
        )
