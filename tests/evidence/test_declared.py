"""Declarations of other tools, and files that are named because they are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.application import scanning
from tests.evidence.scene import catalog, gathered, options, proposed, write

PULUMI = """
name: shop
runtime: yaml
configuration:
  mfa: {type: string, default: "OFF"}
variables:
  days: 60
resources:
  pool:
    type: aws:cognito:UserPool
    properties:
      mfaConfiguration: %s
      schemas: [{name: tenant}]
      adminCreateUserConfig: {allowAdminCreateUserOnly: true}
  web:
    type: aws:cognito/userPoolClient:UserPoolClient
    properties:
      userPoolId: ${pool.id}
      allowedOauthFlows: [implicit]
      allowedOauthFlowsUserPoolClient: true
      refreshTokenValidity: ${days}
      callbackUrls: ["https://${domain}/cb"]
  native:
    type: aws-native:cognito:UserPoolGroup
    properties: {groupName: admins}
"""


def test_pulumi_programs_in_yaml_are_read(tmp_path: Path) -> None:
    """Resources of a YAML program are read in Terraform's or CloudFormation's spelling."""
    found = proposed(tmp_path, {"Pulumi.yaml": PULUMI % '"ON"'})
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "refresh-lifetime") == {("observed", "ninety-days")}
    assert ("observed", "implicit-grant") in options(found, "login-habits")
    assert options(found, "decision-place") == {("inferred", "token-claims")}


def test_configuration_of_a_pulumi_program_is_a_hint(tmp_path: Path) -> None:
    """The default of a configuration value is a hint, and a function's result unknown."""
    hint = proposed(tmp_path / "a", {"Pulumi.yaml": PULUMI % "${mfa}"})
    assert options(hint, "second-factor") == {("not-visible", "never")}
    called = PULUMI % "{'fn::invoke': {function: x}}"
    assert options(proposed(tmp_path / "b", {"Pulumi.yaml": called}), "second-factor") == set()


MANIFESTS = """
apiVersion: v1
kind: ConfigMap
metadata: {name: cognito}
---
apiVersion: cognitoidentityprovider.services.k8s.aws/v1alpha1
kind: UserPool
metadata: {name: shop}
spec: {name: shop, mfaConfiguration: "ON"}
---
apiVersion: cognitoidp.aws.upbound.io/v1beta1
kind: UserPoolClient
metadata: {name: web}
spec:
  forProvider:
    userPoolIdRef: {name: shop}
    allowedOauthFlows: [implicit]
    allowedOauthFlowsUserPoolClient: true
    refreshTokenValidity: 60
---
apiVersion: cognitoidp.aws.upbound.io/v1beta1
kind: UserGroup
metadata: {name: admins}
spec: {forProvider: {}}
---
apiVersion: client.auth0.crossplane.io/v1alpha1
kind: Client
metadata: {name: x}
"""


def test_manifests_of_controllers_are_read(tmp_path: Path) -> None:
    """Each document of a file counts; a login manifest that is not read is named."""
    result = gathered(tmp_path, {"k.yaml": MANIFESTS})
    assert [raw.address for raw in result.resources] == [
        "AWS::Cognito::UserPool.shop",
        "aws_cognito_user_pool_client.web",
        "aws_cognito_user_group.admins",
    ]
    (note,) = result.unseen
    assert "client.auth0.crossplane.io" in note.field
    found = proposed(tmp_path, {"k.yaml": MANIFESTS})
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "refresh-lifetime") == {("observed", "ninety-days")}


def test_what_a_composition_may_patch_is_inferred(tmp_path: Path) -> None:
    """A composition's base is what holds unless a patch changes it."""
    text = """
apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: {name: logins}
spec:
  resources:
    - name: pool
      base:
        apiVersion: cognitoidp.aws.upbound.io/v1beta1
        kind: UserPool
        spec: {forProvider: {mfaConfiguration: "ON"}}
"""
    found = proposed(tmp_path, {"c.yaml": text})
    assert options(found, "second-factor") == {("inferred", "required")}


def test_api_descriptions_alone_are_read(tmp_path: Path) -> None:
    """A description that names a token check is evidence, in Terraform and on its own."""
    text = """
openapi: 3.0.1
info: {title: shop}
paths: {}
components:
  securitySchemes:
    login: {x-amazon-apigateway-authorizer: {type: jwt}}
"""
    alone = proposed(tmp_path / "a", {"api.yaml": text})
    assert options(alone, "edge-protection") == {("observed", "gateway-tokens")}
    inside = """
    resource "aws_apigatewayv2_api" "a" {
      body = jsonencode({ components = { securitySchemes = { login = {
        "x-amazon-apigateway-authorizer" = { type = "jwt" } } } } })
    }
    """
    found = proposed(tmp_path / "b", {"m.tf": inside})
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}


@pytest.mark.parametrize(
    ("name", "text", "fix"),
    [
        ("main.bicep", "extension microsoftGraphV1\n", "evidence-entra"),
        (
            "main.json",
            (
                '{"$schema": "x/deploymentTemplate.json#", "resources":'
                ' [{"type": "Microsoft.Graph/applications"}]}'
            ),
            "evidence-entra",
        ),
        ("plan.json", '{"@level":"info","type":"version"}\n{}\n', "terraform show -json"),
        ("Pulumi.yaml", "name: x\nruntime: nodejs\n", "scan the account"),
        ("Pulumi.yaml", "name: x\nruntime:\n  name: python\n", "scan the account"),
        ("cdktf.json", "{}", "cdktf synth"),
        ("serverless.js", "module.exports = {}", "serverless package"),
    ],
)
def test_files_that_are_not_read_say_what_to_scan(
    tmp_path: Path, name: str, text: str, fix: str
) -> None:
    """A known kind of file that is not read is named with the reason and a way on."""
    (note,) = gathered(tmp_path, {name: text}).unseen
    assert note.file == name
    assert fix in note.fix


def test_unrelated_files_of_these_kinds_are_passed_over(tmp_path: Path) -> None:
    """Infrastructure without a login is nothing to talk about."""
    files: dict[str, str | bytes] = {
        "net.bicep": "resource vnet 'Microsoft.Network/virtualNetworks@2023-01-01' = {}\n",
        "k.yaml": "apiVersion: v1\nkind: ConfigMap\n---\nkind: Secret\n",
    }
    result = gathered(tmp_path, files)
    assert (result.unseen, result.problems, result.resources) == ([], [], [])


def test_a_named_file_that_says_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People who name a file hear that nothing was read from it; in a folder it is passed over."""
    monkeypatch.chdir(write(tmp_path, {"d/x.json": "{}"}))
    (note,) = scanning.scan([Path("d/x.json")], catalog()).unseen
    assert (note.file, note.problem) == (
        "d/x.json",
        "holds nothing about a login that is read here",
    )
    assert scanning.scan([Path("d")], catalog()).unseen == ()


def test_parts_of_a_named_module_need_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Naming every file of a module says nothing of those that only hold variables."""
    files: dict[str, str | bytes] = {
        "a.tf": 'resource "aws_cognito_user_pool" "p" {}\n',
        "b.tf": 'variable "x" {}\n',
    }
    monkeypatch.chdir(write(tmp_path, files))
    assert scanning.scan([Path("a.tf"), Path("b.tf")], catalog()).unseen == ()
    (note,) = scanning.scan([Path("b.tf")], catalog()).unseen
    assert note.file == "b.tf"


def test_every_document_of_a_file_of_manifests_is_read(tmp_path: Path) -> None:
    """A realm import behind another manifest, or behind a comment, is read."""
    realm = (
        "apiVersion: k8s.keycloak.org/v2alpha1\nkind: KeycloakRealmImport\n"
        "metadata: {name: r}\nspec: {realm: {realm: shop, roles: {}}}\n"
    )
    for number, before in enumerate(["# x\n---\n", "apiVersion: v1\nkind: Secret\n---\n"]):
        found = proposed(tmp_path / str(number), {"k.yaml": before + realm})
        assert options(found, "platform") == {("observed", "keycloak")}
