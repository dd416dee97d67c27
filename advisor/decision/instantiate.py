"""Makes the catalog for one inventory: what it says of kinds becomes what it says of actors.

The result is an ordinary catalog: the engine, the documents and the screens need not know that
there are kinds. Questions asked of each actor become one question per row, `reach.tills`; a roster
question has the rows of its status as options.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import structs

from advisor.decision.inventory import (
    ELSEWHERE,
    LATER,
    LEFTOVER,
    PLANNED,
    REQUESTED,
    Inventory,
    Row,
    with_unlisted,
)
from advisor.decision.rows import Rewriter, main_kinds
from advisor.model.catalog import Capability, Catalog, Option, Question
from advisor.model.conditions import AnyOf
from advisor.model.naming import named
from advisor.model.vocabulary import Kind

# Rosters that no file words: the inventory itself shows who stands there.
_ROSTERS: Final = {
    REQUESTED: "Who or what has asked for an identity here?",
    LATER: "Who or what else will come later?",
    ELSEWHERE: "Who or what gets its identity elsewhere?",
    PLANNED: "Who or what else will get an identity here within 12 months?",
    LEFTOVER: "Which identities here does nobody need any more?",
}


def instantiate(catalog: Catalog, listed: Inventory) -> Catalog:
    """Return the catalog for these listed rows, and one unlisted actor of each kind."""
    rows = with_unlisted(catalog, listed)
    rewriter = Rewriter(catalog, rows)
    some, every = rewriter.some, rewriter.every
    return structs.replace(
        catalog,
        questions=_questions(catalog, rows, rewriter),
        subjects={row.id: name_of(catalog, row) for row in rows},
        kinds={row.id: row.kind for row in rows},
        unlisted=frozenset(row.id for row in rows if not row.listed),
        loaded=catalog,
        capabilities={
            key: _capability(item, rows, rewriter) for key, item in catalog.capabilities.items()
        },
        rules={
            key: structs.replace(item, when=some(item.when)) for key, item in catalog.rules.items()
        },
        pitfalls={
            key: structs.replace(item, when=rewriter.found(item.when))
            for key, item in catalog.pitfalls.items()
        },
        keep_grounds={
            key: structs.replace(item, when=every(item.when))
            for key, item in catalog.keep_grounds.items()
        },
        keep_conditions={
            key: structs.replace(item, when=some(item.when), met=every(item.met))
            for key, item in catalog.keep_conditions.items()
        },
        components={
            key: structs.replace(item, excluded=some(item.excluded), fits=some(item.fits))
            for key, item in catalog.components.items()
        },
        stack_rules={
            key: structs.replace(item, when=some(item.when))
            for key, item in catalog.stack_rules.items()
        },
        stacks={
            key: structs.replace(item, when=some(item.when)) for key, item in catalog.stacks.items()
        },
        plans_count=some(catalog.plans_count),
    )


def name_of(catalog: Catalog, row: Row) -> str:
    """Return what an actor is called: its name, else its kind."""
    return row.name or catalog.subjects[row.kind]


def _capability(item: Capability, rows: Inventory, rewriter: Rewriter) -> Capability:
    return structs.replace(
        item,
        in_use=rewriter.some(item.in_use),
        planned=rewriter.some(item.planned),
        separate=rewriter.some(item.separate),
        subjects=tuple(row.id for row in rows if row.kind in item.subjects),
        hints=tuple(structs.replace(hint, when=rewriter.some(hint.when)) for hint in item.hints),
    )


def _questions(catalog: Catalog, rows: Inventory, rewriter: Rewriter) -> dict[str, Question]:
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in catalog.subjects}
    made: dict[str, Question] = {}
    for question in catalog.questions.values():
        if question.id in catalog.rosters:
            made.update(_roster(catalog, question, rows))
        elif question.id == catalog.population_question:
            made[question.id] = _main(question, main_kinds(catalog, rows), rewriter)
        elif question.subject:
            for row in by_kind[question.subject]:
                about = _about(catalog, question, row, rewriter)
                if (before := made.get(about.id)) is not None:  # it stands in two rosters
                    about = structs.replace(about, when=AnyOf((before.when, about.when)))
                made[about.id] = about
        else:
            made[question.id] = structs.replace(question, when=rewriter.some(question.when))
        if question.id == catalog.subject_question:
            for roster in _ROSTERS:
                made.update(_unworded(catalog, question, roster, rows))
    return made


def _roster(
    catalog: Catalog, question: Question, rows: Inventory
) -> Iterator[tuple[str, Question]]:
    here = [row for row in rows if row.roster == question.id]
    if here:
        labels = {option.id: option for option in question.options}
        options = tuple(
            structs.replace(labels[row.kind], id=row.id, label=name_of(catalog, row))
            for row in here
        )
        yield question.id, structs.replace(question, options=options, roster=True, cases=())


def _unworded(
    catalog: Catalog, like: Question, roster: str, rows: Inventory
) -> Iterator[tuple[str, Question]]:
    here = [row for row in rows if row.roster == roster]
    if here:
        yield (
            roster,
            Question(
                id=roster,
                section=like.section,
                kind=Kind.MULTIPLE,
                text=_ROSTERS[roster],
                options=tuple(Option(row.id, name_of(catalog, row)) for row in here),
                authored=roster,
                roadmap=roster == LATER,
                roster=True,
                frame=True,
            ),
        )


def _main(question: Question, kinds: frozenset[str], rewriter: Rewriter) -> Question:
    options = tuple(option for option in question.options if option.id in kinds)
    when = rewriter.some(question.when)
    # With one kind of people listed the rows say it, as the flat answers do.
    said = len(options) == 1
    quiet = tuple(option for option in question.quiet if option in kinds)
    return structs.replace(question, options=options, when=when, roster=said, quiet=quiet, cases=())


def _about(catalog: Catalog, copy: Question, row: Row, rewriter: Rewriter) -> Question:
    """Return one question about one actor, from the copy for its kind."""
    template, name = catalog.templates[copy.authored], name_of(catalog, row)
    label = not row.name
    texts: Mapping[str, str] = {
        field: named(getattr(template, field), name, label=label)
        for field in ("text", "why", "help", "look_up")
    }
    return structs.replace(
        copy,
        id=f"{copy.authored}.{row.id}",
        subject=row.id,
        options=tuple(
            Option(
                option.id,
                named(option.label, name, label=label),
                named(option.help, name, label=label),
                named(option.example, name, label=label),
            )
            for option in template.options
        ),
        when=rewriter.of(row, copy.when),
        unlisted=not row.listed,
        cases=(),
        **texts,
    )
