"""Step budgets: an exact query either ends within its budget or says that it did not."""

from __future__ import annotations

DEFAULT_STEPS = 2_000_000


class BudgetSpentError(Exception):
    """The query took more steps than allowed; its caller answers "not proven"."""


class Budget:
    """Counts down the elementary steps of one query. Steps, not seconds: the same everywhere."""

    __slots__ = ("left",)

    def __init__(self, steps: int = DEFAULT_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take steps from the budget.

        Raises:
            BudgetSpentError: when none are left.
        """
        self.left -= steps
        if self.left < 0:
            raise BudgetSpentError
