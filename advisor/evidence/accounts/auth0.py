"""Auth0 as its Deploy CLI exports it: one YAML file, or a folder of JSON files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from advisor.evidence.accounts.placeholders import opened
from advisor.evidence.redaction import clean
from advisor.evidence.resources import AUTH0, RawResource
from advisor.evidence.values import Value, items, mapping, member, text

# What the command puts in when it deploys.
_PLACEHOLDER: Final = re.compile(r"##\w+##|@@\w+@@")
_LISTS: Final = {
    "clients": "client",
    "clientGrants": "grant",
    "connections": "connection",
    "databases": "connection",
    "organizations": "organization",
    "actions": "code",
    "rules": "code",
    "hooks": "code",
    "roles": "role",
    "resourceServers": "api",
    "logStreams": "log-stream",
    "selfServiceProfiles": "self-service",
}
_SINGLE: Final = {"tenant": "tenant", "attackProtection": "protection"}
# Members that only a thing of Auth0 has, and what it is.
_ALONE: Final = (
    (("app_type", "name"), "client"),
    (("oidc_conformant", "name"), "client"),
    (("callbacks", "grant_types", "name"), "client"),
    (("strategy", "enabled_clients"), "connection"),
    (("strategy", "options", "name"), "connection"),
    (("supported_triggers", "name"), "code"),
    (("friendly_name", "flags"), "tenant"),
    (("audience", "client_id", "scope"), "grant"),
    (("identifier", "token_dialect"), "api"),
    (("identifier", "signing_alg", "name"), "api"),
)
# Members of a whole export that nothing else has.
_OWN: Final = frozenset(
    {"guardianFactors", "guardianFactorProviders", "guardianPolicies", "rulesConfigs"}
)


def is_export(root: Value) -> bool:
    """Return whether this is an export, or one part of one."""
    return is_whole(root) or bool(kind_alone(root))


def resources_of(root: Value, file: str) -> Iterator[RawResource]:
    """Yield what the export holds."""
    if not is_whole(root):
        yield made(kind_alone(root), root, file)
        return
    bound = bound_actions(member(root, "triggers"))
    machines = machine_names(items(member(root, "clients")))
    for key, kind in _LISTS.items():
        for item in items(member(root, key)):
            if not isinstance(item.data, dict):
                continue
            if kind == "connection":
                yield made(kind, without_machines(item, machines), file)
            else:
                yield made(kind, with_binding(item, bound) if key == "actions" else item, file)
    for key, kind in _SINGLE.items():
        found = member(root, key)
        if found is not None and isinstance(found.data, dict):
            yield made(kind, found, file)
    policies, factors = member(root, "guardianPolicies"), items(member(root, "guardianFactors"))
    if policies is not None or factors:
        policies = policies or Value({}, factors[0].line)
        yield made("guardian", with_factors(policies, factors), file)


def is_whole(root: Value) -> bool:
    """Return whether this is an export in one file."""
    members = mapping(root)
    if _OWN & members.keys():
        return True
    return any(
        kind_alone(item) == kind
        for key, kind in _LISTS.items()
        if key in members
        for item in items(members[key])
    )


def kind_alone(root: Value) -> str:
    """Return what a thing is by its members alone; nothing where they may be another product's."""
    members = mapping(root)
    for marks, kind in _ALONE:
        if all(mark in members for mark in marks):
            return kind
    return ""


def bound_actions(triggers: Value | None) -> Collection[str] | None:
    """Return the names of the actions that triggers run; None where triggers are not there."""
    if triggers is None or not isinstance(triggers.data, dict):
        return None
    return {
        text(member(binding, "action_name"))
        for bindings in mapping(triggers).values()
        for binding in items(bindings)
    }


def with_binding(action: Value, bound: Collection[str] | None) -> Value:
    """Return the action with word of whether a trigger runs it, where that is known."""
    if bound is None or not isinstance(action.data, dict):
        return action
    runs = text(member(action, "name")) in bound
    members: Mapping[str, Value] = {**action.data, "bound": Value(runs, action.line)}
    return action.holding(dict(members))


def machine_names(clients: Iterable[Value]) -> Collection[str]:
    """Return the names of applications that no grant lets sign people in."""
    return {
        text(member(client, "name"))
        for client in clients
        if (grants := items(member(client, "grant_types")))
        and all(text(grant) == "client_credentials" for grant in grants)
    }


def without_machines(connection: Value, machines: Collection[str]) -> Value:
    """Return the connection with the applications that may sign people in through it."""
    enabled = member(connection, "enabled_clients")
    if enabled is None or not isinstance(enabled.data, tuple):
        return connection
    people = tuple(name for name in enabled.data if text(name) not in machines)
    held = {**mapping(connection), "enabled_clients": enabled.holding(people)}
    return connection.holding(held)


def with_factors(policy: Value, factors: Iterable[Value]) -> Value:
    """Return the policy with the switches of the factors that it may ask for."""
    switches = tuple(
        switch for factor in factors if (switch := member(factor, "enabled")) is not None
    )
    if not switches or not isinstance(policy.data, dict):
        return policy
    return policy.holding({**policy.data, "factors": Value(switches, policy.line)})


def made(kind: str, body: Value, file: str) -> RawResource:
    """Return one thing of a tenant as a resource."""
    name = text(member(body, "name")) or text(member(body, "client_id"))
    filled = clean(opened(body, _PLACEHOLDER))
    return RawResource(
        AUTH0, "auth0-export", kind, f"{kind}/{name}".rstrip("/"), filled, file, body.line
    )
