"""What never gets past the boundary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.evidence.redaction import clean, scrub, secret_origin
from advisor.evidence.shown_lines import scrub_lines
from advisor.evidence.values import Unknown, Value, lift, mapping, unknown

SECRET = "planted-value-4711"


@pytest.mark.parametrize(
    "name",
    [
        "client_secret",
        "ClientSecret",
        "clientSecret",
        "client-secret",
        "password",
        "Password",
        "private_key",
        "apiKey",
        "auth_token",
        "secretText",
        "ClientSecretValue",
        "db_password",
        "stripe_secret",
        "service_api_key",
        "connection_string",
        "credentials",
        "bind_credential",
    ],
)
def test_values_of_secret_names_are_dropped(name: str) -> None:
    """A name that holds secrets loses its value wherever it stands."""
    cleaned = clean(lift({"a": [{name: SECRET}], name: SECRET}))
    assert SECRET not in repr(cleaned)
    assert secret_origin(mapping(cleaned)[name]) == "written-out"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("generate_secret", True),
        ("GenerateSecret", False),
        ("refresh_token_validity", 30),
        ("RefreshToken", "days"),
        ("access_token", "hours"),
        ("enable_token_revocation", True),
        ("server_side_token_check", True),
        ("password_policy", {"minimum_length": 8}),
        ("token_use", "access"),
        ("client_credentials", True),
        ("allowed_oauth_flows", ["client_credentials"]),
        ("callback_urls", ["https://app.example.org/callback"]),
        ("name", "customer-portal-production-web-client-for-people"),
        ("arn", "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab12Cd34E"),
    ],
)
def test_settings_with_such_names_stay(name: str, value: object) -> None:
    """Units, switches and ordinary names are not mistaken for secrets."""
    assert clean(lift({name: value})) == lift({name: value})


def test_where_a_secret_comes_from_is_kept() -> None:
    """Of a reference the source stays, so that a written-out secret can be told apart."""
    taken = clean(unknown("var.google_secret"), "client_secret")
    assert secret_origin(taken) == "var.google_secret"
    looked_up = clean(Value("{{resolve:secretsmanager:app/google:SecretString}}"), "client_secret")
    assert secret_origin(looked_up) == "secretsmanager"


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
        "ghp_abcdefghijklmnop1234",
        "xoxb-1234567890-abcdefgh",
        "sk_live_abcdefgh12345678",
        "AIzaSyA-1234567890abcdefghijk",
        "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12",
        "postgres://admin:hunter2hunter2@db/x",
        "https://x.example.org/hook?token=abc123",
    ],
)
def test_shapes_of_secrets_are_cut_out_of_any_text(text: str) -> None:
    """A text that looks like a secret is cut, whatever it is called."""
    cut = scrub(f"before {text} after")
    assert "…" in cut
    assert "hunter2hunter2" not in cut
    assert "abc123" not in cut
    assert text not in cut


@given(st.text())
def test_scrubbing_ends_and_is_stable(text: str) -> None:
    """Scrubbing any text ends, and a second time changes nothing."""
    once = scrub(text)
    assert scrub(once) == once


@pytest.mark.parametrize(
    "source",
    [
        f'  client_secret = "{SECRET}"',
        f"  client_secret: {SECRET}",
        f'  "clientSecret": "{SECRET}",',
        f"export DB_PASSWORD={SECRET}",
        f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----",
        f"password: |\n  {SECRET}\n  {SECRET}\nnext: 1",
        f"password: >-\n  {SECRET}",
        f"password:\n  {SECRET}",
        f"password:\n  '{SECRET}: x'",
        f"passwords:\n  - {SECRET}\n  - {SECRET}",
        f'"privateKey": [\n  "{SECRET}"\n]',
        f"client_secret = <<EOT\n{SECRET}\nEOT",
        f"client_secret = <<-EOT\n  {SECRET}\n  EOT",
        f'client_secret = coalesce(var.x, "{SECRET}")',
        f'client_secret = var.prod ? "{SECRET}" : var.x',
        f'ClientSecret: !Sub "{SECRET}"',
        f'ClientSecret: !If [a, "{SECRET}", b]',
        f'variable "x" {{\n  default = "{SECRET}"\n}}',
        f"Default: |\n  {SECRET}",
        f'"creds": "[{{\\"client_secret\\": \\"{SECRET}\\", \\"a\\": 1}}]"',
        f'x = "{{\\\\\\"password\\\\\\":\\\\\\"{SECRET}\\\\\\"}}"',
        "password: 123456",
        "password = 123456",
    ],
)
def test_source_lines_are_shown_without_secrets(source: str) -> None:
    """An excerpt keeps its lines and loses assigned secrets."""
    lines = scrub_lines(source)
    assert len(lines) == len(source.splitlines())
    shown = "\n".join(lines)
    assert SECRET not in shown
    assert "123456" not in shown


@pytest.mark.parametrize(
    "line",
    [
        "  generate_secret = false",
        "  client_secret = var.google_secret",
        "  refresh_token_validity = 30",
        '    refresh_token = "days"',
        '  allowed_oauth_flows = ["client_credentials"]',
        "  token_validity_units {",
        "  token_validity_units = {",
        "      TokenValidityUnits:",
        "  ClientSecret: !Ref GoogleSecret",
        "  client_secret = data.aws_ssm_parameter.google.value",
        "  client_secret = '{{resolve:secretsmanager:google:SecretString:id}}'",
    ],
)
def test_harmless_lines_are_shown_as_they_are(line: str) -> None:
    """Settings stay readable in an excerpt."""
    assert scrub_lines(line) == [line]


def test_unknown_values_lose_secret_text_too() -> None:
    """The half-known text of an unresolved expression is scrubbed as well."""
    value = clean(Value(Unknown("x", text="key AKIAIOSFODNN7EXAMPLE")), "note")
    assert "AKIA" not in repr(value)
