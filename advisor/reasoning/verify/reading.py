"""Options that make no difference to any condition, and that nobody said are for prose.

An option of a multiple choice is read when, in some world, turning it alone makes a condition true
or false; two options of a single choice are told apart when exchanging them does. Questions asked
per subject count as one: it is enough that one of the copies is read. The options of the platform
question are read by the platforms' own files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from advisor.decision.budget import Budget
from advisor.decision.space import EXCLUDES, INCLUDES, Cube, Cubes
from advisor.model.catalog import Question
from advisor.model.vocabulary import Kind
from advisor.reasoning.verify.conditions import conditions
from advisor.reasoning.verify.findings import CatalogFinding, FindingKind, Query
from advisor.reasoning.verify.worlds import Worlds, hull

Regions = Mapping[int, Sequence[Cubes]]


def option_queries(worlds: Worlds) -> Iterator[Query]:
    """Yield one query per authored question."""
    regions = _by_field(worlds)
    copies: dict[str, list[Question]] = {}
    for question in worlds.catalog.questions.values():
        if question.id != worlds.catalog.platform_question:
            copies.setdefault(question.authored or question.id, []).append(question)
    for authored, questions in copies.items():

        def find(
            budget: Budget, questions: Sequence[Question] = tuple(questions)
        ) -> Iterator[CatalogFinding]:
            asked = [question for question in questions if worlds.compiled.visible[question.id]]
            if asked:
                yield from _unread(worlds, regions, asked, budget)

        yield Query("options", "questions", authored, find)


def _by_field(worlds: Worlds) -> Regions:
    """Return the distinct conditions by the fields that they restrict."""
    space = worlds.space
    regions: dict[int, list[Cubes]] = {}
    distinct = dict.fromkeys(
        worlds.compiled.region(item.condition) for item in conditions(worlds.catalog)
    )
    for cubes in distinct:
        restricted = hull(cubes) >> space.width
        while restricted:
            field = space.field_at(restricted)
            regions.setdefault(field.index, []).append(cubes)
            restricted &= ~field.mask
    return regions


def _unread(
    worlds: Worlds, regions: Regions, copies: Sequence[Question], budget: Budget
) -> Iterator[CatalogFinding]:
    first = copies[0]
    options = [option for option in first.option_ids if option not in first.prose_only]
    if first.kind is Kind.MULTIPLE:
        for option in options:
            if not any(_read(worlds, regions, copy, option, None, budget) for copy in copies):
                what = f'No condition depends on whether "{option}" of {first.id} holds.'
                yield _finding(worlds, first, option, what)
        return
    for one, other in combinations(options, 2):
        if not any(_read(worlds, regions, copy, one, other, budget) for copy in copies):
            what = f'No condition tells "{other}" of {first.id} from "{one}".'
            yield _finding(worlds, first, other, what)


def _finding(worlds: Worlds, question: Question, option: str, what: str) -> CatalogFinding:
    space = worlds.space
    if question.kind is Kind.MULTIPLE:
        chosen = space.holds(question.id, option)
    else:
        chosen = space.chosen(question.id, (option,))
    near, _ = worlds.nearest([worlds.compiled.visible[question.id], (chosen,)])
    shown = worlds.show(near)
    return CatalogFinding(
        FindingKind.OPTION_UNREAD, "questions", (question.id, option), what, shown
    )


def _read(
    worlds: Worlds,
    regions: Regions,
    question: Question,
    one: str,
    other: str | None,
    budget: Budget,
) -> bool:
    """Whether some condition changes when `one` becomes `other` (None: when it is turned)."""
    if other is None:
        field = worlds.space.option_field(question.id, one)
        values = (field.bit(INCLUDES), field.bit(EXCLUDES))
    else:
        (field,) = worlds.space.of_question[question.id]
        values = (field.bit(one), field.bit(other))
    return any(
        _depends(worlds, cubes, field.mask, values, budget)
        for cubes in regions.get(field.index, ())
    )


def _depends(
    worlds: Worlds, cubes: Cubes, mask: Cube, values: tuple[Cube, Cube], budget: Budget
) -> bool:
    """Whether a union of cubes has a world with one value that it loses with the other."""
    freed = worlds.space.freed
    for here, there in (values, values[::-1]):
        only_here = [freed(cube, mask) for cube in cubes if cube & here and not cube & there]
        if only_here:
            elsewhere = tuple(freed(cube, mask) for cube in cubes if cube & there)
            if worlds.outside(only_here, elsewhere, budget) is not None:
                return True
    return False
