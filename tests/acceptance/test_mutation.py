"""A mistake made in the shipped catalog is noticed, or proven to change nothing."""

import random
import sys

import pytest

from advisor.catalog import load
from advisor.decision import Compiled
from tests.acceptance import tabling
from tests.acceptance.conftest import DAY
from tests.acceptance.judging import SURVIVED, Judge
from tests.acceptance.mutants import Mutant, pool, unchanged
from tests.acceptance.nearby import Nearby

SEED = 20261122
DRAWN_PER_OPERATOR = 7


def _drawn() -> list[Mutant]:
    """Return some mutants of each operator, the same on every run."""
    mutants = pool()
    chance = random.Random(SEED)
    drawn = []
    for operator in sorted({mutant.operator for mutant in mutants}):
        made = [mutant for mutant in mutants if mutant.operator == operator]
        drawn += chance.sample(made, min(DRAWN_PER_OPERATOR, len(made)))
    return drawn


def test_a_catalog_without_a_mistake_is_the_shipped_one() -> None:
    """Writing the files anew, as mutants are, changes nothing that decides."""
    ours, written = load(), unchanged()
    assert written.rules == ours.rules
    assert written.questions == ours.questions
    assert written.capabilities == ours.capabilities


def test_no_part_of_a_condition_can_be_lost_unnoticed(
    compiled: Compiled, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake in a condition fails a case beside it, or is proven to change no world."""
    nearby = Nearby(compiled)
    noticed, same, unnoticed = 0, [], []
    for mutant, readings in nearby.readings(pool()):
        what = f"{mutant.place}, {mutant.operator}: {mutant.what}"
        if any(map(nearby.told, readings)):
            noticed += 1
        elif all(map(nearby.same, readings)):
            same.append(what)
        else:
            unnoticed.append(what)
    with capsys.disabled():
        sys.stdout.write(f"\n{noticed} mistakes fail a case beside them; these change nothing:\n")
        sys.stdout.writelines(f"  {what}\n" for what in same)
    assert noticed > 1000
    assert unnoticed == []


@pytest.mark.slow
def test_drawn_mutants_are_caught_or_equivalent(
    compiled: Compiled, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of each operator's mutants, those drawn by a fixed seed are caught, or change nothing."""
    items = tabling.judged(Judge(compiled, DAY), _drawn())
    with capsys.disabled():
        sys.stdout.write(f"\n{tabling.table(items)}\n")
    assert len(items) >= 60
    assert [mutant.place for mutant, found in items if found.by == SURVIVED] == []
