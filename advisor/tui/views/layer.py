"""One layer of the recommended stack: the component, why it, and what it must not do."""

from __future__ import annotations

from textual.content import Content

from advisor.application.session import Session
from advisor.application.wording import say_givens
from advisor.model.catalog import Catalog
from advisor.stacks import Call, Row
from advisor.tui.safe_text import labelled, line, plain, stack
from advisor.tui.views.lines import HEADING, bullet, item


def layer(session: Session, id_: str) -> Content:
    """Return everything about one layer of the stack."""
    catalog = session.catalog
    row = session.recommendation.row(id_)
    record = catalog.layers[id_]
    parts = [
        line(record.title, "bold"),
        line(record.job, "$quiet"),
        Content(),
        labelled("[b]$name[/]", name=row.name or "Nothing fits; decide with your owner"),
        line(row.why),
    ]
    if row.open:
        parts.append(plain("Open: only a suspicion calls for this layer.", "$text-warning"))
    if row.override is not None:
        parts.append(item("Set by you because", row.override.reason))
        parts += [bullet(said, "$text-error") for said in row.override.breaks]
    parts += [Content(), plain("What calls for it", HEADING)]
    parts += [bullet(_call(catalog, call)) for call in row.calls]
    parts += [Content(), item("Must", "; ".join(row.must or record.must))]
    parts += [item("Must not", "; ".join(row.must_not or record.must_not))]
    parts += [item("Owner", record.owner)]
    parts += _others(catalog, row)
    return stack(*parts)


def _call(catalog: Catalog, call: Call) -> str:
    said = call.says or _title(catalog, call)
    because = "; ".join(say_givens(catalog, call.because))
    return f"{said} ({because})" if because else said


def _title(catalog: Catalog, call: Call) -> str:
    for titles in (catalog.rules, catalog.pitfalls, catalog.capabilities):
        if call.id in titles:
            return titles[call.id].title
    return call.id


def _others(catalog: Catalog, row: Row) -> list[Content]:
    names = [catalog.components[id_].name for id_ in row.alternatives]
    parts = [item("Instead", ", ".join(names))] if names else []
    for out in row.ruled_out:
        because = "; ".join(say_givens(catalog, out.because))
        why = because or f"the verdict on {catalog.capabilities[out.verdict].title}"
        parts.append(item("Ruled out", f"{catalog.components[out.component].name}: {why}"))
    for fact in row.facts:
        day = f" ({fact.as_of.isoformat()})" if fact.as_of else ""
        parts.append(item("Fact", f"{fact.text}{day}"))
    return parts
