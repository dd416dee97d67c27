"""Questions that nobody is ever asked, and other conditions that can never hold.

Keep grounds and conditions of a keep must be reachable where their capability is kept. Stack
rules, settings, hints and the conditions of components must hold somewhere. A condition written
as never (`any: []`) is meant so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from advisor.decision.budget import Budget
from advisor.decision.space import Cubes
from advisor.model.catalog import Question
from advisor.model.conditions import AnyOf, Condition
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something that must be possible: worlds inside all parts, outside the rest."""

    shelf: str
    id: str
    what: str
    parts: tuple[Cubes, ...]
    outside: Cubes = ()


def question_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per question."""
    for question in worlds.catalog.questions.values():

        def find(budget: Budget, question: Question = question) -> Iterator[CatalogFinding]:
            budget.spend(1)
            if worlds.compiled.visible[question.id]:
                return
            near, _ = worlds.nearest(worlds.conjuncts(question.when))
            options = ", ".join(question.option_ids)
            yield CatalogFinding(
                FindingKind.QUESTION_UNREACHABLE,
                "questions",
                (question.id,),
                f"{question.id} is never asked, so nobody can choose {options}.",
                worlds.show(near),
            )

        yield Query("questions", "questions", question.id, find)


def condition_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per keep ground, condition of a keep, stack rule, setting and the like."""
    for wanted in (*_keeps(worlds), *_others(worlds)):

        def find(budget: Budget, wanted: _Wanted = wanted) -> Iterator[CatalogFinding]:
            inside = reduce(worlds.both, wanted.parts)
            if worlds.outside(inside, wanted.outside, budget) is not None:
                return
            near, _ = worlds.nearest(wanted.parts)
            yield CatalogFinding(
                FindingKind.CONDITION_UNREACHABLE,
                wanted.shelf,
                (wanted.id,),
                f"{wanted.what} can never hold.",
                worlds.show(near),
            )

        yield Query("other conditions", wanted.shelf, wanted.id, find)


def _keeps(worlds: Worlds) -> Iterator[_Wanted]:
    catalog, region = worlds.catalog, worlds.compiled.region
    for ground in catalog.keep_grounds.values():
        used, moved = worlds.kept(catalog.capabilities[ground.capability])
        what = f"Keep ground {ground.id}, where {ground.capability} is kept,"
        yield _Wanted("keep_grounds", ground.id, what, (used, region(ground.when)), moved)
    for condition in catalog.keep_conditions.values():
        used, moved = worlds.kept(catalog.capabilities[condition.capability])
        applies = (used, region(condition.when))
        what = f"Condition {condition.id}, where {condition.capability} stays,"
        yield _Wanted("keep_conditions", condition.id, what, applies, moved)
        what = f"What condition {condition.id} asks, where it applies,"
        met = (*applies, region(condition.met))
        yield _Wanted("keep_conditions", condition.id, what, met, moved)


def _others(worlds: Worlds) -> Iterator[_Wanted]:
    for shelf, id_, what, condition in _stated(worlds):
        if condition != AnyOf(()):
            yield _Wanted(shelf, id_, what, tuple(worlds.conjuncts(condition)))


def _stated(worlds: Worlds) -> Iterator[tuple[str, str, str, Condition]]:
    catalog = worlds.catalog
    for rule in catalog.stack_rules.values():
        yield "stack_rules", rule.id, f"Stack rule {rule.id}", rule.when
    for stack in catalog.stacks.values():
        yield "stacks", stack.id, f"Setting {stack.id}", stack.when
    for component in catalog.components.values():
        for field in ("excluded", "fits"):
            what = f"`{field}` of component {component.id}"
            yield "components", component.id, what, getattr(component, field)
    for capability in catalog.capabilities.values():
        for field in ("planned", "separate"):
            what = f"`{field}` of {capability.id}"
            yield "capabilities", capability.id, what, getattr(capability, field)
        for hint in capability.hints:
            what = f"Hint {hint.id} of {capability.id}"
            yield "capabilities", capability.id, what, hint.when
