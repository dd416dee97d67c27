"""The answers of an assessment under the catalog made for its inventory: one flat mapping."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from advisor.decision.inventory import REQUESTED, UNLISTED, Inventory, inventory_of
from advisor.decision.rows import main_kinds
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog
from advisor.model.vocabulary import ActorStatus, Completeness, Kind

_PERHAPS = {ActorStatus.SUSPECTED, ActorStatus.UNKNOWN}


def flat_answers(catalog: Catalog, assessment: Assessment, rows: Inventory) -> dict[str, Answer]:
    """Return the answers to the questions of a catalog that was made for these rows.

    What is said of a question that this catalog does not ask is left out: of an actor that is
    not listed, or a main population of which nobody is.
    """
    found = dict(_rosters(catalog, assessment, rows))
    for actor in assessment.actors:
        for authored, answer in actor.answers.items():
            found[f"{authored}.{actor.id}"] = answer
    found.update(assessment.answers)
    main = catalog.questions.get(catalog.population_question)
    if main is not None:
        given, kinds = found.get(main.id, Answer()), main_kinds(catalog, rows)
        if len(kinds) == 1 and kinds & {row.kind for row in rows}:
            # With one kind of people listed, nobody need say that they are the main ones.
            found[main.id] = structs.replace(given, value=min(kinds), unknown=False)
        elif isinstance(given.value, str) and given.value not in main.option_ids:
            found[main.id] = structs.replace(given, value=None, unknown=True)
    return {id_: found[id_] for id_ in catalog.questions if id_ in found}


def kind_answers(catalog: Catalog, assessment: Assessment) -> dict[str, Answer]:
    """Return the answers as the catalog as loaded asks them: about kinds, nobody by name.

    A kind is held by a roster that lists an actor of it, and open while it may still come to hold
    one. Of several actors of a kind the first speaks for it.
    """
    found = dict(assessment.answers)
    for actor in reversed(assessment.actors):
        for authored, answer in actor.answers.items():
            found[f"{authored}.{actor.kind}"] = answer
    found.update(_kind_rosters(catalog, assessment))
    return {id_: found[id_] for id_ in catalog.questions if id_ in found}


def _kind_rosters(catalog: Catalog, assessment: Assessment) -> Iterator[tuple[str, Answer]]:
    rows = inventory_of(catalog, assessment.actors)
    perhaps = _perhaps(assessment)
    whole = _whole(catalog, assessment)
    if not rows and not whole:
        return
    for roster in (
        catalog.subject_question,
        catalog.elsewhere_question,
        catalog.planned_question,
    ):
        if roster not in catalog.questions:
            continue
        here = {roster, REQUESTED} if roster == catalog.subject_question else {roster}
        held = {row.kind for row in rows if row.roster in here and row.id not in perhaps}
        maybe = {row.kind for row in rows if row.roster in here} - held
        if roster == catalog.subject_question:
            maybe |= set(catalog.subjects) - whole - held
        order = catalog.questions[roster].option_ids
        yield (
            roster,
            Answer(
                value=tuple(kind for kind in order if kind in held),
                maybe=tuple(kind for kind in order if kind in maybe),
            ),
        )


def is_complete(assessment: Assessment, group: str) -> bool:
    """Whether somebody said that the inventory lists everybody of a group.

    "No", "not known" and what an older file only assumed decide alike: nobody else is there in the
    assumed world, and nothing is settled by it.
    """
    word = assessment.complete.get(group)
    return word is not None and Completeness(word) is Completeness.COMPLETE


def _rosters(
    catalog: Catalog, assessment: Assessment, rows: Inventory
) -> Iterator[tuple[str, Answer]]:
    """Yield who stands in each roster; what nobody listed may be there too."""
    perhaps, whole = _perhaps(assessment), _whole(catalog, assessment)
    own = {(row.roster, row.id) for row in rows}
    taken = {
        f"{UNLISTED}{kind}"
        for group in catalog.groups.values()
        if assessment.complete.get(group.id) == Completeness.ASSUMED.value
        for kind in group.kinds
    }
    rosters = [q.id for q in catalog.questions.values() if q.roster and q.kind is Kind.MULTIPLE]
    for roster in rosters:
        options = catalog.questions[roster].option_ids
        maybe = tuple(
            id_
            for id_ in options
            if (id_ in perhaps and (roster, id_) in own)
            or (id_ in catalog.unlisted and catalog.kinds[id_] not in whole)
        )
        held = tuple(id_ for id_ in options if (roster, id_) in own and id_ not in maybe)
        if held or len(maybe) < len(options) or perhaps & set(maybe):
            assumed = tuple(id_ for id_ in maybe if id_ in catalog.unlisted & taken)
            yield roster, Answer(value=held, maybe=maybe, assumed=assumed)


def _perhaps(assessment: Assessment) -> set[str]:
    return {actor.id for actor in assessment.actors if ActorStatus(actor.status) in _PERHAPS}


def _whole(catalog: Catalog, assessment: Assessment) -> set[str]:
    """Return the kinds of which the inventory lists everybody."""
    return {
        kind
        for group in catalog.groups.values()
        if is_complete(assessment, group.id)
        for kind in group.kinds
    }
