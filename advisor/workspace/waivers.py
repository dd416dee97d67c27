"""Checks the waivers of an assessment: each names a text that can be there, and a kind of find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from advisor.catalog.strict_yaml import Path
from advisor.catalog.suggest import did_you_mean
from advisor.model.assessment import Waiver
from advisor.model.catalog import Catalog
from advisor.workspace.naming import current_id

if TYPE_CHECKING:
    from advisor.workspace.records import WaiverRecord

_FIELDS = {
    "project": ("name", "owner", "status"),
    "actors": ("id", "name", "does", "owner", "where", "note", "evidence"),
    "record": ("deciders", "supersedes"),
    "waivers": ("reason",),
    "proposals": ("signal", "where", "read", "says", "reason"),
}
_OF_AN_ANSWER = ("note", "evidence", "not_applicable")


def waivers(
    records: Iterable[WaiverRecord], catalog: Catalog, refuse: Callable[[Path, str, str], None]
) -> tuple[Waiver, ...]:
    """Return the waivers; one that can never hold is refused."""
    given = tuple(records)
    if not given:
        return ()
    # Deferred, as are the places: hardly an assessment has any.
    from advisor.guard.search import KINDS

    places = set(_places(catalog))
    read = []
    for index, record in enumerate(given):
        place = _current(record.place, catalog)
        if place not in places:
            fix = did_you_mean(place, places) or "name it as `advisor check` does"
            refuse(("waivers", index, "place"), f'no text is called "{record.place}"', fix)
        if record.kind not in KINDS:
            fix = did_you_mean(record.kind, KINDS) or "name it as `advisor check` does"
            refuse(("waivers", index, "kind"), f'no kind of find is called "{record.kind}"', fix)
        read.append(Waiver(place, record.kind, record.reason))
    return tuple(read)


def _current(place: str, catalog: Catalog) -> str:
    """Return the place with its question as it is called now."""
    section, _, rest = place.partition(".")
    question, _, field = rest.rpartition(".")
    if section != "answers" or not question:
        return place
    return f"answers.{current_id(question, catalog)}.{field}"


def _places(catalog: Catalog) -> Iterator[str]:
    for section, fields in _FIELDS.items():
        yield from (f"{section}.{field}" for field in fields)
    for question in catalog.questions.values():
        if not question.subject:
            yield from (f"answers.{question.id}.{field}" for field in _OF_AN_ANSWER)
    for authored in catalog.templates:
        yield from (f"actors.answers.{authored}.{field}" for field in _OF_AN_ANSWER)
    for layer in catalog.layers:
        yield from (f"products.{layer}", f"overrides.{layer}.component")
        yield f"overrides.{layer}.reason"
