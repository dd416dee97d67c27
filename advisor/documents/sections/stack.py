"""The recommended stack: one decided component per layer, why, and what it must not do."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.phrases import day, listing, lower, paragraph, run, sentence, spaced, strong
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.model.catalog import Component, ComponentFact
from advisor.model.document import Block, Callout, Inlines, ListBlock, Section, Table
from advisor.model.report import StackLine

_DOUBTFUL = frozenset({"from-memory", "inferred"})


def section(frame: Frame) -> Section | None:
    """Return the stack as a table, what to know about its components, and the diagram."""
    context = frame.context
    if not context.stack:
        return None
    lead = f"Setting: {context.setting}." if context.setting else ""
    header = ("Layer", "Component", "Why here", "Must not", "Owner")
    table = Table(
        header,
        tuple(_row(frame, line) for line in context.stack),
        f"One component per layer for {frame.voice.project}",
        tuple(f"layer-{line.layer}" for line in context.stack),
    )
    blocks: list[Block] = [paragraph(lead)] if lead else []
    blocks.append(table)
    blocks.extend(_overrides(frame))
    if frame.diagram:
        blocks.append(frame.diagram)
    return Section("stack", "Recommended stack", tuple(blocks), tuple(_subsections(frame)))


def _row(frame: Frame, line: StackLine) -> tuple[Inlines, ...]:
    layer = frame.context.catalog.layers[line.layer]
    return (
        run(strong(layer.title), " (open)" if line.open else ""),
        _component(line),
        _why(frame, line),
        run(sentence("; ".join(lower(word.rstrip(".")) for word in layer.must_not))),
        run(layer.owner),
    )


def _component(line: StackLine) -> Inlines:
    if not line.component:
        return run("none fits; see why")
    return run(line.name, " (in place)" if line.in_place else "")


def _why(frame: Frame, line: StackLine) -> Inlines:
    rules = [name for name in line.called_by if name in frame.context.catalog.rules]
    fired = {rule.id for rule in frame.context.fired}
    refs = [frame.voice.rule_ref(name) for name in rules if name in fired]
    return run(sentence(line.why), frame.voice.refs(line.because), *refs)


def _overrides(frame: Frame) -> Iterator[Block]:
    for line in frame.context.stack:
        if not line.chosen_by_team:
            continue
        layer = frame.context.catalog.layers[line.layer]
        said = [run(f"Your team set {line.name} for {lower(layer.title)}: {line.chosen_by_team}.")]
        if line.breaks:
            said.append(run(strong("This breaks a verdict:"), f" {sentence(line.breaks)}"))
        kind = "warning" if line.breaks else "note"
        yield Callout(kind, (paragraph(spaced(said)),))


def _subsections(frame: Frame) -> Iterator[Section]:
    facts = tuple(_facts(frame))
    if facts:
        yield Section("component-facts", "What to know about these components", facts)
    alternatives = _alternatives(frame)
    if alternatives:
        yield Section("alternatives", "When to choose differently", (alternatives,))


def _facts(frame: Frame) -> Iterator[Block]:
    items = tuple(
        _fact(component, fact)
        for component in _components(frame)
        for fact in component.facts
        if fact.verified not in _DOUBTFUL
    )
    if items:
        yield ListBlock(items)
    doubtful = [
        component.name
        for component in _components(frame)
        if component.confirm or any(fact.verified in _DOUBTFUL for fact in component.facts)
    ]
    if doubtful:
        names = listing(list(dict.fromkeys(doubtful)))
        text = f"Confirm before relying on it: we have not checked a second source for {names}."
        yield Callout("note", (paragraph(text),))


def _components(frame: Frame) -> list[Component]:
    catalog = frame.context.catalog
    ids = dict.fromkeys(line.component for line in frame.context.stack if line.component)
    return [catalog.components[name] for name in ids if name in catalog.components]


def _fact(component: Component, fact: ComponentFact) -> Inlines:
    dated = f" (as of {day(fact.as_of)})" if fact.as_of else ""
    text = sentence(fact.text).removesuffix(".")
    return run(strong(f"{component.name}:"), f" {text}{dated}.", cite(fact.sources))


def _alternatives(frame: Frame) -> Table | None:
    """Return the nearest alternative of each layer that a verdict asks for."""
    catalog = frame.context.catalog
    asked = {layer for job in frame.context.leaving for layer in job.layers}
    rows = []
    for line in frame.context.stack:
        if line.layer not in asked or line.chosen_by_team:
            continue
        near = next((name for name in line.alternatives if name in catalog.components), None)
        if near and line.component:
            other = catalog.components[near]
            rows.append(
                (
                    run(catalog.layers[line.layer].title),
                    run(line.name),
                    run(other.name),
                    run(sentence(other.pick_when)),
                )
            )
    header = ("Layer", "Chosen", "Nearest alternative", "Choose it when")
    return Table(header, tuple(rows), "Nearest alternatives") if rows else None
