"""A live AWS account: against a moto server, and against stubs where moto has gaps."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from botocore import xform_name

from advisor.application import scanning
from advisor.errors import InputError, RemoteError
from advisor.evidence.accounts import aws_client
from advisor.evidence.accounts.aws_live import Account, read_account
from advisor.evidence.accounts.aws_permissions import PERMISSIONS
from advisor.evidence.examine import judge
from advisor.evidence.proposals import propose
from advisor.evidence.resources import Gathered
from advisor.model.assessment import Proposal
from tests.evidence.scene import book, catalog, options

REGION = "eu-west-1"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A moto server on this machine."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Throw-away credentials, and no configuration of the person running the tests."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    # Retries wait between attempts; what they wait for here is nothing.
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")


def maker(service: str, endpoint: str) -> Any:
    """Return a client that may create things on the moto server."""
    import boto3

    return boto3.client(service, region_name=REGION, endpoint_url=endpoint)


@pytest.fixture(scope="module")
def pool(endpoint: str) -> str:
    """A user pool with clients, an outside login, groups, and an identity pool beside it."""
    import os

    os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
    os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
    idp = maker("cognito-idp", endpoint)
    pool_id = idp.create_user_pool(
        PoolName="shop",
        MfaConfiguration="OPTIONAL",
        AdminCreateUserConfig={"AllowAdminCreateUserOnly": False},
    )["UserPool"]["Id"]
    for index in range(65):
        idp.create_user_pool_client(
            UserPoolId=pool_id,
            ClientName=f"c{index}",
            GenerateSecret=True,
            RefreshTokenValidity=30,
            AllowedOAuthFlows=["code"] if index else ["client_credentials"],
            AllowedOAuthFlowsUserPoolClient=True,
        )
    idp.create_identity_provider(
        UserPoolId=pool_id,
        ProviderName="Google",
        ProviderType="Google",
        ProviderDetails={"client_id": "x", "client_secret": "planted-in-the-account"},
    )
    idp.create_group(UserPoolId=pool_id, GroupName="editors")
    idp.create_resource_server(UserPoolId=pool_id, Identifier="api", Name="api", Scopes=[])
    maker("cognito-identity", endpoint).create_identity_pool(
        IdentityPoolName="shop",
        AllowUnauthenticatedIdentities=True,
        CognitoIdentityProviders=[{"ProviderName": "cognito-idp/x", "ClientId": "c"}],
    )
    return str(pool_id)


def proposals(gathered: Gathered) -> list[Proposal]:
    """Return what an account proposes."""
    return propose(judge(gathered, book(), catalog()).findings, {}, catalog())


def test_an_account_is_read(endpoint: str, pool: str) -> None:
    """Pools, clients over several pages, logins, groups and identity pools are evidence."""
    gathered = read_account(Account(REGION, endpoint=endpoint))
    clients = [raw for raw in gathered.resources if raw.type == "UserPoolClient"]
    assert len(clients) == 65
    found = proposals(gathered)
    assert options(found, "second-factor") == {("inferred", "optional")}
    assert ("inferred", "own-workload") in options(found, "subjects")
    assert options(found, "external-logins") == {("observed", "social")}
    assert options(found, "refresh-lifetime") == {("observed", "thirty-days")}
    assert {("observed", "guests"), ("observed", "signed-in-people")} <= options(
        found, "cloud-credentials"
    )
    machine = next(item for item in found if item.question == "subjects")
    assert machine.where.startswith(f"aws://{REGION}#UserPool/{pool}/")


def test_no_secret_of_the_account_is_kept(endpoint: str, pool: str) -> None:
    """Client secrets and secrets of outside logins end at the call."""
    gathered = read_account(Account(REGION, endpoint=endpoint))
    idp = maker("cognito-idp", endpoint)
    client = idp.list_user_pool_clients(UserPoolId=pool, MaxResults=1)["UserPoolClients"][0]
    secret = idp.describe_user_pool_client(UserPoolId=pool, ClientId=client["ClientId"])[
        "UserPoolClient"
    ]["ClientSecret"]
    shown = repr(gathered) + repr(proposals(gathered))
    assert secret not in shown
    assert "planted-in-the-account" not in shown


def test_only_the_chosen_pools_are_read(endpoint: str, pool: str) -> None:
    """A pool id limits the scan to that pool."""
    other = maker("cognito-idp", endpoint).create_user_pool(PoolName="other")["UserPool"]["Id"]
    gathered = read_account(Account(REGION, pools=(other,), endpoint=endpoint))
    pools = [raw.address for raw in gathered.resources if raw.type == "UserPool"]
    assert pools == [f"UserPool/{other}"]


def test_what_the_account_refuses_is_named(endpoint: str, pool: str) -> None:
    """Calls that fail are listed as not read, and nothing is concluded from them."""
    gathered = read_account(Account(REGION, endpoint=endpoint))
    named = {item.field for item in gathered.unseen}
    assert "cognito-idp:DescribeRiskConfiguration" in named
    assert all("nothing is concluded" in item.problem for item in gathered.unseen)
    assert "detection" not in {item.question for item in proposals(gathered)}


def test_the_use_case_proposes_the_same(endpoint: str, pool: str) -> None:
    """The application's scan of an account is the same scan."""
    seen: list[str] = []
    account = scanning.Account(REGION, pools=(pool,), endpoint=endpoint)
    result = scanning.scan_account(account, catalog(), progress=seen.append)
    assert f"user pool {pool}" in seen
    assert {item.question for item in result.proposals} >= {"platform", "subjects"}


def test_an_account_out_of_reach_is_a_remote_failure() -> None:
    """Nobody listening is the network's failure, not an empty account."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(RemoteError, match="cannot be reached"):
        read_account(Account(REGION, endpoint=address))


def test_missing_credentials_are_named(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without credentials the way to sign in is said."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(RemoteError, match="credentials"):
        read_account(Account(REGION, endpoint=endpoint))


def test_an_unknown_profile_is_wrong_usage(endpoint: str) -> None:
    """A profile that does not exist is named."""
    with pytest.raises(InputError, match="profile nobody"):
        read_account(Account(REGION, profile="nobody", endpoint=endpoint))


class Stubbed:
    """A session whose clients validate what is asked, and answer from a table.

    An answer is a response, an error code, or a list of these for one call after the other.
    """

    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers = {
            name: list(answer) if isinstance(answer, list) else answer
            for name, answer in answers.items()
        }

    def client(self, service: str, **_options: object) -> Any:
        """Return a real client; its calls are answered before they leave."""
        import boto3
        from botocore.awsrequest import AWSResponse

        def answer(model: Any, **_more: object) -> tuple[AWSResponse, dict[str, Any]]:
            held: Any = self.answers[f"{service}:{xform_name(model.name)}"]
            reply = held.pop(0) if isinstance(held, list) else held
            if isinstance(reply, str):
                return AWSResponse("https://aws", 400, {}, None), {"Error": {"Code": reply}}
            return AWSResponse("https://aws", 200, {}, None), deepcopy(reply)

        client = boto3.client(service, region_name=REGION)
        client.meta.events.register("before-call", answer)
        return client


EMPTY: dict[str, object] = {
    "cognito-idp:list_user_pools": {"UserPools": []},
    "cognito-identity:list_identity_pools": {"IdentityPools": []},
    "verifiedpermissions:list_policy_stores": {"policyStores": []},
}
POOL_CALLS: dict[str, object] = {
    "cognito-idp:describe_user_pool": {
        "UserPool": {
            "Id": "eu-west-1_x",
            "Arn": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_x",
            "DcrConfiguration": {"EnableStatus": "ENABLED", "OpenDcrEnabled": True},
        }
    },
    "cognito-idp:get_user_pool_mfa_config": {"MfaConfiguration": "ON"},
    "cognito-idp:describe_risk_configuration": {"RiskConfiguration": {"UserPoolId": "x"}},
    "cognito-idp:get_log_delivery_configuration": {
        "LogDeliveryConfiguration": {
            "UserPoolId": "eu-west-1_x",
            "LogConfigurations": [{"LogLevel": "INFO", "EventSource": "userAuthEvents"}],
        }
    },
    "cognito-idp:list_user_pool_replicas": {
        "UserPoolReplicas": [{"RegionName": "eu-central-1", "Status": "ACTIVE"}]
    },
    "cognito-idp:list_user_pool_clients": {"UserPoolClients": []},
    "cognito-idp:list_identity_providers": {"Providers": []},
    "cognito-idp:list_resource_servers": {"ResourceServers": []},
    "cognito-idp:list_groups": {"Groups": []},
    "wafv2:get_web_acl_for_resource": {"WebACL": {"Name": "w", "Id": "1", "ARN": "a" * 20,
        "DefaultAction": {"Allow": {}}, "VisibilityConfig": {"SampledRequestsEnabled": True,
        "CloudWatchMetricsEnabled": True, "MetricName": "m"}}},
}  # fmt: skip


def stubbed(
    monkeypatch: pytest.MonkeyPatch, answers: Mapping[str, object], *, pool: str = ""
) -> Gathered:
    """Read an account whose answers are given."""
    table = Stubbed({**EMPTY, **answers})
    monkeypatch.setattr(aws_client, "_session", lambda _profile, _region: table)
    return read_account(Account(REGION, pools=(pool,) if pool else ()))


def test_the_newest_fields_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registration, replicas, log delivery and firewall, which moto lacks, are read."""
    gathered = stubbed(monkeypatch, POOL_CALLS, pool="eu-west-1_x")
    found = proposals(gathered)
    assert options(found, "third-party-apps") == {("observed", "open-registration")}
    assert options(found, "sign-in-needs") == {("inferred", "multi-region")}
    assert options(found, "detection") == {("inferred", "kept")}
    assert options(found, "edge-protection") == {("observed", "firewall")}
    assert options(found, "second-factor") == {("inferred", "required")}
    assert gathered.unseen == []


IDENTITY_POOL: dict[str, object] = {
    "cognito-identity:list_identity_pools": {
        "IdentityPools": [{"IdentityPoolId": "eu-west-1:1", "IdentityPoolName": "p"}]
    },
    "cognito-identity:describe_identity_pool": {
        "IdentityPoolId": "eu-west-1:1",
        "IdentityPoolName": "p",
        "AllowUnauthenticatedIdentities": False,
    },
    "cognito-identity:get_identity_pool_roles": {
        "IdentityPoolId": "eu-west-1:1",
        "Roles": {"authenticated": "arn:aws:iam::123456789012:role/app/signed-in"},
    },
    "iam:get_role": {
        "Role": {
            "Path": "/app/",
            "RoleName": "signed-in",
            "RoleId": "A" * 20,
            "Arn": "arn:aws:iam::123456789012:role/app/signed-in",
            "CreateDate": "2026-01-01T00:00:00Z",
            "AssumeRolePolicyDocument": json.dumps(
                {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
                            "Action": "sts:AssumeRoleWithWebIdentity",
                        }
                    ]
                }
            ),
        }
    },
    "iam:list_role_policies": {"PolicyNames": ["inline"], "IsTruncated": False},
    "iam:get_role_policy": {
        "RoleName": "signed-in",
        "PolicyName": "inline",
        "PolicyDocument": json.dumps(
            {"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:x"}}
        ),
    },
    "iam:list_attached_role_policies": {
        "AttachedPolicies": [
            {"PolicyName": "m", "PolicyArn": "arn:aws:iam::1:policy/m" + "x" * 20}
        ],
        "IsTruncated": False,
    },
    "iam:get_policy": {"Policy": {"DefaultVersionId": "v2"}},
    "iam:get_policy_version": {
        "PolicyVersion": {
            "Document": json.dumps(
                {"Statement": [{"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "*"}]}
            )
        }
    },
}


def test_roles_are_read_with_all_their_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inline and attached policies of the role that people get are judged together."""
    found = proposals(stubbed(monkeypatch, IDENTITY_POOL))
    assert options(found, "cloud-role-scope") == {("observed", "infrastructure")}
    assert ("observed", "!guests") in options(found, "cloud-credentials")


def test_a_policy_that_is_refused_leaves_the_reach_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A role of which a part could not be read may reach further."""
    answers = {**IDENTITY_POOL, "iam:get_policy": "AccessDenied"}
    del answers["iam:get_policy_version"]
    gathered = stubbed(monkeypatch, answers)
    assert [item.field for item in gathered.unseen] == ["iam:GetPolicy"]
    assert options(proposals(gathered), "cloud-role-scope") == {("inferred", "named-resources")}


def test_an_account_that_allows_nothing_proposes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every refusal is named once, and silence is not taken for absence."""
    refused = dict.fromkeys(EMPTY, "AccessDeniedException")
    gathered = stubbed(monkeypatch, refused)
    assert {item.field for item in gathered.unseen} == {
        "cognito-idp:ListUserPools",
        "cognito-identity:ListIdentityPools",
        "verifiedpermissions:ListPolicyStores",
    }
    assert proposals(gathered) == []


@pytest.mark.parametrize("code", ["ExpiredTokenException", "UnrecognizedClientException"])
def test_bad_credentials_end_the_scan(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Credentials that AWS rejects are the account's failure, not a missing permission."""
    with pytest.raises(RemoteError, match="did not accept"):
        stubbed(monkeypatch, {"cognito-idp:list_user_pools": code})


def test_pages_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of a list is read."""
    pages = [
        {"UserPools": [{"Id": "eu-west-1_a"}], "NextToken": "t"},
        {"UserPools": [{"Id": "eu-west-1_b"}]},
    ]
    described = [
        {"UserPool": {"Id": "eu-west-1_a"}},
        {"UserPool": {"Id": "eu-west-1_b"}},
    ]
    gathered = stubbed(
        monkeypatch,
        {
            **POOL_CALLS,
            "cognito-idp:list_user_pools": pages,
            "cognito-idp:describe_user_pool": described,
        },
    )
    pools = [raw.address for raw in gathered.resources if raw.type == "UserPool"]
    assert pools == ["UserPool/eu-west-1_a", "UserPool/eu-west-1_b"]


def test_nothing_but_the_named_permissions_can_be_used(endpoint: str) -> None:
    """A call that was not named to the person is refused before it is made."""
    clients = aws_client.ReadOnlyClients(None, REGION, endpoint)
    with pytest.raises(InputError, match="not among the permissions"):
        clients.call("cognito-idp", "delete_user_pool", UserPoolId="x")


def test_every_named_permission_is_a_call_that_botocore_knows() -> None:
    """The installed botocore has every operation, the newest ones included."""
    import boto3

    for permission in PERMISSIONS:
        service, operation = permission.split(":")
        model = boto3.client(service, region_name=REGION).meta.service_model
        assert operation in model.operation_names


def test_an_account_is_a_value() -> None:
    """What to read is fixed before consent is asked."""
    account = Account(REGION)
    assert replace(account, pools=("x",)) != account
