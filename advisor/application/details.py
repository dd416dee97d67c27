"""The team's own nouns, numbers and dates as one list of fields; they never decide.

Each field has an id of kind and key, such as `figure:users`, and takes typed text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from advisor.application.session import Session
from advisor.errors import InputError
from advisor.model.catalog import Catalog

PROJECT = {"name": "Name", "owner": "Owner", "review_by": "Review by", "status": "Status"}
RECORD = {"deciders": "Deciders", "supersedes": "Supersedes"}
DAY_HINT = "a day, as 2027-02-01; empty for none"
FIGURE_HINT = "a whole number; empty for not known"
# What an assessment file takes.
LONGEST_NAME = 120
HINTS = {
    "review_by": DAY_HINT,
    "status": "for instance draft, proposed, accepted",
    "deciders": "names, separated by commas",
    "supersedes": "the earlier record that this one replaces",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a team may say: where it belongs, its name, what it holds, what to type."""

    id: str
    group: str
    label: str
    value: str
    hint: str


def fields(session: Session) -> tuple[Field, ...]:
    """Return every field but the actors, in the order of the screen."""
    held, catalog = session.assessment, session.catalog
    review_by = held.project.review_by
    project = {
        "name": held.project.name,
        "owner": held.project.owner,
        "review_by": review_by.isoformat() if review_by else "",
        "status": held.project.status,
    }
    record = {
        "deciders": ", ".join(held.record.deciders),
        "supersedes": held.record.supersedes or "",
    }
    days = {key: day.isoformat() for key, day in held.dates.items()}
    numbers = {key: str(number) for key, number in held.figures.items()}
    return (
        *_group("project", "Project", PROJECT, project),
        *_group("date", "Dates that matter", catalog.dates, days, DAY_HINT),
        *_group("figure", "Figures", catalog.figures, numbers, FIGURE_HINT),
        *_group("product", "Products in use", _layers(catalog), held.products, "its name"),
        *_group("record", "Decision record", RECORD, record),
    )


def set_field(session: Session, field_id: str, text: str) -> None:
    """Store what was typed into one field.

    Raises:
        InputError: The text is no day, no whole number, or an empty project name.
    """
    kind, _, key = field_id.partition(":")
    typed = " ".join(text.split())
    match kind:
        case "project":
            _set_project(session, key, typed)
        case "record":
            _set_record(session, key, typed)
        case "date":
            session.set_date(key, parse_day(typed))
        case "figure":
            session.set_figure(key, parse_number(typed))
        case "product":
            session.set_product(key, typed)
        case _:
            raise InputError(f"there is no field {field_id}")


def parse_day(text: str) -> date | None:
    """Return a day written YYYY-MM-DD, None for nothing; raises InputError."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"“{text}” is no day", hint="Write it as 2027-02-01.") from error


def parse_number(text: str) -> int | None:
    """Return a whole number from 0, with or without separators; None for nothing.

    Raises:
        InputError: The text is something else.
    """
    digits = "".join(text.replace(",", " ").replace("_", " ").replace("’", " ").split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()):
        raise InputError(f"“{text}” is no whole number", hint="Write digits, as 45000.")
    return int(digits)


def _set_project(session: Session, key: str, typed: str) -> None:
    project = session.assessment.project
    if key == "name":
        if not typed:
            raise InputError("a project needs a name")
        session.set_project(replace(project, name=typed))
    elif key == "owner":
        session.set_project(replace(project, owner=typed))
    elif key == "status":
        session.set_project(replace(project, status=typed or "draft"))
    else:
        session.set_project(replace(project, review_by=parse_day(typed)))


def _set_record(session: Session, key: str, typed: str) -> None:
    record = session.assessment.record
    if key == "deciders":
        names = tuple(name.strip() for name in typed.split(",") if name.strip())
        session.set_record(replace(record, deciders=names))
    else:
        session.set_record(replace(record, supersedes=typed or None))


def _group(
    kind: str,
    title: str,
    labels: Mapping[str, str],
    held: Mapping[str, str],
    hint: str = "",
) -> tuple[Field, ...]:
    return tuple(
        Field(f"{kind}:{key}", title, label, held.get(key, ""), HINTS.get(key, hint))
        for key, label in labels.items()
    )


def _layers(catalog: Catalog) -> dict[str, str]:
    return {layer.id: layer.title for layer in catalog.layers.values()}
