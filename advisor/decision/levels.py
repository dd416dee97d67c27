"""The verdicts above none, each with the worlds that have at least it."""

from __future__ import annotations

from msgspec import Struct

from advisor.decision.space import Cubes
from advisor.model.vocabulary import Verdict

LEVELS = (Verdict.KEEP, Verdict.SPLIT, Verdict.REPLACE)


class Levels(Struct, frozen=True):
    """For keep, split and replace, the worlds with at least that verdict.

    Each lies in the one before.
    """

    keep: Cubes
    split: Cubes
    replace: Cubes

    def at_least(self, verdict: Verdict) -> Cubes:
        """Return the worlds with at least a verdict above none."""
        return (self.keep, self.split, self.replace)[verdict - 1]

    def above(self, verdict: Verdict) -> Cubes:
        """Return the worlds with a higher verdict than this one."""
        return () if verdict is Verdict.REPLACE else self.at_least(Verdict(verdict + 1))
