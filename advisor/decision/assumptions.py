"""What is assumed: a smallest set of quiet answers that settles every working verdict.

The moves are the values of the assumed world where the answers leave others; the goal is that each
job has its working verdict and no other. That is a smallest set of moves into a region, searched
for as in `smallest.py`. All quiet answers together leave one world as far as any verdict reads, so
there always is such a set. The main population is a move only where the assumed world asks for it:
with fewer than two kinds of people listed, that nobody else is there says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from advisor.decision.aspect import Aspect, aspect_of
from advisor.decision.assumed import population_field
from advisor.decision.bits import each_bit
from advisor.decision.bounds import Bounds, Union
from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.escape import Escape
from advisor.decision.given import ANSWER
from advisor.decision.situation import Situation
from advisor.decision.smallest import smallest_moves
from advisor.decision.space import Cube, Cubes
from advisor.model.decision import Assumption, Given
from advisor.model.vocabulary import Verdict

# A quarter of a second; nearly all files take a hundredth of it.
STEPS = 200_000


class Assumed(Struct, frozen=True):
    """The assumptions of a whole decision in the order told, and which of them each job needs."""

    every: tuple[Assumption, ...]
    by_job: dict[str | None, tuple[Assumption, ...]]
    fewest: bool


def assumptions(situation: Situation, budget: Budget | None = None) -> Assumed:
    """Return what the working verdicts of a situation rest on, the outcome's under None."""
    outcome = situation.aspect(None)
    key = ("assumptions", situation.world & situation.compiled.read_by(None))
    if budget is not None or key not in outcome.known:
        outcome.known[key] = _assumed(situation, budget or Budget(STEPS))
    known: Assumed = outcome.known[key]
    return known


def _assumed(situation: Situation, budget: Budget) -> Assumed:
    open_jobs = [
        aspect_of(situation.compiled, id_, situation.domain)
        for id_ in situation.compiled.catalog.capabilities
        if len(situation.possible_verdicts(id_)) > 1
    ]
    if not open_jobs:
        return Assumed((), {}, fewest=True)
    movable = _movable(situation)
    found, fewest = _settling(situation, open_jobs, movable, budget)
    told = _told(situation, open_jobs, found)
    parts: dict[str | None, tuple[Assumption, ...]] = {}
    for job in (*open_jobs, None):
        jobs = open_jobs if job is None else [job]
        part = found if job is None else _settling(situation, jobs, found, Budget(STEPS))[0]
        parts[None if job is None else job.capability] = tuple(
            assumption for bit, assumption in told if bit & part
        )
    if len(situation.possible_verdicts(None)) == 1:
        parts[None] = ()
    return Assumed(tuple(assumption for _, assumption in told), parts, fewest)


def _movable(situation: Situation) -> Cube:
    """Return the quiet answers, where the answers given leave others too, that a verdict reads."""
    compiled, domain = situation.compiled, situation.domain
    moves = situation.world & compiled.space.undecided(domain) & compiled.read_by(None)
    population = population_field(compiled)
    if population is None or situation.assumes(compiled.visible[population.question]):
        return moves
    return moves & ~population.mask


def _settling(
    situation: Situation, jobs: Sequence[Aspect], movable: Cube, budget: Budget
) -> tuple[Cube, bool]:
    """Return a smallest set of moves that settles some jobs, or one of which none can be left."""
    space = situation.compiled.space
    bounds = _bounds(situation, jobs)
    try:
        escape = Escape(space, situation.domain, movable)
        found = next(smallest_moves(space, escape, bounds, budget))
    except BudgetSpentError:
        return _irreducible(situation, jobs, movable), False
    return found, True


def _bounds(situation: Situation, jobs: Iterable[Aspect]) -> Bounds:
    """Return where each of some jobs has its working verdict, as far as the answers leave it."""
    space = situation.compiled.space
    everywhere = (space.full,)
    inside: list[Union] = []
    outside: list[tuple[Cubes, Cubes]] = []
    for job in jobs:
        verdict = situation.working_verdict(job.capability)
        if verdict is Verdict.NONE:
            outside.append((job.in_use, everywhere))
            continue
        inside.append(Union(space, ((job.in_use, everywhere),)))
        if verdict > job.lowest:
            inside.append(Union(space, ((everywhere, job.fired(verdict)),)))
        if verdict is not Verdict.REPLACE:
            outside.append((everywhere, job.fired(Verdict(verdict + 1))))
    return Bounds(tuple(inside), Union(space, tuple(pair for pair in outside if all(pair))))


def _irreducible(situation: Situation, jobs: Sequence[Aspect], movable: Cube) -> Cube:
    """Return a set of moves that settles some jobs, and does not without any one of them."""
    kept = movable
    for move in each_bit(movable):
        if _settles(situation, jobs, kept & ~move):
            kept &= ~move
    return kept


def _settles(situation: Situation, jobs: Iterable[Aspect], moves: Cube) -> bool:
    domain = _assuming(situation, moves)
    return all(
        len(aspect_of(situation.compiled, job.capability, domain).possible) == 1 for job in jobs
    )


def _assuming(situation: Situation, moves: Cube) -> Cube:
    """Return the worlds of the answers in which some quiet answers are given too."""
    return situation.domain & ~situation.compiled.space.fields_of(moves) | moves


def _told(
    situation: Situation, jobs: Sequence[Aspect], found: Cube
) -> list[tuple[Cube, Assumption]]:
    """Return the assumptions in the order told.

    First what is a choice of ours, then by theme the one whose failure leads furthest, then as in
    the catalog.
    """
    compiled = situation.compiled
    catalog = compiled.catalog
    questions = {
        bit: catalog.questions[compiled.space.field_at(bit).question] for bit in each_bit(found)
    }
    themes: dict[str, Cube] = {}
    for bit, question in questions.items():
        themes[question.theme] = themes.get(question.theme, 0) | bit
    reaches = {theme: _reached(situation, jobs, found & ~bits) for theme, bits in themes.items()}
    places = {theme: place for place, theme in enumerate(catalog.themes)}
    told = [
        (
            bit,
            Assumption(
                _given(situation, bit),
                question.theme,
                question.id in catalog.defaults,
                reaches[question.theme],
            ),
        )
        for bit, question in questions.items()
    ]
    return sorted(
        told,
        key=lambda pair: (
            not pair[1].default,
            -pair[1].reaches,
            places.get(pair[1].theme, len(places)),
        ),
    )


def _reached(situation: Situation, jobs: Iterable[Aspect], moves: Cube) -> Verdict:
    """Return the highest verdict, other than its working one, that some job may then have."""
    domain = _assuming(situation, moves)
    return max(
        verdict
        for job in jobs
        for verdict in aspect_of(situation.compiled, job.capability, domain).possible
        if verdict is not situation.working_verdict(job.capability)
    )


def _given(situation: Situation, bit: Cube) -> Given:
    field = situation.compiled.space.field_at(bit)
    value = field.values[(bit >> field.shift).bit_length() - 1]
    return (
        Given(field.question, value, field.option)
        if field.option
        else Given(field.question, ANSWER, value)
    )
