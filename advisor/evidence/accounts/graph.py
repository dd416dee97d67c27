"""Microsoft Graph answers, what Microsoft's command lines print of a tenant, and app manifests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from advisor.evidence.accounts.entra_manifest import as_application, is_pascal, with_graph_names
from advisor.evidence.accounts.placeholders import opened
from advisor.evidence.redaction import clean
from advisor.evidence.resources import GRAPH, RawResource
from advisor.evidence.values import Value, items, mapping, member, text

_CONTEXT: Final = re.compile(r"\$metadata#([A-Za-z0-9/_.()'-]+)")
_TYPE: Final = re.compile(r"#microsoft\.graph\.([A-Za-z0-9]+)")
# What fills in a manifest when it is deployed.
_PLACEHOLDER: Final = re.compile(r"\$\{\{[^}]*\}\}|\{\{[^}]*\}\}|#\{[^}]*\}#")
# Collections whose last path word alone would not say what they hold.
_RENAMED: Final = {"policies": "conditionalAccessPolicies"}
# What a list or one entity is that does not say so: members that only it has.
_UNNAMED: Final = (
    (frozenset({"appId", "requiredResourceAccess", "signInAudience"}), "applications"),
    (frozenset({"conditions", "grantControls", "state"}), "conditionalAccessPolicies"),
    (frozenset({"onInteractiveAuthFlowStart"}), "authenticationEventsFlows"),
    (frozenset({"identityProviderType", "displayName"}), "identityProviders"),
    (frozenset({"tenantType", "verifiedDomains"}), "organization"),
)
# Resource types of Azure Resource Manager that make a tenant.
_TENANTS: Final = re.compile(
    r"Microsoft\.AzureActiveDirectory/(ciamDirectories|b2cDirectories)", re.IGNORECASE
)
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
        listed = member(answer, "value")
        entities = items(listed) if listed is not None else (answer,)
        # A page with a link to the next one is not the whole collection.
        complete = "@odata.nextLink" not in mapping(answer)
        for written in entities:
            entity = with_graph_names(written) if is_pascal(written) else written
            own = _TYPE.search(text(member(entity, "@odata.type")))
            label = _PLURALS.get(own.group(1), own.group(1)) if own else kind
            name = text(member(entity, "id")) or text(member(entity, "displayName"))
            made = RawResource(
                GRAPH,
                "graph-export",
                kind if kind != "directoryObjects" else label,
                f"{kind}/{name}",
                clean(opened(as_application(_with_type(entity)), _PLACEHOLDER)),
                file,
                entity.line,
                complete=complete,
            )
            yield made
            if kind == "authenticationEventsFlows":
                yield from _logins_of(made)


def _logins_of(flow: RawResource) -> Iterator[RawResource]:
    """Yield the logins that a sign-up flow offers, which are logins of the tenant."""
    start = member(flow.body, "onAuthenticationMethodLoadStart")
    for login in items(member(start, "identityProviders")):
        name = text(member(login, "id"))
        yield replace(
            flow,
            type="identityProviders",
            address=f"{flow.address}/identityProviders/{name}",
            body=_with_type(login),
            line=login.line,
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
        else:
            # A template keeps what it makes in a list, or under names.
            held = part.data if isinstance(part.data, tuple) else mapping(part).values()
            yield from (item for item in held if _tenant_of(item))


def _kind(answer: Value) -> str:
    match = _CONTEXT.search(text(member(answer, "@odata.context")))
    if match is None:
        return _unnamed(answer)
    words = [word for word in match.group(1).split("/") if word and not word.startswith("$")]
    last = words[-1].partition("(")[0] if words else ""
    return _RENAMED.get(last, last)


def _unnamed(answer: Value) -> str:
    listed = items(member(answer, "value"))
    entity = listed[0] if listed else answer
    names = mapping(with_graph_names(entity) if is_pascal(entity) else entity).keys()
    kinds = (kind for marks, kind in _UNNAMED if names >= marks)
    return next(kinds, "") or _tenant_of(answer)


def _tenant_of(entity: Value) -> str:
    match = _TENANTS.match(text(member(entity, "type")))
    return match.group(1) if match else ""
