"""CloudFormation, SAM, CDK output and Amplify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.evidence.values import Unknown, leaves, plain
from tests.evidence.scene import gathered, only, options, proposed

TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Mfa: {Type: String, Default: "OFF"}
  Open: {Type: String}
  Flows: {Type: CommaDelimitedList, Default: "code, implicit"}
  Hidden: {Type: String, NoEcho: true, Default: planted-secret}
Mappings:
  M: {a: {mfa: "ON"}}
Conditions:
  Always: !Equals [a, a]
  Never: !Not [!Condition Always]
  ByDefault: !Equals [!Ref Mfa, "OFF"]
  Depends: !Equals [!Ref Open, x]
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: %s
"""


@pytest.mark.parametrize(
    ("expression", "expected", "assumed"),
    [
        ('"ON"', "ON", False),
        ("OFF", False, False),
        ('!Join ["", ["O", "N"]]', "ON", False),
        ('!Sub "O${X}"', None, False),
        ('!Sub ["O${X}", {X: N}]', "ON", False),
        ("!FindInMap [M, a, mfa]", "ON", False),
        ('!Select [1, !Split ["-", "OFF-ON"]]', "ON", False),
        ('!If [Always, "ON", "OFF"]', "ON", False),
        ('!If [Never, "OFF", "ON"]', "ON", False),
        ('!If [Depends, "ON", "ON"]', "ON", False),
        ("!Ref Mfa", "OFF", True),
        ('!If [ByDefault, "ON", "OFF"]', "ON", True),
        ("!Ref Open", None, False),
        ("!Ref Hidden", None, False),
        ('!If [Depends, "ON", "OFF"]', None, False),
        ("!GetAtt X.Y", None, False),
        ("!ImportValue x", None, False),
        ("{Fn::Transform: {Name: x}}", None, False),
        ("'{{resolve:ssm:/x}}'", None, False),
        ("'{{ mfa }}'", None, False),
        ("'%%MFA%%'", None, False),
        ("${{self:custom.mfa}}", None, False),
        ('!Sub "{{resolve:ssm:/${AWS::StackName}/mfa}}"', None, False),
        ("${self:custom.mfa}", None, False),
    ],
)
def test_functions_are_resolved(
    tmp_path: Path, expression: str, expected: object, *, assumed: bool
) -> None:
    """What the template decides is known, defaults are marked, the rest is unknown."""
    raw = gathered(tmp_path, {"t.yaml": TEMPLATE % expression}).resources[0]
    value = next(leaves(raw.body, ("MfaConfiguration",)))
    if expected is None:
        assert isinstance(value.data, Unknown)
    else:
        assert plain(value) == expected
    assert bool(value.assumed) is assumed


def test_no_value_is_absence(tmp_path: Path) -> None:
    """`AWS::NoValue` removes the property."""
    raw = gathered(tmp_path, {"t.yaml": TEMPLATE % "!Ref AWS::NoValue"}).resources[0]
    assert list(leaves(raw.body, ("MfaConfiguration",))) == []


@pytest.mark.parametrize(
    ("condition", "count", "kind"),
    [("Always", 1, "observed"), ("Never", 0, ""), ("Depends", 1, "inferred")],
)
def test_conditions_decide_whether_a_resource_exists(
    tmp_path: Path, condition: str, count: int, kind: str
) -> None:
    """A resource that cannot exist is left out; one that may exist is not certain."""
    text = TEMPLATE % '"ON"' + f"    Condition: {condition}\n"
    assert len(gathered(tmp_path, {"t.yaml": text}).resources) == count
    found = options(proposed(tmp_path, {"t.yaml": text}), "second-factor")
    assert found == ({(kind, "required")} if count else set())


def test_an_unquoted_off_is_off(tmp_path: Path) -> None:
    """YAML's reading of OFF as false does not change what it means."""
    assert options(proposed(tmp_path, {"t.yaml": TEMPLATE % "OFF"}), "second-factor") == {
        ("observed", "never")
    }


def test_a_default_of_a_parameter_is_a_hint(tmp_path: Path) -> None:
    """The default of a parameter claims nothing."""
    found = only(proposed(tmp_path, {"t.yaml": TEMPLATE % "!Ref Mfa"}), "second-factor")
    assert (found.kind, found.value, found.confidence) == ("not-visible", "never", "low")


def test_json_templates_and_fragments_are_read(tmp_path: Path) -> None:
    """JSON reads like YAML, and a fragment without a heading is a template too."""
    pool = {"Type": "AWS::Cognito::UserPool", "Properties": {"MfaConfiguration": "ON"}}
    files: dict[str, str | bytes] = {
        "a.template.json": json.dumps({"Resources": {"A": pool}}),
        "b.json": json.dumps({"B": pool}),
        "c.yaml": "C:\n  Type: AWS::Cognito::UserPool\n",
    }
    assert [raw.address for raw in gathered(tmp_path, files).resources] == ["A", "B", "C"]


def test_cdk_output_is_recognised(tmp_path: Path) -> None:
    """A synthesized template is told apart by what the tool leaves in it."""
    pool = {"Type": "AWS::Cognito::UserPool", "Metadata": {"aws:cdk:path": "S/P"}}
    text = json.dumps({"Resources": {"A": pool}})
    result = gathered(tmp_path, {"cdk.out/S.template.json": text, "cdk.json": "{}"})
    assert [raw.dialect for raw in result.resources] == ["cdk"]
    assert [item.file for item in result.unseen] == ["cdk.json"]


def test_sam_triggers_and_authorizers_count(tmp_path: Path) -> None:
    """What SAM lets functions and APIs declare is evidence like a resource."""
    text = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Hook:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        SignUp: {Type: Cognito, Properties: {UserPool: !Ref P, Trigger: PreSignUp}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Auth: {Authorizers: {A: {UserPoolArn: !GetAtt P.Arn}}}
"""
    found = proposed(tmp_path, {"template.yaml": text})
    assert options(found, "login-code") == {("inferred", "little")}
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}


def test_custom_resources_about_login_are_named(tmp_path: Path) -> None:
    """A custom resource may set anything, so what it sets is said to be not visible."""
    text = "Resources:\n  X: {Type: Custom::UserPoolIdentityProvider}\n"
    result = gathered(tmp_path, {"t.yaml": text})
    assert [(item.line, item.field) for item in result.unseen] == [(2, "X")]
    assert result.resources == []


AMPLIFY = """
Parameters: {mfaConfiguration: {Type: String}}
Resources:
  UserPool:
    Type: AWS::Cognito::UserPool
    Properties: {MfaConfiguration: !Ref mfaConfiguration}
"""


def test_amplify_values_come_from_beside_the_template(tmp_path: Path) -> None:
    """Amplify's template says nothing until its parameters are read with it."""
    template = "amplify/backend/auth/x/x-cloudformation-template.yml"
    assert options(proposed(tmp_path, {template: AMPLIFY}), "second-factor") == set()
    parameters = {"mfaConfiguration": "ON", "authSelections": "userPoolOnly"}
    files: dict[str, str | bytes] = {
        template: AMPLIFY,
        "amplify/backend/auth/x/parameters.json": json.dumps(parameters),
    }
    assert options(proposed(tmp_path, files), "second-factor") == {("observed", "required")}


def test_a_template_full_of_nonsense_is_survived(tmp_path: Path) -> None:
    """Functions with wrong arguments are unknown, never an exception."""
    for nonsense in (
        "!Join x",
        "!Join [a]",
        "!Select [a, b]",
        "!Split [a]",
        "!If [a]",
        "!Sub []",
        "!FindInMap [a]",
        "!GetAtt []",
        "!Ref [a]",
        "{Fn::If: 3}",
        "{Fn::Sub: {a: b}}",
        "!Base64 x",
        "!Cidr [a, b]",
    ):
        raw = gathered(tmp_path, {"t.yaml": TEMPLATE % nonsense}).resources[0]
        assert isinstance(next(leaves(raw.body, ("MfaConfiguration",))).data, Unknown)
