"""Microsoft Graph answers, and what Azure's command line prints of an Entra tenant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from advisor.evidence.redaction import clean
from advisor.evidence.resources import GRAPH, RawResource
from advisor.evidence.values import Value, items, mapping, member, text

_CONTEXT: Final = re.compile(r"\$metadata#([A-Za-z0-9/_.]+)")
_TYPE: Final = re.compile(r"#microsoft\.graph\.([A-Za-z0-9]+)")
# Collections whose last path word alone would not say what they hold.
_RENAMED: Final = {"policies": "conditionalAccessPolicies"}
# What the Azure command line prints of an application, without saying what it is.
_APPLICATION: Final = frozenset({"appId", "requiredResourceAccess", "signInAudience"})
_PLURALS: Final = {
    "application": "applications",
    "servicePrincipal": "servicePrincipals",
    "group": "groups",
    "organization": "organization",
}


def is_answer(root: Value) -> bool:
    """Return whether this is an answer of Microsoft Graph, or several of them."""
    return any(_kind(part) for part in _answers(root))


def resources_of(root: Value, file: str) -> Iterator[RawResource]:
    """Yield every entity of the answers."""
    for answer in _answers(root):
        kind = _kind(answer)
        if not kind:
            continue
        listed = member(answer, "value")
        entities = items(listed) if listed is not None else (answer,)
        # A page with a link to the next one is not the whole collection.
        complete = "@odata.nextLink" not in mapping(answer)
        for entity in entities:
            own = _TYPE.search(text(member(entity, "@odata.type")))
            label = _PLURALS.get(own.group(1), own.group(1)) if own else kind
            name = text(member(entity, "id")) or text(member(entity, "displayName"))
            yield RawResource(
                GRAPH,
                "graph-export",
                kind if kind != "directoryObjects" else label,
                f"{kind}/{name}",
                clean(_with_type(entity)),
                file,
                entity.line,
                complete=complete,
            )


def _with_type(entity: Value) -> Value:
    """Give the entity's own type a name that a dotted path can hold."""
    found = member(entity, "@odata.type")
    if found is None or not isinstance(entity.data, dict):
        return entity
    return entity.holding({**entity.data, "odataType": found})


def _answers(root: Value) -> Iterator[Value]:
    if _kind(root):
        yield root
        return
    parts = items(root) if isinstance(root.data, tuple) else tuple(mapping(root).values())
    for part in parts:
        if _kind(part):
            yield part


def _kind(answer: Value) -> str:
    match = _CONTEXT.search(text(member(answer, "@odata.context")))
    if match is None:
        return "applications" if mapping(answer).keys() >= _APPLICATION else ""
    words = [word for word in match.group(1).split("/") if word]
    last = words[-1] if words else ""
    return _RENAMED.get(last, last)
