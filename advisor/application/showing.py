"""What `advisor catalog show` prints: an overview, or one question, rule, pitfall or layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from advisor.catalog import load, show
from advisor.errors import InputError
from advisor.model.catalog import Catalog, Layer, Pitfall, Question, Rule

Item = Question | Rule | Pitfall | Layer


def as_json(overlays: Iterable[Path], item: str | None) -> dict[str, object]:
    """Return the whole catalog as plain data, or the one record that has this id.

    Raises:
        InputError: nothing has this id.
    """
    catalog = load(*overlays)
    shown = show(catalog)
    if item is None:
        return shown
    _found(catalog, item)
    for records in shown.values():
        if isinstance(records, list):
            for record in records:
                if isinstance(record, dict) and record.get("id") == item:
                    return record
    raise InputError(f"nothing in the catalog has the id {item}")


def as_lines(overlays: Iterable[Path], item: str | None) -> Iterator[str]:
    """Yield the overview, or one record in full.

    Raises:
        InputError: nothing has this id.
    """
    catalog = load(*overlays)
    if item is None:
        yield from _overview(catalog)
        return
    match _found(catalog, item):
        case Question() as question:
            yield from _question(question)
        case Rule() as rule:
            yield from _rule(rule)
        case Pitfall() as pitfall:
            yield from _pitfall(pitfall)
        case Layer() as layer:
            yield from _layer(layer)


def _found(catalog: Catalog, item: str) -> Item:
    records: dict[str, Item] = {
        **catalog.layers,
        **catalog.pitfalls,
        **catalog.rules,
        **catalog.questions,
    }
    if item in records:
        return records[item]
    near = get_close_matches(item, records, n=1)
    hint = f"did you mean {near[0]}?" if near else "advisor catalog show lists what there is"
    raise InputError(f"nothing in the catalog has the id '{item}'", hint=hint)


def _overview(catalog: Catalog) -> Iterator[str]:
    authored = {question.authored or question.id for question in catalog.questions.values()}
    yield f"Catalog {catalog.version}"
    yield f"{len(authored)} questions, {len(catalog.questions)} after expansion per subject"
    for section, title in catalog.sections.items():
        yield ""
        yield title
        for question in catalog.questions.values():
            if question.section == section:
                yield f"  {question.id}: {question.text}"
    yield ""
    yield f"{len(catalog.rules)} rules"
    for rule in catalog.rules.values():
        yield f"  {rule.id}: {rule.title} ({rule.capability}: {rule.verdict.id})"
    yield ""
    yield f"{len(catalog.pitfalls)} pitfalls"
    for pitfall in catalog.pitfalls.values():
        yield f"  {pitfall.id}: {pitfall.title} ({pitfall.severity.id})"
    yield ""
    yield f"{len(catalog.layers)} layers, {len(catalog.components)} components"


def _question(question: Question) -> Iterator[str]:
    yield f"Question {question.id} ({question.kind.value} choice, section {question.section})"
    yield question.text
    yield f"Why we ask: {question.why}"
    if question.look_up:
        yield f"Where to look: {question.look_up}"
    yield "Options, from least to most risky:" if question.ordered else "Options:"
    for option in question.options:
        example = f" For example {option.example}." if option.example else ""
        yield f"  {option.id}: {option.label}. {option.help}{example}"
    yield from _listed("Sources", question.sources)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"Rule {rule.id} ({rule.capability}: {rule.verdict.id}, target {rule.target.id})"
    yield rule.title
    yield rule.rationale
    yield f"Impact: {rule.impact}"
    yield f"False alarm where: {rule.false_alarm}"
    for step in rule.steps:
        yield f"Step: {step.do} Proved by: {step.check}"
    yield from _listed("Layers", rule.layers)
    yield from _listed("Controls", rule.controls)
    yield from _listed("Sources", rule.sources)


def _pitfall(pitfall: Pitfall) -> Iterator[str]:
    yield f"Pitfall {pitfall.id} ({pitfall.severity.id})"
    yield pitfall.title
    yield pitfall.finding
    yield f"Impact: {pitfall.impact}"
    yield f"Remedy: {pitfall.remedy.do}"
    yield f"Proved by: {pitfall.remedy.check}"
    yield from _listed("Layers", pitfall.layers)
    yield from _listed("Controls", pitfall.controls)
    yield from _listed("Sources", pitfall.sources)


def _layer(layer: Layer) -> Iterator[str]:
    yield f"Layer {layer.id}: {layer.title} (owner: {layer.owner})"
    yield layer.job
    for duty in layer.must:
        yield f"  must: {duty}"
    for ban in layer.must_not:
        yield f"  must not: {ban}"


def _listed(title: str, ids: tuple[str, ...]) -> Iterator[str]:
    if ids:
        yield f"{title}: {', '.join(ids)}"
