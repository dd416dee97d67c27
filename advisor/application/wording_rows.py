"""Wording for what the rows of the inventory say: who is in use, asked for, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from advisor.decision.inventory import LATER, group_of, status_of
from advisor.decision.space import EXCLUDES
from advisor.model.catalog import Catalog
from advisor.model.decision import Given
from advisor.model.vocabulary import ActorStatus, Coming

STATUSES: Final = {
    ActorStatus.IN_USE: "In use",
    ActorStatus.REQUESTED: "Asked for",
    ActorStatus.PLANNED: "Planned",
    ActorStatus.ELSEWHERE: "Identity elsewhere",
    ActorStatus.LEFTOVER: "Needed by nobody",
    ActorStatus.SUSPECTED: "Suspected",
    ActorStatus.UNKNOWN: "Not known",
}
MEANINGS: Final = {
    ActorStatus.IN_USE: "It has an identity here and uses it.",
    ActorStatus.REQUESTED: "Somebody asked for it; nobody has granted it.",
    ActorStatus.PLANNED: "It will come; nobody has it yet.",
    ActorStatus.ELSEWHERE: "Its identity comes from another place: say where with e.",
    ActorStatus.LEFTOVER: "Its identity is still here, and nobody needs it.",
    ActorStatus.SUSPECTED: "It may be here, or nobody can explain it.",
    ActorStatus.UNKNOWN: "Whether it is here is not known.",
}
_COMING: Final = {Coming.SOON: " within 12 months", Coming.LATER: " later", Coming.UNKNOWN: ""}


def say_status(status: ActorStatus, within: Coming = Coming.UNKNOWN) -> str:
    """Return a status in words, as it is shown everywhere: `planned within 12 months`."""
    coming = _COMING[within] if status is ActorStatus.PLANNED else ""
    return STATUSES[status].lower() + coming


def say_rows(catalog: Catalog, facts: Iterable[Given]) -> str:
    """Return facts of one roster on one line: `In use: tills, ledger job`."""
    lines: dict[str, list[str]] = {}
    for given in facts:
        head, who = _said(catalog, given)
        names = lines.setdefault(head, [])
        if who not in names:
            names.append(who)
    return "; ".join(f"{head}: {', '.join(names)}" for head, names in lines.items())


def _said(catalog: Catalog, given: Given) -> tuple[str, str]:
    name = catalog.subjects.get(given.value, given.value)
    if given.value in catalog.unlisted and given.relation == EXCLUDES:
        group = catalog.groups.get(group_of(catalog, given.value))
        return "Listed in full", group.title if group else name
    status = status_of(catalog, given.question)
    head = f"{STATUSES[status]} later" if given.question == LATER else STATUSES[status]
    if given.relation == "maybe":
        return STATUSES[ActorStatus.SUSPECTED], name
    return f"Not {head.lower()}" if given.relation == EXCLUDES else head, name
