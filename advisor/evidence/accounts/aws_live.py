"""Walks an AWS account: user pools, their clients and logins, identity pools and their roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from advisor.errors import Problem
from advisor.evidence.accounts.aws_answers import resources_of, with_pool
from advisor.evidence.accounts.aws_client import ReadOnlyClients
from advisor.evidence.accounts.aws_surroundings import Surroundings
from advisor.evidence.resources import API, Gathered, RawResource
from advisor.evidence.values import Value, items, lift, mapping, member, text

_IDP: Final = "cognito-idp"
_IDENTITY: Final = "cognito-identity"
_NEXT: Final = ("NextToken", "NextToken")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Account:
    """Which account to read: a profile of the AWS configuration, a Region, and chosen pools.

    `pools` are ids; without any, every user pool of the Region is read. `endpoint` is for tests.
    """

    region: str
    profile: str | None = None
    pools: tuple[str, ...] = ()
    endpoint: str | None = None


def read_account(account: Account, progress: Progress = lambda _what: None) -> Gathered:
    """Read an account; what it refuses is named, the rest is read.

    Raises:
        RemoteError: If AWS cannot be reached or does not accept the credentials.
        InputError: If the profile or the Region cannot be used.
    """
    clients = ReadOnlyClients(account.profile, account.region, account.endpoint)
    walk = _Walk(clients, f"aws://{account.region}", progress)
    walk.user_pools(account.pools)
    walk.identity_pools()
    walk.policy_engines()
    Surroundings(clients, walk.add, progress).read()
    for permission, reason in sorted(clients.refusals.reasons.items()):
        what = f"could not be read: {reason}; nothing is concluded from that"
        walk.gathered.unseen.append(Problem(walk.name, 0, permission, what))
    return walk.gathered


class _Walk:
    def __init__(self, clients: ReadOnlyClients, name: str, progress: Progress) -> None:
        self.clients = clients
        self.name = name
        self.progress = progress
        self.gathered = Gathered(used=[name])
        self._roles: set[str] = set()

    def user_pools(self, chosen: Sequence[str]) -> None:
        """Read the chosen user pools, or all."""
        for pool in chosen or list(self._ids("list_user_pools", "UserPools", "Id")):
            self.progress(f"user pool {pool}")
            self._user_pool(pool)

    def _user_pool(self, pool: str) -> None:
        described = self.clients.call(_IDP, "describe_user_pool", UserPoolId=pool)
        if described is None:
            return
        self.add(described, pool)
        for operation in (
            "get_user_pool_mfa_config",
            "describe_risk_configuration",
            "get_log_delivery_configuration",
        ):
            self.add(self.clients.call(_IDP, operation, UserPoolId=pool), pool)
        self.add(self.clients.call(_IDP, "list_user_pool_replicas", UserPoolId=pool), pool)
        for client in list(self._of_pool(pool, "list_user_pool_clients", "ClientId")):
            answer = self.clients.call(
                _IDP, "describe_user_pool_client", UserPoolId=pool, ClientId=client
            )
            self.add(answer, pool)
        for provider in list(self._of_pool(pool, "list_identity_providers", "ProviderName")):
            answer = self.clients.call(
                _IDP, "describe_identity_provider", UserPoolId=pool, ProviderName=provider
            )
            self.add(answer, pool)
        for operation, size in (("list_resource_servers", "MaxResults"), ("list_groups", "Limit")):
            for page in self._pages(operation, size, 50 if size == "MaxResults" else 60, pool):
                self.add(page, pool)
        arn = text(member(member(described, "UserPool"), "Arn"))
        if arn:
            answer = self.clients.call("wafv2", "get_web_acl_for_resource", ResourceArn=arn)
            if answer is not None and member(answer, "WebACL") is None:
                # An answer without one says that there is none, unlike a refused call.
                answer = lift({"WebACL": {"Name": None}})
            self.add(answer, pool)

    def identity_pools(self) -> None:
        """Read every identity pool of the Region, and the roles it hands out."""
        pages = self.clients.pages(_IDENTITY, "list_identity_pools", _NEXT, MaxResults=60)
        for page in pages:
            for summary in items(member(page, "IdentityPools")):
                pool = text(member(summary, "IdentityPoolId"))
                self.progress(f"identity pool {pool}")
                described = self.clients.call(
                    _IDENTITY, "describe_identity_pool", IdentityPoolId=pool
                )
                self.add(described, "")
                roles = self.clients.call(_IDENTITY, "get_identity_pool_roles", IdentityPoolId=pool)
                self.add(roles, "")
                for arn in _role_arns(roles):
                    self._role(arn)
                for provider in items(member(described, "CognitoIdentityProviders")):
                    self.add(
                        self.clients.call(
                            _IDENTITY,
                            "get_principal_tag_attribute_map",
                            IdentityPoolId=pool,
                            IdentityProviderName=text(member(provider, "ProviderName")),
                        )
                    )

    def policy_engines(self) -> None:
        """Read which policy engines take identities from a login."""
        tokens = ("nextToken", "nextToken")
        for page in self.clients.pages("verifiedpermissions", "list_policy_stores", tokens):
            for store in items(member(page, "policyStores")):
                name = text(member(store, "policyStoreId"))
                for sources in self.clients.pages(
                    "verifiedpermissions", "list_identity_sources", tokens, policyStoreId=name
                ):
                    self.add(sources, "")

    def _role(self, arn: str) -> None:
        """Read a role with its policies, as one resource."""
        name = arn.rpartition("/")[2]
        if not name or name in self._roles:
            return
        self._roles.add(name)
        answer = self.clients.call("iam", "get_role", RoleName=name)
        role = member(answer, "Role")
        if role is None:
            return
        body = dict(mapping(role))
        body["Policies"] = Value(tuple(self._policies(name)))
        self.gathered.resources.append(
            RawResource(
                API,
                "aws-account",
                "IamRole",
                f"IamRole/{name}",
                role.holding(body),
                self.name,
                0,
                complete=True,
            )
        )

    def _policies(self, role: str) -> Iterator[Value]:
        """Yield `{PolicyDocument}` for each policy; unread ones make the role partly unknown."""
        tokens = ("Marker", "Marker")
        for page in self.clients.pages("iam", "list_role_policies", tokens, RoleName=role):
            for name in items(member(page, "PolicyNames")):
                found = self.clients.call(
                    "iam", "get_role_policy", RoleName=role, PolicyName=text(name)
                )
                yield _document(member(found, "PolicyDocument"))
        for page in self.clients.pages("iam", "list_attached_role_policies", tokens, RoleName=role):
            for attached in items(member(page, "AttachedPolicies")):
                yield self._managed(text(member(attached, "PolicyArn")))

    def _managed(self, arn: str) -> Value:
        policy = self.clients.call("iam", "get_policy", PolicyArn=arn)
        version = text(member(member(policy, "Policy"), "DefaultVersionId"))
        found = (
            self.clients.call("iam", "get_policy_version", PolicyArn=arn, VersionId=version)
            if version
            else None
        )
        return _document(member(member(found, "PolicyVersion"), "Document"))

    def add(self, answer: Value | None, pool: str = "") -> None:
        """Keep the resources of one answer."""
        if answer is None:
            return
        for part in _pieces_with_pool(answer, pool):
            self.gathered.resources.extend(resources_of(part, self.name, "aws-account"))

    def _ids(self, operation: str, key: str, name: str) -> Iterator[str]:
        for page in self.clients.pages(_IDP, operation, _NEXT, MaxResults=60):
            for item in items(member(page, key)):
                yield text(member(item, name))

    def _of_pool(self, pool: str, operation: str, name: str) -> Iterator[str]:
        key = "UserPoolClients" if name == "ClientId" else "Providers"
        for page in self._pages(operation, "MaxResults", 60, pool):
            for item in items(member(page, key)):
                yield text(member(item, name))

    def _pages(self, operation: str, size_name: str, size: int, pool: str) -> Iterator[Value]:
        return self.clients.pages(_IDP, operation, _NEXT, UserPoolId=pool, **{size_name: size})


def _pieces_with_pool(answer: Value, pool: str) -> Iterator[Value]:
    """Yield the answer with the pool's id on whatever it holds, so that links can be followed."""
    if not pool:
        yield answer
        return
    members = {
        key: Value(tuple(with_pool(item, pool) for item in items(value)))
        if isinstance(value.data, tuple)
        else with_pool(value, pool)
        for key, value in mapping(answer).items()
    }
    yield with_pool(answer.holding(members), pool)


def _role_arns(roles: Value | None) -> Iterator[str]:
    for arn in mapping(member(roles, "Roles")).values():
        yield text(arn)
    for rule in mapping(member(roles, "RoleMappings")).values():
        for entry in items(member(member(rule, "RulesConfiguration"), "Rules")):
            yield text(member(entry, "RoleARN"))


def _document(document: Value | None) -> Value:
    from advisor.evidence.values import unknown

    found = document if document is not None else unknown("a policy that was not read")
    return Value({"PolicyDocument": found})
