"""Loads the catalog: find, parse strictly, validate, resolve, cross-check; all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from advisor.catalog.build_judgement import (
    build_capabilities,
    build_keep_conditions,
    build_keep_grounds,
    build_pitfalls,
    build_product_facts,
    build_rules,
)
from advisor.catalog.build_questions import (
    asked_questions,
    build_groups,
    build_questions,
    build_templates,
    subjects_of,
)
from advisor.catalog.build_stacks import (
    build_components,
    build_controls,
    build_layers,
    build_platforms,
    build_sources,
    build_stack_rules,
    build_stacks,
    build_standards,
)
from advisor.catalog.cases import with_main
from advisor.catalog.collect import collect
from advisor.catalog.comparisons import Names
from advisor.catalog.conditions import ConditionReader
from advisor.catalog.crosscheck import crosscheck
from advisor.catalog.find import SourceFile, read_folder
from advisor.catalog.garbage import no_collection
from advisor.catalog.quietness import check_defaults
from advisor.catalog.shelves import Shelf, Shelves
from advisor.errors import CatalogError, Problem
from advisor.model.catalog import Catalog

_REQUIRED: Final = ("version", "platform_question", "subject_question")
# Without these a catalog has no main population, or only actors in use.
_ROSTER: Final = ("population_question", "elsewhere_question", "planned_question")
RecordT = TypeVar("RecordT")


def load_folders(base: Path, *overlays: Path) -> Catalog:
    """Load a catalog from YAML; see `advisor.catalog.load`."""
    folders = [read_folder(base)]
    folders += [read_folder(Path(overlay), f"{overlay}/") for overlay in overlays]
    return load_files(folders)


def load_files(folders: Iterable[Iterable[SourceFile]]) -> Catalog:
    """Load a catalog from files already read; raises CatalogError."""
    with no_collection():
        shelves = collect(folders)
        catalog = _assemble(shelves)
        problems = tuple(dict.fromkeys(shelves.problems))
        del shelves
    if problems:
        count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise CatalogError(
            f"The catalog has {count}.",
            hint="Correct the places named, then run `advisor catalog lint`.",
            problems=problems,
        )
    return catalog


def _assemble(shelves: Shelves) -> Catalog:
    header = _header(shelves)
    subject_question = header["subject_question"]
    subjects = subjects_of(shelves, subject_question)
    reader = ConditionReader(_names(shelves), shelves.problems)
    reader.read_all_named()
    questions = build_questions(shelves, reader, subject_question, subjects)
    catalog = Catalog(
        version=header["version"],
        sections={key: entry.record.title for key, entry in shelves.sections.items()},
        questions=questions,
        subjects=subjects,
        capabilities=build_capabilities(shelves, reader),
        rules=build_rules(shelves, reader),
        keep_grounds=build_keep_grounds(shelves, reader),
        keep_conditions=build_keep_conditions(shelves, reader),
        pitfalls=build_pitfalls(shelves, reader),
        product_facts=build_product_facts(shelves),
        platforms=build_platforms(shelves),
        layers=build_layers(shelves),
        components=build_components(shelves, reader),
        stacks=build_stacks(shelves, reader),
        stack_rules=build_stack_rules(shelves, reader),
        standards=build_standards(shelves),
        controls=build_controls(shelves),
        sources=build_sources(shelves),
        figures=_records(shelves.figures),
        platform_question=header["platform_question"],
        renamed=_records(shelves.renamed),
        removed=_records(shelves.removed),
        exclusive_layers=_exclusive_layers(shelves),
        subject_question=subject_question,
        population_question=header["population_question"],
        themes={key: entry.record.says for key, entry in shelves.themes.items()},
        defaults=tuple(shelves.defaults),
        dates=_records(shelves.dates),
        plans_count=reader.plans_count(),
        places=shelves.places(),
        groups=build_groups(shelves),
        templates=build_templates(questions, shelves),
        elsewhere_question=header["elsewhere_question"],
        planned_question=header["planned_question"],
        kinds={kind: kind for kind in subjects},
    )
    check_defaults(shelves)
    crosscheck(catalog, shelves)
    return _with_mains(catalog)


def _with_mains(catalog: Catalog) -> Catalog:
    """Return the catalog whose cases say the main population where a person need not."""
    main = catalog.questions.get(catalog.population_question)
    if main is None:
        return catalog
    roster = catalog.subject_question

    def said(shelf: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: replace(
                record,
                cases=tuple(
                    with_main(case, main.id, roster, main.option_ids) for case in record.cases
                ),
            )
            for key, record in shelf.items()
        }

    cased = ("questions", "capabilities", "rules", "pitfalls")
    return replace(catalog, **{shelf: said(getattr(catalog, shelf)) for shelf in cased})


def _records(shelf: Shelf[RecordT]) -> dict[str, RecordT]:
    return {key: entry.record for key, entry in shelf.items()}


def _names(shelves: Shelves) -> Names:
    return Names(
        questions=asked_questions(shelves),
        per_subject={
            key: tuple(dict.fromkeys(entry.record.per_subject))
            for key, entry in shelves.questions.items()
            if entry.record.per_subject
        },
        facts=shelves.product_facts,
        named={
            key: (entry.record, entry.document, entry.path)
            for key, entry in shelves.conditions.items()
        },
        broken_questions=shelves.broken["questions"],
        broken_names=shelves.broken["conditions"],
        broken_facts=shelves.broken["product_facts"],
    )


def _header(shelves: Shelves) -> dict[str, str]:
    """Return the single values of `catalog.yaml`; the last folder that states one wins."""
    values = dict.fromkeys((*_REQUIRED, *_ROSTER), "")
    for entry in shelves.headers:
        stated = ((name, getattr(entry.record, name)) for name in values)
        values.update({name: value for name, value in stated if value})
    if not shelves.headers:
        if not any(problem.file.endswith("catalog.yaml") for problem in shelves.problems):
            missing = Problem("questions/catalog.yaml", 0, "", "the file is missing", "add it")
            shelves.problems.append(missing)
        return values
    for name in _REQUIRED:
        if not values[name]:
            shelves.problems.append(shelves.headers[0].problem((name,), "is missing", "add it"))
    return values


def _exclusive_layers(shelves: Shelves) -> tuple[frozenset[str], ...]:
    groups = [
        frozenset(group) for entry in shelves.headers for group in entry.record.exclusive_layers
    ]
    return tuple(dict.fromkeys(groups))
