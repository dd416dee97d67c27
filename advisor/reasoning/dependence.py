"""On which open questions a verdict depends, and which verdicts each can lead away from or to.

A region of worlds depends on a question when two of the domain's worlds that differ in nothing but
its answer lie one inside, one outside. For "at least verdict v", a union of cubes, that is so
exactly when one of the cubes, freed of the question, leaves the union: a tautology test per cube.
"Exactly verdict v" is that union less the next higher one: looked for are worlds that have v with
one value of a field and lose it with another, downwards or upwards. coNP-complete both, but most
tests find their pair at once.

What is found out is remembered for the compiled catalog (`proofs.py`), so that going on with an
interview costs little more than checking old pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import chain
from operator import or_

from advisor.decision.aspect import Aspect
from advisor.decision.bits import each_bit
from advisor.decision.budget import Budget
from advisor.decision.levels import LEVELS
from advisor.decision.space import Cube, Cubes, Field, Space
from advisor.decision.tautology import falsify
from advisor.model.vocabulary import Verdict
from advisor.reasoning.proofs import Pair, proofs_of


def crossed_by(aspect: Aspect, budget: Budget) -> set[str]:
    """Return the open questions that the verdict depends on.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    return {question for some in _crossing(aspect, budget).values() for question in some}


def turned_by(
    aspect: Aspect, budget: Budget, question: str | None = None
) -> dict[str, tuple[Verdict, ...]]:
    """Return, for each open question that the verdict depends on, the verdicts it can turn.

    A question turns a verdict when some completion has that verdict and another one once nothing
    but the question's answer changes. With `question`, only that one is looked at.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    crossing = _crossing(aspect, budget)
    found: dict[str, tuple[Verdict, ...]] = {}
    for one in aspect.compiled.catalog.questions if question is None else (question,):
        if any(one in some for some in crossing.values()):
            if ("turned", one) not in aspect.known:
                aspect.known["turned", one] = _turned(aspect, one, crossing, budget)
            found[one] = aspect.known["turned", one]
    return found


def turned_at_least(aspect: Aspect, question: str) -> tuple[Verdict, ...]:
    """Return the verdicts that a question is known to turn from the levels that it crosses alone.

    Raises:
        BudgetSpentError: when these levels have not been worked out.
    """
    crossing = _crossing(aspect, Budget(0))
    return tuple(
        verdict
        for verdict in aspect.possible
        if _turns_at_an_end(aspect.possible, verdict, question, crossing)
    )


def _crossing(aspect: Aspect, budget: Budget) -> dict[Verdict, set[str]]:
    """Return the questions that each level depends on of those that are neither sure nor ruled out.

    Every question that the verdict depends on crosses one of them.
    """
    possible = aspect.possible
    if len(possible) == 1:
        return {}
    return {
        level: _crossed(aspect, level, budget)
        for level in LEVELS
        if possible[0] < level <= possible[-1]
    }


def _turned(
    aspect: Aspect, question: str, crossing: Mapping[Verdict, set[str]], budget: Budget
) -> tuple[Verdict, ...]:
    possible = aspect.possible
    return tuple(
        verdict
        for verdict in possible
        if _turns_at_an_end(possible, verdict, question, crossing)
        or (possible[0] < verdict < possible[-1] and _leaves(aspect, verdict, question, budget))
    )


def _turns_at_an_end(
    possible: tuple[Verdict, ...],
    verdict: Verdict,
    question: str,
    crossing: Mapping[Verdict, set[str]],
) -> bool:
    """Whether a question turns the lowest or highest verdict: to leave it is to cross a level."""
    if len(possible) == 2:  # noqa: PLR2004  (each pair has both)
        return any(question in some for some in crossing.values())
    if verdict is possible[0]:
        return question in crossing[possible[1]]
    return verdict is possible[-1] and question in crossing[verdict]


def _crossed(aspect: Aspect, level: Verdict, budget: Budget) -> set[str]:
    """Return the questions that "at least this level" depends on."""
    key = ("crossed", level)
    if key not in aspect.known:
        aspect.known[key] = {
            question
            for question in _candidates(aspect, level, budget)
            if _crosses(aspect, level, question, budget)
        }
    crossed: set[str] = aspect.known[key]
    return crossed


def _candidates(aspect: Aspect, level: Verdict, budget: Budget) -> Iterable[str]:
    """Return the questions that a level may depend on."""
    if aspect.parts:
        return dict.fromkeys(
            question for part in aspect.parts for question in _crossed(part, level, budget)
        )
    asked = [*aspect.in_use, *(aspect.fired(level) if level > aspect.lowest else ())]
    return _questions(aspect.space, reduce(or_, (aspect.domain & ~cube for cube in asked), 0))


def _crosses(aspect: Aspect, level: Verdict, question: str, budget: Budget) -> bool:
    """Whether some world is below a level, and not once the question's answer changes."""
    key = (aspect.capability, level, question)
    proofs = proofs_of(aspect.compiled)
    known = proofs.known(aspect.space, key, aspect.domain)
    if known is None:
        pair = next(_crossings(aspect, level, question, budget), None)
        known = proofs.learn(key, aspect.domain, pair)
    return known


def _crossings(aspect: Aspect, level: Verdict, question: str, budget: Budget) -> Iterator[Pair]:
    """Yield worlds below a level, and ones not below that differ from them in one question.

    Below the outcome's level are those below it for each capability; so what leads up to it is a
    capability that depends on the question too.
    """
    domain, mask, full = aspect.domain, aspect.space.question_mask(question), aspect.space.full
    for part in aspect.parts or (aspect,):
        if part is not aspect and question not in _crossed(part, level, budget):
            continue
        # Cubes that ask the same of the other questions are one to look for worlds below.
        around: dict[Cube, Cube] = {}
        for cube in part.reached(level):
            if domain & mask & ~cube:
                around.setdefault((cube | mask) & domain, cube)
        budget.spend(1 + len(around))
        searched: list[Cube] = []
        for freed in sorted(around, key=int.bit_count, reverse=True):
            if any(freed & bigger == freed for bigger in searched):
                continue
            below = aspect.below(level, freed, budget)
            if below is not None:
                yield below, (below | mask) & around[freed] & full
            else:
                searched.append(freed)


def _leaves(aspect: Aspect, verdict: Verdict, question: str, budget: Budget) -> bool:
    """Whether some world with exactly this verdict gets another one when the question changes.

    Changing one option at a time suffices: on the way from such a world to one with another
    verdict, some single step leaves the verdict.
    """
    key = (aspect.capability, verdict, "exactly", question)
    proofs = proofs_of(aspect.compiled)
    known = proofs.known(aspect.space, key, aspect.domain)
    if known is None:
        found = chain(
            _known_crossings(aspect, verdict, question, budget),
            _leaving(aspect, verdict, question, budget),
        )
        known = proofs.learn(key, aspect.domain, next(found, None))
    return known


def _known_crossings(
    aspect: Aspect, verdict: Verdict, question: str, budget: Budget
) -> Iterator[Pair]:
    """Yield pairs already known to cross a level, where one half has exactly a verdict."""
    proofs, space, domain = proofs_of(aspect.compiled), aspect.space, aspect.domain
    higher, mask = Verdict(verdict + 1), space.question_mask(question)
    for below, not_below in proofs.pairs_of((aspect.capability, verdict, question)):
        if space.meets(below & domain) and space.meets(not_below & domain):
            here = aspect.below(higher, not_below & domain, budget)
            if here is not None:
                yield here, below & (here | mask)
    for below, not_below in proofs.pairs_of((aspect.capability, higher, question)):
        if space.meets(below & domain) and space.meets(not_below & domain):
            for cube in aspect.reached(verdict):
                if space.meets(cube & below & domain):
                    here = cube & below & domain
                    yield here, not_below & (here | mask)
                    break


def _leaving(aspect: Aspect, verdict: Verdict, question: str, budget: Budget) -> Iterator[Pair]:
    """Yield worlds with exactly a verdict, and ones without that differ in one field."""
    space, domain = aspect.space, aspect.domain
    above = aspect.levels.above(verdict)
    higher = set(above)
    here = tuple(cube for cube in aspect.levels.at_least(verdict) if cube not in higher)
    for field_ in space.of_question[question]:
        for value in each_bit(domain & field_.mask):
            step = _Step(space, domain, field_, value, here, above)
            for other in each_bit(domain & field_.mask):
                if other != value:
                    yield from step.down(other, budget)
                    yield from step.up(other, budget)


class _Step:
    """Changing one field from one value, in worlds with exactly a verdict.

    `here` are the cubes that give the verdict, `above` those that give more. All are freed of the
    field, so that worlds are told apart by the other fields alone.
    """

    def __init__(
        self, space: Space, domain: Cube, changed: Field, value: Cube, here: Cubes, above: Cubes
    ) -> None:
        self._space, self._domain, self._field, self._value = space, domain, changed, value
        self._here, self._above = here, above
        self._exceeded = self._freed(above, with_=value)

    def down(self, other: Cube, budget: Budget) -> Iterator[Pair]:
        """Yield worlds that no cube gives the verdict any more at another value."""
        falling = self._freed(self._here, with_=self._value, without=other)
        still = self._exceeded + self._freed(self._here, with_=other) if falling else []
        for cube in falling:
            world = falsify(self._space, still, cube & self._domain, budget)
            if world is not None:
                yield self._pair(world, other)

    def up(self, other: Cube, budget: Budget) -> Iterator[Pair]:
        """Yield worlds that get a higher verdict at another value."""
        space, domain = self._space, self._domain
        rising = self._freed(self._above, with_=other, without=self._value)
        staying = self._freed(self._here, with_=self._value) if rising else []
        for cube in rising:
            part = cube & domain
            budget.spend(1 + len(staying))
            near = space.within(staying, part)
            world = falsify(space, self._exceeded, part, budget) if near else None
            if world is None:
                continue
            # Likely ones first: cubes that hold some of the worlds just found.
            met = [cube_here for cube_here in near if space.meets(world & cube_here)]
            for cube_here in (*met, *near):
                found = falsify(space, self._exceeded, part & cube_here, budget)
                if found is not None:
                    yield self._pair(found, other)

    def _freed(self, cubes: Cubes, *, with_: Cube, without: Cube = 0) -> list[Cube]:
        freed, mask = self._space.freed, self._field.mask
        return [freed(cube, mask) for cube in cubes if cube & with_ and not cube & without]

    def _pair(self, world: Cube, other: Cube) -> Pair:
        rest = world & ~self._field.mask & self._space.full
        return rest | self._value, rest | other


def _questions(space: Space, bits: Cube) -> Iterator[str]:
    """Yield the questions that the bits belong to, in layout order."""
    while bits:
        question = space.field_at(bits).question
        yield question
        bits &= ~space.question_mask(question)
