"""Checks what the files of `reference_stacks/` refer to."""

from __future__ import annotations

from typing import Any

from advisor.catalog.references import References
from advisor.catalog.shelves import Entry, Shelves
from advisor.catalog.stack_records import PlatformRecord, StackRecord, StatedFactRecord
from advisor.catalog.suggest import did_you_mean
from advisor.model.catalog import Catalog


def crosscheck_stacks(catalog: Catalog, shelves: Shelves, references: References) -> None:
    """Check components, platforms, stack rules and stacks."""
    platform_ids = _platform_ids(catalog)
    for entry in shelves.components.values():
        _component(entry, shelves, references, platform_ids)
    for platform in shelves.platforms.values():
        if platform_ids:
            references.among(platform, (), [platform.record.id], platform_ids, "platform")
        _platform(platform, shelves, references)
    for rule in shelves.stack_rules.values():
        references.check(rule, ("layer",), rule.record.layer, "layers", "layer")
        references.each(rule, ("sources",), rule.record.sources, "sources", "source")
    for stack in shelves.stacks.values():
        _stack(stack, shelves, references)


def _platform_ids(catalog: Catalog) -> tuple[str, ...]:
    question = catalog.questions.get(catalog.platform_question)
    return question.option_ids if question else ()


def _component(
    entry: Entry[Any], shelves: Shelves, references: References, platform_ids: tuple[str, ...]
) -> None:
    record = entry.record
    if entry.owner not in shelves.layers and shelves.layers:
        problem = f'no layer "{entry.owner}"'
        fix = did_you_mean(entry.owner, shelves.layers)
        shelves.problems.append(entry.document.problem(("layer",), problem, fix))
    if record.platform and platform_ids and record.platform not in platform_ids:
        fix = did_you_mean(record.platform, platform_ids)
        problem = f'no platform "{record.platform}"'
        shelves.problems.append(entry.problem(("platform",), problem, fix))
    references.each(entry, ("settings",), record.settings, "stacks", "setting")
    for index, fact in enumerate(record.facts):
        references.each(entry, ("facts", index, "sources"), fact.sources, "sources", "source")


def _platform(entry: Entry[PlatformRecord], shelves: Shelves, references: References) -> None:
    record = entry.record
    if record.component:
        references.check(entry, ("component",), record.component, "components", "component")
    for key, fact in record.facts.items():
        references.check(entry, ("facts", key), key, "product_facts", "product fact")
        references.each(entry, ("facts", key, "sources"), fact.sources, "sources", "source")
        _fact(entry, shelves, key, fact)
    for index, quota in enumerate(record.quotas):
        place = ("quotas", index)
        references.each(entry, (*place, "sources"), quota.sources, "sources", "source")
        if quota.figure:
            references.check(entry, (*place, "figure"), quota.figure, "figures", "figure")
    for index, limit in enumerate(record.limits):
        references.each(entry, ("limits", index, "sources"), limit.sources, "sources", "source")


def _fact(entry: Entry[PlatformRecord], shelves: Shelves, key: str, fact: StatedFactRecord) -> None:
    """Check that a fact states what its kind allows, and nothing that was only remembered."""

    def refuse(field: str, problem: str, fix: str) -> None:
        shelves.problems.append(entry.problem(("facts", key, field), problem, fix))

    if fact.value is not None and fact.on is not None:
        refuse("on", "a value and a date together", "keep one of the two")
    if fact.verified == "from-memory" and (fact.value is not None or fact.on is not None):
        refuse("verified", "a fact from memory states nothing", "delete value and on, or verify it")
    kind = shelves.product_facts.get(key)
    if kind is None:
        return
    if fact.on is not None and kind.record.months is None:
        refuse("on", f'"{key}" has no date', "state value: true or value: false")


def _stack(entry: Entry[StackRecord], shelves: Shelves, references: References) -> None:
    record = entry.record
    for layer, component_id in record.choices.items():
        place = ("choices", layer)
        references.check(entry, place, layer, "layers", "layer")
        references.check(entry, place, component_id, "components", "component")
        component = shelves.components.get(component_id)
        if component and component.owner != layer:
            problem = f'"{component_id}" is a component of "{component.owner}"'
            shelves.problems.append(entry.problem(place, problem, "choose one of this layer"))
    for layer in record.why:
        if layer not in record.choices:
            fix = did_you_mean(layer, record.choices)
            problem = f'why explains "{layer}", which is not chosen'
            shelves.problems.append(entry.problem(("why", layer), problem, fix))
