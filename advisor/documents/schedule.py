"""When a step is due: its horizon and effort, kept within the team's own dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from advisor.model.vocabulary import Effort, Horizon

_SATURDAY = 5
# Days from today within which a step of this effort can end, per horizon. Without a launch the
# second horizon is headed “Within three months”, so none of its steps takes longer.
_DAYS = {
    Horizon.NOW: {Effort.SMALL: 14, Effort.MEDIUM: 30, Effort.LARGE: 60},
    Horizon.BEFORE_LAUNCH: {Effort.SMALL: 60, Effort.MEDIUM: 75, Effort.LARGE: 90},
    Horizon.NEXT: {Effort.SMALL: 150, Effort.MEDIUM: 180, Effort.LARGE: 270},
}
# Days that must lie between the last step and the date it serves.
_MARGIN = {"launch": 14, "audit": 14, "contract-end": 30, "migration-end": 14}
# Calendar days that one person needs, to say when dates leave too little time.
_SPAN = {Effort.SMALL: 2, Effort.MEDIUM: 14, Effort.LARGE: 42}
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Schedule:
    """The calendar of one plan."""

    today: date
    dates: Mapping[str, date]

    @property
    def launch(self) -> date | None:
        """The launch, if it is still ahead."""
        return self._ahead("launch")

    def due(
        self,
        horizon: Horizon,
        effort: Effort,
        after: tuple[date, ...] = (),
        *,
        urgent: bool = False,
    ) -> date:
        """Return the day a step is due; never before the steps it waits for, never in the past.

        What is urgent gets half the time.
        """
        days = _DAYS[horizon][effort] // (2 if urgent else 1)
        wished = self.today + timedelta(days=days)
        if horizon is Horizon.BEFORE_LAUNCH and self.launch:
            wished = self.launch
        limit = self.limit(horizon)
        if limit:
            wished = min(wished, limit)
        return max(_weekday(wished), self.today, *after)

    def limit(self, horizon: Horizon) -> date | None:
        """Return the latest day that the team's dates allow in a horizon."""
        binding = self.binding(horizon)
        return binding[1] if binding else None

    def binding(self, horizon: Horizon) -> tuple[str, date] | None:
        """Return the name of the date that binds a horizon, and the latest day it allows."""
        names: tuple[str, ...] = ("contract-end", "migration-end")
        if horizon is not Horizon.NEXT:
            names = ("launch", "audit", *names)
        days = [
            (day - timedelta(days=_MARGIN[name]), name)
            for name in names
            if (day := self._ahead(name)) is not None
        ]
        if not days:
            return None
        first, name = min(days)
        return name, max(self.today, first)

    def weeks(self, efforts: Iterable[Effort]) -> int:
        """Return how many weeks one owner's steps take, done one after the other."""
        return -(-sum(_SPAN[effort] for effort in efforts) // _WEEK)

    def weeks_left(self) -> int | None:
        """Return how many whole weeks are left until the first of the team's dates binds."""
        limit = self.limit(Horizon.BEFORE_LAUNCH)
        return None if limit is None else (limit - self.today).days // _WEEK

    def _ahead(self, name: str) -> date | None:
        day = self.dates.get(name)
        return day if day and day > self.today else None


def _weekday(day: date) -> date:
    """Return the day, or the Friday before it where it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
