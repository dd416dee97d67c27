"""Terraform: which of several files counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.scene import gathered, only, options, proposed

BASE = """
variable "days" { default = 5 }
resource "aws_cognito_user_pool" "staff" {
  mfa_configuration = "OFF"
  user_pool_add_ons {
    advanced_security_mode = "ENFORCED"
  }
}
"""


@pytest.mark.parametrize("name", ["override.tf", "aa_override.tf", "override.tofu"])
def test_override_files_are_laid_over_whatever_their_name_sorts_as(
    tmp_path: Path, name: str
) -> None:
    """An override file wins over a file that sorts after it, and is named as the place."""
    over = 'resource "aws_cognito_user_pool" "staff" {\n  mfa_configuration = "ON"\n}\n'
    found = proposed(tmp_path, {"zz.tf": BASE, name: over})
    proposal = only(found, "second-factor")
    assert (proposal.value, proposal.kind) == ("required", "observed")
    assert proposal.where == f"{name}:2"
    assert only(found, "platform").where == "zz.tf:3"


def test_override_files_count_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Of two override files the later name wins."""
    text = 'resource "aws_cognito_user_pool" "staff" {\n  mfa_configuration = "%s"\n}\n'
    files: dict[str, str | bytes] = {
        "main.tf": BASE,
        "b_override.tf": text % "OPTIONAL",
        "a_override.tf": text % "ON",
    }
    assert options(proposed(tmp_path, files), "second-factor") == {("inferred", "optional")}


def test_an_overriding_block_replaces_every_block_of_its_type(tmp_path: Path) -> None:
    """Blocks are replaced as a whole, also by one written in the JSON syntax."""
    over = """{"resource": {"aws_cognito_user_pool": {"staff": {
      "user_pool_add_ons": [{"advanced_security_mode": "OFF"}]}}}}"""
    found = proposed(tmp_path, {"main.tf": BASE, "override.tf.json": over})
    assert options(found, "session-controls") == {("inferred", "!device-risk")}


def test_overriding_variables_keep_what_is_not_overridden(tmp_path: Path) -> None:
    """A variable's default may be overridden, and so may a local."""
    text = """
    variable "mfa" { type = string }
    locals { days = 5 }
    resource "aws_cognito_user_pool" "staff" { mfa_configuration = var.mfa }
    resource "aws_cognito_user_pool_client" "c" { refresh_token_validity = local.days }
    """
    over = 'variable "mfa" { default = "ON" }\nlocals { days = 60 }\n'
    found = proposed(tmp_path, {"main.tf": text, "override.tf": over})
    assert options(found, "second-factor") == {("not-visible", "required")}
    assert options(found, "refresh-lifetime") == {("observed", "ninety-days")}


def test_opentofu_files_are_read_and_stand_for_their_twins(tmp_path: Path) -> None:
    """`main.tofu` is read as Terraform, and in place of `main.tf`."""
    pool = 'resource "aws_cognito_user_pool" "staff" {\n  mfa_configuration = "%s"\n}\n'
    files: dict[str, str | bytes] = {"main.tf": pool % "OFF", "main.tofu": pool % "ON"}
    found = proposed(tmp_path, files)
    assert options(found, "second-factor") == {("observed", "required")}
    assert len(gathered(tmp_path, files).resources) == 1


def test_values_loaded_by_themselves_count_in_terraform_s_order(tmp_path: Path) -> None:
    """`*.auto.tfvars` win over `terraform.tfvars`, although they sort before it."""
    text = 'variable "m" {}\nresource "aws_cognito_user_pool" "p" { mfa_configuration = var.m }\n'
    files: dict[str, str | bytes] = {
        "main.tf": text,
        "a.auto.tfvars": 'm = "ON"\n',
        "terraform.tfvars": 'm = "OFF"\n',
    }
    assert options(proposed(tmp_path, files), "second-factor") == {("observed", "required")}
