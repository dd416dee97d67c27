"""Decide what to do with one page: pure, from what the wiki has and what we would write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from advisor.publish.regions import (
    DamagedMarkersError,
    Parts,
    Region,
    Style,
    cut,
    digest,
    marked,
    placed,
    unmarked,
)
from advisor.publish.ticks import Ticks
from advisor.publish.wiki import RemotePage


class Take(Enum):
    """Whose text wins a conflict."""

    OURS = "ours"
    THEIRS = "theirs"


class Action(Enum):
    """What a run does with a page."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    LEAVE = "leave"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision on one page: `text` is the whole page as it would be written."""

    action: Action
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What we want one page to hold, and what we know of our last time there.

    `last` holds the fingerprints that this assessment may have left there, none when not known;
    `seen` says that the page was certainly there.
    """

    region: Region
    last: frozenset[str] = frozenset()
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """How one wiki marks our part, writes steps, and compares two copies of our part."""

    style: Style
    ticks: Ticks
    canonical: Callable[[str], str]

    def digest(self, body: str) -> str:
        """Return the fingerprint of a body, whatever steps are ticked."""
        return digest(self.ticks.cleared(body))


def fingerprinted(region: Region) -> Region:
    """Return the region with the fingerprint of its body among its attributes."""
    return Region(region.name, region.body, {**region.attributes, "digest": digest(region.body)})


def reconcile(remote: RemotePage | None, wish: Wish, rules: Rules, take: Take | None) -> Outcome:
    """Return what to do with a page so that no one's work is lost."""
    region = fingerprinted(wish.region)
    if remote is None:
        return _missing(region, wish, rules.style, take)
    try:
        parts = cut(remote.text, region.name, rules.style)
    except DamagedMarkersError as error:
        loose = Parts(unmarked(remote.text, region.name, rules.style), None, "")
        return _settle(str(error), remote.text, placed(loose, region, rules.style), take)
    found = parts.region
    if found is None:
        reason = "a page of this name exists and was not written by advisor"
        if wish.seen:
            reason = "our part was removed from this page"
        return _settle(reason, remote.text, placed(parts, region, rules.style), take)
    ticked = Region(region.name, rules.ticks.carried(found.body, region.body), region.attributes)
    proposed = placed(parts, ticked, rules.style)
    reason = _objection(found, remote, wish, rules)
    if reason:
        return _settle(reason, remote.text, proposed, take)
    if all(found.attributes.get(key) == region.attributes.get(key) for key in ("digest", "id")):
        return Outcome(Action.UNCHANGED, remote.text)
    return Outcome(Action.UPDATE, proposed)


def foreign(remote: RemotePage, marks: frozenset[str], style: Style) -> bool:
    """Whether a page holds the part of a record marked otherwise, which no option may overwrite."""
    found = held(remote, style)
    return found is not None and found.attributes.get("id", "") not in marks


def written(remote: RemotePage | None, style: Style) -> str:
    """Return the fingerprint of the record's part of a page, as it is marked; empty without one."""
    found = held(remote, style) if remote is not None else None
    return found.attributes.get("digest", "") if found is not None else ""


def held(remote: RemotePage, style: Style) -> Region | None:
    """Return the part of a page that holds a record, where it is whole."""
    try:
        return cut(remote.text, "record", style).region
    except DamagedMarkersError:
        return None


def touched(found: Region, remote: RemotePage, rules: Rules) -> bool:
    """Whether someone changed our part since it was written; a tick is no change."""
    if remote.base is None:
        return rules.digest(found.body) != found.attributes.get("digest", "")
    try:
        written = cut(remote.base, found.name, rules.style).region
    except DamagedMarkersError:
        return True
    return written is None or rules.canonical(written.body) != rules.canonical(found.body)


def _missing(region: Region, wish: Wish, style: Style, take: Take | None) -> Outcome:
    text = f"{marked(region, style)}\n"
    if wish.seen:
        outcome = _settle("the page that was published before is gone", "", text, take)
        return Outcome(Action.CREATE, text) if outcome.action is Action.UPDATE else outcome
    return Outcome(Action.CREATE, text)


def _objection(found: Region, remote: RemotePage, wish: Wish, rules: Rules) -> str:
    ours = wish.region.attributes
    theirs = found.attributes
    written = theirs.get("digest", "")
    if rules.digest(found.body) == digest(wish.region.body):
        return ""
    if touched(found, remote, rules):
        return "someone changed the part that advisor wrote"
    if written == digest(wish.region.body):
        return ""
    objections = {
        "someone published another version since this assessment was published": (
            bool(wish.last) and written not in wish.last
        ),
        "this record was published for another owner": (
            not wish.last and theirs.get("owner", "") != ours.get("owner", "")
        ),
        "the wiki holds a decision of a later date": (
            theirs.get("decided", "") > ours.get("decided", "")
        ),
        "the wiki holds a decision made with a newer catalog": (
            _version(theirs.get("catalog", "")) > _version(ours.get("catalog", ""))
        ),
    }
    return next((reason for reason, holds in objections.items() if holds), "")


def _settle(reason: str, theirs: str, ours: str, take: Take | None) -> Outcome:
    if take is Take.OURS:
        return Outcome(Action.UPDATE, ours, reason)
    if take is Take.THEIRS:
        return Outcome(Action.LEAVE, theirs, reason)
    return Outcome(Action.CONFLICT, ours, reason)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
