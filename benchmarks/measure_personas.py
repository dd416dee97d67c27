"""Interviews of realistic teams: how much of the questionnaire it takes to settle every verdict.

Counted is, for each persona, the number of questions put until the outcome and the verdict of
every capability are certain, as a share of the questions that the same persona sees in the full
interview in catalog order (those visible to its complete answers). The verdicts at the end equal
those of the full interview; that is asserted for each persona.

Two orders: what matters most first, and catalog order leaving out what cannot change a verdict.
A bound shows what is left to gain: the fewest questions that settle this persona's verdicts, its
answers being known beforehand (found by leaving out one question after the other in several
orders, so the true minimum may be lower). No interview can know them.
"""

from __future__ import annotations

from random import Random
from statistics import quantiles

from advisor.decision import decide, situation_of
from benchmarks.table import Row
from benchmarks.teams import Answers, compiled
from tests.reasoning.personas import interview, persona

PERSONAS = 240
BOUNDED = 60
ORDERS = 4
GOAL = 0.45


def measure() -> list[Row]:
    """Interview all personas in both orders."""
    teams = [persona(compiled(), seed) for seed in range(PERSONAS)]
    asked, outcome, skipping, outcome_skipping = [], [], [], []
    left, left_skipping = 0, 0
    for team in teams:
        short = interview(compiled(), team)
        assert _verdicts({id_: team[id_] for id_ in short.asked}) == _verdicts(team)
        given = interview(compiled(), team, fixed=True)
        asked.append(len(short.asked) / len(team))
        outcome.append(short.outcome_after / len(team))
        left += short.open_verdicts
        left_skipping += given.open_verdicts
        skipping.append(len(given.asked) / len(team))
        outcome_skipping.append(given.outcome_after / len(team))
    bound = [_fewest(team) / len(team) for team in teams[:BOUNDED]]
    median = quantiles(asked, n=4)[1]
    return [
        Row(
            f"questions until settled, {PERSONAS} personas",
            _quartiles(asked),
            "all visible questions",
            median,
            f"median at most {GOAL}",
            median <= GOAL,
        ),
        _row("questions until settled", asked, "catalog order, skipping", skipping),
        _row("questions until settled", asked, f"known beforehand ({BOUNDED} personas)", bound),
        _row("questions until the outcome", outcome, "catalog order, skipping", outcome_skipping),
        Row(
            "open verdicts, summed over the interview",
            f"{left / PERSONAS:.0f}",
            f"catalog order, skipping: {left_skipping / PERSONAS:.0f}",
            left / left_skipping,
        ),
    ]


def _verdicts(answers: Answers) -> list[object]:
    decision = decide(compiled(), answers)
    return [decision.possible, *((job.id, job.possible) for job in decision.capabilities)]


def _fewest(team: Answers) -> int:
    """Return a small number of answers that settle every verdict."""
    fewest = len(team)
    for seed in range(ORDERS):
        order = list(team)
        Random(seed).shuffle(order)
        kept = dict(team)
        for question in order:
            answer = kept.pop(question)
            situation = situation_of(compiled(), kept)
            jobs = compiled().catalog.capabilities
            if any(len(situation.possible_verdicts(job)) > 1 for job in jobs):
                kept[question] = answer
        fewest = min(fewest, len(kept))
    return fewest


def _row(claim: str, ours: list[float], reference: str, theirs: list[float]) -> Row:
    one, other = quantiles(ours, n=4)[1], quantiles(theirs, n=4)[1]
    return Row(claim, _quartiles(ours), f"{reference}: {_quartiles(theirs)}", one / other)


def _quartiles(shares: list[float]) -> str:
    low, middle, high = (f"{100 * share:.0f}" for share in quantiles(shares, n=4))
    return f"median {middle} % (quartiles {low} to {high})"
