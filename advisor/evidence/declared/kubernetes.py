"""Manifests of Kubernetes controllers that make cloud resources: ACK and Crossplane."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from advisor.errors import Problem
from advisor.evidence.declared.spelling import respelled, snake, upper_first
from advisor.evidence.redaction import clean
from advisor.evidence.resources import CLOUDFORMATION, TERRAFORM, Gathered, RawResource
from advisor.evidence.values import Value, items, mapping, member, text, unknown

DIALECT: Final = "kubernetes"
_ACK: Final = {
    "UserPool": "AWS::Cognito::UserPool",
    "UserPoolClient": "AWS::Cognito::UserPoolClient",
    "UserPoolDomain": "AWS::Cognito::UserPoolDomain",
    "Group": "AWS::Cognito::UserPoolGroup",
    "IdentityProvider": "AWS::Cognito::UserPoolIdentityProvider",
    "ResourceServer": "AWS::Cognito::UserPoolResourceServer",
}
_ACK_GROUP: Final = "cognitoidentityprovider.services.k8s.aws"
# The provider generated from the service's own API, and the one generated from Terraform.
_CROSSPLANE_API: Final = "cognitoidentityprovider.aws.crossplane.io"
_CROSSPLANE: Final = re.compile(r"(\w+)\.(?:aws|azuread)(?:\.m)?\.upbound\.io")
_TERRAFORM: Final = {
    ("cognitoidp", ""): "aws_cognito_",
    ("cognitoidentity", "Pool"): "aws_cognito_identity_pool",
    ("cognitoidentity", "PoolRolesAttachment"): "aws_cognito_identity_pool_roles_attachment",
    ("iam", ""): "aws_iam_",
    ("applications", ""): "azuread_",
    ("conditionalaccess", "AccessPolicy"): "azuread_conditional_access_policy",
}
# Groups of these controllers that are about a login; operators of a product have a reader there.
_LOGIN: Final = re.compile(
    r"(?:cognito|azuread|auth0|keycloak|okta).*(?:services\.k8s\.aws|crossplane\.io|upbound\.io)"
)
_REFERENCE: Final = re.compile(r"(.+?)(?:Id|ID)?(?:Ref|Selector)$")
_MOST_NESTED: Final = 200


def is_manifest(root: Value) -> bool:
    """Return whether this is a manifest of a controller that makes login resources."""
    group = _group(root)
    composed = text(member(root, "kind")) == "Composition" and "crossplane" in group
    return composed or (bool(_LOGIN.search(group)) and bool(text(member(root, "kind"))))


def collect(root: Value, shown: str, gathered: Gathered) -> None:
    """Hand over what a manifest declares, or say that it is not read."""
    for manifest, condition in _manifests(root):
        made = _read(manifest)
        if made is None:
            if _LOGIN.search(_group(manifest)):
                _note(manifest, shown, gathered)
            continue
        spelling, kind, name, body = made
        line = manifest.line
        gathered.resources.append(
            RawResource(
                spelling, DIALECT, kind, f"{kind}.{name}", clean(body), shown, line, condition
            )
        )


def _manifests(root: Value) -> Iterator[tuple[Value, str]]:
    """Yield a manifest, or those that a composition makes, whose values it may patch."""
    if text(member(root, "kind")) != "Composition":
        yield root, ""
        return
    spec = member(root, "spec")
    listed = [*items(member(spec, "resources"))]
    for step in items(member(spec, "pipeline")):
        listed += items(member(member(step, "input"), "resources"))
    for entry in listed[:_MOST_NESTED]:
        base = member(entry, "base")
        if base is not None:
            yield base, "a composition may patch it"


def _read(manifest: Value) -> tuple[str, str, str, Value] | None:
    """Return spelling, type, name and settings; None for a kind that is not read."""
    group, kind = _group(manifest), text(member(manifest, "kind"))
    name = text(member(member(manifest, "metadata"), "name"))
    spec = member(manifest, "spec") or Value({})
    if group in {_ACK_GROUP, _CROSSPLANE_API} and kind in _ACK:
        settings = spec if group == _ACK_GROUP else member(spec, "forProvider") or Value({})
        body = _linked(respelled(settings, upper_first), settings, _ACK["UserPool"], "UserPoolId")
        return CLOUDFORMATION, _ACK[kind], name, body
    match = _CROSSPLANE.fullmatch(group)
    if match is None:
        return None
    family = match.group(1)
    made = _TERRAFORM.get((family, kind))
    start = _TERRAFORM.get((family, ""))
    made = made or (start + snake(kind) if start else None)
    if made is None:
        return None
    settings = member(spec, "forProvider") or Value({})
    pool = "aws_cognito_user_pool"
    return (
        TERRAFORM,
        made,
        name,
        _linked(respelled(settings, snake), settings, pool, "user_pool_id"),
    )


def _linked(body: Value, settings: Value, pool: str, attribute: str) -> Value:
    """Put the reference to a user pool in the place of its id."""
    for key, item in mapping(settings).items():
        match = _REFERENCE.fullmatch(key)
        if match is None or match.group(1) != "userPool":
            continue
        named = text(member(item, "name")) or text(member(member(item, "from"), "name"))
        link = unknown(key, item.line, reference=f"{pool}.{named}" if named else "")
        return body.holding({**mapping(body), attribute: link})
    return body


def _group(root: Value) -> str:
    return text(member(root, "apiVersion")).partition("/")[0]


def _note(manifest: Value, shown: str, gathered: Gathered) -> None:
    kind = f"{text(member(manifest, 'kind'))} of {_group(manifest)}"
    what = "a manifest of this kind is not read"
    fix = "scan the account, or what the product exports"
    gathered.unseen.append(Problem(shown, manifest.line, kind, what, fix))
