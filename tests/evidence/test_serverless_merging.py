"""Serverless Framework: resources from several places are one template."""

from __future__ import annotations

from pathlib import Path

from tests.evidence.scene import gathered, only, options, proposed

HEAD = "service: shop\nprovider: {name: aws}\n"
POOL = """
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: "OFF"
      AdminCreateUserConfig: {AllowAdminCreateUserOnly: true}
"""
LISTED = (
    HEAD
    + """resources:
  - ${file(pool.yml)}
  - Resources:
      Pool:
        Properties: {MfaConfiguration: "ON"}
"""
)


def test_a_list_of_resources_is_merged(tmp_path: Path) -> None:
    """A later entry changes a resource of an earlier one; each value stands in its own file."""
    found = proposed(tmp_path, {"serverless.yml": LISTED, "pool.yml": POOL})
    factor = only(found, "second-factor")
    assert (factor.value, factor.where) == ("required", "serverless.yml:7")
    assert only(found, "login-habits").where == "pool.yml:7"
    assert only(found, "platform").where == "pool.yml:4"


def test_extensions_replace_properties_one_by_one(tmp_path: Path) -> None:
    """An extension replaces what it names and keeps the other properties."""
    service = (
        HEAD
        + "resources:\n  Resources: ${file(pool.yml):Resources}\n"
        + (
            "  extensions:\n    Pool:\n      Properties:\n"
            "        AdminCreateUserConfig: {AllowAdminCreateUserOnly: false}\n"
        )
    )
    found = proposed(tmp_path, {"serverless.yml": service, "pool.yml": POOL})
    assert options(found, "second-factor") == {("observed", "never")}
    assert ("not-visible", "uninvited-sign-up") in options(found, "login-habits")


def test_places_in_included_files_name_these_files(tmp_path: Path) -> None:
    """A secret that comes out of another file is reported in that file, at its line."""
    service = (
        HEAD
        + """resources:
  Resources:
    Google:
      Type: AWS::Cognito::UserPoolIdentityProvider
      Properties:
        ProviderType: Google
        ProviderDetails: ${file(settings/google.yml):google}
"""
    )
    settings = "other:\n  client_secret: aaa\ngoogle:\n  client_id: x\n  client_secret: bbb\n"
    found = proposed(tmp_path, {"serverless.yml": service, "settings/google.yml": settings})
    assert only(found, "colocated-secrets").where == "settings/google.yml:5"


STAGED = (
    HEAD
    + """
custom:
  stage: ${opt:stage, 'dev'}
  mfa: {dev: "OFF", prod: "ON"}
params:
  default: {same: "ON", flag: "OFF"}
  prod: {flag: "ON"}
resources:
  Resources:
    Pool:
      Type: AWS::Cognito::UserPool
      Properties:
        MfaConfiguration: %s
"""
)


def test_what_depends_on_the_stage_is_a_hint(tmp_path: Path) -> None:
    """Variables in variables, parameters and the stage are followed; the stage is a guess."""
    hint = {("not-visible", "never")}
    for number, (text, expected) in enumerate(
        [
            ("${self:custom.mfa.${self:custom.stage}}", hint),
            ("${self:custom.mfa.${sls:stage}}", hint),
            ("${param:flag}", hint),
            ("${param:same}", {("observed", "required")}),
            ("${param:gone}", set()),
        ]
    ):
        found = proposed(tmp_path / str(number), {"serverless.yml": STAGED % text})
        assert options(found, "second-factor") == expected, text


def test_parts_that_are_not_read_are_named(tmp_path: Path) -> None:
    """A part written as a program, or a file that was not scanned, is said, once each."""
    service = (
        HEAD + "resources:\n  - ${file(pool.js)}\n  - ${file(gone.yml)}\n  - ${file(pool.js)}\n"
    )
    told = [note.problem for note in gathered(tmp_path, {"serverless.yml": service}).unseen]
    assert len(told) == 2
    assert "pool.js is a program" in told[0]
    assert "gone.yml is not among the scanned files" in told[1]


def test_variables_that_multiply_end(tmp_path: Path) -> None:
    """A small file cannot ask for any number of replacements."""
    lines = "".join(
        f'  v{n}: "${{self:custom.v{n + 1}}}${{self:custom.v{n + 1}}}"\n' for n in range(40)
    )
    service = (
        f'{HEAD}custom:\n{lines}  v40: "ON"\nresources:\n  Resources:\n    Pool:\n'
        "      Type: AWS::Cognito::UserPool\n"
        "      Properties: {MfaConfiguration: '${self:custom.v0}'}\n"
    )
    found = proposed(tmp_path, {"serverless.yml": service})
    assert options(found, "platform") == {("observed", "cognito")}
    assert options(found, "second-factor") == set()
