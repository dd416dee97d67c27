"""Laws of the whole pipeline: every assessment that loads can be decided, explained, documented.

`ADVISOR_ASSESSMENTS=20000 make test-oracles PYTEST='-k every_assessment'` is a night's worth.
"""

import os

import pytest

from tests.property.random_assessments import opened
from tests.property.whole_pipeline import HEAVY, offences

BATCHES = 8
USUAL = 25
MANY = int(os.environ.get("ADVISOR_ASSESSMENTS", "1000")) // BATCHES
# One of so many assessments is written in a heavy format too.
RARELY = 12


def found(seeds: range) -> dict[int, list[str]]:
    """Return what offends, by the seed of the assessment."""
    wrong = {}
    for seed in seeds:
        turn, rest = divmod(seed, RARELY)
        offending = offences(opened(seed), HEAVY[turn % len(HEAVY)] if rest == 0 else "")
        if offending:
            wrong[seed] = offending
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_loads_comes_out_whole(batch: int) -> None:
    """No exception, no empty section, every link resolves, and the picture agrees with the text."""
    assert found(range(batch * USUAL, (batch + 1) * USUAL)) == {}


@pytest.mark.oracle
@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_assessment_comes_out_whole(batch: int) -> None:
    """The same, for thousands of assessments."""
    start = BATCHES * USUAL + batch * MANY
    assert found(range(start, start + MANY)) == {}
