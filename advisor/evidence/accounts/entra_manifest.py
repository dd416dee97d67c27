"""Other spellings of an Entra application: the manifest of the portal, and PowerShell's names."""

from __future__ import annotations

from typing import Final

from advisor.evidence.values import Value, items, mapping, member, text

# The manifest's name of a return address's platform, and the application's member for it.
_PLATFORMS: Final = {"Web": "web", "Spa": "spa", "InstalledClient": "publicClient"}
_IMPLICIT: Final = (
    ("oauth2AllowImplicitFlow", "enableAccessTokenIssuance"),
    ("oauth2AllowIdTokenImplicitFlow", "enableIdTokenIssuance"),
)
_MARKS: Final = frozenset({"AppId", "GrantControls", "TenantType", "IdentityProviderType"})


def is_pascal(entity: Value) -> bool:
    """Return whether PowerShell wrote this entity, which spells names with a capital letter."""
    return bool(_MARKS & mapping(entity).keys())


def with_graph_names(value: Value) -> Value:
    """Return the value with names as Graph spells them."""
    data = value.data
    if isinstance(data, dict):
        return value.holding(
            {key[:1].lower() + key[1:]: with_graph_names(item) for key, item in data.items()}
        )
    if isinstance(data, tuple):
        return value.holding(tuple(with_graph_names(item) for item in data))
    return value


def as_application(entity: Value) -> Value:
    """Return what the portal's older manifest says, as Graph would say it."""
    members = mapping(entity)
    if "replyUrlsWithType" not in members and not any(old in members for old, _ in _IMPLICIT):
        return entity
    made: dict[str, Value] = dict(members)
    for written, name in _PLATFORMS.items():
        addresses = tuple(
            address
            for reply in items(members.get("replyUrlsWithType"))
            if text(member(reply, "type")) == written
            and (address := member(reply, "url")) is not None
        )
        if addresses:
            held = {**mapping(members.get(name)), "redirectUris": Value(addresses, entity.line)}
            made[name] = Value(held, entity.line)
    implicit = {name: members[old] for old, name in _IMPLICIT if old in members}
    web = {"implicitGrantSettings": Value(implicit, entity.line), **mapping(made.get("web"))}
    return entity.holding({**made, "web": Value(web, entity.line)})
