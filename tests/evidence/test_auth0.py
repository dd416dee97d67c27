"""Exports of Auth0's Deploy CLI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
    grant_types: [authorization_code, implicit, refresh_token]
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
    connection = {"name": "g", "strategy": "google-oauth2", "enabled_clients": ["web"]}
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


FOLDER: dict[str, str | bytes] = {
    "t/tenant.json": '{"friendly_name": "Shop", "flags": {}}',
    "t/guardian/policies.json": '{"policies": ["all-applications"]}',
    "t/attack-protection/brute-force-protection.json": '{"enabled": true, "shields": ["block"]}',
    "t/grants/job.json": '{"client_id": "job", "audience": "https://api.shop.io"}',
    "t/roles/admin.json": '{"name": "admin"}',
    "t/organizations/acme.json": '{"name": "acme"}',
    "t/log-streams/out.json": '{"name": "out", "type": "http", "status": "active"}',
    "t/database-connections/people/database.json": '{"strategy": "auth0", "options": {}}',
    "t/actions/claims.json": '{"name": "claims", "deployed": true}',
    "t/triggers/triggers.json": '{"post-login": [{"action_name": "claims"}]}',
}


def test_a_folder_is_read_by_where_its_files_stand(tmp_path: Path) -> None:
    """Files that do not say what they are mean what the Deploy CLI's folders make them."""
    found = proposed(tmp_path, FOLDER)
    assert {item.question for item in found} == {
        "platform",
        "subjects",
        "second-factor",
        "decision-place",
        "login-code",
        "edge-protection",
        "detection",
    }
    assert options(found, "second-factor") == {("inferred", "required")}


def test_folders_of_such_names_are_not_exports_by_themselves(tmp_path: Path) -> None:
    """Without one file that only Auth0 has, roles and grants are anybody's."""
    files = {name: text for name, text in FOLDER.items() if "tenant" not in name}
    assert gathered(tmp_path, files).resources == []


@pytest.mark.parametrize(
    "part",
    [
        "rules: [{name: r, enabled: false}]",
        "hooks: [{name: h, enabled: false}]",
        "actions: [{name: a, deployed: false, supported_triggers: [{id: post-login}]}]",
        "actions: [{name: a, supported_triggers: [{id: post-login}]}]\ntriggers: {post-login: []}",
        "actions: [{name: a, supported_triggers: [{id: custom-phone-provider}]}]",
        "connections: [{name: g, strategy: google-oauth2, enabled_clients: []}]",
        "logStreams: [{name: s, type: http, status: paused}]",
        "attackProtection: {bruteForceProtection: {enabled: true, shields: []}}",
    ],
)
def test_what_is_without_effect_counts_for_nothing(tmp_path: Path, part: str) -> None:
    """Drafts, disabled code, unbound actions and connections without applications are not there."""
    found = proposed(tmp_path, {"tenant.yaml": f"clients: [{{name: w, app_type: x}}]\n{part}\n"})
    assert [item.question for item in found] == ["platform"]


def test_an_action_that_may_be_a_draft_is_no_certainty(tmp_path: Path) -> None:
    """Whether an action is deployed decides, so it is said when that is not known."""
    text = 'resource "auth0_action" "a" {\n  name   = "a"\n  deploy = var.live\n}\n'
    found = proposed(tmp_path, {"m.tf": text})
    said = next(item for item in found if item.question == "login-code").says
    assert "whether it is switched on is not known" in said


@pytest.mark.parametrize(("count", "answer"), [(4, "little"), (11, "pile")])
def test_many_actions_are_a_pile(tmp_path: Path, count: int, answer: str) -> None:
    """Code at many points of the login is not a little."""
    listed = [
        {"name": f"a{index}", "supported_triggers": [{"id": "post-login"}]}
        for index in range(count)
    ]
    found = proposed(tmp_path, {"tenant.json": json.dumps({"actions": listed})})
    assert options(found, "login-code") == {("inferred", answer)}


@pytest.mark.parametrize(
    ("grants", "known"),
    [("[authorization_code]", False), ("[authorization_code, refresh_token]", True)],
)
def test_lifetimes_count_where_the_grant_is_enabled(
    tmp_path: Path, grants: str, *, known: bool
) -> None:
    """Every exported application has refresh settings; without the grant they mean nothing."""
    text = (
        f"clients: [{{name: w, app_type: regular_web, grant_types: {grants},"
        " refresh_token: {expiration_type: non-expiring, rotation_type: rotating}}]\n"
    )
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert (options(found, "refresh-lifetime") == {("observed", "longer")}) is known
    assert (options(found, "session-controls") == {("observed", "rotation")}) is known


def test_a_placeholder_without_quotes_is_read(tmp_path: Path) -> None:
    """The Deploy CLI fills texts, so what it is given need not be JSON or YAML yet."""
    client = '{"name": "w", "app_type": "spa", "callbacks": @@CALLBACKS@@, "x": ##COUNT## }'
    tenant = "clients:\n  - name: w\n    app_type: spa\n    callbacks: @@CALLBACKS@@\n"
    for name, text in {"clients/w.json": client, "tenant.yaml": tenant}.items():
        found = proposed(tmp_path / name, {name: text})
        assert options(found, "channels") == {("observed", "browser-app")}


def test_any_resource_of_the_provider_names_the_product(tmp_path: Path) -> None:
    """A custom domain in Terraform is Auth0's as surely as an application is."""
    text = 'resource "auth0_custom_domain" "d" {\n  domain = "login.shop.io"\n}\n'
    assert options(proposed(tmp_path, {"m.tf": text}), "platform") == {("observed", "auth0")}


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        ("[{name: otp, enabled: false}, {name: sms, enabled: false}]", ("inferred", "never")),
        ("[{name: otp, enabled: true}, {name: sms, enabled: false}]", ("not-visible", "never")),
        ("[]", ("not-visible", "never")),
    ],
)
def test_without_a_policy_an_action_may_ask_for_a_factor(
    tmp_path: Path, factors: str, expected: tuple[str, str]
) -> None:
    """Only where no factor is switched on is it known that none is asked for."""
    text = f"guardianPolicies: {{policies: []}}\nguardianFactors: {factors}\n"
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert options(found, "second-factor") == {expected}


def test_factors_of_a_folder_belong_to_its_policy(tmp_path: Path) -> None:
    """The folder keeps each factor in a file of its own."""
    files: dict[str, str | bytes] = {
        "tenant.json": '{"friendly_name": "Shop", "flags": {}}',
        "guardian/policies.json": '{"policies": []}',
        "guardian/factors/otp.json": '{"name": "otp", "enabled": false}',
    }
    found = proposed(tmp_path, files)
    assert options(found, "second-factor") == {("inferred", "never")}


@pytest.mark.parametrize(
    ("client", "channels"),
    [
        ("grant_types: [authorization_code]", {"mobile-app"}),
        (
            'grant_types: ["urn:ietf:params:oauth:grant-type:device_code"]',
            {"input-constrained"},
        ),
        (
            'grant_types: ["urn:ietf:params:oauth:grant-type:device_code"], callbacks: ["shop://x"]',
            {"input-constrained", "mobile-app"},
        ),
    ],
)
def test_a_native_application_may_be_a_device(
    tmp_path: Path, client: str, channels: set[str]
) -> None:
    """A device without keyboard is registered as native and is no mobile app."""
    text = f"clients: [{{name: n, app_type: native, {client}}}]\n"
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert {name for _, name in options(found, "channels")} == channels


def test_scopes_of_the_management_api_tell_it(tmp_path: Path) -> None:
    """Where the audience is filled in later, scopes that only the management API has name it."""
    text = "clientGrants: [{client_id: job, audience: ##A##, scope: [%s]}]\n"
    managed = proposed(tmp_path / "a", {"t.yaml": text % "'update:users_app_metadata'"})
    own = proposed(tmp_path / "b", {"t.yaml": text % "'update:orders'"})
    assert options(managed, "workload-use") == {("inferred", "user-administration")}
    assert options(own, "workload-use") == set()


@pytest.mark.parametrize(("secret", "held"), [("##SECRET##", False), ("aZ3kd93Kd92ls", True)])
def test_an_export_holds_the_secrets_that_are_written_out(
    tmp_path: Path, secret: str, *, held: bool
) -> None:
    """A placeholder in an export is no secret that lies with the settings."""
    text = (
        "connections: [{name: g, strategy: google-oauth2, enabled_clients: [w],"
        f' options: {{client_secret: "{secret}"}}}}]\n'
    )
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert bool(options(found, "colocated-secrets")) is held


@pytest.mark.parametrize(
    ("grants", "open_"), [("[client_credentials]", False), ("[authorization_code]", True)]
)
def test_a_connection_counts_for_applications_that_sign_people_in(
    tmp_path: Path, grants: str, *, open_: bool
) -> None:
    """A connection that only programs may use, which is the default, signs nobody in."""
    text = (
        f"clients: [{{name: c, app_type: x, grant_types: {grants}}}]\n"
        "connections: [{name: g, strategy: google-oauth2, enabled_clients: [c]}]\n"
    )
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert bool(options(found, "external-logins")) is open_


def test_an_empty_secret_is_none(tmp_path: Path) -> None:
    """An export writes an empty text where there is no secret."""
    text = (
        "connections: [{name: f, strategy: facebook, enabled_clients: [c],"
        ' options: {client_secret: ""}}]\n'
    )
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert options(found, "colocated-secrets") == set()


def test_an_application_may_speak_saml(tmp_path: Path) -> None:
    """An application with the SAML add-on is signed in to over SAML."""
    text = "clients: [{name: w, app_type: regular_web, addons: {samlp: {audience: x}}}]\n"
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert options(found, "sign-in-needs") == {("inferred", "saml-to-applications")}


def test_factors_of_a_folder_need_no_policy(tmp_path: Path) -> None:
    """An older export has factors and no policy; with none switched on, none is asked for."""
    files: dict[str, str | bytes] = {
        "tenant.json": '{"friendly_name": "Shop", "flags": {}}',
        "guardian/factors/otp.json": '{"name": "otp", "enabled": false}',
        "guardian/factors/sms.json": '{"name": "sms", "enabled": false}',
    }
    found = proposed(tmp_path, files)
    assert options(found, "second-factor") == {("inferred", "never")}


def test_a_login_over_oauth_may_be_anybodys(tmp_path: Path) -> None:
    """A connection of one's own over OAuth is most likely a social login, and may be another."""
    text = "connections: [{name: o, strategy: oauth2, enabled_clients: [c], options: {}}]\n"
    found = proposed(tmp_path, {"tenant.yaml": text})
    assert options(found, "external-logins") == {("inferred", "social")}
