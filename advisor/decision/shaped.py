"""A catalog compiled for the inventory of an assessment, and the answers to ask it with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from advisor.decision.compile import Compiled, compile_catalog
from advisor.decision.flat import flat_answers
from advisor.decision.instantiate import instantiate
from advisor.decision.inventory import Inventory, inventory_of
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog

# Inventories whose catalog is kept compiled: an interview goes back and forth between a few.
_KEPT = 8
# A condition grows with the rows that it speaks of; the catalog's own limit is for its kinds.
_MOST_CUBES = 65_536


class Shaped(Struct, frozen=True):
    """An assessment ready to be decided: `decide(shaped.compiled, shaped.answers)`."""

    compiled: Compiled
    answers: Mapping[str, Answer]


class Shapes:
    """One catalog on one day, compiled for the inventories that assessments have."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self.catalog = catalog
        self.today = today
        self._compiled: dict[Inventory, Compiled] = {}

    def of(self, assessment: Assessment) -> Shaped:
        """Return an assessment with the catalog for its inventory."""
        rows = inventory_of(self.catalog, assessment.actors)
        compiled = self._compiled_for(rows)
        answers = flat_answers(compiled.catalog, assessment, rows)
        return Shaped(compiled, MappingProxyType(answers))

    def together(self, *assessments: Assessment) -> tuple[Shaped, ...]:
        """Return several assessments with one catalog, for the rows of all of them.

        A row that one of them does not list is not there in it; one whose status differs stands
        in two rosters.
        """
        inventories = [inventory_of(self.catalog, each.actors) for each in assessments]
        rows = tuple(dict.fromkeys(row for inventory in inventories for row in inventory))
        compiled = self._compiled_for(rows)
        return tuple(
            Shaped(compiled, MappingProxyType(flat_answers(compiled.catalog, each, inventory)))
            for each, inventory in zip(assessments, inventories, strict=True)
        )

    def _compiled_for(self, rows: Inventory) -> Compiled:
        compiled = self._compiled.pop(rows, None)
        if compiled is None:
            compiled = compile_catalog(
                instantiate(self.catalog, rows), self.today, limit=_MOST_CUBES
            )
        self._compiled[rows] = compiled  # the one used last stands last
        if len(self._compiled) > _KEPT:
            del self._compiled[next(iter(self._compiled))]
        return compiled
