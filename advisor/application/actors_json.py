"""The inventory as plain data, for `advisor actors --json`."""

from __future__ import annotations

from advisor.application.wording import say_answer
from advisor.model.assessment import Actor, Assessment
from advisor.model.catalog import Catalog

SCHEMA_VERSION = 2


def actors_json(catalog: Catalog, assessment: Assessment) -> dict[str, object]:
    """Return every row with its answers in words, and what is said of each group's list.

    The catalog is the one made for the assessment's inventory.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "actors": [_row(catalog, actor) for actor in assessment.actors],
        "complete": {
            group: assessment.complete.get(group, "not known") for group in catalog.groups
        },
    }


def _row(catalog: Catalog, actor: Actor) -> dict[str, object]:
    row: dict[str, object] = {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "status": actor.status or "not known",
    }
    if actor.by is not None:
        row["by"] = actor.by.isoformat()
    if actor.count is not None:
        row["count"] = actor.count
    for field in ("within", "does", "owner", "where", "note"):
        if text := getattr(actor, field):
            row[field] = text
    row["answers"] = {
        authored: say_answer(question, answer)
        for authored, answer in actor.answers.items()
        if (question := catalog.questions.get(f"{authored}.{actor.id}")) is not None
    }
    return row
