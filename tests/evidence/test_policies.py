"""Cloud roles that holders of a login assume."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evidence.scene import only, options, proposed

TRUST = {
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": "x"},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"},
            },
        }
    ]
}
OWN = "arn:aws:s3:::b/private/${cognito-identity.amazonaws.com:sub}/*"


def role(*statements: dict[str, object], trust: object = TRUST) -> str:
    """Return a template with one role."""
    return json.dumps(
        {
            "Resources": {
                "R": {
                    "Type": "AWS::IAM::Role",
                    "Properties": {
                        "AssumeRolePolicyDocument": trust,
                        "Policies": [{"PolicyDocument": {"Statement": list(statements)}}],
                    },
                }
            }
        }
    )


def allow(actions: object, resources: object, **more: object) -> dict[str, object]:
    """Return one statement."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([allow("s3:GetObject", OWN)], ("observed", "own-prefix")),
        ([allow(["s3:*"], [OWN])], ("observed", "own-prefix")),
        (
            [allow("s3:GetObject", OWN), allow("mobileanalytics:PutEvents", "*")],
            ("observed", "own-prefix"),
        ),
        (
            [
                allow(
                    "s3:ListBucket",
                    "arn:aws:s3:::b",
                    Condition={
                        "StringLike": {"s3:prefix": ["${cognito-identity.amazonaws.com:sub}/*"]}
                    },
                )
            ],
            ("observed", "own-prefix"),
        ),
        ([allow("es:ESHttp*", "arn:aws:es:::d/*")], ("observed", "named-resources")),
        ([allow("s3:*", "arn:aws:s3:::b/*")], ("observed", "broad")),
        ([allow("cognito-identity:*", "*")], ("observed", "broad")),
        ([allow("iot:Connect", "*")], ("inferred", "broad")),
        ([allow("iam:PassRole", "*")], ("observed", "infrastructure")),
        ([allow("*", "*")], ("observed", "infrastructure")),
        ([allow("secretsmanager:GetSecretValue", "arn:x")], ("observed", "infrastructure")),
        ([allow("iot:AttachPrincipalPolicy", "*")], ("observed", "infrastructure")),
        ([{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}], None),
    ],
)
def test_the_reach_of_a_role_is_read(
    tmp_path: Path, statements: list[dict[str, object]], expected: tuple[str, str] | None
) -> None:
    """The widest statement decides how far a role reaches; a denial reaches nothing."""
    found = options(proposed(tmp_path, {"t.json": role(*statements)}), "cloud-role-scope")
    assert found == ({expected} if expected else set())


def test_an_unknown_policy_leaves_the_reach_open(tmp_path: Path) -> None:
    """What may be wider than what was read is not certain."""
    text = role(allow("s3:GetObject", "arn:x"), {"Fn::If": ["C", {"a": 1}, {"b": 2}]})
    found = only(proposed(tmp_path, {"t.json": text}), "cloud-role-scope")
    assert (found.kind, found.value) == ("inferred", "named-resources")


def test_roles_of_services_are_not_the_login_s(tmp_path: Path) -> None:
    """A function's own role says nothing about the login, however wide it is."""
    trust = {
        "Statement": [
            {"Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
    }
    assert proposed(tmp_path, {"t.json": role(allow("*", "*"), trust=trust)}) == []


TERRAFORM = """
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["cognito-identity.amazonaws.com"]
    }
    condition {
      test     = "ForAnyValue:StringLike"
      variable = "cognito-identity.amazonaws.com:amr"
      values   = ["%s"]
    }
  }
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_s3_bucket" "b" {}
"""
INLINE = """
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = %s
}
"""
ENCODED = 'jsonencode({ Statement = [{ Action = "iam:PassRole", Resource = "*" }] })'
HEREDOC = """<<EOF
{"Statement": [{"Effect": "Allow", "Action": "s3:PutObject",
  "Resource": "${aws_s3_bucket.b.arn}/$${cognito-identity.amazonaws.com:sub}/*"}]}
EOF"""
ATTACHED = """
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Action = ["lambda:UpdateFunctionCode"], Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}
"""
MANAGED = """
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INLINE % ENCODED, "infrastructure"),
        (INLINE % HEREDOC, "own-prefix"),
        (ATTACHED, "infrastructure"),
        (MANAGED, "infrastructure"),
    ],
)
def test_terraform_policies_are_joined_with_their_role(
    tmp_path: Path, text: str, expected: str
) -> None:
    """Inline, attached and managed policies count, as data, text or half-known text."""
    files: dict[str, str | bytes] = {"m.tf": TERRAFORM % "authenticated" + text}
    assert options(proposed(tmp_path, files), "cloud-role-scope") == {("observed", expected)}


def test_the_trust_policy_says_who_holds_the_role(tmp_path: Path) -> None:
    """Signed-in people and guests are told apart by the trust policy."""
    signed_in = proposed(tmp_path, {"m.tf": TERRAFORM % "authenticated"})
    assert options(signed_in, "cloud-credentials") == {("observed", "signed-in-people")}
    guests = proposed(tmp_path, {"m.tf": TERRAFORM % "unauthenticated"})
    assert options(guests, "cloud-credentials") == set()


def test_statements_are_reported_in_the_file_that_holds_them(tmp_path: Path) -> None:
    """A role, its trust and its policies may stand in three files; each place names its own."""
    trust = """data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["cognito-identity.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "cognito-identity.amazonaws.com:amr"
      values   = ["authenticated"]
    }
  }
}
"""
    role = (
        'resource "aws_iam_role" "people" {\n'
        "  assume_role_policy = data.aws_iam_policy_document.trust.json\n}\n"
    )
    rights = (
        'resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.people.id\n\n'
        '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*",\n'
        '    Resource = "*" }] })\n}\n'
    )
    found = proposed(tmp_path, {"a.tf": role, "b.tf": trust, "c.tf": rights})
    places = {item.question: item.where for item in found}
    assert places["cloud-credentials"] == "b.tf:11"
    assert places["cloud-role-scope"] == "c.tf:4"
    assert places["engineering-controls"] == "b.tf:2"


LIMITED = """
resource "aws_iam_role" "people" {{
  assume_role_policy = jsonencode({{ Statement = [{{
    Effect = "{effect}", Action = "sts:AssumeRoleWithWebIdentity"
    Principal = {{ Federated = "cognito-identity.amazonaws.com" }} }}] }})
  {boundary}
  inline_policy {{
    policy = jsonencode({{ Statement = [
      {{ Effect = "Allow", Action = ["s3:*", "dynamodb:GetItem"], Resource = "*" }},
      {{ Effect = "Deny", Action = "{denied}", Resource = "*" }} ] }})
  }}
}}
"""


def limited(folder: Path, effect: str = "Allow", boundary: str = "", denied: str = "x:y") -> object:
    """Return what is proposed on the scope of a role with something that limits it."""
    text = LIMITED.format(effect=effect, boundary=boundary, denied=denied)
    return options(proposed(folder, {"m.tf": text}), "cloud-role-scope")


def test_a_role_is_read_with_what_limits_it(tmp_path: Path) -> None:
    """A denial takes actions away, a boundary leaves a doubt, a denied trust is no trust."""
    assert limited(tmp_path / "a") == {("observed", "broad")}
    assert limited(tmp_path / "b", denied="s3:Get*") == {("observed", "broad")}
    assert limited(tmp_path / "c", denied="s3:*") == {("inferred", "broad")}
    assert limited(tmp_path / "d", denied="*") == set()
    assert limited(tmp_path / "e", boundary="permissions_boundary = var.b") == {
        ("inferred", "broad")
    }
    assert limited(tmp_path / "f", effect="Deny") == set()
