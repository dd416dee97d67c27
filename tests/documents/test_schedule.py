"""Due dates: horizon and effort, within the team's own dates."""

from datetime import date

import pytest

from advisor.documents.schedule import Schedule
from advisor.model.vocabulary import Effort, Horizon

TODAY = date(2026, 11, 22)
FRIDAY = 4


def test_steps_without_dates_follow_horizon_and_effort() -> None:
    """A small step now is due in two weeks, on the Friday before a weekend."""
    assert Schedule(TODAY, {}).due(Horizon.NOW, Effort.SMALL) == date(2026, 12, 4)


@pytest.mark.parametrize("horizon", [Horizon.NOW, Horizon.BEFORE_LAUNCH])
def test_nothing_before_launch_is_due_after_it(horizon: Horizon) -> None:
    """Every step of the first two horizons ends two weeks before the launch."""
    schedule = Schedule(TODAY, {"launch": date(2026, 12, 16)})

    assert schedule.due(horizon, Effort.LARGE) <= date(2026, 12, 2)


def test_steps_before_launch_use_the_time_until_launch() -> None:
    """A far launch gives the second horizon its date."""
    schedule = Schedule(TODAY, {"launch": date(2027, 6, 30)})

    assert schedule.due(Horizon.BEFORE_LAUNCH, Effort.SMALL) == date(2027, 6, 16)


def test_a_step_is_never_due_before_the_one_it_waits_for() -> None:
    """The latest prerequisite moves the date."""
    waits_for = date(2027, 3, 1)

    assert Schedule(TODAY, {}).due(Horizon.NOW, Effort.SMALL, (waits_for,)) == waits_for


def test_the_past_binds_nothing() -> None:
    """A date that has passed moves no step, and no step is due in the past."""
    schedule = Schedule(TODAY, {"launch": date(2020, 1, 1), "audit": date(2026, 11, 23)})

    assert schedule.launch is None
    assert schedule.due(Horizon.NOW, Effort.LARGE) == TODAY


def test_the_end_of_a_contract_binds_the_last_horizon() -> None:
    """A move is done a month before the contract ends."""
    schedule = Schedule(TODAY, {"contract-end": date(2027, 3, 31)})

    assert schedule.due(Horizon.NEXT, Effort.LARGE) == date(2027, 3, 1)


def test_urgent_steps_get_half_the_time() -> None:
    """The remedy of a critical finding is due in half the usual time."""
    schedule = Schedule(TODAY, {})

    assert schedule.due(Horizon.NOW, Effort.MEDIUM, urgent=True) == date(2026, 12, 7)


def test_due_dates_fall_on_weekdays() -> None:
    """Nobody is asked to finish on a Saturday or Sunday."""
    days = {
        Schedule(date(2026, 11, day), {}).due(horizon, effort).weekday()
        for day in range(1, 31)
        for horizon in Horizon
        for effort in Effort
    }

    assert max(days) == FRIDAY


def test_too_little_time_is_counted() -> None:
    """The weeks that steps take and the weeks until they have to be done are whole weeks."""
    schedule = Schedule(TODAY, {"launch": date(2026, 12, 16)})

    assert schedule.weeks([Effort.MEDIUM, Effort.SMALL]) == 3
    assert schedule.weeks_left() == 1
    assert Schedule(TODAY, {}).weeks_left() is None


def test_the_second_horizon_ends_within_three_months() -> None:
    """Without a launch, no step of “Within three months” is due later than that."""
    due = {Schedule(TODAY, {}).due(Horizon.BEFORE_LAUNCH, effort) for effort in Effort}

    assert max(due) <= date(2027, 2, 22)
