"""Findings on a catalog that loads: what a reader or an author would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import PurePosixPath
from typing import Any, Final

from advisor.catalog.usage import Usage, conditions, negated, usage
from advisor.errors import Problem
from advisor.model.catalog import Catalog, Place, Question
from advisor.model.conditions import Always, FactIs
from advisor.model.vocabulary import Kind

MAX_SENTENCE_WORDS: Final = 40
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:;])\s+")
_KINDS: Final = (
    "questions",
    "capabilities",
    "rules",
    "keep_grounds",
    "pitfalls",
    "sources",
    "layers",
    "components",
    "platforms",
    "stack_rules",
    "stacks",
    "controls",
)
_ONE_PER_FILE: Final = ("rules", "pitfalls", "platforms", "stacks")
_PROSE: Final = {
    "questions": ("text", "why", "help", "look_up"),
    "rules": ("title", "rationale", "impact", "false_alarm"),
    "keep_grounds": ("text",),
    "keep_conditions": ("text", "check"),
    "pitfalls": ("finding", "impact"),
    "layers": ("job",),
    "components": ("pick_when", "avoid_when"),
    "stack_rules": ("reason",),
}

Findings = Iterator[Problem]


def lint(catalog: Catalog) -> tuple[Problem, ...]:
    """Return findings that do not stop the catalog from working, sorted by place."""
    checks = (
        _missing_kinds,
        _incomplete_questions,
        _untold_assumptions,
        _unread_options,
        _long_sentences,
        _uncased,
        _unused_sources,
        _negations,
        _file_names,
        _unfilled,
    )
    return tuple(sorted({finding for check in checks for finding in check(catalog)}))


def _at(
    catalog: Catalog, shelf: str, record_id: str, field: str, problem: str, fix: str
) -> Problem:
    place = _place(catalog, shelf, record_id)
    return Problem(place.file, place.line, f"{record_id} {field}".strip(), problem, fix)


def _place(catalog: Catalog, shelf: str, record_id: str) -> Place:
    """Return where a record is written; a rule of several capabilities by its file's id."""
    places = catalog.places
    found = places.get((shelf, record_id)) or places.get((shelf, record_id.partition(".")[0]))
    return found or Place(shelf, 0)


def _missing_kinds(catalog: Catalog) -> Findings:
    for kind in _KINDS:
        if not getattr(catalog, kind):
            yield Problem("catalog", 0, kind, "there are none", "add a file, see the guides")


def _authored(catalog: Catalog) -> Iterator[Question]:
    """Yield each question once, also where it was expanded per subject."""
    yield from {question.authored: question for question in catalog.questions.values()}.values()


def _incomplete_questions(catalog: Catalog) -> Findings:
    for question in _authored(catalog):
        for field, what in (
            ("why", "why we ask"),
            ("look_up", "where to look it up"),
        ):
            if not getattr(question, field):
                yield _at(
                    catalog, "questions", question.authored, field, "is missing", f"say {what}"
                )
        without = [option.id for option in question.options if not option.help]
        if without:
            problem = f"no help on {', '.join(without)}"
            fix = "say what each option means"
            yield _at(catalog, "questions", question.authored, "options", problem, fix)
        if not any(option.example for option in question.options):
            problem, fix = "no option has an example", "give one"
            yield _at(catalog, "questions", question.authored, "options", problem, fix)


def _untold_assumptions(catalog: Catalog) -> Findings:
    """Find questions that an assumption could not be told about: no quiet answer, or no theme."""
    for question in _authored(catalog):
        single = question.kind is Kind.SINGLE
        if single and not question.ordered and not question.quiet:
            problem, fix = "no option is quiet", "name the one that is assumed while it is open"
            yield _at(catalog, "questions", question.authored, "quiet", problem, fix)
        if not question.theme:
            problem, fix = "is missing", "name a theme of catalog.yaml"
            yield _at(catalog, "questions", question.authored, "theme", problem, fix)


def _unread_options(catalog: Catalog) -> Findings:
    """Find options that make no difference to any condition, and that nobody said are for prose."""
    used = usage(catalog)
    found: dict[tuple[str, str], int] = {}
    copies: dict[str, int] = {}
    for question in catalog.questions.values():
        copies[question.authored] = copies.get(question.authored, 0) + 1
        for problem in _unread(question, used):
            key = (question.authored, problem)
            found[key] = found.get(key, 0) + 1
    for (authored, problem), count in found.items():
        if count == copies[authored]:
            fix = "read it, delete it, or list it under prose_only"
            yield _at(catalog, "questions", authored, "options", problem, fix)


def _unread(question: Question, used: Usage) -> Iterator[str]:
    options = [option for option in question.option_ids if option not in question.prose_only]
    if question.kind is Kind.MULTIPLE:
        read = used.options.get(question.id, set())
        yield from (f'no condition reads "{option}"' for option in options if option not in read)
        return
    for one, other in combinations(options, 2):
        if not used.told_apart(question.id, one, other):
            yield f'no condition tells "{one}" from "{other}"'


def _long_sentences(catalog: Catalog) -> Findings:
    for shelf, fields in _PROSE.items():
        for record in getattr(catalog, shelf).values():
            record_id = record.authored if isinstance(record, Question) else record.id
            for field in fields:
                for sentence in _SENTENCE_END.split(getattr(record, field)):
                    words = len(sentence.split())
                    if words > MAX_SENTENCE_WORDS:
                        problem = f"a sentence of {words} words"
                        yield _at(catalog, shelf, record_id, field, problem, "split it")


def _uncased(catalog: Catalog) -> Findings:
    """Find files without both kinds of cases; one file may serve several capabilities."""
    for shelf in ("rules", "pitfalls"):
        cases: dict[str, set[bool]] = {}
        for record in getattr(catalog, shelf).values():
            kinds = cases.setdefault(record.id.partition(".")[0], set())
            kinds.update(case.fires for case in record.cases)
        for record_id, kinds in cases.items():
            for fires, what in ((True, "fires"), (False, "does not fire")):
                if fires not in kinds:
                    problem = f"no case that {what}"
                    yield _at(catalog, shelf, record_id, "cases", problem, "add one")


def _unused_sources(catalog: Catalog) -> Findings:
    used = set(_cited(catalog))
    for source_id in catalog.sources:
        if source_id not in used:
            yield _at(catalog, "sources", source_id, "", "nothing cites it", "cite or delete it")


def _cited(catalog: Catalog) -> Iterator[str]:
    shelves: Iterable[Iterable[Any]] = (
        catalog.questions.values(),
        catalog.rules.values(),
        catalog.keep_grounds.values(),
        catalog.keep_conditions.values(),
        catalog.pitfalls.values(),
        catalog.stack_rules.values(),
        *(component.facts for component in catalog.components.values()),
        *(platform.facts.values() for platform in catalog.platforms.values()),
        *(platform.quotas for platform in catalog.platforms.values()),
    )
    for shelf in shelves:
        for record in shelf:
            yield from record.sources
    for platform in catalog.platforms.values():
        for _, sources in platform.limits:
            yield from sources


def _negations(catalog: Catalog) -> Findings:
    """Find `not` over a question that may be hidden: hidden makes both directions false."""
    for located in conditions(catalog):
        for comparison in negated(located.condition):
            if isinstance(comparison, FactIs):
                continue
            question = catalog.questions[comparison.question]
            if not isinstance(question.when, Always):
                problem = f'not over "{question.id}", which may be hidden: then false too'
                fix = "say which answers you mean, as in: in: [...]"
                yield _at(catalog, located.shelf, located.id, located.field, problem, fix)


def _file_names(catalog: Catalog) -> Findings:
    for (shelf, record_id), place in catalog.places.items():
        path = PurePosixPath(place.file)
        if shelf in _ONE_PER_FILE and path.stem != record_id:
            fix = f"rename the file to {record_id}.yaml"
            yield Problem(place.file, 0, record_id, "the file is not named after its id", fix)
        owner = ""
        if shelf == "components":
            owner = catalog.components[record_id].layer
        elif shelf in {"keep_grounds", "keep_conditions"}:
            owner = getattr(catalog, shelf)[record_id].capability
        if owner and path.stem != owner:
            fix = f"rename the file to {owner}.yaml"
            yield Problem(place.file, 0, owner, "the file is not named after it", fix)


def _unfilled(catalog: Catalog) -> Findings:
    """Find stacks that put something other than a product into a slot."""
    for stack in catalog.stacks.values():
        for layer, component_id in stack.choices.items():
            component = catalog.components[component_id]
            if component.kind != "product":
                problem = f'"{component_id}" is a {component.kind}; only products fill a slot'
                yield _at(catalog, "stacks", stack.id, f"choices.{layer}", problem, "name one")
