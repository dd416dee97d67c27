"""Terraform: what defaults make, and modules that call each other."""

from __future__ import annotations

from pathlib import Path

from tests.evidence.scene import gathered, options, proposed

MADE_BY_DEFAULT = """
variable "enabled" { default = true }
variable "mfa" { default = "ON" }
variable "pools" { default = { a = { mfa = "OFF" } } }
variable "protect" { default = true }
resource "aws_cognito_user_pool" "one" {
  count             = var.enabled ? 1 : 0
  mfa_configuration = %s
  dynamic "user_pool_add_ons" {
    for_each = var.protect ? [1] : []
    content {
      advanced_security_mode = "ENFORCED"
    }
  }
}
"""


def test_a_resource_made_by_default_is_inferred(tmp_path: Path) -> None:
    """That something exists unless it is switched off is more than a hint; defaults are not."""
    literal = proposed(tmp_path / "a", {"main.tf": MADE_BY_DEFAULT % '"OFF"'})
    assert options(literal, "platform") == {("inferred", "cognito")}
    assert options(literal, "second-factor") == {("inferred", "never")}
    assert options(literal, "session-controls") == {("not-visible", "device-risk")}
    default = proposed(tmp_path / "b", {"main.tf": MADE_BY_DEFAULT % "var.mfa"})
    assert options(default, "second-factor") == {("not-visible", "required")}


def test_values_of_a_default_collection_are_hints(tmp_path: Path) -> None:
    """What a loop takes from the default of a variable can be overridden like the variable."""
    text = """
    variable "pools" { default = { a = { mfa = "OFF" } } }
    resource "aws_cognito_user_pool" "p" {
      for_each          = var.pools
      mfa_configuration = each.value.mfa
    }
    """
    found = proposed(tmp_path, {"main.tf": text})
    assert options(found, "platform") == {("inferred", "cognito")}
    assert options(found, "second-factor") == {("not-visible", "never")}


def test_modules_that_call_each_other_in_a_circle_are_read(tmp_path: Path) -> None:
    """A circle without a beginning is named, and what its modules create is not lost."""
    pool = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = "OFF"\n}\n'
    files: dict[str, str | bytes] = {
        "a/main.tf": 'module "b" {\n  source = "../b"\n}\n' + pool,
        "b/main.tf": 'module "a" {\n  source = "../a"\n}\n' + pool,
    }
    result = gathered(tmp_path, files)
    assert sorted(raw.address for raw in result.resources) == [
        "aws_cognito_user_pool.p",
        "module.b.aws_cognito_user_pool.p",
    ]
    assert [item.field for item in result.problems] == ["module.a"]


def test_a_module_that_is_switched_off_stays_off(tmp_path: Path) -> None:
    """A module called zero times is not read as if it stood alone."""
    files: dict[str, str | bytes] = {
        "main.tf": 'module "m" {\n  count  = 0\n  source = "./m"\n}\n',
        "m/main.tf": 'resource "aws_cognito_user_pool" "p" {}\n',
    }
    assert gathered(tmp_path, files).resources == []
