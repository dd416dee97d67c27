"""A live AWS account, against a moto server; what moto lacks is tested with stubs next door."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.application import scanning
from advisor.errors import InputError, RemoteError
from advisor.evidence.accounts import aws_client
from advisor.evidence.accounts.aws_live import Account, read_account
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


def test_gateways_are_read(endpoint: str, pool: str) -> None:
    """A gateway that checks tokens of the pool is evidence."""
    rest = maker("apigateway", endpoint)
    api = rest.create_rest_api(name="a")["id"]
    rest.create_authorizer(
        restApiId=api,
        name="pool",
        type="COGNITO_USER_POOLS",
        authType="cognito_user_pools",
        providerARNs=[f"arn:aws:cognito-idp:{REGION}:1:userpool/{pool}"],
        identitySource="method.request.header.Authorization",
    )
    gathered = read_account(Account(REGION, endpoint=endpoint))
    assert "RestAuthorizer" in {raw.type for raw in gathered.resources}
    assert ("observed", "gateway-tokens") in options(proposals(gathered), "edge-protection")


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
    asked = [item for item in proposals(gathered) if item.question == "detection"]
    assert {item.kind for item in asked} <= {"not-visible"}


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


def test_nothing_but_the_named_permissions_can_be_used(endpoint: str) -> None:
    """A call that was not named to the person is refused before it is made."""
    clients = aws_client.ReadOnlyClients(None, REGION, endpoint)
    with pytest.raises(InputError, match="not among the permissions"):
        clients.call("cognito-idp", "delete_user_pool", UserPoolId="x")
