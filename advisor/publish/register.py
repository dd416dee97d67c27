"""The list of all decisions in a wiki, kept as data inside the index page itself.

One page holds table and data, so both change in one step. What comes back from a wiki is foreign
text: it is size-limited, validated, and never trusted to be ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from advisor.publish.publication import Record

MAX_RECORDS = 5000
MAX_BYTES = 4_000_000

_BLOCK = re.compile(r"\{\"advisor\":1,\"records\":(?P<records>\[[^\[\]]*\])\}")
# Two hyphens would end a comment; the others act in one markup or another.
_ACTIVE = re.compile(r"[^A-Za-z0-9 .,:_-]|(?<=-)-")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"")


class UnreadableRegisterError(ValueError):
    """The index page holds no list, or not one that we wrote."""


class Listed(BaseModel):
    """One decision of the register, and the name of the page that holds it.

    Version 1 listed no `pages`, and called a decision by the slug of its name; that id stays as
    `former`, since others may refer to it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1, max_length=80, pattern=r"^[a-z0-9-]+$")
    page: str = Field(max_length=400)
    # Not the last field: nested braces would stand together, which wikis read as a template.
    pages: dict[str, Annotated[str, Field(max_length=400)]] = Field(default={}, max_length=20)
    title: str = Field(max_length=400)
    outcome: str = Field(max_length=20)
    decided: date
    owner: str = Field(default="", max_length=200)
    review_by: date | None = None
    status: str = Field(default="draft", max_length=60)
    settled: bool = True
    standing: str = Field(default="", max_length=20)
    supersedes: str = Field(default="", max_length=400)
    log_name: str = Field(default="", max_length=200)
    file: str = Field(default="", max_length=400)
    former: str = Field(default="", max_length=80, pattern=r"^[a-z0-9-]*$")

    def overdue(self, today: date) -> bool:
        """Whether the review date has passed."""
        return self.review_by is not None and self.review_by < today


_RECORDS = TypeAdapter(tuple[Listed, ...])


def listed(record: Record, pages: Mapping[str, str], former: str = "") -> Listed:
    """Return the register's line for a record; its first page is the one to link to."""
    return Listed(
        id=record.id,
        page=next(iter(pages.values())),
        pages=dict(pages),
        title=record.title[:400],
        outcome=record.outcome,
        decided=record.decided,
        owner=record.owner[:200],
        review_by=record.review_by,
        status=record.status[:60],
        settled=record.settled,
        standing=record.standing,
        supersedes=record.supersedes[:400],
        log_name=_unnumbered(record.log_name)[:200],
        file=record.file[-400:],
        former=former,
    )


def encode(records: tuple[Listed, ...]) -> str:
    """Return the register as one line of JSON that no markup reads as anything but text.

    Within strings, all but letters, digits and a few harmless characters are written as escapes.
    """
    lines = [record.model_dump(mode="json") for record in records]
    each = ",\n".join(json.dumps(line, separators=(",", ":")) for line in lines)
    safe = _STRING.sub(lambda string: _harmless(string[0]), each)
    return f'{{"advisor":1,"records":[\n{safe}\n]}}'


def decode(text: str) -> tuple[Listed, ...]:
    """Return the register found in the text of an index page.

    Raises:
        UnreadableRegisterError: there is none, or it does not validate.
    """
    found = _BLOCK.search(text)
    if found is None or len(text) > MAX_BYTES:
        raise UnreadableRegisterError("no list of decisions was found")
    try:
        records = _RECORDS.validate_json(found["records"])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UnreadableRegisterError(f"the list of decisions is damaged: {first['msg']}") from None
    if len(records) > MAX_RECORDS or len({record.id for record in records}) != len(records):
        raise UnreadableRegisterError("the list of decisions names a decision twice")
    return records


def merged(records: tuple[Listed, ...], own: Listed) -> tuple[Listed, ...]:
    """Return the register with `own` added or replaced, in the order of titles."""
    others = tuple(record for record in records if not same(record, own))
    return tuple(sorted((*others, own), key=lambda record: (record.title.casefold(), record.id)))


def same(record: Listed, own: Listed) -> bool:
    """Whether a line is of our record, be it under the id that version 1 gave it."""
    return record.id == own.id or (not record.pages and record.id == own.former)


def superseded_by(record: Listed, records: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Return the records that say they supersede this one."""
    naming = (other for other in records if other.id != record.id and refers(other, record))
    return tuple(other for other in naming if predecessor(other, records) == record)


def predecessor(record: Listed, records: tuple[Listed, ...]) -> Listed | None:
    """Return the earlier record that this one supersedes, when the register knows it.

    A name that several decisions share says of none that it is superseded; an id always does.
    """
    named = [other for other in records if other.id != record.id and refers(record, other)]
    exact = [other for other in named if record.supersedes.strip() in {other.id, other.former}]
    found = exact or named
    return found[0] if len(found) == 1 else None


def refers(newer: Listed, older: Listed) -> bool:
    """Whether `newer` names `older`, by id, title or log name, as what it supersedes."""
    named = _unnumbered(newer.supersedes.strip().casefold())
    known = {older.id, older.former, older.title.casefold(), older.page.casefold()}
    known.add(older.log_name.casefold())
    return bool(named) and named in known


def _unnumbered(name: str) -> str:
    """Return a decision log's file name without its number, which differs between logs."""
    file = re.fullmatch(r"(?:.*/)?\d{4}-(.+)\.md", name)
    return file[1] if file else name


def _harmless(string: str) -> str:
    plain: str = json.loads(string)
    return f'"{_ACTIVE.sub(_escaped, plain)}"'


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
