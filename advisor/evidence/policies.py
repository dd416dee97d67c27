"""Roles that a login's holders assume, joined with the policies that say what they may do.

Made from the trust policy, not from names: a role is a cloud role of the login when it trusts
`cognito-identity.amazonaws.com`. The result is one derived resource per role.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Final

from advisor.evidence.policy_text import Statement, statements_of
from advisor.evidence.resources import API, CLOUDFORMATION, TERRAFORM, RawResource
from advisor.evidence.values import Unknown, Value, items, leaves, member, text, unknown

DERIVED: Final = "derived"
ROLE: Final = "login-role"
_FEDERATION: Final = "cognito-identity.amazonaws.com"
_ASSUME: Final = "sts:assumerolewithwebidentity"
# Actions whose resource the service itself limits to the caller, or that record telemetry.
_HARMLESS: Final = re.compile(
    r"(?:cognito-sync|mobileanalytics|xray):.*|mobiletargeting:(?:Put|Update).*"
    r"|cognito-identity:(?:Get|Unlink|Lookup)[A-Za-z]*|sts:GetCallerIdentity",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"\$\{(?:cognito-identity\.amazonaws\.com:sub|aws:PrincipalTag/[^}]*)\}"
    r"|cognito-identity\.amazonaws\.com:sub|aws:PrincipalTag"
)
_NOT_KNOWN: Final = Unknown("a policy that is not known")
_WILDCARD: Final = re.compile(r"\*|[a-z0-9-]+:\*", re.IGNORECASE)

WANTED: Final[dict[str, dict[str, frozenset[str]]]] = {
    TERRAFORM: {
        "aws_iam_role": frozenset(
            {
                "name",
                "arn",
                "assume_role_policy",
                "inline_policy",
                "managed_policy_arns",
                "permissions_boundary",
            }
        ),
        "aws_iam_role_policy": frozenset({"role", "policy"}),
        "aws_iam_policy": frozenset({"policy", "arn", "name"}),
        "aws_iam_role_policy_attachment": frozenset({"role", "policy_arn"}),
        "aws_iam_policy_attachment": frozenset({"roles", "policy_arn"}),
    },
    CLOUDFORMATION: {
        "AWS::IAM::Role": frozenset(
            {
                "RoleName",
                "AssumeRolePolicyDocument",
                "Policies",
                "ManagedPolicyArns",
                "PermissionsBoundary",
            }
        ),
        "AWS::IAM::Policy": frozenset({"Roles", "PolicyDocument"}),
        "AWS::IAM::ManagedPolicy": frozenset({"Roles", "PolicyDocument"}),
        "AWS::IAM::RolePolicy": frozenset({"RoleName", "PolicyDocument"}),
    },
    API: {
        "IamRole": frozenset(
            {"RoleName", "Arn", "AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns"}
        ),
    },
}
_ROLE_TYPES: Final = {"aws_iam_role", "AWS::IAM::Role", "IamRole"}


@dataclass(slots=True)
class _Policies:
    statements: list[Statement] = field(default_factory=list)
    managed: list[Value] = field(default_factory=list)


def login_roles(resources: Iterable[RawResource]) -> Iterator[RawResource]:
    """Yield one derived resource per role that holders of a login may assume."""
    by_file_space: dict[str, list[RawResource]] = {}
    for raw in resources:
        if raw.type in WANTED.get(raw.spelling, {}):
            by_file_space.setdefault(raw.spelling, []).append(raw)
    for group in by_file_space.values():
        for role in group:
            if role.type in _ROLE_TYPES:
                yield from _login_role(role, group)


def _login_role(role: RawResource, group: list[RawResource]) -> Iterator[RawResource]:
    trust = _trust(role)
    if not any(_trusts_login(statement) for statement in trust):
        return
    policies = _policies(role, group)
    holders = [value for statement in trust for value in _holders(statement)]
    body = {
        "holder": Value(tuple(holders), role.line),
        "audience": Value(tuple(_audience(trust)), role.line),
        "managed": Value(tuple(policies.managed), role.line),
        "actions": Value(tuple(_actions(policies)), role.line),
        "scopes": Value(tuple(_scopes(policies, role.line)), role.line),
        "wildcards": Value(tuple(_wildcards(policies)), role.line),
        "free-actions": Value(tuple(_free_actions(policies)), role.line),
        "stores": Value(tuple(_stores(policies)), role.line),
    }
    yield RawResource(
        DERIVED,
        role.dialect,
        ROLE,
        role.address,
        Value(body, role.line),
        role.file,
        role.line,
        role.condition or _boundary(role),
        # What is absent from the policies that were read is absent; the others leave unknowns.
        complete=True,
    )


def _boundary(role: RawResource) -> str:
    """Return the doubt that a boundary casts on what a role's policies allow."""
    for name in ("permissions_boundary", "PermissionsBoundary"):
        limit = member(role.body, name)
        if limit is not None and limit.data not in (None, ""):
            return "a permissions boundary may limit what the role allows"
    return ""


def _trust(role: RawResource) -> list[Statement]:
    names = ("assume_role_policy", "AssumeRolePolicyDocument")
    return [
        statement
        for name in names
        for statement in statements_of(member(role.body, name), role.line)
    ]


def _trusts_login(statement: Statement) -> bool:
    if not statement.allows:
        return False
    principal = any(_FEDERATION in text(value) for value in statement.principals)
    return principal and any(text(action).lower() == _ASSUME for action in statement.actions)


def _holders(statement: Statement) -> Iterator[Value]:
    for value in statement.condition_values(f"{_FEDERATION}:amr"):
        word = text(value)
        if "unauthenticated" in word:
            yield statement.says("guests", value.line)
        elif "authenticated" in word:
            yield statement.says("signed-in-people", value.line)


def _audience(trust: list[Statement]) -> Iterator[Value]:
    for statement in trust:
        if not _trusts_login(statement):
            continue
        bound = statement.condition_values(f"{_FEDERATION}:aud")
        if bound:
            yield statement.says("bound", bound[0].line)
        elif statement.whole:
            yield statement.says("open")


def _policies(role: RawResource, group: list[RawResource]) -> _Policies:
    found = _Policies()
    for inline in leaves(role.body, ("inline_policy", "policy")):
        found.statements += statements_of(inline, role.line)
    for inline in items(member(role.body, "Policies")):
        found.statements += statements_of(member(inline, "PolicyDocument"), role.line)
    for name in ("managed_policy_arns", "ManagedPolicyArns"):
        for arn in items(member(role.body, name)):
            _attach(arn, role, group, found)
    for other in group:
        if other is role or not _is_for(other, role):
            continue
        for name in ("policy", "PolicyDocument"):
            found.statements += statements_of(member(other.body, name), other.line, other.file)
        attached = member(other.body, "policy_arn")
        if attached is not None:
            _attach(attached, other, group, found)
    found.statements = list(_without_denied(found.statements))
    return found


def _without_denied(statements: list[Statement]) -> Iterator[Statement]:
    """Yield the statements without actions that another one denies everywhere and always."""
    denied = [
        text(action).lower()
        for statement in statements
        if not (statement.allows or statement.conditions or statement.inverted)
        if any(text(resource) == "*" for resource in statement.resources)
        for action in statement.actions
        if text(action)
    ]
    for statement in statements:
        kept = tuple(
            action
            for action in statement.actions
            if not any(fnmatchcase(text(action).lower() or "?", pattern) for pattern in denied)
        )
        if not statement.allows or len(kept) == len(statement.actions):
            yield statement
        elif kept:
            yield replace(statement, actions=kept)


def _attach(arn: Value, by: RawResource, group: list[RawResource], found: _Policies) -> None:
    """Add a policy attached by address; one that is not here is named but not known."""
    line = arn.line or by.line
    if isinstance(arn.data, str):
        found.managed.append(Value(arn.data, line, file=by.file))
        found.statements.append(Statement.unread("a managed policy", line, by.file))
        return
    reference = arn.data.reference if isinstance(arn.data, Unknown) else ""
    policy = next((raw for raw in group if reference and _plain_address(raw) == reference), None)
    if policy is None:
        found.statements.append(Statement.unread("an attached policy", line, by.file))
        return
    for name in ("policy", "PolicyDocument"):
        found.statements += statements_of(member(policy.body, name), policy.line, policy.file)


def _is_for(raw: RawResource, role: RawResource) -> bool:
    """Return whether a policy or an attachment names the role."""
    for name in ("role", "roles", "Roles", "RoleName"):
        for value in items(member(raw.body, name)):
            if raw.type in _ROLE_TYPES:
                continue
            if isinstance(value.data, Unknown) and value.data.reference == _plain_address(role):
                return True
            own = text(member(role.body, "name")) or text(member(role.body, "RoleName"))
            if own and text(value) == own:
                return True
            own_text = member(role.body, "name")
            if _same_half_known(value, own_text):
                return True
    return False


def _same_half_known(one: Value, other: Value | None) -> bool:
    """Two half-known names are the same when the same expression made them."""
    if other is None or not isinstance(one.data, Unknown) or not isinstance(other.data, Unknown):
        return False
    both = one.data, other.data
    # Whether the thing exists is no part of its name.
    first, second = ((data.text, data.reason, data.reference) for data in both)
    return bool(one.data.text) and first == second


def _plain_address(raw: RawResource) -> str:
    return re.sub(r"\[[^\]]*\]$", "", raw.address)


def _allowed(policies: _Policies) -> Iterator[Statement]:
    return (statement for statement in policies.statements if statement.allows)


def _actions(policies: _Policies) -> Iterator[Value]:
    for statement in _allowed(policies):
        yield from statement.actions
        if not statement.whole:
            yield statement.says(_NOT_KNOWN)


def _wildcards(policies: _Policies) -> Iterator[Value]:
    """Whole services, or everything, on resources that are not the holder's own."""
    for statement in _allowed(policies):
        if statement.inverted:
            yield statement.says("*")
        if not statement.whole:
            yield statement.says(_NOT_KNOWN)
        if _is_own(statement):
            continue
        for action in statement.actions:
            if _WILDCARD.fullmatch(text(action)) and not _HARMLESS.fullmatch(text(action)):
                yield action


def _free_actions(policies: _Policies) -> Iterator[Value]:
    """Actions allowed on every resource."""
    for statement in _allowed(policies):
        if not statement.whole:
            yield statement.says(_NOT_KNOWN)
        if any(text(resource) == "*" for resource in statement.resources) and not _is_own(
            statement
        ):
            yield from statement.actions


def _scopes(policies: _Policies, line: int) -> Iterator[Value]:
    """Per statement: own, named, any or harmless; unknown where the statement is."""
    if not policies.statements and not policies.managed:
        yield unknown("no policy is visible", line)
    for statement in _allowed(policies):
        where = statement.actions[0].line if statement.actions else statement.line
        if not statement.whole:
            yield statement.says(_NOT_KNOWN, where)
        elif all(_HARMLESS.fullmatch(text(action)) for action in statement.actions):
            yield statement.says("harmless", where)
        elif _is_own(statement):
            yield statement.says("own", where)
        elif any(text(resource) == "*" for resource in statement.resources):
            yield statement.says("any", where)
        else:
            yield statement.says("named", where)


def _stores(policies: _Policies) -> Iterator[Value]:
    """For statements on object and record stores: whether names are tied to the identity."""
    for statement in _allowed(policies):
        touched = [
            action
            for action in statement.actions
            if text(action).lower().startswith(("s3:", "dynamodb:"))
        ]
        if touched:
            word = "tied" if _is_own(statement) else "not-tied"
            yield statement.says(word, touched[0].line)


def _is_own(statement: Statement) -> bool:
    shown = json.dumps([_words(value) for value in statement.resources])
    if _OWN.search(shown):
        return True
    return bool(_OWN.search(json.dumps([*map(_words, statement.conditions)])))


def _words(value: Value) -> object:
    data = value.data
    if isinstance(data, Unknown):
        return data.text
    if isinstance(data, tuple):
        return [_words(item) for item in data]
    if isinstance(data, dict):
        return {key: _words(item) for key, item in data.items()}
    return data
