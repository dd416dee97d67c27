"""How a row of the inventory, and what the rows say together, reads in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.decision.inventory import group_of
from advisor.documents.phrases import listing, lower
from advisor.documents.tables import table
from advisor.model.assessment import Actor, Assessment
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import ActorStatus, Coming

PEOPLE = ("customers", "organisation-people", "workforce")
_OTHERS = " (others than those listed)"
# With such a row the job is done for its kind, or may be: "no customer" would not be so.
_HERE = {
    ActorStatus.IN_USE,
    ActorStatus.REQUESTED,
    ActorStatus.SUSPECTED,
    ActorStatus.UNKNOWN,
}


class Rosters:
    """Sentences about who stands where, for one catalog and inventory."""

    def __init__(self, catalog: Catalog, assessment: Assessment) -> None:
        self._catalog = catalog
        self._rows: Mapping[str, Actor] = {actor.id: actor for actor in assessment.actors}
        self._here = {row.kind for row in assessment.actors if ActorStatus(row.status) in _HERE}

    def who(self, actor_id: str) -> str:
        """Return an actor as the object of a sentence: its name, else its kind in our words."""
        row = self._rows.get(actor_id)
        return row.name if row is not None and row.name else self.of_kind(actor_id)

    def of_kind(self, actor_id: str) -> str:
        """Return the kind of an actor in our words."""
        words = table("statements")["subjects"].get(self._kind(actor_id))
        return str(words or lower(self._catalog.subjects.get(actor_id, actor_id)))

    def named(self, actor_ids: tuple[str, ...]) -> str:
        """Return the names of actors as an addition to their kind."""
        names = [self._rows[id_].name for id_ in actor_ids if id_ in self._rows]
        known = [name for name in names if name]
        if known:
            return f" ({listing(known)})"
        others = all(id_ in self._catalog.unlisted for id_ in actor_ids)
        return _OTHERS if others and self._kind(actor_ids[0]) in self._here else ""

    def template(self, roster: str, actor_id: str, *, holds: bool) -> str:
        """Return the sentence that says that an actor stands in a roster, or that it does not."""
        told = table("statements")["questions"].get(roster, {}).get(self._kind(actor_id))
        by_row = table("statements")["rosters"].get(roster, ["", ""])
        if holds:
            return str(told[0] if told else by_row[0])
        if actor_id not in self._catalog.unlisted:
            return str(by_row[1])
        return self._nobody(str(told[1]) if told else "", self._kind(actor_id), actor_id)

    def _nobody(self, nobody: str, kind: str, actor_id: str) -> str:
        """Return that a kind is not there, with what that rests on: it is nobody's own sentence."""
        group = group_of(self._catalog, actor_id)
        if not group:
            return nobody
        title = lower(self._catalog.groups[group].title)
        whole = f"the list of {title} is complete"
        return whole if kind in self._here or not nobody else f"{nobody}, since {whole}"

    def _kind(self, actor_id: str) -> str:
        return self._catalog.kinds.get(actor_id, actor_id)


def status_words(actor: Actor) -> str:
    """Return the status of a row as a label."""
    if ActorStatus(actor.status) is ActorStatus.PLANNED:
        soon = Coming(actor.within) is Coming.SOON
        return "planned within 12 months" if soon else "planned later"
    return str(table("statements")["statuses"][actor.status or "not-known"])
