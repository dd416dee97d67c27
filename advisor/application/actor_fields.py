"""What a team types of one actor, beside the short answers: its name, owner, when it comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from advisor.application.details import parse_day, parse_number
from advisor.application.inventory import DATED, change, row_of
from advisor.application.session import Session
from advisor.errors import InputError
from advisor.model.assessment import Actor

FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "name": ("Name", "in your words: ledger job"),
    "does": ("Does", "what it does"),
    "owner": ("Owner", "who owns it"),
    "where": ("Where", "where it runs, or where its identity comes from"),
    "count": ("How many", "a whole number"),
    "by": ("By", "when it comes or is to be decided: 2027-02-01"),
    "note": ("Note", "printed where the row is explained"),
}


def typed_fields(actor: Actor) -> dict[str, str]:
    """Return what is said of a row as text to type in."""
    return {
        **{name: str(getattr(actor, name)) for name in FIELDS},
        "count": "" if actor.count is None else str(actor.count),
        "by": "" if actor.by is None else actor.by.isoformat(),
    }


def set_typed(session: Session, actor_id: str, typed: Mapping[str, str]) -> None:
    """Store what was typed into fields of a row, as one edit.

    Raises:
        InputError: A name is too long, a number or day is none, or nothing is to come by a day.
    """
    fields: dict[str, object] = {name: " ".join(text.split()) for name, text in typed.items()}
    if "count" in typed:
        fields["count"] = parse_number(typed["count"].strip())
    if "by" in typed:
        fields["by"] = parse_day(typed["by"].strip())
    if fields.get("by") is not None and row_of(session, actor_id).status not in DATED:
        raise InputError("a day is for what is planned or asked for", hint="Set its status first.")
    change(session, actor_id, **fields)
