"""CloudFormation: loops, included files and conditions."""

from __future__ import annotations

from pathlib import Path

from advisor.evidence.values import member
from advisor.evidence.values import text as words
from tests.evidence.scene import gathered, options, proposed

LOOP = """
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList%s}
Resources:
  Fn::ForEach::Pools:
    - Name
    - %s
    - Pool${Name}:
        Type: AWS::Cognito::UserPool
        Properties:
          UserPoolName: !Sub "${Name}-users"
          MfaConfiguration: "ON"
"""


def test_loops_are_written_out(tmp_path: Path) -> None:
    """Each round of a loop is a resource with its own name."""
    raws = gathered(tmp_path, {"t.yaml": LOOP % ("", "[Shop, Staff]")}).resources
    assert [raw.address for raw in raws] == ["PoolShop", "PoolStaff"]
    names = [words(member(raw.body, "UserPoolName")) for raw in raws]
    assert names == ["Shop-users", "Staff-users"]


def test_loops_over_a_default_are_uncertain(tmp_path: Path) -> None:
    """What the default of a parameter makes may be overridden."""
    found = proposed(tmp_path, {"t.yaml": LOOP % (', Default: "A,B"', "!Ref Names")})
    assert options(found, "second-factor") == {("not-visible", "required")}


def test_loops_over_something_unknown_are_named(tmp_path: Path) -> None:
    """A loop that cannot be written out is said, not passed over."""
    result = gathered(tmp_path, {"t.yaml": LOOP % ("", "!Ref Names")})
    assert result.resources == []
    (note,) = result.unseen
    assert (note.file, note.field) == ("t.yaml", "Fn::ForEach::Pools")


def test_loops_inside_properties_are_written_out(tmp_path: Path) -> None:
    """A loop may make members of a mapping, and `Ref` its word."""
    text = """
    Transform: [AWS::LanguageExtensions]
    Resources:
      Pool:
        Type: AWS::Cognito::UserPool
        Properties:
          LambdaConfig:
            Fn::ForEach::Hooks:
              - Hook
              - [PreSignUp, PostConfirmation]
              - ${Hook}: !GetAtt [!Ref Hook, Arn]
    """
    found = proposed(tmp_path, {"t.yaml": text})
    assert options(found, "login-code") == {("inferred", "little")}


INCLUDING = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        Fn::Transform: {Name: AWS::Include, Parameters: {Location: %s}}
"""
DESCRIBED = """
openapi: 3.0.1
info: {title: shop}
paths: {}
components:
  securitySchemes:
    pool: {x-amazon-apigateway-authorizer: {type: cognito_user_pools}}
"""


def test_included_files_stand_in_their_place(tmp_path: Path) -> None:
    """An included file that was scanned is read where it is included."""
    files: dict[str, str | bytes] = {
        "t.yaml": INCLUDING % "api/shop.yaml",
        "api/shop.yaml": DESCRIBED.replace("openapi: 3.0.1", "x: y"),
    }
    found = proposed(tmp_path, files)
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}
    assert {item.where for item in found} == {"api/shop.yaml:7"}


def test_included_files_that_are_elsewhere_are_named(tmp_path: Path) -> None:
    """A file that was not scanned, or lies in a store, is said at its line."""
    for number, location in enumerate(["shop.yaml", "s3://bucket/shop.yaml"]):
        result = gathered(tmp_path / str(number), {"t.yaml": INCLUDING % location})
        (note,) = result.unseen
        assert (note.file, note.line, note.field) == ("t.yaml", 8, "AWS::Include")
        assert location in note.problem


def test_what_a_default_condition_switches_off_is_named(tmp_path: Path) -> None:
    """A resource that a default leaves out proposes nothing, and the scan says why."""
    text = """
    Parameters: {On: {Type: String, Default: %s}}
    Conditions: {IsOn: !Equals [!Ref On, "yes"]}
    Resources:
      Pool:
        Type: AWS::Cognito::UserPool
        Condition: IsOn
        Properties: {MfaConfiguration: "ON"}
    """
    off = gathered(tmp_path / "a", {"t.yaml": text % "no"})
    assert off.resources == []
    assert [(note.line, note.field) for note in off.unseen] == [(6, "Pool")]
    on = proposed(tmp_path / "b", {"t.yaml": text % "yes"})
    assert options(on, "second-factor") == {("inferred", "required")}


def test_the_name_of_a_stored_parameter_is_not_its_value(tmp_path: Path) -> None:
    """The default of a parameter kept in a store names a place; what lies there is unknown."""
    text = """
    Parameters:
      Mfa: {Type: AWS::SSM::Parameter::Value<String>, Default: /shop/mfa}
      Pool: {Type: "AWS::SSM::Parameter::Value<String>", Default: /shop/pool-arn}
    Resources:
      P: {Type: AWS::Cognito::UserPool, Properties: {MfaConfiguration: !Ref Mfa}}
      Api:
        Type: AWS::Serverless::Api
        Properties: {Auth: {Authorizers: {Login: {UserPoolArn: !Ref Pool}}}}
    """
    found = proposed(tmp_path, {"t.yaml": text})
    assert options(found, "second-factor") == set()
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}


def test_braces_in_a_yaml_file_may_be_yaml(tmp_path: Path) -> None:
    """YAML in flow style needs no quotes, and is not broken JSON."""
    text = "{Resources: {P: {Type: AWS::Cognito::UserPool, Properties: {MfaConfiguration: 'ON'}}}}"
    assert options(proposed(tmp_path, {"t.yaml": text}), "second-factor") == {
        ("observed", "required")
    }


def test_merged_lists_of_mappings_take_the_first(tmp_path: Path) -> None:
    """`<<: [*a, *b]` takes a member from the first mapping that has it."""
    text = """
    a: &a {MfaConfiguration: "ON"}
    b: &b {MfaConfiguration: "OFF", AdminCreateUserConfig: {AllowAdminCreateUserOnly: true}}
    Resources:
      P: {Type: AWS::Cognito::UserPool, Properties: {<<: [*a, *b]}}
    """
    found = proposed(tmp_path, {"t.yaml": text})
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "login-habits") == {("inferred", "!uninvited-sign-up")}
