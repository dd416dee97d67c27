"""Auth0 as its Deploy CLI exports it: one YAML file, or a folder of JSON files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from advisor.evidence.redaction import clean
from advisor.evidence.resources import AUTH0, RawResource
from advisor.evidence.values import GAP, Unknown, Value, items, mapping, member, text

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
}
_SINGLE: Final = {"tenant": "tenant", "attackProtection": "protection"}
# A file of one thing: members that only it has, and what it is.
_ALONE: Final = (
    (("app_type", "name"), "client"),
    (("strategy", "enabled_clients"), "connection"),
    (("strategy", "options", "name"), "connection"),
    (("supported_triggers", "name"), "code"),
    (("friendly_name", "flags"), "tenant"),
)


def is_export(root: Value) -> bool:
    """Return whether this is an export, or one part of one."""
    return _is_whole(root) or bool(_alone(root))


def resources_of(root: Value, file: str) -> Iterator[RawResource]:
    """Yield what the export holds."""
    if not _is_whole(root):
        yield _made(_alone(root), root, file)
        return
    for key, kind in _LISTS.items():
        for item in items(member(root, key)):
            if isinstance(item.data, dict):
                yield _made(kind, item, file)
    for key, kind in _SINGLE.items():
        found = member(root, key)
        if found is not None and isinstance(found.data, dict):
            yield _made(kind, found, file)


def _is_whole(root: Value) -> bool:
    members = mapping(root)
    registered = items(members.get("clients"))
    if any(_alone(client) == "client" for client in registered):
        return True
    return any(_alone(item) == "connection" for item in items(members.get("connections")))


def _alone(root: Value) -> str:
    members = mapping(root)
    for marks, kind in _ALONE:
        if all(mark in members for mark in marks):
            return kind
    return ""


def _made(kind: str, body: Value, file: str) -> RawResource:
    name = text(member(body, "name")) or text(member(body, "client_id"))
    filled = clean(_open_placeholders(body))
    return RawResource(
        AUTH0, "auth0-export", kind, f"{kind}/{name}".rstrip("/"), filled, file, body.line
    )


def _open_placeholders(value: Value) -> Value:
    data = value.data
    if isinstance(data, dict):
        return value.holding({key: _open_placeholders(item) for key, item in data.items()})
    if isinstance(data, tuple):
        return value.holding(tuple(_open_placeholders(item) for item in data))
    if isinstance(data, str) and (found := _PLACEHOLDER.search(data)):
        return value.holding(Unknown(found.group(), _PLACEHOLDER.sub(GAP, data)))
    return value
