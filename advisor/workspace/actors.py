"""The rows of the inventory: checked against the catalog, each with an id of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from advisor.catalog.strict_yaml import Path
from advisor.catalog.suggest import did_you_mean
from advisor.model.assessment import Actor, Answer
from advisor.model.catalog import Catalog
from advisor.workspace.limits import MOST_ROWS
from advisor.workspace.records import ActorRecord, AnswerRecord

_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
# The engine's own names for actors that nobody listed.
_RESERVED: Final = "unlisted-"


def actors_of(
    catalog: Catalog,
    records: Sequence[ActorRecord],
    answers_at: Callable[[Mapping[str, AnswerRecord], Path, str], Mapping[str, Answer]],
    refuse: Callable[[Path, str, str], None],
) -> tuple[Actor, ...]:
    """Return the rows in the order of the file.

    `answers_at` reads the answers of a row at a place, as they are asked of its kind; `refuse`
    takes a place, a problem and a fix.
    """
    if len(records) > MOST_ROWS:
        what = f"{len(records)} rows, and {MOST_ROWS} are the most"
        refuse(("actors", MOST_ROWS), what, "list alike actors as one row, and say how many")
        return ()
    taken = {record.id for record in records if record.id}
    seen: set[str] = set()
    actors = []
    for index, record in enumerate(records):
        place: Path = ("actors", index)
        if record.kind not in catalog.subjects:
            fix = did_you_mean(record.kind, catalog.subjects)
            refuse((*place, "kind"), f'no kind "{record.kind}"', fix)
            continue
        id_ = record.id or free_id(record.kind, taken)
        taken.add(id_)
        if fault := _fault(catalog, id_, record.kind, seen):
            refuse((*place, "id"), *fault)
        if record.status not in {"planned", "requested"} and (record.within or record.by):
            field = "within" if record.within else "by"
            problem = f'"{field}" is for what is planned or requested'
            refuse((*place, field), problem, "set status: planned, or leave it out")
        seen.add(id_)
        answers = answers_at(record.answers, (*place, "answers"), record.kind)
        actors.append(_actor(record, id_, answers))
    return tuple(actors)


def free_id(kind: str, taken: Iterable[str]) -> str:
    """Return an id for a row without one: its kind, then the kind with a number."""
    used = {*taken}
    count, id_ = 1, kind
    while id_ in used:
        count += 1
        id_ = f"{kind}-{count}"
    return id_


def _fault(catalog: Catalog, id_: str, kind: str, seen: set[str]) -> tuple[str, str] | None:
    if not _ID.fullmatch(id_) or id_.startswith(_RESERVED):
        return (
            f'"{id_}" cannot be an id',
            "use small letters, digits and hyphens, as in export-tool",
        )
    if id_ in seen:
        return f'two rows have the id "{id_}"', "rename one of them"
    if id_ in catalog.subjects and id_ != kind:
        return f'"{id_}" is the name of another kind', "choose another id"
    return None


def _actor(record: ActorRecord, id_: str, answers: Mapping[str, Answer]) -> Actor:
    return Actor(
        id=id_,
        kind=record.kind,
        name=record.name.strip(),
        status=record.status,
        within=record.within,
        by=record.by,
        count=record.count,
        does=record.does,
        owner=record.owner,
        where=record.where,
        note=record.note,
        evidence=record.evidence,
        answers=answers,
    )
