"""The folder that Auth0's Deploy CLI writes: what a file is follows from where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from advisor.evidence.accounts.auth0 import (
    bound_actions,
    kind_alone,
    machine_names,
    made,
    with_binding,
    with_factors,
    without_machines,
)
from advisor.evidence.resources import RawResource
from advisor.evidence.values import Value

_FOLDERS: Final = {
    "actions": "code",
    "clients": "client",
    "connections": "connection",
    "grants": "grant",
    "hooks": "code",
    "log-streams": "log-stream",
    "organizations": "organization",
    "resource-servers": "api",
    "roles": "role",
    "rules": "code",
    "self-service-profiles": "self-service",
}
# The file of a folder, and the member of a whole export that holds the same.
_PROTECTION: Final = {
    "brute-force-protection.json": "bruteForceProtection",
    "suspicious-ip-throttling.json": "suspiciousIpThrottling",
}
# What only adds to something else.
_TRIGGERS, _FACTOR = "triggers", "factor"
_FILES: Final = {
    "guardian/policies.json": "guardian",
    "triggers/triggers.json": _TRIGGERS,
    **{f"attack-protection/{name}": "protection" for name in _PROTECTION},
}


def place_of(path: str) -> tuple[str, str] | None:
    """Return the root of an export and what a file in it is; None for a file outside of any."""
    file = PurePosixPath(path)
    folder = file.parent
    if file.suffix != ".json":
        return None
    if file.name == "tenant.json":
        return str(folder), "tenant"
    if file.name == "database.json" and folder.parent.name == "database-connections":
        return str(folder.parent.parent), "connection"
    if folder.name == "factors" and folder.parent.name == "guardian":
        return str(folder.parent.parent), _FACTOR
    kind = _FILES.get(f"{folder.name}/{file.name}") or _FOLDERS.get(folder.name)
    return (str(folder.parent), kind) if kind else None


def exports_in(files: Mapping[str, Value]) -> dict[str, tuple[str, str]]:
    """Return the files that belong to an export, with its root and what each is.

    Folders of such names are common: one file must be what only Auth0 has.
    """
    places = {path: place for path in files if (place := place_of(path)) is not None}
    roots = {root for path, (root, kind) in places.items() if kind == kind_alone(files[path])}
    return {path: place for path, place in places.items() if place[0] in roots}


@dataclass(slots=True)
class _Beside:
    """What other files of an export say about a thing in it."""

    bound: Collection[str] | None = None
    factors: list[Value] = field(default_factory=list)
    clients: list[Value] = field(default_factory=list)
    has_policy: bool = False


def resources_of(
    files: Mapping[str, Value], shown: Mapping[str, str], places: Mapping[str, tuple[str, str]]
) -> Iterator[RawResource]:
    """Yield what the exports hold."""
    exports = _exports(files, places)
    for path, (root, kind) in places.items():
        body, beside = files[path], exports[root]
        if kind == _FACTOR and body is beside.factors[0] and not beside.has_policy:
            # Without a policy the factors alone tell what may be asked for.
            yield made("guardian", with_factors(body.holding({}), beside.factors), shown[path])
        elif kind not in {_TRIGGERS, _FACTOR} and isinstance(body.data, dict):
            yield made(kind, _completed(body, PurePosixPath(path), kind, beside), shown[path])


def _exports(
    files: Mapping[str, Value], places: Mapping[str, tuple[str, str]]
) -> dict[str, _Beside]:
    exports: dict[str, _Beside] = {}
    for path, (root, kind) in places.items():
        beside = exports.setdefault(root, _Beside())
        if kind == _FACTOR:
            beside.factors.append(files[path])
        elif kind == "client":
            beside.clients.append(files[path])
        elif kind == _TRIGGERS:
            beside.bound = bound_actions(files[path])
        beside.has_policy = beside.has_policy or kind == "guardian"
    return exports


def _completed(body: Value, path: PurePosixPath, kind: str, beside: _Beside) -> Value:
    """Return a thing as an export in one file would hold it, with what other files say of it."""
    if kind == "protection":
        return body.holding({_PROTECTION[path.name]: body})
    if kind == "connection":
        return without_machines(body, machine_names(beside.clients))
    if kind == "guardian":
        return with_factors(body, beside.factors)
    return with_binding(body, beside.bound) if path.parent.name == "actions" else body
