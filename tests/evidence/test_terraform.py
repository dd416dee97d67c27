"""Terraform source: what an evaluator without Terraform can and cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.evidence.resources import RawResource
from advisor.evidence.values import Unknown, Value, leaves, plain
from tests.evidence.scene import gathered, only, options, proposed

POOL = 'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = %s\n}\n'


def pools(tmp_path: Path, files: dict[str, str | bytes]) -> dict[str, RawResource]:
    """Return the resources found, by address."""
    return {raw.address: raw for raw in gathered(tmp_path, files).resources}


def mfa(tmp_path: Path, expression: str, rest: str = "") -> Value:
    """Return the value of one attribute."""
    raw = pools(tmp_path, {"main.tf": POOL % expression + rest})["aws_cognito_user_pool.p"]
    return next(leaves(raw.body, ("mfa_configuration",)))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"ON"', "ON"),
        ('upper("on")', "ON"),
        ('true ? "ON" : "OFF"', "ON"),
        ('local.a == "x" ? "ON" : "OFF"', "ON"),
        ('lookup({k = "ON"}, "k", "OFF")', "ON"),
        ('{k = "ON"}["k"]', "ON"),
        ('["ON", "OFF"][0]', "ON"),
        ('try("ON", "OFF")', "ON"),
        ('coalesce("", null, "ON")', "ON"),
        ('join("", ["O", "N"])', "ON"),
        ('element(split(",", "OFF,ON"), 1)', "ON"),
        ('format("%s%s", "O", "N")', "ON"),
        ('[for k, v in {a = "ON"} : v if k == "a"][0]', "ON"),
        ('{for v in ["ON"] : "k" => v}["k"]', "ON"),
        ('merge({k = "OFF"}, {k = "ON"}).k', "ON"),
        ('jsondecode("{\\"k\\":\\"ON\\"}").k', "ON"),
        ('"${local.o}N"', "ON"),
        ('contains(["a"], "a") && !false ? "ON" : "OFF"', "ON"),
        ('length(compact(["a", ""])) == 1 ? "ON" : "OFF"', "ON"),
        ('replace("O-N", "-", "")', "ON"),
        ('one([for x in toset(["ON", "ON"]) : x])', "ON"),
        ('values({a = "ON"})[0]', "ON"),
        ('(1 + 2) * 2 > 5 ? "ON" : "OFF"', "ON"),
        ('var.unset != null ? "ON" : "ON"', "ON"),
    ],
)
def test_expressions_are_resolved(tmp_path: Path, expression: str, expected: str) -> None:
    """What the files alone decide is known."""
    local = 'locals {\n  a = "x"\n  o = "O"\n}\nvariable "unset" {}\n'
    assert plain(mfa(tmp_path, expression, local)) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "var.unset",
        "local.missing",
        "local.loop",
        'var.unset ? "ON" : "OFF"',
        "data.aws_ssm_parameter.x.value",
        "module.gone.mfa",
        'file("/etc/passwd")',
        'templatefile("x", {})',
        "timestamp()",
        'lookup(var.unset, "k", "OFF")',
        '["ON"][var.unset]',
        'terraform.workspace == "prod" ? "ON" : "OFF"',
        '"O${var.unset}"',
        "null_resource.x.id",
        '1 / 0 == 1 ? "ON" : "OFF"',
        "[for x in var.unset : x][0]",
        'merge({k = "ON"}, var.unset).k',
        'provider::aws::f("x")',
    ],
)
def test_what_the_files_do_not_decide_is_unknown(tmp_path: Path, expression: str) -> None:
    """An expression that something outside decides is never guessed."""
    local = 'variable "unset" {}\nlocals {\n  loop = local.back\n  back = local.loop\n}\n'
    value = mfa(tmp_path, expression, local)
    assert isinstance(value.data, Unknown)
    assert options(proposed(tmp_path, {"main.tf": POOL % expression + local}), "second-factor") == (
        set()
    )


def test_files_are_never_read_by_expressions(tmp_path: Path) -> None:
    """`file()` is not evaluated, so no expression can read outside the scan."""
    (tmp_path / "mfa.txt").write_text("ON")
    assert isinstance(mfa(tmp_path, 'file("mfa.txt")').data, Unknown)


def test_a_default_is_a_hint_and_a_setting_decides(tmp_path: Path) -> None:
    """The default of a root variable claims nothing; terraform.tfvars does."""
    files: dict[str, str | bytes] = {
        "main.tf": POOL % "var.mfa" + 'variable "mfa" {\n  default = "OFF"\n}\n'
    }
    found = only(proposed(tmp_path, files), "second-factor")
    assert (found.kind, found.confidence, found.value) == ("not-visible", "low", "never")
    assert "default of variable mfa" in found.says
    files["terraform.tfvars"] = 'mfa = "ON"\n'
    assert options(proposed(tmp_path, files), "second-factor") == {("observed", "required")}


def test_settings_that_nobody_loads_by_themselves_are_ignored(tmp_path: Path) -> None:
    """A variables file that must be named on the command line decides nothing."""
    files: dict[str, str | bytes] = {
        "main.tf": POOL % "var.mfa" + 'variable "mfa" {}\n',
        "prod.tfvars": 'mfa = "ON"\n',
    }
    assert options(proposed(tmp_path, files), "second-factor") == set()
    files["prod.auto.tfvars"] = 'mfa = "ON"\n'
    assert options(proposed(tmp_path, files), "second-factor") == {("observed", "required")}


MODULE = """
variable "mfa" {
  default = "OFF"
}
resource "aws_cognito_user_pool" "inner" {
  mfa_configuration = var.mfa
}
output "pool" {
  value = aws_cognito_user_pool.inner.id
}
"""


def test_modules_take_the_inputs_of_their_callers(tmp_path: Path) -> None:
    """A module's variable is what its caller passes, or its default for certain."""
    main = 'module "%s" {\n  source = "./m"\n%s}\n'
    files: dict[str, str | bytes] = {
        "m/m.tf": MODULE,
        "main.tf": main % ("a", '  mfa = "ON"\n') + main % ("b", ""),
    }
    found = pools(tmp_path, files)
    assert sorted(found) == [
        "module.a.aws_cognito_user_pool.inner",
        "module.b.aws_cognito_user_pool.inner",
    ]
    values = {
        address: next(leaves(raw.body, ("mfa_configuration",))) for address, raw in found.items()
    }
    assert {plain(value) for value in values.values()} == {"ON", "OFF"}
    assert not any(value.assumed for value in values.values())


def test_modules_pass_values_on_by_outputs(tmp_path: Path) -> None:
    """A reference through a module's output leads to the resource inside."""
    client = (
        'module "m" {\n  source = "./m"\n}\n'
        'resource "aws_cognito_user_pool_client" "c" {\n  user_pool_id = module.m.pool\n}\n'
    )
    found = pools(tmp_path, {"m/m.tf": MODULE, "main.tf": client})
    value = next(leaves(found["aws_cognito_user_pool_client.c"].body, ("user_pool_id",)))
    assert isinstance(value.data, Unknown)
    assert value.data.reference == "module.m.aws_cognito_user_pool.inner"


def test_an_example_does_not_hide_the_module_it_calls(tmp_path: Path) -> None:
    """A module that only its own example calls is still read as what it is."""
    files: dict[str, str | bytes] = {
        "main.tf": MODULE,
        "examples/full/main.tf": 'module "x" {\n  source = "../.."\n  mfa = "ON"\n}\n',
    }
    assert sorted(pools(tmp_path, files)) == [
        "aws_cognito_user_pool.inner",
        "module.x.aws_cognito_user_pool.inner",
    ]


def test_modules_that_call_each_other_end(tmp_path: Path) -> None:
    """A circle of modules is named and left."""
    files: dict[str, str | bytes] = {
        "a/a.tf": 'module "b" {\n  source = "../b"\n}\n' + POOL % '"ON"',
        "b/b.tf": 'module "a" {\n  source = "../a"\n}\n',
        "main.tf": 'module "a" {\n  source = "./a"\n}\n',
    }
    result = gathered(tmp_path, files)
    assert any("calls itself" in problem.problem for problem in result.problems)
    assert [raw.address for raw in result.resources] == ["module.a.aws_cognito_user_pool.p"]


def test_a_module_from_elsewhere_is_named_as_not_visible(tmp_path: Path) -> None:
    """What a registry module creates is not known, and that is said."""
    result = gathered(tmp_path, {"main.tf": 'module "cognito" {\n  source = "x/cognito/aws"\n}\n'})
    assert [(item.file, item.line, item.field) for item in result.unseen] == [
        ("main.tf", 1, "module.cognito")
    ]


def test_count_and_for_each_make_instances(tmp_path: Path) -> None:
    """Known loops are unrolled with their own values, none for a count of zero."""
    text = """
resource "aws_cognito_user_pool_client" "c" {
  for_each            = { web = ["code"], job = ["client_credentials"] }
  name                = each.key
  allowed_oauth_flows = each.value
}
resource "aws_cognito_user_pool_client" "n" {
  count = 0
}
resource "aws_cognito_user_pool_client" "t" {
  count = 2
  name  = "t${count.index}"
}
"""
    found = pools(tmp_path, {"main.tf": text})
    assert sorted(found) == [
        'aws_cognito_user_pool_client.c["job"]',
        'aws_cognito_user_pool_client.c["web"]',
        "aws_cognito_user_pool_client.t[0]",
        "aws_cognito_user_pool_client.t[1]",
    ]
    job = found['aws_cognito_user_pool_client.c["job"]']
    assert plain(job.body) == {"allowed_oauth_flows": ["client_credentials"], "name": "job"}


@pytest.mark.parametrize("loop", ["count = var.on ? 1 : 0", "for_each = var.on"])
def test_a_loop_over_something_unknown_may_run(tmp_path: Path, loop: str) -> None:
    """A resource in an unknown loop is counted as there at least once, and is not certain."""
    text = f'variable "on" {{}}\nresource "aws_cognito_user_pool" "p" {{\n  {loop}\n}}\n'
    found = pools(tmp_path, {"main.tf": text})
    assert [raw.condition for raw in found.values()] == [
        f"{loop.partition(' ')[0]} depends on var.on"
    ]
    assert {item.kind for item in proposed(tmp_path, {"main.tf": text})} == {"inferred"}


def test_dynamic_blocks_are_unrolled(tmp_path: Path) -> None:
    """A dynamic block is what its loop makes it; an unknown loop leaves an unknown block."""
    text = """
variable "more" {}
resource "aws_cognito_user_pool" "p" {
  dynamic "schema" {
    for_each = ["a", "b"]
    content {
      name = schema.value
    }
  }
  dynamic "schema" {
    for_each = var.more
    iterator = it
    content {
      name = it.value
    }
  }
}
"""
    raw = pools(tmp_path, {"main.tf": text})["aws_cognito_user_pool.p"]
    names = list(leaves(raw.body, ("schema", "name")))
    assert [value.data for value in names[:2]] == ["a", "b"]
    assert isinstance(names[2].data, Unknown)


def test_partly_known_lists_keep_what_is_known(tmp_path: Path) -> None:
    """Joining a known list with an unknown one still shows what is certain to be there."""
    text = """
variable "more" {}
resource "aws_cognito_user_pool_client" "c" {
  allowed_oauth_flows                  = concat(["client_credentials"], var.more)
  allowed_oauth_flows_user_pool_client = true
}
"""
    assert ("inferred", "own-workload") in options(proposed(tmp_path, {"m.tf": text}), "subjects")


def test_lines_point_at_the_attribute(tmp_path: Path) -> None:
    """A value taken from elsewhere is reported where the resource uses it."""
    text = 'locals {\n  m = "ON"\n}\n' + POOL % "local.m"
    found = only(proposed(tmp_path, {"x/main.tf": text}), "second-factor")
    assert found.where == "x/main.tf:5"
    assert found.read == "aws_cognito_user_pool.p: mfa = ON"


def test_broken_files_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    """A file that does not parse is named with its line; the others still count."""
    result = gathered(
        tmp_path, {"bad.tf": 'resource "a" "b" {\n  x = [\n', "good.tf": POOL % '"ON"'}
    )
    assert [problem.file for problem in result.problems] == ["bad.tf"]
    assert [raw.address for raw in result.resources] == ["aws_cognito_user_pool.p"]


def test_an_attribute_written_twice_is_not_believed(tmp_path: Path) -> None:
    """Of two values for one attribute neither is taken."""
    text = (
        'resource "aws_cognito_user_pool" "p" {\n  mfa_configuration = "ON"\n'
        '  mfa_configuration = "OFF"\n}\n'
    )
    result = gathered(tmp_path, {"m.tf": text})
    assert [(item.line, item.field) for item in result.problems] == [(3, "mfa_configuration")]
    assert options(proposed(tmp_path, {"m.tf": text}), "second-factor") == set()


def test_json_syntax_reads_the_same(tmp_path: Path) -> None:
    """Terraform's JSON syntax gives the same resources as HCL."""
    text = r"""{
  "variable": {"mfa": {}},
  "locals": {"m": "O${\"N\"}"},
  "resource": {"aws_cognito_user_pool": {"p": {
    "mfa_configuration": "${local.m}",
    "admin_create_user_config": {"allow_admin_create_user_only": false}
  }}}
}"""
    found = proposed(tmp_path, {"main.tf.json": text})
    assert options(found, "second-factor") == {("observed", "required")}
    assert options(found, "subjects") == {("inferred", "customers")}


def test_absence_proposes_nothing(tmp_path: Path) -> None:
    """A pool without a word about second factors says nothing about them."""
    found = proposed(tmp_path, {"m.tf": 'resource "aws_cognito_user_pool" "p" {}\n'})
    assert {item.question for item in found} == {"platform"}


def test_the_grant_that_cannot_work_is_told_apart(tmp_path: Path) -> None:
    """A machine grant without OAuth switched on is an intent, not a use."""
    client = (
        'resource "aws_cognito_user_pool_client" "c" {\n'
        '  allowed_oauth_flows = ["client_credentials"]\n%s}\n'
    )
    inert = only(proposed(tmp_path, {"m.tf": client % ""}), "subjects")
    assert (inert.signal, inert.kind) == ("machine-grant-inert", "inferred")
    on = client % "  allowed_oauth_flows_user_pool_client = true\n"
    assert only(proposed(tmp_path, {"m.tf": on}), "subjects").signal == "machine-grant"
