"""Answers of AWS operations to resources, the same for an exported file and a live account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from advisor.evidence.redaction import clean
from advisor.evidence.resources import API, RawResource
from advisor.evidence.values import Value, items, mapping, member, text

# The member of an answer, the type it is read as, and the member that names it.
_SHAPES: Final = (
    ("UserPool", "UserPool", "Id"),
    ("UserPoolClient", "UserPoolClient", "ClientId"),
    ("ResourceServer", "ResourceServer", "Identifier"),
    ("ResourceServers", "ResourceServer", "Identifier"),
    ("IdentityProvider", "IdentityProvider", "ProviderName"),
    ("Providers", "IdentityProvider", "ProviderName"),
    ("Groups", "Group", "GroupName"),
    ("RiskConfiguration", "RiskConfiguration", "UserPoolId"),
    ("LogDeliveryConfiguration", "LogDeliveryConfiguration", "UserPoolId"),
    ("UserPoolReplicas", "UserPoolReplica", "RegionName"),
    ("DomainDescription", "UserPoolDomain", "Domain"),
    ("WebACL", "WebACL", "Name"),
    ("Role", "IamRole", "RoleName"),
    ("policyStores", "PolicyStore", "policyStoreId"),
    ("identitySources", "IdentitySource", "identitySourceId"),
    ("credentialProviders", "Oauth2CredentialProvider", "name"),
    ("workloadIdentities", "WorkloadIdentity", "name"),
    ("OpenIDConnectProviderList", "OidcProvider", "Arn"),
    ("analyzers", "AccessAnalyzer", "name"),
    ("Rules", "ListenerRule", "RuleArn"),
    ("Listeners", "Listener", "ListenerArn"),
    ("items", "RestAuthorizer", "authType"),
    ("Items", "HttpAuthorizer", "AuthorizerType"),
)
# Answers that are the thing itself: a member that gives them away, and their type.
_WHOLE: Final = (
    (("IdentityPoolId", "Roles"), "IdentityPoolRoles", "IdentityPoolId"),
    (("IdentityPoolId", "RoleMappings"), "IdentityPoolRoles", "IdentityPoolId"),
    (("IdentityPoolId", "AllowUnauthenticatedIdentities"), "IdentityPool", "IdentityPoolId"),
    (("SoftwareTokenMfaConfiguration",), "MfaConfig", "UserPoolId"),
    (("MfaConfiguration",), "MfaConfig", "UserPoolId"),
    (("UserSessionTracking",), "SessionConfiguration", "UserPoolId"),
    (("authorizerConfiguration", "gatewayId"), "AgentGateway", "gatewayId"),
    (("FindingPublishingFrequency", "Status"), "ThreatDetection", "DetectorId"),
    (("IdentityPoolId", "PrincipalTags"), "PrincipalTags", "IdentityPoolId"),
)
_MFA_MEMBERS: Final = frozenset(
    {
        "EmailMfaConfiguration",
        "MfaConfiguration",
        "ResponseMetadata",
        "SmsMfaConfiguration",
        "SoftwareTokenMfaConfiguration",
        "UserPoolId",
        "WebAuthnConfiguration",
    }
)
# Without any of these in its text a file holds no answer.
WORDS: Final = tuple(
    sorted({name for _, _, name in _SHAPES} | {mark for marks, _, _ in _WHOLE for mark in marks})
)


def is_answer(root: Value) -> bool:
    """Return whether this looks like the answer of a known operation, or several of them."""
    return any(True for _ in _pieces(root))


def resources_of(root: Value, file: str, dialect: str = "aws-export") -> Iterator[RawResource]:
    """Yield the resources in one answer, or in a list or mapping of answers."""
    for kind, name, body in _pieces(root):
        address = f"{kind}/{text(member(body, name)) or '?'}"
        pool = text(member(body, "UserPoolId"))
        if pool and kind != "UserPool" and name != "UserPoolId":
            address = f"UserPool/{pool}/{address}"
        yield RawResource(API, dialect, kind, address, clean(body), file, body.line, complete=True)


def _pieces(root: Value, depth: int = 0) -> Iterator[tuple[str, str, Value]]:
    if isinstance(root.data, tuple):
        for item in root.data:
            yield from _pieces(item, depth)
        return
    found = list(_named(root)) or list(_whole(root))[:1]
    yield from found
    if not found and depth == 0:
        # Answers kept in one file, under whatever names the team gave them.
        for item in mapping(root).values():
            if isinstance(item.data, dict | tuple):
                yield from _pieces(item, 1)


def _named(root: Value) -> Iterator[tuple[str, str, Value]]:
    members = mapping(root)
    for key, kind, name in _SHAPES:
        for item in items(members.get(key)):
            # Words such as Groups and Role occur in files of every kind.
            if name in mapping(item):
                yield kind, name, item


def _whole(root: Value) -> Iterator[tuple[str, str, Value]]:
    members = mapping(root)
    for marks, kind, name in _WHOLE:
        # A file of template parameters may hold that word among others.
        if kind == "MfaConfig" and not members.keys() <= _MFA_MEMBERS:
            continue
        if all(mark in members for mark in marks):
            yield kind, name, root


def with_pool(root: Value, pool: str) -> Value:
    """Return an answer that says which user pool it is about."""
    if isinstance(root.data, dict) and "UserPoolId" not in root.data:
        return root.holding({**root.data, "UserPoolId": Value(pool, root.line)})
    return root
