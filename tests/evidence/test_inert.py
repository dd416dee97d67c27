"""What is disabled, elsewhere or not certain counts for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.scene import options, proposed

CLIENT = """
resource "aws_cognito_user_pool_client" "c" {{
  allowed_oauth_flows = ["{}"]
  callback_urls       = ["{}"]
  generate_secret     = {}
  {}
}}
"""
ON, OFF = (f"allowed_oauth_flows_user_pool_client = {word}" for word in ("true", "false"))


@pytest.mark.parametrize(
    ("flow", "address", "secret", "question", "said"),
    [
        ("implicit", "https://a.io", "false", "login-habits", ("observed", "implicit-grant")),
        ("code", "http://a.io", "false", "login-habits", ("inferred", "loose-redirects")),
        ("code", "https://a.io", "false", "channels", ("inferred", "browser-app")),
        ("code", "https://a.io", "true", "channels", ("inferred", "server-web")),
        ("code", "shop://cb", "false", "channels", ("inferred", "mobile-app")),
    ],
)
def test_flows_and_addresses_count_where_oauth_is_on(
    tmp_path: Path, flow: str, address: str, secret: str, question: str, said: tuple[str, str]
) -> None:
    """A client without OAuth uses neither flows nor addresses, so they say nothing."""
    for switch, expected in ((ON, {said}), (OFF, set()), ("", set())):
        text = CLIENT.format(flow, address, secret, switch)
        assert options(proposed(tmp_path, {"m.tf": text}), question) == expected


FIREWALL = """
resource "aws_cognito_user_pool" "p" {{}}
resource "aws_lb" "print" {{}}
resource "aws_api_gateway_stage" "s" {{ stage_name = "v1" }}
resource "aws_appsync_graphql_api" "g" {{ authentication_type = "{}" }}
data "aws_cognito_user_pool" "other" {{ user_pool_id = "x" }}
resource "aws_wafv2_web_acl_association" "a" {{ resource_arn = {} }}
"""
POOLS = "AMAZON_COGNITO_USER_POOLS"


@pytest.mark.parametrize(
    ("login", "target", "kind"),
    [
        (POOLS, "aws_cognito_user_pool.p.arn", "observed"),
        (POOLS, "data.aws_cognito_user_pool.other.arn", "observed"),
        (POOLS, '"arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_A"', "observed"),
        (POOLS, "aws_appsync_graphql_api.g.arn", "observed"),
        ("API_KEY", "aws_appsync_graphql_api.g.arn", None),
        (POOLS, "aws_api_gateway_stage.s.arn", "inferred"),
        (POOLS, "aws_lb.print.arn", None),
        (POOLS, "var.unset", None),
    ],
)
def test_a_firewall_counts_for_what_it_protects(
    tmp_path: Path, login: str, target: str, kind: str | None
) -> None:
    """A firewall before the login is seen, before an API inferred, before anything else nothing."""
    found = proposed(tmp_path, {"m.tf": FIREWALL.format(login, target)})
    said = {item for item in options(found, "edge-protection") if item[1] == "firewall"}
    assert said == ({(kind, "firewall")} if kind else set())


TRIGGERS = """
variable "hook" {{}}
module "hook" {{ source = "acme/function/aws" }}
resource "aws_lambda_function" "f" {{}}
resource "aws_lambda_function" "maybe" {{ count = var.hook }}
resource "aws_cognito_user_pool" "p" {{
  {}
}}
"""


@pytest.mark.parametrize(
    ("block", "known"),
    [
        ("lambda_config { pre_sign_up = aws_lambda_function.f.arn }", True),
        ('lambda_config { pre_sign_up = "${var.hook}:live" }', True),
        ("lambda_config { pre_sign_up = module.hook.arn }", True),
        ("lambda_config { pre_sign_up = var.hook }", False),
        ("lambda_config { pre_sign_up = try(aws_lambda_function.maybe[0].arn, null) }", False),
        (
            'lambda_config { pre_sign_up = var.hook != "" ? aws_lambda_function.f.arn : null }',
            False,
        ),
        ('lambda_config { pre_sign_up = "" }', False),
        (
            (
                'dynamic "lambda_config" {\n for_each = var.hook\n content {\n'
                " pre_sign_up = lambda_config.value\n }\n }"
            ),
            False,
        ),
    ],
)
def test_a_trigger_counts_where_it_is_certain(tmp_path: Path, block: str, *, known: bool) -> None:
    """What may be empty is unknown: neither a little login code nor none."""
    found = proposed(tmp_path, {"m.tf": TRIGGERS.format(block)})
    assert options(found, "login-code") == ({("inferred", "little")} if known else set())


def test_protection_of_own_steps_counts(tmp_path: Path) -> None:
    """Threat protection may act on sign-in steps of one's own only; that is not none."""
    text = """
    Resources:
      P:
        Type: AWS::Cognito::UserPool
        Properties:
          UserPoolAddOns:
            AdvancedSecurityMode: "OFF"
            AdvancedSecurityAdditionalFlows: {CustomAuthMode: %s}
    """
    acts = proposed(tmp_path / "a", {"t.yaml": text % "ENFORCED"})
    assert options(acts, "session-controls") == {("inferred", "device-risk")}
    watches = proposed(tmp_path / "b", {"t.yaml": text % "AUDIT"})
    assert options(watches, "session-controls") == {("inferred", "!device-risk")}


@pytest.mark.parametrize(
    "text",
    [
        'resource "aws_cognito_identity_provider" "x" { provider_type = "SAML" }',
        'resource "aws_cognito_user_pool_domain" "x" { domain = "a" }',
        'resource "aws_cognito_resource_server" "x" { identifier = "a" }',
        'resource "aws_cognito_user_group" "x" { name = "a" }',
        'resource "aws_cognito_user" "x" { username = "a" }',
        'resource "aws_cognito_risk_configuration" "x" { user_pool_id = "a" }',
        (
            'resource "aws_cognito_identity_pool" "x" {\n cognito_identity_providers {\n'
            " client_id = var.a\n }\n }"
        ),
    ],
)
def test_every_part_of_a_pool_names_the_product(tmp_path: Path, text: str) -> None:
    """Whatever only a Cognito user pool has says that Cognito is the platform."""
    assert options(proposed(tmp_path, {"m.tf": text}), "platform") == {("observed", "cognito")}


def test_an_identity_pool_alone_names_no_product(tmp_path: Path) -> None:
    """An identity pool for other logins does not make Cognito the platform."""
    text = 'resource "aws_cognito_identity_pool" "x" { saml_provider_arns = ["a"] }'
    found = proposed(tmp_path, {"m.tf": text})
    assert options(found, "platform") == set()
    assert options(found, "cloud-credentials") == {("observed", "signed-in-people")}


def test_a_function_that_checks_the_header_is_inferred(tmp_path: Path) -> None:
    """A gateway that has a function check the authorization header may check tokens."""
    text = 'resource "aws_api_gateway_authorizer" "a" {{\n  type = "{}"\n  {}\n}}\n'
    header = 'identity_source = "method.request.header.Authorization"'
    asks = proposed(tmp_path / "a", {"m.tf": text.format("TOKEN", header)})
    assert options(asks, "edge-protection") == {("inferred", "gateway-tokens")}
    other = 'identity_source = "method.request.querystring.key"'
    silent = proposed(tmp_path / "b", {"m.tf": text.format("REQUEST", other)})
    assert options(silent, "edge-protection") == set()


RULES = """
resource "aws_wafv2_web_acl" "w" {{
  rule {{
    {} {{ {} {{}} }}
    statement {{
      rate_based_statement {{ limit = 100 }}
      managed_rule_group_statement {{ name = "AWSManagedRulesBotControlRuleSet" }}
    }}
  }}
}}
"""


@pytest.mark.parametrize(
    ("key", "action", "acts"),
    [
        ("action", "block", True),
        ("action", "count", False),
        ("override_action", "none", True),
        ("override_action", "count", False),
    ],
)
def test_rules_that_only_count_limit_nothing(
    tmp_path: Path, key: str, action: str, *, acts: bool
) -> None:
    """A firewall rule that counts calls and lets them through is no limit."""
    found = proposed(tmp_path, {"m.tf": RULES.format(key, action)})
    expected = {("inferred", "rate-limits"), ("inferred", "bots")} if acts else set()
    assert options(found, "edge-protection") == expected
