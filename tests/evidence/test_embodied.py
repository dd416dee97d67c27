"""The facts that a scanner can read, each with its signals or with the reason for none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.evidence.scene import book, options, proposed

TABLE = yaml.safe_load((Path(__file__).parent / "embodied.yaml").read_text(encoding="utf-8"))
# The numbers leave gaps on purpose: each block of facts starts at a round one.
RANGES = ((1, 18), (20, 31), (40, 57), (60, 66), (70, 83), (90, 96), (100, 119))


def test_every_fact_is_accounted_for() -> None:
    """All 96 facts stand in the table, and no other."""
    numbers = [number for first, last in RANGES for number in range(first, last + 1)]
    assert list(TABLE) == [f"EV-{number:02}" for number in numbers]
    assert len(numbers) == 96


def test_every_fact_has_signals_or_a_reason() -> None:
    """Signals that are named exist; a fact without any says why."""
    known = {signal.id for signal in book().signals}
    for fact, said in TABLE.items():
        if isinstance(said, list):
            assert said, fact
            assert set(said) <= known, fact
        else:
            assert len(said) > 20, fact


def test_every_signal_about_cognito_stands_in_the_table_or_serves_a_question_of_its_own() -> None:
    """Signals beyond the facts are few and named, so that none is forgotten."""
    named = {signal for said in TABLE.values() if isinstance(said, list) for signal in said}
    beyond = {
        signal.id
        for signal in book().signals
        if signal.source in {"cognito", "aws-surroundings"} and signal.id not in named
    }
    assert beyond == {
        "bot-control",
        "cognito-behind-identity-pool",
        "cognito-client",
        "cognito-group",
        "cognito-lookup",
        "cognito-outside-login",
        "cognito-part",
        "cognito-pool",
        "cognito-scopes",
        "cognito-trigger",
        "cognito-user",
        "confidential-web-client",
        "firewall-in-front-of-an-api",
        "graph-api-checks-tokens",
        "groups-in-tokens",
        "http-gateway-asks-a-function",
        "login-trigger-events",
        "login-triggers",
        "mfa-on",
        "mfa-setting-on",
        "named-login-of-client",
        "new-device-challenge",
        "rate-rule",
        "refresh-up-to-a-day",
        "refresh-up-to-thirty-days",
        "rest-gateway-asks-a-function",
        "risk-enforced",
        "role-reaches-everything-of-a-kind",
        "role-reaches-named-resources",
        "role-reaches-own-objects",
        "social-login-of-client",
        "social-login-of-identity-pool",
        "stores-tied-to-the-holder",
        "usage-plan-throttles",
    }


CLIENT = """
resource "aws_cognito_user_pool_client" "c" {{
  name          = "c"
  callback_urls = [{}]
  allowed_oauth_flows_user_pool_client = true
}}
"""


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ('"http://app.shop.io/cb"', "inferred"),
        ('"http://localhost:3000"', "not-visible"),
        ('"https://example.com"', "not-visible"),
        ('"https://app.shop.io/cb", "http://app.shop.io/cb"', "inferred"),
    ],
)
def test_loose_return_addresses(tmp_path: Path, address: str, kind: str) -> None:
    """Plain addresses are inferred to be loose; what may be for trials is asked."""
    found = proposed(tmp_path, {"m.tf": CLIENT.format(address)})
    assert options(found, "login-habits") == {(kind, "loose-redirects")}


@pytest.mark.parametrize(
    "address", ['"https://app.shop.io/cb"', '"shop://cb"', "var.x", '"${var.x}/cb"']
)
def test_ordinary_return_addresses_are_not_loose(tmp_path: Path, address: str) -> None:
    """Encrypted addresses, schemes of an app and what is not known are not held against anyone."""
    found = proposed(tmp_path, {"m.tf": CLIENT.format(address)})
    assert options(found, "login-habits") == set()


@pytest.mark.parametrize(
    ("address", "loose"),
    [
        ("*", True),
        ("https://*", True),
        ("https://*.shop.io/cb", True),
        ("https://app.shop.io*", True),
        ("http://app.shop.io/*", True),
        ("https://app.shop.io/*", False),
        ("/app/*", False),
        ("http://localhost:*", False),
        ("http://127.0.0.1:*/cb", False),
        ("http://localhost*", True),
    ],
)
def test_patterns_of_return_addresses(tmp_path: Path, address: str, *, loose: bool) -> None:
    """A pattern that fits hosts of others is loose; one that fits paths of a host is not."""
    text = (
        'resource "keycloak_openid_client" "c" {\n  standard_flow_enabled = true\n'
        f'  valid_redirect_uris = ["{address}"]\n}}\n'
    )
    found = proposed(tmp_path, {"m.tf": text})
    assert (("inferred", "loose-redirects") in options(found, "login-habits")) is loose


def test_sign_up_that_is_closed_or_open(tmp_path: Path) -> None:
    """Closed sign-up is told; whether open sign-up is meant is asked; silence says nothing."""
    text = 'resource "aws_cognito_user_pool" "p" {{\n  name = "p"\n{}}}\n'
    block = "  admin_create_user_config {{\n    allow_admin_create_user_only = {}\n  }}\n"
    closed = proposed(tmp_path / "a", {"m.tf": text.format(block.format("true"))})
    assert options(closed, "login-habits") == {("inferred", "!uninvited-sign-up")}
    open_ = proposed(tmp_path / "b", {"m.tf": text.format(block.format("false"))})
    assert options(open_, "login-habits") == {("not-visible", "uninvited-sign-up")}
    silent = proposed(tmp_path / "c", {"m.tf": text.format("")})
    assert options(silent, "login-habits") == set()
