"""Terraform: partly unknown objects still say what they say, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.evidence.terraform.patterns import PatternError, compiled
from advisor.evidence.values import Unknown, member
from tests.evidence.scene import gathered, options, proposed

POOL = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = %s\n}\n'
DECLARED = """
variable "unset" {}
variable "stage" { default = "dev" }
variable "wanted" { default = true }
resource "aws_kms_key" "none" { count = 0 }
resource "aws_kms_key" "some" { count = var.unset }
resource "aws_kms_key" "named" {
  for_each = { a = "ON", b = "OFF" }
  alias    = each.value
}
locals {
  mfa    = { dev = "ON", prod = "OFF" }
  object = { name = "x", nothing = null }
}
"""


def second_factor(folder: Path, expression: str) -> set[tuple[str, str]]:
    """Return what is proposed for a pool with an expression for its second factor."""
    found = proposed(folder, {"m.tf": DECLARED + POOL % expression})
    return options(found, "second-factor")


@pytest.mark.parametrize(
    "expression",
    [
        'try(local.object.mfa, "ON")',
        'try(local.object.a.b, local.object["x"], "ON")',
        'can(local.object.mfa) ? "OFF" : "ON"',
        'can(local.object.name) ? "ON" : "OFF"',
        'try(aws_kms_key.none[0].alias, "ON")',
        'try(coalesce(local.object.nothing, ""), "ON")',
        'try(regex("^z", "abc"), "ON")',
        'try(tobool("maybe"), "ON")',
        'try(lookup(local.object, "mfa"), "ON")',
        'length(["${var.unset}/x", "y"]) == 2 ? "ON" : "OFF"',
        'length({ a = var.unset }) == 1 ? "ON" : "OFF"',
        'contains([var.unset, "a"], "a") ? "ON" : "OFF"',
        'one([for k in [var.unset] : "ON"])',
        'aws_kms_key.named["a"].alias',
        'one([for x in ["OFF", "ON"] : x if x != "OFF"])',
        'element([var.unset, "ON"], 1)',
        'upper(replace("O-n!", "/[^a-zA-Z]/", ""))',
        'replace("N_O", "/(\\\\w)_(\\\\w)/", "$2$1")',
        'regex("[A-Z]+$", "is ON")',
        'length(aws_kms_key.named) == 2 ? "ON" : "OFF"',
        'join(",", [for k in keys(aws_kms_key.named) : k]) == "a,b" ? "ON" : "OFF"',
        'values(aws_kms_key.named)[*].id == null ? "OFF" : "ON"',
        'alltrue([true, "true"]) ? "ON" : "OFF"',
        'slice(["OFF", "ON"], 1, 2)[0]',
    ],
)
def test_what_is_certain_is_told(tmp_path: Path, expression: str) -> None:
    """An unknown part does not hide what holds whatever it turns out to be."""
    assert second_factor(tmp_path, expression) == {("observed", "required")}


@pytest.mark.parametrize(
    "expression",
    [
        'try(var.unset.mfa, "ON")',
        'can(var.unset.mfa) ? "ON" : "OFF"',
        'try(aws_kms_key.some[0].alias, "ON")',
        'length(concat(var.unset, ["a"])) == 1 ? "ON" : "OFF"',
        'length(distinct([var.unset, "a"])) == 2 ? "ON" : "OFF"',
        'length(compact([var.unset])) == 1 ? "ON" : "OFF"',
        'length([for x in ["a"] : x if x == var.unset]) == 1 ? "ON" : "OFF"',
        'length(aws_kms_key.some) == 1 ? "ON" : "OFF"',
        'length(aws_kms_key.some[*].id) == 1 ? "ON" : "OFF"',
        'one([for x in concat(["ON"], var.unset) : x])',
        'concat(var.unset, ["ON"])[0]',
        'contains([var.unset], "a") ? "OFF" : "ON"',
        'replace("ON", "/(O+)+x/", "")',
    ],
)
def test_what_is_open_is_not_told(tmp_path: Path, expression: str) -> None:
    """What an unknown part may change stays unknown, and never becomes little or none."""
    assert second_factor(tmp_path, expression) == set()


@pytest.mark.parametrize(
    "expression",
    [
        "local.mfa[var.stage]",
        'lookup(local.mfa, var.stage, "OFF")',
        'contains([var.stage], "dev") ? "ON" : "OFF"',
        "one([for k, v in local.mfa : v if k == var.stage])",
        '{ for k in [var.stage] : "x" => local.mfa[k] }["x"]',
    ],
)
def test_what_a_default_chooses_is_a_hint(tmp_path: Path, expression: str) -> None:
    """A default that chooses among known values claims no more than a default that is one."""
    assert second_factor(tmp_path, expression) == {("not-visible", "required")}


CHILD = """
variable "settings" {
  type = object({
    mfa   = optional(string, "ON")
    days  = optional(number)
    inner = optional(object({ closed = optional(bool, true) }), {})
  })
}
variable "kept" {
  default  = "ON"
  nullable = false
}
resource "aws_cognito_user_pool" "p" {
  mfa_configuration = var.kept == "ON" ? var.settings.mfa : "OFF"
  admin_create_user_config { allow_admin_create_user_only = var.settings.inner.closed }
}
"""


def test_declared_types_fill_in_what_callers_leave_out(tmp_path: Path) -> None:
    """`optional(type, default)` and `nullable = false` give the values Terraform would use."""
    call = 'module "m" {\n  source = "./child"\n  settings = { days = "7" }\n  kept = null\n}\n'
    found = proposed(tmp_path, {"main.tf": call, "child/main.tf": CHILD})
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "login-habits") == {("inferred", "!uninvited-sign-up")}


def test_policies_of_indexed_documents_are_read(tmp_path: Path) -> None:
    """A policy document with `count` or `for_each` says what one without says."""
    text = """
    data "aws_iam_policy_document" "trust" {
      %s
      statement {
        actions = ["sts:AssumeRoleWithWebIdentity"]
        principals {
          type        = "Federated"
          identifiers = ["cognito-identity.amazonaws.com"]
        }
      }
    }
    resource "aws_iam_role" "people" {
      assume_role_policy = %s
      inline_policy {
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
      }
    }
    """
    trust = "data.aws_iam_policy_document.trust"
    ways = [
        ("", f"{trust}.json"),
        ("count = 1", f"{trust}[0].json"),
        ("count = 1", f"one({trust}[*].json)"),
        ("count = 1", f'join("", {trust}.*.json)'),
        ('for_each = toset(["a"])', f'{trust}["a"].json'),
    ]
    for number, (repeated, reference) in enumerate(ways):
        found = proposed(tmp_path / str(number), {"m.tf": text % (repeated, reference)})
        expected = {("observed", "infrastructure")} if "join" not in reference else set()
        assert options(found, "cloud-role-scope") == expected, reference


def test_outputs_of_repeated_modules_are_found_by_their_key(tmp_path: Path) -> None:
    """`module.x["key"].output` means the instance with that key."""
    main = (
        """
    module "settings" {
      source   = "./settings"
      for_each = { staff = "ON", shop = "OFF" }
      mfa      = each.value
    }
    """
        + POOL % 'module.settings["staff"].mfa'
    )
    child = 'variable "mfa" {}\noutput "mfa" { value = var.mfa }\n'
    found = proposed(tmp_path, {"main.tf": main, "settings/main.tf": child})
    assert options(found, "second-factor") == {("observed", "required")}


def test_what_a_default_switches_off_is_named(tmp_path: Path) -> None:
    """A login that a default leaves out proposes nothing, and the scan says why, once."""
    text = 'variable "on" { default = false }\n' + "".join(
        f'resource "aws_cognito_user_pool" "{name}" {{ count = var.on ? 1 : 0 }}\n'
        for name in ("a", "b")
    )
    result = gathered(tmp_path, {"m.tf": text})
    assert result.resources == []
    (note,) = result.unseen
    assert (note.file, note.line, note.field) == ("m.tf", 2, "aws_cognito_user_pool.a")
    assert "default of variable on" in note.problem
    assert "and 1 more" in note.problem


def test_what_a_caller_switches_on_is_not_named_as_off(tmp_path: Path) -> None:
    """A module that is off by itself and on for a caller needs no word."""
    child = 'variable "on" { default = false }\n' + (POOL % '"ON"').replace(
        "{\n", "{\n  count = var.on ? 1 : 0\n", 1
    )
    call = 'module "m" {\n  source = "../.."\n  on = true\n}\n'
    result = gathered(tmp_path, {"main.tf": child, "examples/full/main.tf": call})
    assert result.unseen == []
    assert len(result.resources) == 1


def test_a_local_module_that_was_not_scanned_is_named(tmp_path: Path) -> None:
    """A module beside the scanned folder is named with the path to scan, whatever its name."""
    text = 'module "base" {\n  source = "../shared/things"\n}\n'
    (note,) = gathered(tmp_path / "in", {"m.tf": text}).unseen
    assert (note.file, note.line, note.field) == ("m.tf", 1, "module.base")
    assert "../shared/things" in note.fix


def test_only_folders_below_the_scanned_one_make_a_trial(tmp_path: Path) -> None:
    """A parent folder named like a trial changes nothing; one inside is an example."""
    child = 'variable "mfa" { default = "OFF" }\n' + POOL % "var.mfa"
    call = 'module "pool" {\n  source = "%s"\n  mfa = "ON"\n}\n'
    above = proposed(
        tmp_path / "tests" / "infra", {"main.tf": call % "./pool", "pool/main.tf": child}
    )
    assert options(above, "second-factor") == {("observed", "required")}
    inside = proposed(tmp_path / "b", {"examples/main.tf": call % "../pool", "pool/main.tf": child})
    assert options(inside, "second-factor") == {("inferred", "required")}


def test_a_default_loses_to_what_was_read_and_leaves_a_doubt(tmp_path: Path) -> None:
    """Of two pools, one known and one by default otherwise, the known one is inferred."""
    text = (
        'variable "m" { default = "OFF" }\n'
        + POOL % '"ON"'
        + (POOL % "var.m").replace('"p"', '"q"')
    )
    assert options(proposed(tmp_path, {"m.tf": text}), "second-factor") == {
        ("inferred", "required")
    }


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a|b)*c", ".*.*.*x", "a{1,}b+c+", "(a)\\1", "(?=a)", "[[:alpha:]]", "(", "a" * 201],
)
def test_patterns_that_could_grow_or_differ_are_not_run(pattern: str) -> None:
    """A pattern from a scanned file cannot keep the scan busy."""
    with pytest.raises(PatternError):
        compiled(pattern, "aaaa")


def test_texts_with_gaps_keep_what_is_known_of_them(tmp_path: Path) -> None:
    """A text joined from known and unknown parts is half known."""
    text = DECLARED + POOL % 'format("%s-%s", "a", var.unset)'
    raw = next(
        raw
        for raw in gathered(tmp_path, {"m.tf": text}).resources
        if raw.type == "aws_cognito_user_pool"
    )
    value = member(raw.body, "mfa_configuration")
    assert value is not None
    assert isinstance(value.data, Unknown)
    assert value.data.text.startswith("a-")
