"""Conditions about kinds of actors, rewritten as conditions about the rows of an inventory.

Every comparison about a kind reads "some actor of this kind"; in a keep ground it reads "every
listed actor of this kind", which holds nowhere while none is listed. A negation is pushed inwards
by the normal form, so that "not some" is "every not".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import structs

from advisor.decision.inventory import LATER, REQUESTED, Inventory, Row, planned_in
from advisor.model.catalog import Catalog
from advisor.model.conditions import (
    All,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    Holds,
    Lacks,
    Not,
    PlansCount,
)

NEVER: Condition = AnyOf(())


class Reads(Enum):
    """How a comparison about a kind is read over its rows."""

    SOME = "some"
    EVERY = "every"
    FOUND = "found"


class Rewriter:
    """Rewrites the conditions of one catalog for one inventory; equal trees stay shared."""

    def __init__(self, catalog: Catalog, rows: Inventory) -> None:
        self._catalog = catalog
        self._rows: dict[str, tuple[Row, ...]] = {
            kind: tuple(row for row in rows if row.kind == kind) for kind in catalog.subjects
        }
        self._of_kind: Mapping[str, tuple[str, str]] = {
            question.id: (question.authored, question.subject)
            for question in catalog.questions.values()
            if question.subject
        }
        self._main = main_kinds(catalog, rows)
        self._known: dict[tuple[Condition, Reads], Condition] = {}

    def some(self, condition: Condition) -> Condition:
        """Return the condition with comparisons read as "some actor"."""
        return self._rewritten(condition, Reads.SOME)

    def found(self, condition: Condition) -> Condition:
        """Return the condition of a finding: "some actor that is listed and in use".

        What is only asked for or planned does no harm yet, and nobody unlisted is found.
        """
        return self._rewritten(condition, Reads.FOUND)

    def every(self, condition: Condition) -> Condition:
        """Return the condition of a keep ground: comparisons read as "every listed actor"."""
        return self._rewritten(condition, Reads.EVERY)

    def of(  # noqa: PLR0911  (one return per kind of node)
        self, row: Row, condition: Condition
    ) -> Condition:
        """Return when a question about a row is asked: its kind's own comparisons are its own."""
        match condition:
            case All(parts):
                return All(tuple(self.of(row, part) for part in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self.of(row, part) for part in parts))
            case AtLeast(count, parts):
                return AtLeast(count, tuple(self.of(row, part) for part in parts))
            case Not(part):
                return Not(self.of(row, part))
            case Holds(question, option) if (question, option) == (
                self._catalog.subject_question,
                row.kind,
            ):
                return self.there(row)
            case Chosen(question) | Holds(question) | Lacks(question) if (
                self._of_kind.get(question, ("", ""))[1] == row.kind
            ):
                return self._about(row, condition)
            case _:
                return self.some(condition)

    def there(self, row: Row) -> Condition:
        """Return when a row counts: in use, asked for, or planned where plans count."""
        standing = Holds(row.roster, row.id)
        if row.roster in {self._catalog.subject_question, REQUESTED}:
            return standing
        if row.roster == planned_in(self._catalog):
            return All((PlansCount(), standing))
        return All((PlansCount(later=True), standing)) if row.roster == LATER else NEVER

    def _rewritten(self, condition: Condition, reads: Reads) -> Condition:
        known = self._known.get((condition, reads))
        if known is None:
            known = self._known[condition, reads] = self._anew(condition, reads)
        return known

    def _anew(  # noqa: PLR0911  (one return per kind of node)
        self, condition: Condition, reads: Reads
    ) -> Condition:
        match condition:
            case All(parts):
                return All(self._each(parts, reads))
            case AnyOf(parts):
                return AnyOf(self._each(parts, reads))
            case AtLeast(count, parts):
                return AtLeast(count, self._each(parts, reads))
            case Not(part):
                return Not(self._rewritten(part, reads))
            case Holds(question, option) if question in self._catalog.rosters:
                return self._listed(question, option, reads)
            case Lacks(question, option) if question in self._catalog.rosters:
                return self._absent(question, option)
            case Chosen(question, options) if question == self._catalog.population_question:
                left = options & self._main
                return Chosen(question, left) if left else NEVER
            case Chosen(question) | Holds(question) | Lacks(question) if question in self._of_kind:
                return self._about_kind(condition, reads)
            case _:
                return condition

    def _each(self, parts: tuple[Condition, ...], reads: Reads) -> tuple[Condition, ...]:
        return tuple(self._rewritten(part, reads) for part in parts)

    def _listed(self, question: str, kind: str, reads: Reads) -> Condition:
        """Return that some actor of a kind stands where a roster question says."""
        rows = self._rows.get(kind, ())
        if question == self._catalog.subject_question:
            return _any(tuple(self.there(row) for row in self._meant(rows, reads)))
        wanted = {question, LATER} if question == planned_in(self._catalog) else {question}
        return _any(tuple(Holds(row.roster, row.id) for row in rows if row.roster in wanted))

    def _absent(self, question: str, kind: str) -> Condition:
        """Return that no actor of a kind stands there; one that is only asked for ends nothing."""
        if question != self._catalog.subject_question:
            return Not(self._listed(question, kind, Reads.SOME))
        rows = (row for row in self._rows.get(kind, ()) if row.roster != REQUESTED)
        return Not(_any(tuple(self.there(row) for row in rows)))

    def _about_kind(self, condition: Condition, reads: Reads) -> Condition:
        assert isinstance(condition, Chosen | Holds | Lacks)  # noqa: S101 - for the type checker
        _, kind = self._of_kind[condition.question]
        some = self._meant(self._rows.get(kind, ()), reads)
        rows = [row for row in some if self.there(row) != NEVER]
        if reads is not Reads.EVERY:
            return _any(tuple(self._about(row, condition) for row in rows))
        listed = [row for row in rows if row.listed]
        if not listed:
            return NEVER
        held = (AnyOf((Not(self.there(row)), self._about(row, condition))) for row in listed)
        return All((_any(tuple(self.there(row) for row in listed)), *held))

    def _meant(self, rows: Iterable[Row], reads: Reads) -> list[Row]:
        """Return the rows that a reading looks at."""
        if reads is not Reads.FOUND:
            return list(rows)
        return [row for row in rows if row.listed and row.roster == self._catalog.subject_question]

    def _about(self, row: Row, condition: Condition) -> Condition:
        assert isinstance(condition, Chosen | Holds | Lacks)  # noqa: S101 - for the type checker
        authored, _ = self._of_kind[condition.question]
        return structs.replace(condition, question=f"{authored}.{row.id}")


def main_kinds(catalog: Catalog, rows: Inventory) -> frozenset[str]:
    """Return the kinds that may be the main population: those listed, any where none is."""
    question = catalog.questions.get(catalog.population_question)
    options = frozenset(question.option_ids if question else ())
    for roster in (catalog.subject_question, planned_in(catalog)):
        listed = {row.kind for row in rows if row.listed and row.roster == roster}
        if options & listed:
            return options & listed
    return options


def _any(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else AnyOf(parts)
