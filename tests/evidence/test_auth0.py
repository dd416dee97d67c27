"""Exports of Auth0's Deploy CLI."""

from __future__ import annotations

import json
from pathlib import Path

from tests.evidence.scene import gathered, options, proposed

TENANT = """
tenant: {friendly_name: Shop, flags: {enable_dynamic_client_registration: true}}
databases:
  - {name: people, strategy: auth0, enabled_clients: [web], options: {disable_signup: false}}
connections:
  - {name: google, strategy: google-oauth2, options: {client_secret: "##GOOGLE##"}}
  - {name: acme, strategy: samlp, options: {}}
clients:
  - name: web
    app_type: spa
    grant_types: [authorization_code, implicit]
    refresh_token: {rotation_type: rotating, expiration_type: expiring, token_lifetime: 86400}
  - {name: "@@JOB@@", app_type: non_interactive, grant_types: [client_credentials]}
actions:
  - {name: claims, supported_triggers: [{id: post-login}]}
roles: [{name: admin}]
attackProtection: {bruteForceProtection: {enabled: true}}
"""


def test_an_export_in_one_file_is_read(tmp_path: Path) -> None:
    """A YAML export proposes like the Terraform resources of the same tenant."""
    found = proposed(tmp_path, {"tenant.yaml": TENANT})
    assert options(found, "platform") == {("observed", "auth0")}
    assert options(found, "third-party-apps") == {("observed", "open-registration")}
    # Whether a lifetime is without end is not written, so it may also be longer.
    assert options(found, "refresh-lifetime") == {("inferred", "a-day")}
    assert options(found, "login-code") == {("inferred", "little")}
    assert {name for _, name in options(found, "external-logins")} == {
        "social",
        "customer-directories",
    }
    assert {name for _, name in options(found, "subjects")} >= {"own-workload", "customers"}
    assert ("observed", "rate-limits") in options(found, "edge-protection")
    assert ("observed", "implicit-grant") in options(found, "login-habits")


def test_an_export_in_a_folder_is_read(tmp_path: Path) -> None:
    """A folder with one JSON file per thing says the same."""
    client = {"name": "job", "app_type": "non_interactive", "grant_types": ["client_credentials"]}
    connection = {"name": "g", "strategy": "google-oauth2", "enabled_clients": []}
    found = proposed(
        tmp_path,
        {
            "clients/job.json": json.dumps(client),
            "connections/g.json": json.dumps(connection),
        },
    )
    assert options(found, "external-logins") == {("observed", "social")}
    assert {name for _, name in options(found, "subjects")} == {"own-workload"}


def test_placeholders_are_not_values(tmp_path: Path) -> None:
    """What the command fills in when it deploys is not known."""
    text = 'clients: [{name: a, app_type: "##TYPE##", grant_types: ["@@GRANT@@"]}]\n'
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert [item.question for item in found] == ["platform"]


def test_other_files_with_clients_are_not_exports(tmp_path: Path) -> None:
    """A list called clients, without what makes it Auth0's, is left alone."""
    text = "clients: [{name: app_type}]\nrules: [{name: x}]\n"
    assert gathered(tmp_path, {"values.yaml": text}).resources == []
