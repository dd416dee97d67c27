"""Keycloak: which flows of a client are in force, and files that hold a part of a realm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.scene import options, proposed


def client(folder: Path, **members: Any) -> list[Any]:
    """Return what a realm with one client proposes."""
    realm = {"realm": "shop", "enabled": True, "clients": [{"clientId": "c", **members}]}
    return proposed(folder, {"realm.json": json.dumps(realm)})


def test_a_bearer_only_client_signs_nobody_in(tmp_path: Path) -> None:
    """A client that only checks tokens has no channel, no address and no grant."""
    found = client(
        tmp_path,
        bearerOnly=True,
        publicClient=False,
        implicitFlowEnabled=True,
        redirectUris=["http://app.shop.io/*"],
    )
    assert {item.question for item in found} == {"platform"}


@pytest.mark.parametrize(
    ("flows", "loose"),
    [
        ({"standardFlowEnabled": False}, False),
        ({"standardFlowEnabled": False, "implicitFlowEnabled": True}, True),
        ({"standardFlowEnabled": True}, True),
        ({}, True),
    ],
)
def test_addresses_count_where_a_flow_uses_them(
    tmp_path: Path, flows: dict[str, bool], *, loose: bool
) -> None:
    """A pattern of addresses is loose only where some flow returns to it; the code flow is on."""
    found = client(tmp_path, redirectUris=["*"], **flows)
    assert (("inferred", "loose-redirects") in options(found, "login-habits")) is loose


@pytest.mark.parametrize(
    ("members", "channel"),
    [
        ({"publicClient": True, "redirectUris": ["https://app.shop.io/*"]}, "browser-app"),
        ({"publicClient": True, "redirectUris": ["/app/*"]}, "browser-app"),
        (
            {"publicClient": True, "redirectUris": ["http://localhost:1/*"], "webOrigins": ["+"]},
            "browser-app",
        ),
        ({"publicClient": False, "redirectUris": ["https://app.shop.io/*"]}, "server-web"),
        ({"publicClient": True, "redirectUris": ["shop://cb"]}, "mobile-app"),
        ({"publicClient": True, "redirectUris": ["http://localhost:1/*"]}, ""),
        ({"publicClient": False, "redirectUris": []}, ""),
        ({"publicClient": True, "standardFlowEnabled": False, "redirectUris": ["*"]}, ""),
    ],
)
def test_the_kind_of_client_tells_the_channel(
    tmp_path: Path, members: dict[str, Any], channel: str
) -> None:
    """Secret, flow and address together tell a page in the browser from a server and an app."""
    found = options(client(tmp_path, **members), "channels")
    assert found == ({("inferred", channel)} if channel else set())


def test_attributes_of_a_client_are_read(tmp_path: Path) -> None:
    """Grants and bound tokens that stand in a client's attributes count, where they are true."""
    attributes = {
        "oauth2.device.authorization.grant.enabled": "true",
        "oidc.ciba.grant.enabled": "true",
        "tls.client.certificate.bound.access.tokens": "true",
    }
    found = client(tmp_path / "on", standardFlowEnabled=False, attributes=attributes)
    assert ("inferred", "input-constrained") in options(found, "channels")
    assert options(found, "sign-in-needs") == {("inferred", "backchannel-approval")}
    assert options(found, "session-controls") == {("observed", "bound-tokens")}
    off = dict.fromkeys(attributes, "false")
    found = client(tmp_path / "off", standardFlowEnabled=False, attributes=off)
    assert {item.question for item in found} == {"platform"}


REALM: dict[str, Any] = {
    "realm": "shop",
    "registrationAllowed": True,
    "clients": [{"clientId": "job", "serviceAccountsEnabled": True}],
    "identityProviders": [{"alias": "g", "providerId": "google"}],
    "components": {
        "org.keycloak.storage.UserStorageProvider": [
            {"name": "staff", "providerId": "ldap", "config": {"enabled": ["true"]}}
        ]
    },
}


def test_what_is_switched_off_counts_for_nothing(tmp_path: Path) -> None:
    """What is disabled, and all of a disabled realm, proves the product and nothing else."""
    off: dict[str, Any] = json.loads(json.dumps(REALM))
    off["registrationAllowed"] = False
    off["clients"][0]["enabled"] = False
    off["identityProviders"][0]["enabled"] = False
    stores = off["components"]["org.keycloak.storage.UserStorageProvider"]
    stores[0]["config"]["enabled"] = ["false"]
    on = proposed(tmp_path / "on", {"r.json": json.dumps(REALM)})
    assert {item.question for item in on} == {"platform", "subjects", "external-logins"}
    parts = proposed(tmp_path / "parts", {"r.json": json.dumps(off)})
    whole = proposed(tmp_path / "whole", {"r.json": json.dumps({**REALM, "enabled": False})})
    assert [item.question for item in parts] == ["platform"]
    assert [item.question for item in whole] == ["platform"]


@pytest.mark.parametrize(
    "part",
    [
        "realm: shop\nenabled: true\n",
        "realm: shop\nidentityProviders: []\n",
        "realm: shop\nclientScopes: [{name: x}]\n",
        "realm: shop\nauthenticationFlows: []\n",
        "realm: shop\nenabled: true\nusers: [{username: x}]\n",
        "realm: shop\nusers: [{username: x}]\n",
    ],
)
def test_any_part_of_a_realm_is_read(tmp_path: Path, part: str) -> None:
    """A file of keycloak-config-cli may hold one part of a realm, or only make it."""
    found = proposed(tmp_path, {"shop.yaml": part})
    assert options(found, "platform") == {("observed", "keycloak")}


@pytest.mark.parametrize(
    "text",
    ["realm: shop\nusers: [a]\nport: 1\n", "realm: shop\nenabled: true\nurl: x\n", "realm: x\n"],
)
def test_other_files_with_a_realm_are_left_alone(tmp_path: Path, text: str) -> None:
    """Settings of other programs name a realm too."""
    assert proposed(tmp_path, {"app.yaml": text}) == []


def test_a_part_of_a_realm_denies_nothing(tmp_path: Path) -> None:
    """What a partial file leaves out may stand in the realm, so only what is written counts."""
    found = proposed(tmp_path, {"r.yaml": "realm: shop\nenabled: true\nsslRequired: all\n"})
    assert {item.question for item in found} == {"platform"}


def test_what_is_filled_in_later_is_not_known(tmp_path: Path) -> None:
    """A variable of keycloak-config-cli is neither a secret written out nor a value."""
    text = """
realm: shop
registrationAllowed: $(env:OPEN:-true)
identityProviders:
  - {alias: g, providerId: google, config: {clientSecret: "$(env:SECRET)"}}
"""
    found = proposed(tmp_path, {"r.yaml": text})
    assert options(found, "subjects") == set()
    assert not any("written-out" in item.read for item in found)


def test_any_resource_of_the_provider_names_the_product(tmp_path: Path) -> None:
    """A role or a group in Terraform is Keycloak's as surely as a realm is."""
    found = proposed(tmp_path, {"m.tf": 'resource "keycloak_group" "g" {\n  name = "x"\n}\n'})
    assert options(found, "platform") == {("observed", "keycloak")}


@pytest.mark.parametrize(
    ("secret", "held"),
    [
        ("aZ3kd93Kd92ls", True),
        ("**********", False),
        ("?GITHUBSECRET?", False),
        ("<secret>", False),
        ("${vault.github}", False),
        ("$(env:SECRET)", False),
        ("change-me", False),
    ],
)
def test_what_stands_in_for_a_secret_is_none(tmp_path: Path, secret: str, *, held: bool) -> None:
    """A mask and a placeholder say where a secret will be, and hold none."""
    login = {"alias": "g", "providerId": "google", "config": {"clientSecret": secret}}
    realm = {"realm": "shop", "enabled": True, "identityProviders": [login]}
    found = proposed(tmp_path, {"realm.json": json.dumps(realm)})
    assert bool(options(found, "colocated-secrets")) is held


def test_a_value_that_is_filled_in_needs_no_quotes(tmp_path: Path) -> None:
    """A file of keycloak-config-cli becomes JSON only when its variables are filled in."""
    text = '{"realm": "shop", "registrationAllowed": $(env:OPEN), "resetPasswordAllowed": true}'
    found = proposed(tmp_path, {"shop.json": text})
    assert options(found, "platform") == {("observed", "keycloak")}


@pytest.mark.parametrize("mapper", ["oidc-group-membership-mapper", "oidc-usermodel-role-x"])
def test_a_client_may_put_groups_into_tokens(tmp_path: Path, mapper: str) -> None:
    """Mappers of groups and roles are evidence; others are not."""
    found = client(tmp_path, protocolMappers=[{"name": "m", "protocolMapper": mapper}])
    said = {("inferred", "token-claims")} if mapper.endswith("membership-mapper") else set()
    assert options(found, "decision-place") == said


def test_a_social_login_may_stand_in_the_generic_resource(tmp_path: Path) -> None:
    """The provider's generic login names the product in its provider id."""
    text = 'resource "keycloak_oidc_identity_provider" "g" {\n  provider_id = "github"\n}\n'
    found = proposed(tmp_path, {"m.tf": text})
    assert options(found, "external-logins") == {("observed", "social")}


def test_resources_of_the_operator_are_read(tmp_path: Path) -> None:
    """A client that the operator makes is a client like any other."""
    text = """
kind: KeycloakClient
spec:
  client: {clientId: job, serviceAccountsEnabled: true, publicClient: false}
"""
    found = proposed(tmp_path, {"client.yaml": text})
    assert options(found, "subjects") == {("inferred", "own-workload")}


def test_a_saml_client_needs_saml(tmp_path: Path) -> None:
    """A client that speaks SAML is no page in the browser, and says what the login must do."""
    found = client(tmp_path, protocol="saml", publicClient=True, redirectUris=["https://a.shop.io"])
    assert options(found, "sign-in-needs") == {("inferred", "saml-to-applications")}
    assert options(found, "channels") == set()


def test_settings_beside_the_name_of_a_realm_are_read(tmp_path: Path) -> None:
    """An operator of before wrote the realm into the specification itself."""
    text = "kind: KeycloakRealm\nspec: {realm: shop, enabled: true, registrationAllowed: true}\n"
    found = proposed(tmp_path, {"realm.yaml": text})
    assert options(found, "subjects") == {("inferred", "customers")}


def test_a_realm_among_other_manifests_is_read(tmp_path: Path) -> None:
    """A file of manifests may hold what the operator imports beside what it is not about."""
    text = (
        "apiVersion: v1\nkind: Namespace\n---\n"
        "apiVersion: k8s.keycloak.org/v2alpha1\nkind: KeycloakRealmImport\n"
        "spec: {realm: {realm: shop, enabled: true, registrationAllowed: true}}\n"
    )
    found = proposed(tmp_path, {"all.yaml": text})
    assert options(found, "subjects") == {("inferred", "customers")}
