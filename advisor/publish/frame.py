"""The pages around a record: its links, the index of all decisions, and supersession notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from advisor.model.document import (
    Callout,
    Document,
    Emphasis,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
)
from advisor.publish.publication import Page, Record
from advisor.publish.register import Listed, predecessor, superseded_by

Reference = Callable[[str], str]

_HEADER = ("Decision", "Outcome", "Owner", "Review by", "Status")


def page_link(text: str, reference: str) -> Link:
    """Return a link to another page of the same wiki; writers know the `page:` prefix."""
    return Link(text, f"page:{reference}")


def said_outcome(record: Record | Listed) -> str:
    """Return the outcome, with how it stands unless it is settled."""
    if record.settled:
        return record.outcome
    return f"{record.outcome} ({record.standing or 'still open'})"


def facts(record: Record) -> Section:
    """Return what a reader asks first of a decision: a table above everything else."""
    outcome = said_outcome(record)
    review = record.review_by.isoformat() if record.review_by else "no date"
    row: tuple[Inlines, ...] = (
        (Strong(outcome),),
        (Text(record.status),),
        (Text(record.owner or "not named"),),
        (Text(record.decided.isoformat()),),
        (Text(review),),
    )
    header = ("Outcome", "Status", "Owner", "Decided", "Review by")
    return Section("", "", (Table(header, (row,)),))


def framed(
    page: Page,
    siblings: tuple[tuple[str, str], ...],
    overview: tuple[str, str],
    older: tuple[str, str] | None,
) -> Document:
    """Return a page's document with its way back to the index and to its sister pages.

    `siblings`, `overview` and `older` are titles with references; an empty one makes no link.
    """
    items: list[Inlines] = [(Text("All decisions: "), page_link(*overview))]
    items += [(Text("Same decision: "), page_link(title, where)) for title, where in siblings]
    if older is not None:
        items.append((Text("Supersedes: "), _named(*older)))
    items.append(
        (Text("advisor keeps the part between its marks; text that you add around it stays."),)
    )
    about = Section("about-this-page", "About this page", (ListBlock(tuple(items)),))
    return replace(page.document, sections=(*page.document.sections, about))


def notice(newer: tuple[Listed, ...], reference: Reference) -> Document:
    """Return the banner of a superseded record."""
    links: list[Link | Text | Strong] = [Strong("Superseded"), Text(" by ")]
    for position, record in enumerate(newer):
        links += [Text(", ")] if position else []
        links.append(page_link(record.title, reference(record.page)))
    callout = Callout("warning", (Paragraph((*links, Text("."))),))
    return Document("", (Section("", "", (callout,)),))


def index(title: str, records: tuple[Listed, ...], today: date, reference: Reference) -> Document:
    """Return the index page: every decision, overdue ones marked, supersession both ways."""
    current = [record for record in records if not superseded_by(record, records)]
    late = [record for record in current if record.overdue(today)]
    rows = tuple(_row(record, records, today, reference) for record in records)
    summary: Inlines = (
        Text(f"{_count(len(current), 'decision')} in force, "),
        Strong(f"{len(late)} overdue for review") if late else Text("none overdue for review"),
        Text(f", {len(records) - len(current)} superseded."),
    )
    table = Table(_HEADER, rows)
    return Document(title, (Section("decisions", "All decisions", (table,)),), summary)


def sidebar(
    overview: tuple[str, str], records: tuple[Listed, ...], reference: Reference
) -> Document:
    """Return the list of links for a wiki's sidebar."""
    links: list[Inlines] = [(page_link(*overview),)]
    links += [
        (page_link(record.title, reference(record.page)),)
        for record in records
        if not superseded_by(record, records)
    ]
    return Document("", (Section("", "", (ListBlock(tuple(links)),)),))


def _row(
    record: Listed, records: tuple[Listed, ...], today: date, reference: Reference
) -> tuple[Inlines, ...]:
    newer = superseded_by(record, records)
    outcome = said_outcome(record)
    return (
        (page_link(record.title, reference(record.page)),),
        (Strong(outcome),),
        (Text(record.owner or "not named"),),
        _review(record, today, retired=bool(newer)),
        _status(record, records, newer, reference),
    )


def _review(record: Listed, today: date, *, retired: bool) -> Inlines:
    if record.review_by is None:
        return (Text("no date"),)
    day = record.review_by.isoformat()
    if record.overdue(today) and not retired:
        return (Strong("overdue"), Text(f" since {day}"))
    return (Text(day),)


def _status(
    record: Listed,
    records: tuple[Listed, ...],
    newer: tuple[Listed, ...],
    reference: Reference,
) -> Inlines:
    parts: list[Text | Strong | Emphasis | Link] = [Text("superseded" if newer else record.status)]
    for other in newer:
        parts += [Text(" by "), page_link(other.title, reference(other.page))]
    older = predecessor(record, records)
    if older is not None:
        parts += [Text("; supersedes "), page_link(older.title, reference(older.page))]
    elif record.supersedes:
        parts.append(Text(f"; supersedes {record.supersedes}"))
    return tuple(parts)


def _named(title: str, where: str) -> Link | Text:
    return page_link(title, where) if where else Text(title)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
