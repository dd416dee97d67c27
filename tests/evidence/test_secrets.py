"""Planted secrets: no output of a scan may hold one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.application import scanning
from advisor.evidence.excerpt import excerpt
from advisor.evidence.wire import encode
from advisor.workspace import dump
from tests.evidence.scene import catalog, gathered, proposed, write

PLANTED = "Pl4ntedS3cretXq7"

TERRAFORM = f"""
variable "google" {{
  default = "{PLANTED}"
}}
locals {{
  again = var.google
}}
resource "aws_cognito_user_pool" "p" {{
  name              = "p"
  mfa_configuration = "OFF"
}}
resource "aws_cognito_identity_provider" "g" {{
  provider_name    = "Google"
  provider_type    = "Google"
  provider_details = {{
    client_secret = local.again
    private_key   = "{PLANTED}"
  }}
}}
resource "aws_lambda_function" "f" {{
  environment {{
    variables = {{
      STRIPE_SECRET_KEY = "{PLANTED}"
    }}
  }}
}}
resource "auth0_connection" "c" {{
  strategy = "google-oauth2"
  options {{
    client_secret = "{PLANTED}"
  }}
}}
"""
CLOUDFORMATION = f"""
Parameters:
  S: {{Type: String, Default: {PLANTED}}}
Resources:
  P:
    Type: AWS::Cognito::UserPoolIdentityProvider
    Properties:
      ProviderName: Google
      ProviderType: Google
      ProviderDetails: {{client_id: x, client_secret: !Ref S}}
  C:
    Type: AWS::Cognito::UserPoolClient
    Properties: {{ClientName: c, ClientSecret: {PLANTED}}}
  F:
    Type: AWS::Lambda::Function
    Properties: {{Environment: {{Variables: {{API_KEY: {PLANTED}}}}}}}
"""
EXPORT = {
    "UserPoolClient": {
        "UserPoolId": "eu-west-1_x",
        "ClientId": "c",
        "ClientName": "c",
        "ClientSecret": PLANTED,
        "AllowedOAuthFlows": ["client_credentials"],
        "AllowedOAuthFlowsUserPoolClient": True,
    }
}
PROVIDER = {
    "IdentityProvider": {
        "UserPoolId": "x",
        "ProviderName": "G",
        "ProviderType": "Google",
        "ProviderDetails": {"client_id": "x", "client_secret": PLANTED},
    }
}
REALM = {
    "realm": "r",
    "clients": [{"clientId": "job", "secret": PLANTED, "serviceAccountsEnabled": True}],
    "identityProviders": [
        {"alias": "g", "providerId": "google", "config": {"clientSecret": PLANTED}}
    ],
    "users": [
        {
            "username": "u",
            "credentials": [{"secretData": PLANTED, "value": PLANTED}],
            "serviceAccountClientId": "job",
        }
    ],
    "smtpServer": {"password": PLANTED},
}
GRAPH = {
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#applications",
    "value": [
        {
            "id": "1",
            "displayName": "a",
            "passwordCredentials": [{"secretText": PLANTED}],
            "requiredResourceAccess": [{"resourceAccess": [{"type": "Role"}]}],
        }
    ],
}
FILES: dict[str, str | bytes] = {
    "main.tf": TERRAFORM,
    "terraform.tfvars": f'google = "{PLANTED}"\n',
    "template.yaml": CLOUDFORMATION,
    "client.json": json.dumps(EXPORT),
    "provider.json": json.dumps(PROVIDER),
    "realm.json": json.dumps(REALM),
    "graph.json": json.dumps(GRAPH),
    "auth0/tenant.yaml": (
        f"clients: [{{name: a, app_type: spa, client_secret: {PLANTED}}}]\n"
        f"connections: [{{name: g, strategy: oidc, options: {{client_secret: {PLANTED}}}}}]\n"
    ),
    "app/amplify/backend/auth/a/cli-inputs.json": json.dumps(
        {
            "cognitoConfig": {
                "authSelections": "userPoolOnly",
                "hostedUIProviderCreds": json.dumps([{"client_secret": PLANTED}]),
                "hostedUIProviderMeta": json.dumps([{"ProviderName": "Google"}]),
            }
        }
    ),
    "state.tfstate": json.dumps(
        {
            "version": 4,
            "lineage": "l",
            "resources": [
                {
                    "mode": "managed",
                    "type": "aws_cognito_user_pool_client",
                    "name": "c",
                    "instances": [{"attributes": {"name": "c", "client_secret": PLANTED}}],
                }
            ],
        }
    ),
    "broken.tf": f'resource "x" "y" {{ client_secret = "{PLANTED}',
    "broken.yaml": f"AWS::Cognito: [\n client_secret: '{PLANTED}",
    "broken.json": f'{{"UserPool": {{"client_secret": "{PLANTED}" "x"}}',
}


def test_the_fixture_is_read(tmp_path: Path) -> None:
    """Every planted file gives evidence, so that the tests below prove something."""
    found = {item.question for item in proposed(tmp_path, FILES)}
    assert {"subjects", "external-logins", "colocated-secrets", "second-factor"} <= found


def test_nothing_gathered_holds_a_secret(tmp_path: Path) -> None:
    """Neither resources nor problems hold one, in memory or on the wire."""
    result = gathered(tmp_path, FILES)
    assert PLANTED not in repr(result)
    assert PLANTED not in json.dumps(encode(result))


def test_nothing_proposed_holds_a_secret(tmp_path: Path) -> None:
    """Proposals say that there is a secret, never which."""
    proposals = proposed(tmp_path, FILES)
    assert PLANTED not in repr(proposals)
    assert any(item.question == "colocated-secrets" for item in proposals)


def test_no_assessment_holds_a_secret(tmp_path: Path) -> None:
    """What is kept in a file is as clean as what is proposed."""
    from advisor.model.assessment import Assessment

    kept = scanning.with_proposals(Assessment(), proposed(tmp_path, FILES))
    assert PLANTED not in dump(kept)


def test_no_excerpt_holds_a_secret(tmp_path: Path) -> None:
    """Whatever place is shown, the lines around it are clean."""
    write(tmp_path, FILES)
    for name, content in FILES.items():
        assert isinstance(content, str)
        for line in range(1, content.count("\n") + 2):
            shown = excerpt(f"{name}:{line}", [tmp_path])
            assert PLANTED not in repr(shown)


def test_the_command_prints_no_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither text nor JSON of the command holds one."""
    from advisor.cli.main import main

    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    for extra in ([], ["--json"]):
        with pytest.raises(SystemExit) as ended:
            main(["scan", ".", *extra])
        assert ended.value.code in (0, None)
        shown = capsys.readouterr()
        assert "broken.tf" in shown.err
        assert PLANTED not in shown.out + shown.err
    assert catalog().version


def test_no_file_that_is_written_holds_a_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the assessment after `--into` nor SARIF of the drift holds one."""
    from advisor.cli.main import main

    write(tmp_path / "infra", FILES)
    monkeypatch.chdir(tmp_path)
    mine = "schema_version: 1\ncatalog_version: {}\nanswers:\n  external-logins: {{value: []}}\n"
    Path("mine.yaml").write_text(mine.format(catalog().version), encoding="utf-8")
    for arguments in (
        ["check", "mine.yaml", "--against", "infra", "--sarif", "found.sarif"],
        ["scan", "infra", "--into", "mine.yaml"],
    ):
        with pytest.raises(SystemExit):
            main(arguments)
    kept, sarif = Path("mine.yaml").read_text("utf-8"), Path("found.sarif").read_text("utf-8")
    shown = capsys.readouterr()
    assert "proposals" in kept
    assert "infra/main.tf" in sarif
    assert PLANTED not in kept + sarif + shown.out + shown.err
