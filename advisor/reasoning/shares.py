"""Shares: how much of the remaining answer space has each verdict.

Exact model counting by disjoint branching: worlds outside a union of cubes are counted by Shannon
expansion, cubes that share no field are independent factors, and values that the same cubes cover
are counted once (#P-hard in general). Past its budget a share is a sampled estimate and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from advisor.decision.budget import Budget, BudgetSpentError
from advisor.decision.compile import LEVELS, Compiled
from advisor.decision.situation import Situation, situation_of
from advisor.decision.space import Cube, Space
from advisor.model.assessment import Answer
from advisor.model.vocabulary import Verdict
from advisor.reasoning.sampling import Sampler, sampler_of

# Half a second; most verdicts take a hundredth of it.
SHARE_STEPS = 30_000


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of completions with each verdict; `exact` is false for a sampled estimate."""

    of: Mapping[Verdict, Fraction]
    exact: bool


def shares(
    compiled: Compiled,
    answers: Mapping[str, Answer],
    capability: str | None = None,
    *,
    sampler: Sampler | None = None,
    budget: Budget | None = None,
) -> Shares:
    """Return the share of each verdict of a capability, or of each outcome, that is possible.

    Every completion counts alike: shares say how much is left to rule out, not what is likely.
    """
    situation = situation_of(compiled, answers)
    try:
        return Shares(_counted(situation, capability, budget or Budget(SHARE_STEPS)), exact=True)
    except BudgetSpentError:
        return Shares(
            _estimated(situation, capability, sampler or sampler_of(compiled)), exact=False
        )


def uncovered(space: Space, cubes: Sequence[Cube], domain: Cube, budget: Budget) -> Fraction:
    """Return the share of a domain that no cube covers.

    Raises:
        BudgetSpentError: when more steps were taken than the budget holds.
    """
    near = space.narrowed(cubes, domain)
    budget.spend(1 + len(near))
    if not near:
        return Fraction(1)
    if any(cube & domain == domain for cube in near):
        return Fraction(0)
    share = Fraction(1)
    for part in _independent(space, near, domain):
        share *= _expanded(space, part, domain, budget)
    return share


def _expanded(space: Space, near: Sequence[Cube], domain: Cube, budget: Budget) -> Fraction:
    if len(near) == 1:
        return 1 - _fraction(space, near[0], domain)
    counts: dict[Cube, int] = {}
    for cube in near:
        restricted = domain & ~cube
        while restricted:
            mask = space.field_at(restricted).mask
            counts[mask] = counts.get(mask, 0) + 1
            restricted &= ~mask
    mask = max(counts, key=lambda mask: (counts[mask], -mask))
    values = domain & mask
    branches: dict[tuple[Cube, ...], Cube] = {}
    rest = values
    while rest:
        bit = rest & -rest
        rest ^= bit
        covering = tuple(cube for cube in near if cube & bit)
        branches[covering] = branches.get(covering, 0) | bit
    return sum(
        (
            Fraction(bits.bit_count(), values.bit_count())
            * uncovered(space, covering, domain & ~mask | bits, budget)
            for covering, bits in branches.items()
        ),
        Fraction(0),
    )


def _fraction(space: Space, cube: Cube, domain: Cube) -> Fraction:
    """Return the share of a domain that one cube covers."""
    share = Fraction(1)
    restricted = domain & ~cube
    while restricted:
        mask = space.field_at(restricted).mask
        restricted &= ~mask
        share *= Fraction((cube & domain & mask).bit_count(), (domain & mask).bit_count())
    return share


def _independent(space: Space, near: Sequence[Cube], domain: Cube) -> list[list[Cube]]:
    """Split cubes into groups that restrict no field in common."""
    groups: list[tuple[Cube, list[Cube]]] = []
    for cube in near:
        # The guard bits of the restricted fields stand for them.
        fields = ((domain & ~cube) + space.low) & space.guard
        members = [cube]
        apart = []
        for mask, group in groups:
            if mask & fields:
                fields |= mask
                members += group
            else:
                apart.append((mask, group))
        groups = [*apart, (fields, members)]
    return [group for _, group in groups]


def _counted(
    situation: Situation, capability: str | None, budget: Budget
) -> Mapping[Verdict, Fraction]:
    space, levels = situation.compiled.space, situation.levels(capability)
    below = [uncovered(space, levels.at_least(level), situation.domain, budget) for level in LEVELS]
    return _differences(situation, capability, [*below, Fraction(1)])


def _estimated(
    situation: Situation, capability: str | None, sampler: Sampler
) -> Mapping[Verdict, Fraction]:
    sample = sampler.of(situation)
    below = [
        1 - Fraction(sample.levels[capability, level].bit_count(), sample.count) for level in LEVELS
    ]
    return _differences(situation, capability, [*below, Fraction(1)])


def _differences(
    situation: Situation, capability: str | None, below: Sequence[Fraction]
) -> dict[Verdict, Fraction]:
    """Turn shares below keep, split, replace and the end into the share of each verdict."""
    each = [below[0], *(more - less for less, more in pairwise(below))]
    return {verdict: each[verdict] for verdict in situation.possible_verdicts(capability)}
