"""Keycloak: realm exports, what the operator imports, and files of keycloak-config-cli."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from advisor.evidence.accounts.placeholders import opened
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
_USER_STORES: Final = "org.keycloak.storage.UserStorageProvider"
# Members that only a realm has; a file of keycloak-config-cli may hold any one of them.
_MARK: Final = re.compile(
    r"(?:access(?:Code|Token)|actionToken|adminEvents|clientOfflineSession|clientSession"
    r"|offlineSession|ssoSession|otpPolicy|webAuthnPolicy|bruteForce|oauth2Device|clientPolic"
    r"|clientProfile|identityProvider|defaultDefaultClient|defaultOptionalClient)\w+"
    r"|(?:browser|registration|directGrant|resetCredentials|dockerAuthentication"
    r"|clientAuthentication|firstBrokerLogin)Flow"
    r"|(?:login|account|admin|email)Theme|registration(?:Allowed|EmailAsUsername)"
    r"|attackDetection|authenticationFlows|authenticatorConfig|browserSecurityHeaders"
    r"|clientScopeMappings|clientScopes|clients|roles|scopeMappings|defaultLocale|displayNameHtml"
    r"|editUsernameAllowed|enabledEventTypes|events(?:Enabled|Expiration|Listeners)"
    r"|federatedUsers|internationalizationEnabled|supportedLocales|loginWithEmailAllowed"
    r"|duplicateEmailsAllowed|organizationsEnabled|passwordPolicy|requiredActions|rememberMe"
    r"|resetPasswordAllowed|revokeRefreshToken|refreshTokenMaxReuse|smtpServer|sslRequired"
    r"|userManagedAccessAllowed|userProfile|verifyEmail|defaultSignatureAlgorithm"
)
# Others have members of these names too.
_WEAK: Final = frozenset(
    {"components", "defaultGroups", "groups", "organizations", "users", "workflows"}
)
# A file that only makes a realm, or that only holds its users, has no more than these.
_BARE: Final = frozenset({"attributes", "displayName", "enabled", "id", "notBefore", "realm"})
_USERS: Final = frozenset({"realm", "users"})
_CLIENT_MARKS: Final = frozenset(
    {"bearerOnly", "publicClient", "serviceAccountsEnabled", "standardFlowEnabled"}
)
# Keycloak writes these itself; a file without them may leave out what the realm has.
_WHOLE_REALM: Final = "keycloakVersion"
_WHOLE_CLIENT: Final = "surrogateAuthRequired"
# What the server, its operator or keycloak-config-cli fills in.
_PLACEHOLDER: Final = re.compile(
    r"\$\((?:[^()]|\([^()]*\))*\)|\$\{(?:[A-Z][A-Z0-9_]*(?::[^}]*)?|[a-z]+:[^}]*)\}"
)


def is_realm(root: Value) -> bool:
    """Return whether this is a realm or client export, or several in a list."""
    return any(_is_one(part) or _is_client(part) for part in _parts(root))


def resources_of(root: Value, file: str) -> Iterator[RawResource]:
    """Yield what the export holds."""
    for realm in _parts(root):
        if _is_client(realm):
            whole = _WHOLE_CLIENT in mapping(realm)
            name = text(member(realm, "clientId"))
            yield _made("client", f"client/{name}", realm, file, complete=whole)
        if _is_one(realm):
            yield from _realm(realm, file)


def _realm(realm: Value, file: str) -> Iterator[RawResource]:
    name = text(member(realm, "realm"))
    whole = _WHOLE_REALM in mapping(realm)
    # Lists become resources of their own; the realm keeps its settings.
    settings = {
        key: item for key, item in mapping(realm).items() if not isinstance(item.data, tuple)
    }
    yield _made("realm", f"realm/{name}", Value(settings, realm.line), file, complete=whole)
    on = member(realm, "enabled")
    if on is not None and on.data is False:
        # Nobody signs in to a realm that is switched off.
        return
    for key, kind, label in _LISTS:
        for item in items(member(realm, key)):
            address = f"realm/{name}/{kind}/{text(member(item, label))}"
            yield _made(kind, address, item, file, complete=whole)
    for role in items(member(member(realm, "roles"), "realm")):
        address = f"realm/{name}/role/{text(member(role, 'name'))}"
        yield _made("role", address, role, file, complete=whole)
    for store in items(member(member(realm, "components"), _USER_STORES)):
        if text(member(store, "providerId")) == "ldap":
            address = f"realm/{name}/directory/{text(member(store, 'name'))}"
            yield _made("directory", address, store, file, complete=whole)


def _parts(root: Value) -> Iterator[Value]:
    """Yield realms and clients; the operator's resources wrap them."""
    for part in items(root):
        spec = member(part, "spec")
        wrapped = member(spec, "realm") or member(spec, "client")
        if wrapped is not None and isinstance(wrapped.data, str):
            # An operator of before kept the realm's settings beside its name.
            yield spec if spec is not None else part
        else:
            yield wrapped if wrapped is not None and isinstance(wrapped.data, dict) else part


def _is_one(realm: Value) -> bool:
    members = mapping(realm)
    if not text(members.get("realm")):
        return False
    names = members.keys()
    if "enabled" in members and (names <= _BARE or _WEAK & names):
        return True
    return names == _USERS or any(_MARK.fullmatch(name) for name in names)


def _is_client(part: Value) -> bool:
    members = mapping(part)
    return bool(text(members.get("clientId"))) and bool(_CLIENT_MARKS & members.keys())


def _made(kind: str, address: str, body: Value, file: str, *, complete: bool) -> RawResource:
    filled = clean(opened(body, _PLACEHOLDER))
    return RawResource(
        KEYCLOAK, "keycloak-export", kind, address, filled, file, body.line, complete=complete
    )
