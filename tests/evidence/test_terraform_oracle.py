"""An independent evaluator of Terraform agrees wherever both know a value."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from advisor.evidence.values import Unknown, leaves, plain
from tests.evidence.scene import gathered

tfparse = pytest.importorskip("tfparse", reason="tfparse is not installed")

texts = st.sampled_from(
    ['"ON"', '"OFF"', '"a-b"', '""', "local.word", "var.given", '"${var.given}x"']
)
numbers = st.sampled_from(["0", "1", "2", "7", "local.number"])
booleans = st.sampled_from(["true", "false", "var.switch", 'var.given == "y"', "local.number > 1"])
lists = st.sampled_from(
    ['["a", "b"]', "[]", "var.names", 'concat(["a"], var.names)', "[for n in var.names : upper(n)]"]
)
maps = st.sampled_from(['{ a = "x" }', 'merge({ a = "x" }, { b = "y" })', "local.table"])
results = st.one_of(
    texts,
    st.builds("({} ? {} : {})".format, booleans, texts, texts),
    st.builds("({} && {} ? {} : {})".format, booleans, booleans, texts, texts),
    st.builds("(!{} || {} ? {} : {})".format, booleans, booleans, texts, texts),
    st.builds("upper({})".format, texts),
    st.builds("lower({})".format, texts),
    st.builds("title({})".format, texts),
    st.builds("trimprefix({}, {})".format, texts, texts),
    st.builds('replace({}, "-", "_")'.format, texts),
    st.builds('join("-", {})'.format, lists),
    st.builds('format("%s/%s", {}, {})'.format, texts, texts),
    st.builds("coalesce({}, {})".format, texts, texts),
    st.builds('lookup({}, "a", {})'.format, maps, texts),
    st.builds("element({}, {})".format, lists, numbers),
    st.builds("length({})".format, lists),
    st.builds("({} + {}) * 2".format, numbers, numbers),
    st.builds("max({}, {})".format, numbers, numbers),
    st.builds("substr({}, 0, {})".format, texts, numbers),
    st.builds('join(",", keys({}))'.format, maps),
    st.builds('join(",", values({}))'.format, maps),
    st.builds('join(",", sort(distinct({})))'.format, lists),
    st.builds('join(",", reverse({}))'.format, lists),
    st.builds('contains({}, "a") ? {} : {}'.format, lists, texts, texts),
)
HEAD = """
variable "given" {
  default = "y"
}
variable "switch" {
  default = true
}
variable "names" {
  default = ["n", "m"]
}
locals {
  word   = "w-${var.given}"
  number = 3
  table  = { a = "t", c = var.given }
}
resource "aws_cognito_user_pool" "p" {
  mfa_configuration = %s
}
"""


def theirs(folder: Path) -> Any:
    """Return what the other evaluator makes of the attribute."""
    (found,) = tfparse.load_from_path(str(folder))["aws_cognito_user_pool"]
    return found.get("mfa_configuration")


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(results)
def test_both_evaluators_agree(expression: str) -> None:
    """Where both know a value it is the same; ours knows what theirs knows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = gathered(folder, {"m.tf": HEAD % expression}).resources[0]
        other = theirs(folder)
    assume(isinstance(other, str | int | float | bool))
    found = list(leaves(raw.body, ("mfa_configuration",)))
    assert found, expression
    assert not isinstance(found[0].data, Unknown), expression
    assert plain(found[0]) == other, expression
