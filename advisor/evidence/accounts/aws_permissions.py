"""The exact read permissions that a live scan of an AWS account uses, each with its reason."""

from __future__ import annotations

from typing import Final

PERMISSIONS: Final[dict[str, str]] = {
    "cognito-idp:ListUserPools": "find the user pools of the Region",
    "cognito-idp:DescribeUserPool": "second factors, sign-up, triggers, attributes of a pool",
    "cognito-idp:GetUserPoolMfaConfig": "which second factors are switched on",
    "cognito-idp:ListUserPoolClients": "find the clients of a pool",
    "cognito-idp:DescribeUserPoolClient": "grants, token lifetimes and callbacks of a client",
    "cognito-idp:ListResourceServers": "the scopes that APIs define",
    "cognito-idp:ListIdentityProviders": "find the outside logins of a pool",
    "cognito-idp:DescribeIdentityProvider": "the kind of an outside login",
    "cognito-idp:ListGroups": "groups, and the cloud roles they carry",
    "cognito-idp:DescribeRiskConfiguration": "what happens to risky sign-ins",
    "cognito-idp:GetLogDeliveryConfiguration": "whether sign-in events are exported",
    "cognito-idp:ListUserPoolReplicas": "whether a pool exists in a second Region",
    "cognito-identity:ListIdentityPools": "find the identity pools of the Region",
    "cognito-identity:DescribeIdentityPool": "who gets cloud credentials",
    "cognito-identity:GetIdentityPoolRoles": "which roles they get",
    "iam:GetRole": "whom such a role trusts",
    "iam:ListRolePolicies": "find the policies written on such a role",
    "iam:GetRolePolicy": "what a policy written on the role allows",
    "iam:ListAttachedRolePolicies": "find the policies attached to such a role",
    "iam:GetPolicy": "the current version of an attached policy",
    "iam:GetPolicyVersion": "what an attached policy allows",
    "wafv2:GetWebACLForResource": "whether a firewall protects a pool",
    "cognito-identity:GetPrincipalTagAttributeMap": "whether roles see claims as tags",
    "apigateway:GET": "which APIs have a gateway check tokens",
    "elasticloadbalancing:DescribeLoadBalancers": "find the load balancers of the Region",
    "elasticloadbalancing:DescribeListeners": "find their listeners, and logins they ask for",
    "elasticloadbalancing:DescribeRules": "which rules ask for a login",
    "guardduty:ListDetectors": "find the account's threat detection",
    "guardduty:GetDetector": "whether it is switched on",
    "access-analyzer:ListAnalyzers": "whether unused access is reported",
    "iam:ListOpenIDConnectProviders": "whether workloads get roles without the login",
    "bedrock-agentcore:ListOauth2CredentialProviders": "whether agents get tokens from the login",
    "bedrock-agentcore:ListWorkloadIdentities": "whether agents have an identity of their own",
    "bedrock-agentcore:ListGateways": "find the tool gateways of agents",
    "bedrock-agentcore:GetGateway": "whose tokens such a gateway accepts",
    "verifiedpermissions:ListPolicyStores": "find the policy engines of the Region",
    "verifiedpermissions:ListIdentitySources": "whether one reads the login's identities",
}


def policy() -> dict[str, object]:
    """Return an IAM policy document that allows these and nothing else."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AdvisorScan",
                "Effect": "Allow",
                "Action": sorted(PERMISSIONS),
                "Resource": "*",
            }
        ],
    }
