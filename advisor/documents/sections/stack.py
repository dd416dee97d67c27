"""The recommended stack: one decided component per layer, why, and what it must not do."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.context import in_place, is_platform
from advisor.documents.phrases import (
    capital,
    count,
    day,
    link,
    listing_of,
    lower,
    paragraph,
    run,
    sentence,
    spaced,
    strong,
)
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.model.catalog import ComponentFact
from advisor.model.document import Block, Callout, Inlines, ListBlock, Section, Table
from advisor.stacks import Call, Origin, Row

# So many findings are named in one sentence.
_NAMED = 3
_DOUBTFUL = frozenset({"from-memory", "inferred"})


def section(frame: Frame) -> Section | None:
    """Return the stack as a table, the diagram, and what to know about its components."""
    rows = frame.context.all_rows
    if not rows:
        return None
    header = ("Layer", "Component", "Why here", "Must not", "Owner")
    table = Table(
        header,
        tuple(_row(frame, row) for row in rows),
        f"One component per layer for {frame.voice.project}",
        tuple(f"layer-{row.layer}" for row in rows),
    )
    blocks = (*_setting(frame), *_diagram(frame), table, *_overrides(frame))
    return Section("stack", "Recommended stack", blocks, tuple(_subsections(frame)))


def _setting(frame: Frame) -> Iterator[Block]:
    setting = frame.context.recommendation.setting
    if setting.title and setting.because:
        facts = [
            run(sentence(frame.voice.clause(given)), frame.voice.answer_ref(given.question))
            for given in setting.because
        ]
        yield paragraph(spaced((run(f"Setting: {setting.title}."), *facts)))
    elif setting.title:
        yield paragraph(f"Setting: {setting.title}, the default while no answer points elsewhere.")


def _diagram(frame: Frame) -> Iterator[Block]:
    if frame.diagram:
        yield frame.diagram


def _row(frame: Frame, row: Row) -> tuple[Inlines, ...]:
    layer = frame.context.catalog.layers[row.layer]
    return (
        run(strong(layer.title), " (open)" if row.open else ""),
        _component(row),
        spaced((*_asked(frame, row), _chosen(frame, row))),
        run(sentence("; ".join(lower(word.rstrip(".")) for word in row.must_not))),
        run(frame.voice.owner if is_platform(row) else layer.owner),
    )


def _component(row: Row) -> Inlines:
    if not row.name:
        return run("no product fits your stated limits")
    if row.origin is Origin.PLATFORM:
        return run(row.name, " (stays)")
    return run(capital(row.name), " (in place)" if in_place(row) else "")


def _asked(frame: Frame, row: Row) -> Iterator[Inlines]:
    """Yield why the layer is there: verdicts, findings, and the answers that call for it."""
    jobs = [call for call in row.calls if call.kind == "capability"]
    rules = [call for call in row.calls if call.kind == "rule"]
    found = [call for call in row.calls if call.kind == "pitfall"]
    if jobs:
        named = [run(link(frame.voice.title(call.id), f"verdict-{call.id}")) for call in jobs]
        refs = [frame.voice.rule_ref(call.id) for call in rules]
        verb = "stays" if len(jobs) == 1 else "stay"
        stays = f", which {verb} here" if row.origin is Origin.PLATFORM else ""
        yield run("For ", listing_of(named), f"{stays}.", *refs)
    for call in row.calls:
        if call.kind == "stack-rule":
            yield _called(frame, call)
            break
    if found:
        links = [run(link(_finding(frame, call), f"pitfall-{call.id}")) for call in found]
        # The findings stand by severity: the first few say why, a row need not name them all.
        more = len(links) - _NAMED
        rest = [run(count(more, "further finding"))] if more > 0 else []
        yield run("Answers ", listing_of([*links[:_NAMED], *rest]), ".")


def _called(frame: Frame, call: Call) -> Inlines:
    """Return why an answer calls for the layer; a single thing that is missing is named."""
    said = [run(sentence(call.says))]
    if len(call.because) == 1 and call.because[0].relation == "excludes":
        said.append(run(sentence(frame.voice.clause(call.because[0]))))
    return run(*spaced(said), frame.voice.refs(call.because), _sources(frame, call))


def _sources(frame: Frame, call: Call) -> Inlines:
    return frame.voice.cite(frame.context.catalog.stack_rules[call.id].sources)


def _finding(frame: Frame, call: Call) -> str:
    return f"“{frame.context.catalog.pitfalls[call.id].title}”"


def _chosen(frame: Frame, row: Row) -> Inlines:
    if row.origin is Origin.PLATFORM or not row.why:
        return ()
    return run(sentence(row.why), frame.voice.refs(row.chosen_because))


def _overrides(frame: Frame) -> Iterator[Block]:
    for row in frame.context.recommendation.rows:
        if row.override is None:
            continue
        layer = lower(frame.context.catalog.layers[row.layer].title)
        said = [run(sentence(f"Your team set {row.name} for {layer}: {row.override.reason}"))]
        if row.override.breaks:
            said.append(run(strong("This breaks a verdict:")))
            said.extend(run(sentence(broken)) for broken in row.override.breaks)
        kind = "warning" if row.override.breaks else "note"
        yield Callout(kind, (paragraph(spaced(said)),))


def _subsections(frame: Frame) -> Iterator[Section]:
    facts = tuple(_facts(frame))
    if facts:
        yield Section("component-facts", "What to know about these components", facts)
    table = _alternatives(frame)
    if table:
        yield Section("alternatives", "When to choose differently", (table,))


def _facts(frame: Frame) -> Iterator[Block]:
    # One product may fill two layers.
    known = dict.fromkeys(
        (row.name, fact)
        for row in frame.context.rows
        for fact in row.facts
        if fact.verified not in _DOUBTFUL
    )
    if known:
        yield ListBlock(tuple(_fact(name, fact) for name, fact in known))
    doubtful = [
        row.name
        for row in frame.context.rows
        if row.confirm or any(fact.verified in _DOUBTFUL for fact in row.facts)
    ]
    if doubtful:
        lead = "Confirm before relying on it: we have not read a second source about these."
        names = ListBlock(tuple(run(name) for name in dict.fromkeys(doubtful)))
        yield Callout("note", (paragraph(lead), names))


def _fact(name: str, fact: ComponentFact) -> Inlines:
    dated = f" (as of {day(fact.as_of)})" if fact.as_of else ""
    text = sentence(fact.text).removesuffix(".")
    return run(strong(f"{name}:"), f" {text}{dated}.", cite(fact.sources))


def _alternatives(frame: Frame) -> Table | None:
    """Return, per layer that a verdict asks for, the nearest alternative and what is ruled out."""
    asked = {layer for job in frame.context.leaving for layer in job.layers}
    rows = tuple(
        (
            run(frame.context.catalog.layers[row.layer].title),
            run(row.name),
            _alternative(frame, row),
            _ruled_out(frame, row),
        )
        for row in frame.context.rows
        if row.layer in asked and row.override is None and (row.alternatives or row.ruled_out)
    )
    header = ("Layer", "Chosen", "Choose instead", "Ruled out")
    return Table(header, rows, "Nearest alternatives") if rows else None


def _alternative(frame: Frame, row: Row) -> Inlines:
    if not row.alternatives:
        return run("–")
    other = frame.context.catalog.components[row.alternatives[0]]
    return run(strong(other.name), f": {lower(sentence(other.pick_when))}")


def _ruled_out(frame: Frame, row: Row) -> Inlines:
    said: list[Inlines] = []
    for out in row.ruled_out:
        name = frame.context.catalog.components[out.component].name
        if out.because:
            said.append(run(f"{name}, because ", listing_of(frame.voice.stated(out.because)), "."))
        elif out.verdict:
            said.append(run(f"{name}, by the verdict on {frame.voice.title(out.verdict)}."))
    return spaced(said) or run("–")
