"""Interviews of realistic teams: what is asked when only what matters is asked."""

from datetime import date
from functools import cache

import pytest

import advisor.catalog
from advisor.decision import Compiled, compile_catalog, decide, visible
from tests.reasoning.personas import interview, persona

BATCH = 8


@cache
def compiled() -> Compiled:
    """Return the shipped catalog, compiled once."""
    return compile_catalog(advisor.catalog.load(), date(2026, 11, 22))


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(3))
def test_personas_are_complete_and_consistent(batch: int) -> None:
    """A persona answers exactly the questions that it is asked, and contradicts no hint."""
    for seed in range(BATCH * batch, BATCH * (batch + 1)):
        answers = persona(compiled(), seed)
        decision = decide(compiled(), answers)
        assert decision.open_questions == ()
        assert decision.notices == ()
        assert set(answers) == set(visible(compiled(), answers))


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(3))
def test_short_interviews_reach_the_verdicts_of_full_ones(batch: int) -> None:
    """Asking what matters asks no more than is visible, and ends at the same verdicts."""
    for seed in range(BATCH * batch, BATCH * (batch + 1)):
        answers = persona(compiled(), seed)
        short = interview(compiled(), answers)
        assert len(short.asked) < len(answers)
        assert short.outcome_after <= len(short.asked)
        few = {id_: answers[id_] for id_ in short.asked}
        full, found = decide(compiled(), answers), decide(compiled(), few)
        assert found.settled
        assert found.outcome == full.outcome
        assert [(job.id, job.possible) for job in found.capabilities] == [
            (job.id, (job.verdict,)) for job in full.capabilities
        ]
