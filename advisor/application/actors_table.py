"""The inventory as lines of text: one row per actor, then what each group's list leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.application.wording import say_answer, short_name
from advisor.application.wording_rows import say_status
from advisor.model.assessment import Actor, Assessment
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import ActorStatus, Coming, Completeness

COMPLETE = {
    Completeness.COMPLETE.value: "everybody is listed",
    Completeness.ASSUMED.value: "everybody is listed, as an older file assumed",
    Completeness.INCOMPLETE.value: "somebody is missing",
    "": "not known whether everybody is listed",
}


def table_lines(catalog: Catalog, assessment: Assessment) -> Iterator[str]:
    """Yield the lines; the catalog is the one made for the assessment's inventory."""
    if not assessment.actors:
        yield "Nobody is listed yet."
    for actor in assessment.actors:
        yield from _row(catalog, actor)
    yield ""
    for group in catalog.groups.values():
        yield f"{group.title}: {COMPLETE[assessment.complete.get(group.id, '')]}"


def status_words(actor: Actor) -> str:
    """Return the status of a row as it is shown everywhere."""
    words = say_status(ActorStatus(actor.status), Coming(actor.within))
    return f"{words}, by {actor.by.isoformat()}" if actor.by else words


def _row(catalog: Catalog, actor: Actor) -> Iterator[str]:
    name = actor.name or catalog.subjects[actor.id]
    about = [kind_label(catalog, actor.kind), status_words(actor)]
    about += [f"owner {actor.owner}"] if actor.owner else []
    yield f"{name} [{actor.id}]: {', '.join(about)}"
    for authored, answer in actor.answers.items():
        question = catalog.questions.get(f"{authored}.{actor.id}")
        if question is not None:
            head = short_name(question).partition(":")[0]
            yield f"  {head}: {say_answer(question, answer)}"
    if actor.note:
        yield f"  Note: {actor.note}"


def kind_label(catalog: Catalog, kind: str) -> str:
    """Return what a kind is called, also in a catalog made for an inventory."""
    unlisted = next((id_ for id_ in catalog.unlisted if catalog.kinds[id_] == kind), kind)
    return catalog.subjects.get(unlisted, kind)
