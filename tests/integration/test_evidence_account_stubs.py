"""A live AWS account: what moto lacks, answered by stubs in botocore."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from botocore import xform_name

from advisor.errors import RemoteError
from advisor.evidence.accounts import aws_client
from advisor.evidence.accounts.aws_live import Account, read_account
from advisor.evidence.accounts.aws_permissions import PERMISSIONS
from advisor.evidence.resources import Gathered
from tests.evidence.scene import options
from tests.integration.test_evidence_account import REGION, credentials, proposals

__all__ = ["credentials"]


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
    "apigateway:get_rest_apis": {"items": []},
    "apigatewayv2:get_apis": {"Items": []},
    "elbv2:describe_load_balancers": {"LoadBalancers": []},
    "guardduty:list_detectors": {"DetectorIds": ["d"]},
    "guardduty:get_detector": {
        "Status": "ENABLED",
        "ServiceRole": "r",
        "FindingPublishingFrequency": "SIX_HOURS",
    },
    "accessanalyzer:list_analyzers": {"analyzers": []},
    "iam:list_open_id_connect_providers": {"OpenIDConnectProviderList": []},
    "bedrock-agentcore-control:list_oauth2_credential_providers": {"credentialProviders": []},
    "bedrock-agentcore-control:list_workload_identities": {"workloadIdentities": []},
    "bedrock-agentcore-control:list_gateways": {"items": []},
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
        "apigateway:GET",
        "elasticloadbalancing:DescribeLoadBalancers",
        "guardduty:ListDetectors",
        "access-analyzer:ListAnalyzers",
        "iam:ListOpenIDConnectProviders",
        "bedrock-agentcore:ListOauth2CredentialProviders",
        "bedrock-agentcore:ListWorkloadIdentities",
        "bedrock-agentcore:ListGateways",
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


def test_every_named_permission_is_a_call_that_botocore_knows() -> None:
    """The installed botocore has every operation, the newest ones included."""
    import boto3

    services = {
        "access-analyzer": "accessanalyzer",
        "bedrock-agentcore": "bedrock-agentcore-control",
        "elasticloadbalancing": "elbv2",
    }
    for permission in PERMISSIONS:
        service, operation = permission.split(":")
        if permission == "apigateway:GET":
            continue
        client = boto3.client(services.get(service, service), region_name=REGION)
        model = client.meta.service_model
        assert operation in model.operation_names
