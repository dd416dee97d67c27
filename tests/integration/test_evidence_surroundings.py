"""What stands around a login in an AWS account, answered by stubs in botocore."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from advisor.evidence.accounts import aws_client
from advisor.evidence.accounts.aws_live import Account, read_account
from tests.evidence.scene import options
from tests.integration.test_evidence_account import REGION, credentials, proposals
from tests.integration.test_evidence_account_stubs import EMPTY, Stubbed, stubbed

__all__ = ["credentials"]

ARN = "arn:aws:elasticloadbalancing:eu-west-1:1:x"
LOGIN: dict[str, object] = {
    "Type": "authenticate-cognito",
    "AuthenticateCognitoConfig": {
        "UserPoolArn": "arn:aws:cognito-idp:eu-west-1:1:userpool/p",
        "UserPoolClientId": "c",
        "UserPoolDomain": "d",
        "OnUnauthenticatedRequest": "allow",
    },
}
AROUND: dict[str, object] = {
    "apigateway:get_rest_apis": [{"items": [{"id": "a"}], "position": "p"}, {"items": []}],
    "apigateway:get_authorizers": {
        "items": [
            {
                "id": "1",
                "name": "pool",
                "type": "COGNITO_USER_POOLS",
                "authType": "cognito_user_pools",
            }
        ]
    },
    "apigatewayv2:get_apis": [
        {"Items": [{"ApiId": "h", "Name": "n", "ProtocolType": "HTTP"}], "NextToken": "t"},
        {"Items": []},
    ],
    "apigatewayv2:get_authorizers": {"Items": [{"Name": "pool", "AuthorizerType": "JWT"}]},
    "elbv2:describe_load_balancers": {
        "LoadBalancers": [
            {"LoadBalancerArn": ARN, "Type": "application"},
            {"LoadBalancerArn": ARN, "Type": "network"},
        ]
    },
    "elbv2:describe_listeners": {"Listeners": [{"ListenerArn": ARN, "DefaultActions": []}]},
    "elbv2:describe_rules": {"Rules": [{"RuleArn": ARN, "Actions": [LOGIN]}]},
    "guardduty:list_detectors": {"DetectorIds": []},
    "accessanalyzer:list_analyzers": {
        "analyzers": [{"arn": "a", "name": "n", "type": "ACCOUNT_UNUSED_ACCESS"}]
    },
    "iam:list_open_id_connect_providers": {
        "OpenIDConnectProviderList": [
            {"Arn": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"}
        ]
    },
    "bedrock-agentcore-control:list_oauth2_credential_providers": {
        "credentialProviders": [{"name": "n", "credentialProviderVendor": "CognitoOauth2"}]
    },
    "bedrock-agentcore-control:list_workload_identities": {"workloadIdentities": [{"name": "w"}]},
    "bedrock-agentcore-control:list_gateways": {"items": [{"gatewayId": "g"}]},
    "bedrock-agentcore-control:get_gateway": {
        "gatewayId": "g",
        "authorizerConfiguration": {
            "customJWTAuthorizer": {
                "discoveryUrl": "https://cognito-idp.eu-west-1.amazonaws.com/p/.well-known/x"
            }
        },
    },
}


def test_what_stands_around_the_login_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gateways, load balancers, detection, workload and agent identity are evidence."""
    gathered = stubbed(monkeypatch, AROUND)
    found = proposals(gathered)
    signals = {item.signal for item in found}
    kinds = {raw.type for raw in gathered.resources}
    assert {"RestAuthorizer", "HttpAuthorizer", "ListenerRule"} <= kinds
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}
    assert {
        "load-balancer-lets-everyone-through",
        "threat-detection-off",
        "unused-access-reported",
    } <= signals
    assert {name for _, name in options(found, "separate-subjects")} == {
        "own-workload",
        "own-autonomous-agent",
    }
    assert options(found, "agent-tools") == {("inferred", "own-mcp")}
    assert "own-autonomous-agent" in {name for _, name in options(found, "subjects")}
    assert gathered.unseen == []


@pytest.mark.parametrize(
    ("call", "permission"),
    [
        ("apigateway:get_authorizers", "apigateway:GET"),
        ("elbv2:describe_listeners", "elasticloadbalancing:DescribeListeners"),
        ("elbv2:describe_rules", "elasticloadbalancing:DescribeRules"),
        ("bedrock-agentcore-control:get_gateway", "bedrock-agentcore:GetGateway"),
    ],
)
def test_a_part_that_is_refused_is_not_visible(
    monkeypatch: pytest.MonkeyPatch, call: str, permission: str
) -> None:
    """The refused part is named, and the rest of the account is still read."""
    gathered = stubbed(monkeypatch, {**AROUND, call: "AccessDeniedException"})
    assert [item.field for item in gathered.unseen] == [permission]
    assert "unused-access-reported" in {item.signal for item in proposals(gathered)}


def test_a_service_that_the_region_lacks_does_not_end_the_scan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A service without an address in the Region is named once, and not asked again."""
    table = Stubbed({**EMPTY, **AROUND})
    asked: list[str] = []

    def client(service: str, **options: object) -> Any:
        made = Stubbed.client(table, service, **options)
        if service == "bedrock-agentcore-control":

            def fail(model: Any, **_more: object) -> None:
                asked.append(model.name)
                raise EndpointConnectionError(endpoint_url="https://nowhere")

            made.meta.events.register_first("before-call", fail)
        return made

    monkeypatch.setattr(table, "client", client)
    monkeypatch.setattr(aws_client, "_session", lambda _profile, _region: table)
    gathered = read_account(Account(REGION))
    assert asked == ["ListOauth2CredentialProviders"]
    assert [item.field for item in gathered.unseen] == [
        "bedrock-agentcore:ListOauth2CredentialProviders"
    ]
