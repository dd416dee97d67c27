"""The inventory of an assessment as the engine sees it: rows of actors, and where they stand.

Each listed row is an option of one roster question, by its status. Beside the listed ones there is
one actor per kind that nobody listed: it may be there until its group is said to be complete, and
one is enough, whatever the rules (see the guide `how-decisions-are-made.md`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from advisor.model.assessment import Actor
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import ActorStatus, Coming

UNLISTED: Final = "unlisted-"
REQUESTED: Final = "requested-actors"
LEFTOVER: Final = "leftover-actors"
LATER: Final = "later-actors"
# For catalogs that word no question about them.
ELSEWHERE: Final = "elsewhere-actors"
PLANNED: Final = "planned-actors"

# Statuses under which a row is, or may be, served here.
_SERVED: Final = {ActorStatus.IN_USE, ActorStatus.SUSPECTED, ActorStatus.UNKNOWN}


class Row(Struct, frozen=True):
    """One actor as far as it shapes the answer space; `roster` is the question that lists it."""

    id: str
    kind: str
    name: str
    roster: str
    listed: bool = True


Inventory = tuple[Row, ...]


def inventory_of(catalog: Catalog, actors: Iterable[Actor]) -> Inventory:
    """Return the listed rows by kind, then id, so that their order in a file decides nothing."""
    rows = (
        Row(actor.id, actor.kind, actor.name, _roster(catalog, actor))
        for actor in actors
        if actor.kind in catalog.subjects
    )
    order = list(catalog.subjects)
    return tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.id)))


def with_unlisted(catalog: Catalog, rows: Inventory) -> Inventory:
    """Return the rows, and for each kind the actor that nobody listed."""
    return (
        *rows,
        *(
            Row(f"{UNLISTED}{kind}", kind, "", catalog.subject_question, listed=False)
            for kind in catalog.subjects
        ),
    )


def elsewhere_in(catalog: Catalog) -> str:
    """Return the roster of actors whose identity comes from another place."""
    return catalog.elsewhere_question or ELSEWHERE


def planned_in(catalog: Catalog) -> str:
    """Return the roster of actors planned within twelve months."""
    return catalog.planned_question or PLANNED


def _roster(catalog: Catalog, actor: Actor) -> str:
    """Return the roster question that a row stands in."""
    status = ActorStatus(actor.status)
    if status in _SERVED:
        return catalog.subject_question
    if status is ActorStatus.PLANNED:
        return planned_in(catalog) if Coming(actor.within) is Coming.SOON else LATER
    if status is ActorStatus.ELSEWHERE:
        return elsewhere_in(catalog)
    return REQUESTED if status is ActorStatus.REQUESTED else LEFTOVER


def status_of(catalog: Catalog, roster: str) -> ActorStatus:
    """Return the status that standing in a roster question means."""
    return {
        catalog.subject_question: ActorStatus.IN_USE,
        elsewhere_in(catalog): ActorStatus.ELSEWHERE,
        planned_in(catalog): ActorStatus.PLANNED,
        LATER: ActorStatus.PLANNED,
        REQUESTED: ActorStatus.REQUESTED,
        LEFTOVER: ActorStatus.LEFTOVER,
    }[roster]


def group_of(catalog: Catalog, actor: str) -> str:
    """Return the group that an actor's kind belongs to; "" where the catalog has none."""
    kind = catalog.kinds.get(actor, actor)
    return next((group.id for group in catalog.groups.values() if kind in group.kinds), "")
