"""Terraform's plans and states."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.evidence.values import Unknown, leaves, mapping
from tests.evidence.scene import gathered, options, proposed

CLIENT = {
    "name": "job",
    "allowed_oauth_flows": ["client_credentials"],
    "allowed_oauth_flows_user_pool_client": True,
    "client_secret": "planted-secret-0815",
    "generate_secret": True,
    "refresh_token_validity": 30,
    "token_validity_units": [{"refresh_token": "days"}],
}


def plan(values: Mapping[str, object], later: Mapping[str, object]) -> str:
    """Return a plan with one client inside a module."""
    address = "module.m.aws_cognito_user_pool_client.c"
    resource = {
        "address": address,
        "mode": "managed",
        "type": "aws_cognito_user_pool_client",
        "name": "c",
        "values": values,
        "sensitive_values": {"client_secret": True},
    }
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.9.0",
            "planned_values": {"root_module": {"child_modules": [{"resources": [resource]}]}},
            "resource_changes": [{"address": address, "change": {"after_unknown": later}}],
        },
        indent=1,
    )


def state(attributes: Mapping[str, object], sensitive: Sequence[object]) -> str:
    """Return a state file with one client."""
    return json.dumps(
        {
            "version": 4,
            "terraform_version": "1.9.0",
            "serial": 3,
            "lineage": "x",
            "resources": [
                {
                    "mode": "managed",
                    "type": "aws_cognito_user_pool_client",
                    "name": "c",
                    "instances": [
                        {
                            "index_key": "a",
                            "attributes": attributes,
                            "sensitive_attributes": sensitive,
                        }
                    ],
                }
            ],
        }
    )


def test_a_plan_is_read_with_its_modules(tmp_path: Path) -> None:
    """Resources of child modules count, and are called by their address."""
    result = gathered(tmp_path, {"plan.json": plan(CLIENT, {})})
    assert [raw.address for raw in result.resources] == ["module.m.aws_cognito_user_pool_client.c"]
    assert result.resources[0].line > 1
    found = options(proposed(tmp_path, {"plan.json": plan(CLIENT, {})}), "subjects")
    assert found == {("inferred", "own-workload")}


def test_what_is_known_only_after_apply_stays_unknown(tmp_path: Path) -> None:
    """A value that the plan does not know yet is not taken from anywhere else."""
    later = {"allowed_oauth_flows": True, "id": True}
    raw = gathered(tmp_path, {"plan.json": plan(CLIENT, later)}).resources[0]
    value = next(leaves(raw.body, ("allowed_oauth_flows",)))
    assert isinstance(value.data, Unknown)
    assert options(proposed(tmp_path, {"plan.json": plan(CLIENT, later)}), "subjects") == set()


def test_a_state_file_is_read_by_instance(tmp_path: Path) -> None:
    """Each instance of a resource counts, and is called by its key."""
    result = gathered(tmp_path, {"terraform.tfstate": state(CLIENT, [])})
    assert [raw.address for raw in result.resources] == ['aws_cognito_user_pool_client.c["a"]']


def test_secrets_of_a_state_never_get_further(tmp_path: Path) -> None:
    """Neither what is known by name nor what the state marks sensitive is kept."""
    marked = [[{"type": "get_attr", "value": "name"}]]
    result = gathered(tmp_path, {"terraform.tfstate": state(CLIENT, marked)})
    assert "planted-secret" not in repr(result)
    assert isinstance(mapping(result.resources[0].body)["name"].data, Unknown)


def test_what_a_state_does_not_set_is_known_to_be_unset(tmp_path: Path) -> None:
    """A complete source may say that something is off."""
    found = proposed(tmp_path, {"terraform.tfstate": state(CLIENT, [])})
    assert ("observed", "!rotation") in options(found, "session-controls")


def test_a_shown_state_is_read_like_a_plan(tmp_path: Path) -> None:
    """`terraform show -json` of a state has the same resources."""
    shown = json.loads(plan(CLIENT, {}))
    shown["values"] = shown.pop("planned_values")
    del shown["resource_changes"]
    result = gathered(tmp_path, {"show.json": json.dumps(shown)})
    assert [raw.dialect for raw in result.resources] == ["terraform-state"]
