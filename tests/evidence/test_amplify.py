"""Amplify's settings and outputs, which stand for a template that is not kept."""

from __future__ import annotations

import json
from pathlib import Path

from tests.evidence.scene import examined, options, proposed

SETTINGS = {
    "version": "1",
    "cognitoConfig": {
        "authSelections": "identityPoolAndUserPool",
        "userPoolName": "shop",
        "mfaConfiguration": "OPTIONAL",
        "allowUnauthenticatedIdentities": True,
        "userpoolClientRefreshTokenValidity": 45,
        "oAuthMetadata": json.dumps({"AllowedOAuthFlows": ["implicit"], "CallbackURLs": ["a://"]}),
        "hostedUIProviderMeta": json.dumps([{"ProviderName": "Google"}]),
        "userPoolGroupList": ["staff"],
        "triggers": {"PostConfirmation": ["add-to-group"]},
    },
}
FOLDER = "app/amplify/backend/auth/shop"


def test_settings_of_the_command_line_are_read(tmp_path: Path) -> None:
    """The settings propose what the template made from them would."""
    found = proposed(tmp_path, {f"{FOLDER}/cli-inputs.json": json.dumps(SETTINGS)})
    assert options(found, "platform") == {("observed", "cognito")}
    assert options(found, "second-factor") == {("inferred", "optional")}
    assert options(found, "refresh-lifetime") == {("observed", "ninety-days")}
    assert options(found, "external-logins") == {("observed", "social")}
    assert options(found, "cloud-credentials") >= {
        ("observed", "guests"),
        ("observed", "signed-in-people"),
    }
    assert ("observed", "implicit-grant") in options(found, "login-habits")
    assert options(found, "login-code") == {("inferred", "little")}
    assert ("inferred", "token-claims") in options(found, "decision-place")


def test_settings_without_an_identity_pool_hand_out_no_credentials(tmp_path: Path) -> None:
    """A project that chose a user pool only says nothing about cloud credentials."""
    config = {**SETTINGS["cognitoConfig"], "authSelections": "userPoolOnly"}  # type: ignore[dict-item]
    files = {f"{FOLDER}/cli-inputs.json": json.dumps({"cognitoConfig": config})}
    assert options(proposed(tmp_path, files), "cloud-credentials") == set()


def test_settings_with_broken_text_inside_leave_it_open(tmp_path: Path) -> None:
    """A setting that holds broken JSON text is not known; the rest is read."""
    config = {**SETTINGS["cognitoConfig"], "oAuthMetadata": "{", "hostedUIProviderMeta": "[[["}  # type: ignore[dict-item]
    files = {f"{FOLDER}/cli-inputs.json": json.dumps({"cognitoConfig": config})}
    found = proposed(tmp_path, files)
    assert options(found, "login-habits") == set()
    assert options(found, "platform") == {("observed", "cognito")}


def test_older_settings_are_parameters(tmp_path: Path) -> None:
    """Older projects keep the settings as parameters, with lists and triggers as text."""
    config = {
        **SETTINGS["cognitoConfig"],  # type: ignore[dict-item]
        "triggers": json.dumps({"PreSignup": ["x"]}),
        "authProvidersUserPool": json.dumps(["Facebook"]),
    }
    found = proposed(tmp_path, {f"{FOLDER}/parameters.json": json.dumps(config)})
    assert options(found, "login-code") == {("inferred", "little")}
    assert options(found, "external-logins") == {("observed", "social")}
    assert ("observed", "implicit-grant") in options(found, "login-habits")


def test_outputs_of_the_second_generation_are_read(tmp_path: Path) -> None:
    """The outputs file tells what its program made."""
    outputs = {
        "auth": {
            "user_pool_id": "eu-west-1_a",
            "identity_pool_id": "eu-west-1:1",
            "mfa_configuration": "REQUIRED",
            "unauthenticated_identities_enabled": True,
            "groups": [{"ADMINS": {"precedence": 0}}],
            "oauth": {"identity_providers": ["SIGN_IN_WITH_APPLE"]},
        },
        "version": "1.3",
    }
    files = {"amplify_outputs.json": json.dumps(outputs), "amplify/backend.ts": "export {}"}
    found = proposed(tmp_path, files)
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "external-logins") == {("observed", "social")}
    assert ("observed", "guests") in options(found, "cloud-credentials")
    assert ("inferred", "token-claims") in options(found, "decision-place")
    unseen = examined(tmp_path, files).unseen
    assert [problem.file for problem in unseen] == ["amplify/backend.ts"]


def test_outputs_of_the_second_generation_tell_the_client_and_the_api(tmp_path: Path) -> None:
    """Flow, return addresses and logins of the application, and the login of its API, are read."""
    text = json.dumps(
        {
            "auth": {
                "user_pool_id": "eu-west-1_A",
                "user_pool_client_id": "c",
                "mfa_configuration": "REQUIRED",
                "oauth": {
                    "identity_providers": ["FACEBOOK", "AcmeSAML"],
                    "redirect_sign_in_uri": ["http://app.shop.io/", "shop://cb"],
                    "response_type": "code",
                },
            },
            "data": {"default_authorization_type": "API_KEY"},
        }
    )
    found = proposed(tmp_path, {"amplify_outputs.json": text})
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "login-habits") == {("inferred", "loose-redirects")}
    assert options(found, "channels") == {("inferred", "mobile-app")}
    assert options(found, "external-logins") == {
        ("observed", "social"),
        ("inferred", "customer-directories"),
    }
    assert options(found, "edge-protection") == set()


def test_the_login_of_an_api_stands_in_the_backend_s_settings(tmp_path: Path) -> None:
    """The command line keeps the check of a GraphQL API apart from its template."""
    text = json.dumps(
        {
            "api": {
                "shop": {
                    "output": {
                        "authConfig": {
                            "defaultAuthentication": {
                                "authenticationType": "AMAZON_COGNITO_USER_POOLS",
                                "userPoolConfig": {"userPoolId": "x"},
                            }
                        }
                    }
                }
            }
        }
    )
    found = proposed(tmp_path, {"amplify/backend/backend-config.json": text})
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}


def test_a_folder_above_the_scanned_one_makes_no_backend(tmp_path: Path) -> None:
    """Parameters beside a template count only below a folder of Amplify that was scanned."""
    template = (
        "Parameters: {mfa: {Type: String}}\nResources:\n  P:\n    Type: AWS::Cognito::UserPool\n"
        "    Properties: {MfaConfiguration: !Ref mfa}\n"
    )
    files: dict[str, str | bytes] = {
        "auth/x/template.yml": template,
        "auth/x/parameters.json": '{"mfa": "ON", "userPoolName": "x"}',
    }
    elsewhere = proposed(tmp_path / "amplify" / "backend" / "shop", files)
    assert options(elsewhere, "second-factor") == set()
    inside = {f"amplify/backend/{name}": content for name, content in files.items()}
    assert options(proposed(tmp_path / "b", inside), "second-factor") == {("observed", "required")}
