"""Anything may be in a file: no exception, no hang, nothing observed that is not there."""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.evidence.examine import Examined, judge, wanted_names
from advisor.evidence.gather import gather
from advisor.evidence.limits import DEFAULT_LIMITS
from advisor.evidence.reading.files import find
from tests.evidence.scene import book, catalog, proposed, write

# Read before the tests' own environment takes it away.
CORPUS = Path(os.environ.get("ADVISOR_REFERENCE", Path(__file__).parents[2].parent / "shared"))
NAMES = ["m.tf", "m.tf.json", "t.yaml", "t.json", "s.tfstate", "terraform.tfvars", "serverless.yml"]
relaxed = settings(max_examples=120, suppress_health_check=list(HealthCheck))


def survive(files: dict[str, bytes]) -> Examined:
    """Read files in this process; nothing may be raised."""
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), files)
        found, _ = find([root], root, DEFAULT_LIMITS)
        return judge(gather(found, DEFAULT_LIMITS, wanted_names(book())), book(), catalog())


@relaxed
@given(st.sampled_from(NAMES), st.binary(max_size=300))
def test_any_bytes_are_survived(name: str, content: bytes) -> None:
    """Bytes of any kind end in problems or in nothing."""
    assert survive({name: content}).findings == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["ON", "x", "${var.x}", ""]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["Ref", "Fn::If", "Fn::Sub", "Fn::Join", "Type", "Properties", "MfaConfiguration",
             "Resources", "LambdaConfig", "Statement", "Action", "Effect", "Condition", "x"]
        ),
        inner,
        max_size=3,
    ),
    max_leaves=12,
)  # fmt: skip


@relaxed
@given(
    st.sampled_from(
        [
            "AWS::Cognito::UserPool",
            "AWS::Cognito::UserPoolClient",
            "AWS::Cognito::IdentityPool",
            "AWS::IAM::Role",
            "AWS::Serverless::Function",
            "AWS::Serverless::Api",
        ]
    ),
    st.dictionaries(
        st.sampled_from(
            ["MfaConfiguration", "AllowedOAuthFlows", "LambdaConfig", "Schema", "Policies",
             "AssumeRolePolicyDocument", "RefreshTokenValidity", "TokenValidityUnits", "Auth",
             "AllowUnauthenticatedIdentities", "CallbackURLs", "Events", "ManagedPolicyArns"]
        ),
        json_values,
        max_size=5,
    ),
    json_values,
)  # fmt: skip
def test_any_template_is_survived(kind: str, properties: object, rest: object) -> None:
    """Properties of any shape never raise."""
    template = {
        "Resources": {"A": {"Type": kind, "Properties": properties}, "B": rest},
        "Conditions": {"C": rest},
        "Parameters": {"P": rest},
        "Mappings": rest,
    }
    survive({"t.json": json.dumps(template).encode()})


expressions = st.recursive(
    st.sampled_from(
        ["var.x", "local.a", "null", "1", "true", '"s"', "each.value", "data.a.b.c", "[]", "{}",
         "aws_cognito_user_pool.p.id", '"${var.x}-y"', "count.index", "module.m.o", "self"]
    ),
    lambda inner: st.one_of(
        st.builds("({} == {})".format, inner, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{{ k = {} }}".format, inner),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("{}[*].a".format, inner),
        st.builds("[for k, v in {} : {}]".format, inner, inner),
        st.builds("{{ for k in {} : k => {} }}".format, inner, inner),
        st.builds(
            "{}({}, {})".format,
            st.sampled_from(
                ["concat", "merge", "lookup", "join", "format", "element", "try", "coalesce",
                 "flatten", "jsonencode", "replace", "substr", "zipmap", "range", "split", "nope"]
            ),
            inner,
            inner,
        ),
    ),
    max_leaves=8,
)  # fmt: skip


@relaxed
@given(
    st.lists(expressions, min_size=1, max_size=3),
    st.sampled_from(["", "count = {}", "for_each = {}", "dynamic_block"]),
    expressions,
)
def test_any_expression_is_survived(values: list[str], loop: str, source: str) -> None:
    """Expressions of any shape never raise, hang, or turn the unknown into an observation."""
    names = ["mfa_configuration", "lambda_config", "schema"]
    lines = [f"  {name} = {value}" for name, value in zip(names, values, strict=False)]
    if loop == "dynamic_block":
        lines.append(
            f'  dynamic "schema" {{\n    for_each = {source}\n    content {{\n'
            "      name = schema.value\n    }\n  }"
        )
    elif loop:
        lines.append("  " + loop.format(source))
    text = (
        'variable "x" {}\nlocals {\n  a = ' + source + "\n}\n"
        'resource "aws_cognito_user_pool" "p" {\n' + "\n".join(lines) + "\n}\n"
    )
    for finding in survive({"m.tf": text.encode()}).findings:
        # A known `true` reads as "ON", as in YAML; all else is no value of these attributes.
        assert finding.signal.id in {"cognito-pool", "login-triggers", "mfa-on", "mfa-off"}


def corpus_files() -> list[Path]:
    """Return the files of the reference corpus; none where it is not there."""
    return sorted(path for path in (CORPUS / "corpus" / "files").rglob("*") if path.is_file())


def mutations(content: bytes, seed: int) -> Iterable[bytes]:
    """Yield damaged copies of a file."""
    chance = random.Random(seed)
    for _ in range(4):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(damaged))
            action = chance.randrange(4)
            if action == 0:
                damaged[at] = chance.randrange(256)
            elif action == 1:
                del damaged[at : at + chance.randint(1, 200)]
            elif action == 2:
                damaged[at:at] = damaged[at : at + chance.randint(1, 200)]
            else:
                damaged[at:at] = chance.choice(
                    [b"{", b"}", b"[", b'"', b"${", b"\n", b"!If ", b"&a"]
                )
            if not damaged:
                damaged = bytearray(b" ")
        yield bytes(damaged)


@pytest.mark.skipif(not corpus_files(), reason="the reference corpus is not here")
def test_damaged_files_of_the_corpus_are_survived() -> None:
    """Real files, damaged at random, never raise."""
    for seed, path in enumerate(corpus_files()):
        for content in mutations(path.read_bytes(), seed):
            survive({path.name: content})


def test_deep_nesting_ends(tmp_path: Path) -> None:
    """Thousands of brackets end in a problem or in an unknown value."""
    deep = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = %s\n}\n'
    files: dict[str, str | bytes] = {
        "brackets.tf": deep % ("[" * 3000 + "]" * 3000),
        "calls.tf": deep.replace('"p"', '"q"') % ("upper(" * 3000 + '"x"' + ")" * 3000),
        "chain.tf": deep.replace('"p"', '"r"') % ("var.x" + ".a" * 3000),
        "ors.tf": deep.replace('"p"', '"s"') % " || ".join(["var.x"] * 3000),
        "blocks.tf": "a {\n" * 3000 + "}\n" * 3000,
    }
    assert {item.question for item in proposed(tmp_path, files)} <= {"platform"}


def test_explosive_expressions_end(tmp_path: Path) -> None:
    """Nested loops over many values run out of steps, not of time."""
    loop = "[for a in range(900) : [for b in range(900) : [for c in range(900) : a]]]"
    text = (
        'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = %s\n}\n'
        'resource "aws_cognito_user_pool_client" "c" {\n  count = 100000000\n}\n'
    )
    assert {item.question for item in proposed(tmp_path, {"m.tf": text % loop})} <= {"platform"}
