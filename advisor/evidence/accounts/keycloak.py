"""Keycloak's realm export: the realm, its clients, identity providers, roles, users and groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from advisor.evidence.redaction import clean
from advisor.evidence.resources import KEYCLOAK, RawResource
from advisor.evidence.values import Value, items, mapping, member, text

_LISTS: Final = (
    ("clients", "client", "clientId"),
    ("identityProviders", "identity-provider", "alias"),
    ("users", "user", "username"),
    ("groups", "group", "name"),
    ("organizations", "organization", "name"),
    ("requiredActions", "required-action", "alias"),
)
_MARKS: Final = frozenset({"clients", "accessTokenLifespan", "ssoSessionIdleTimeout", "roles"})

_CLIENT_MARKS: Final = frozenset({"serviceAccountsEnabled", "publicClient", "standardFlowEnabled"})


def is_realm(root: Value) -> bool:
    """Return whether this is a realm or client export, or several in a list."""
    return any(_is_one(part) or _is_client(part) for part in _parts(root))


def resources_of(root: Value, file: str) -> Iterator[RawResource]:
    """Yield what the export holds."""
    for realm in _parts(root):
        if _is_client(realm):
            yield _made("client", f"client/{text(member(realm, 'clientId'))}", realm, file)
        if not _is_one(realm):
            continue
        name = text(member(realm, "realm"))
        # Lists become resources of their own; the realm keeps its settings.
        settings = {
            key: item for key, item in mapping(realm).items() if not isinstance(item.data, tuple)
        }
        yield _made("realm", f"realm/{name}", Value(settings, realm.line), file)
        for key, kind, label in _LISTS:
            for item in items(member(realm, key)):
                address = f"realm/{name}/{kind}/{text(member(item, label))}"
                yield _made(kind, address, item, file)
        for role in items(member(member(realm, "roles"), "realm")):
            address = f"realm/{name}/role/{text(member(role, 'name'))}"
            yield _made("role", address, role, file)


def _parts(root: Value) -> Iterator[Value]:
    """Yield realms and clients; the operator's import resource wraps a realm."""
    for part in items(root):
        wrapped = member(member(part, "spec"), "realm")
        yield wrapped if wrapped is not None and isinstance(wrapped.data, dict) else part


def _is_one(realm: Value) -> bool:
    members = mapping(realm)
    return bool(text(members.get("realm"))) and bool(_MARKS & members.keys())


def _is_client(part: Value) -> bool:
    members = mapping(part)
    return bool(text(members.get("clientId"))) and bool(_CLIENT_MARKS & members.keys())


def _made(kind: str, address: str, body: Value, file: str) -> RawResource:
    return RawResource(
        KEYCLOAK, "keycloak-export", kind, address, clean(body), file, body.line, complete=True
    )
