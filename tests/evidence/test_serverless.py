"""Serverless Framework services."""

from __future__ import annotations

from pathlib import Path

from tests.evidence.scene import gathered, options, proposed

SERVICE = """
service: shop
provider:
  name: aws
  stage: dev
  httpApi:
    authorizers:
      login: {type: jwt, issuerUrl: https://cognito-idp.eu-west-1.amazonaws.com/x}
custom:
  mfa: "ON"
  stage: ${opt:stage, self:provider.stage}
functions:
  hook:
    handler: a.b
    events:
      - cognitoUserPool: {pool: Pool, trigger: DefineAuthChallenge}
resources:
  - ${file(resources/pool.yml)}
  - Resources:
      Client:
        Type: AWS::Cognito::UserPoolClient
        Properties: {ClientName: "${self:custom.stage}-web"}
"""
POOL = """
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: ${self:custom.mfa}
"""
FILES: dict[str, str | bytes] = {"serverless.yml": SERVICE, "resources/pool.yml": POOL}


def test_included_files_are_read_once_with_the_service_s_values(tmp_path: Path) -> None:
    """An included file takes the service's variables, and is not read a second time alone."""
    result = gathered(tmp_path, FILES)
    kinds = [(raw.type, raw.file, raw.line) for raw in result.resources if "Cognito" in raw.type]
    assert sorted(kinds) == [
        ("AWS::Cognito::UserPool", "resources/pool.yml", 4),
        ("AWS::Cognito::UserPoolClient", "serverless.yml", 21),
    ]
    assert options(proposed(tmp_path, FILES), "second-factor") == {("observed", "required")}


def test_functions_may_attach_themselves_to_the_login(tmp_path: Path) -> None:
    """Triggers that functions declare are evidence."""
    found = proposed(tmp_path, FILES)
    assert options(found, "login-code") == {("inferred", "little")}
    assert options(found, "journeys") == {("inferred", "extra-steps")}


def test_shared_authorizers_count(tmp_path: Path) -> None:
    """An authorizer of the HTTP API is evidence of a check at the gateway."""
    assert options(proposed(tmp_path, FILES), "edge-protection") == {("observed", "gateway-tokens")}


def test_unanswered_variables_stay_unknown(tmp_path: Path) -> None:
    """A fragment whose variables nobody answers proposes nothing from them."""
    found = proposed(tmp_path, {"resources/pool.yml": POOL})
    assert options(found, "second-factor") == set()
    assert options(found, "platform") == {("observed", "cognito")}


def test_files_outside_the_scan_are_not_included(tmp_path: Path) -> None:
    """A service cannot pull in a file that was not scanned."""
    (tmp_path / "outside.yml").write_text(POOL)
    service = "service: x\nprovider: {name: aws}\nresources: ${file(../outside.yml)}\n"
    assert gathered(tmp_path / "in", {"serverless.yml": service}).resources == []


def test_variables_that_refer_to_themselves_end(tmp_path: Path) -> None:
    """A circle of variables or of files ends without a value."""
    service = (
        "service: x\nprovider: {name: aws}\ncustom:\n  a: ${self:custom.b}\n"
        "  b: ${self:custom.a}\nresources:\n  Resources:\n    Pool:\n"
        "      Type: AWS::Cognito::UserPool\n"
        "      Properties:\n        MfaConfiguration: ${self:custom.a}\n"
        "        UserPoolName: ${file(serverless.yml)}\n"
    )
    assert options(proposed(tmp_path, {"serverless.yml": service}), "second-factor") == set()


def test_functions_kept_in_other_files_are_read(tmp_path: Path) -> None:
    """Functions may stand in files of their own, as a list of inclusions."""
    found = proposed(
        tmp_path,
        {
            "serverless.yml": "service: s\nprovider: {name: aws}\nfunctions:\n  - ${file(f.yml)}\n",
            "f.yml": "a: {events: [{cognitoUserPool: {pool: p, trigger: PreSignUp}}]}\n",
        },
    )
    assert options(found, "login-code") == {("inferred", "little")}


def test_an_api_description_names_its_authorizer(tmp_path: Path) -> None:
    """A gateway's token check may stand inside the description of the API."""
    text = """
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        securityDefinitions:
          pool: {x-amazon-apigateway-authorizer: {type: cognito_user_pools}}
"""
    found = proposed(tmp_path, {"t.yaml": text})
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}


def test_what_every_api_shares_is_read(tmp_path: Path) -> None:
    """SAM's globals may hold the token check of every API, for a pool named when deploying."""
    text = """
Transform: AWS::Serverless-2016-10-31
Parameters: {PoolArn: {Type: String}}
Globals:
  Api: {Auth: {Authorizers: {Pool: {UserPoolArn: !Ref PoolArn}}}}
Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: x}}
"""
    found = proposed(tmp_path, {"t.yaml": text})
    assert options(found, "edge-protection") == {("observed", "gateway-tokens")}
