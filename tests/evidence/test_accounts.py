"""Exported answers of AWS, Keycloak and Microsoft Graph."""

from __future__ import annotations

import json
from pathlib import Path

from tests.evidence.scene import gathered, only, options, proposed

POOL = {
    "UserPool": {
        "Id": "eu-west-1_x",
        "MfaConfiguration": "OPTIONAL",
        "EstimatedNumberOfUsers": 7,
        "LambdaConfig": {"PreSignUp": "arn:x", "KMSKeyID": "arn:k"},
        "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"},
        "DcrConfiguration": {"EnableStatus": "ENABLED", "OpenDcrEnabled": True},
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False},
    },
    "ResponseMetadata": {"RequestId": "1"},
}
CLIENT = {
    "UserPoolClient": {
        "UserPoolId": "eu-west-1_x",
        "ClientId": "c",
        "ClientName": "web",
        "RefreshTokenValidity": 90,
        "TokenValidityUnits": {"RefreshToken": "days"},
        "AllowedOAuthFlows": ["code", "implicit"],
        "AllowedOAuthFlowsUserPoolClient": True,
        "ClientType": "REGULAR",
    }
}


def test_described_resources_are_read(tmp_path: Path) -> None:
    """An exported answer proposes like the code that made it, at its place in the file."""
    found = proposed(tmp_path, {"pool.json": json.dumps(POOL), "c.json": json.dumps(CLIENT)})
    assert options(found, "second-factor") == {("inferred", "optional")}
    assert options(found, "lifecycle") == {("inferred", "live")}
    assert options(found, "third-party-apps") == {("observed", "open-registration")}
    assert options(found, "refresh-lifetime") == {("observed", "ninety-days")}
    assert ("observed", "implicit-grant") in options(found, "login-habits")
    assert only(found, "login-code").read == "UserPool/eu-west-1_x: triggers = pre-sign-up"


def test_a_complete_answer_may_deny(tmp_path: Path) -> None:
    """What an account's answer leaves out is off, unlike what a repository leaves out."""
    found = proposed(tmp_path, {"c.json": json.dumps(CLIENT)})
    assert options(found, "session-controls") == {("observed", "!rotation")}


def test_several_answers_in_one_file_are_read(tmp_path: Path) -> None:
    """A list of answers, or a mapping with names of one's own, holds them all."""
    listed = gathered(tmp_path / "a", {"all.json": json.dumps([POOL, CLIENT])})
    named = gathered(tmp_path / "b", {"all.json": json.dumps({"pool": POOL, "clients": [CLIENT]})})
    assert len(listed.resources) == len(named.resources) == 2


def test_words_that_others_use_as_well_are_no_answers(tmp_path: Path) -> None:
    """Groups, roles and settings of other files are not taken for answers of AWS."""
    files: dict[str, str | bytes] = {
        "groups.json": json.dumps({"Groups": [{"name": "admins"}]}),
        "role.json": json.dumps({"Role": {"name": "admin"}}),
        "parameters.json": json.dumps({"Parameters": {"MfaConfiguration": "ON", "Stage": "x"}}),
    }
    assert proposed(tmp_path, files) == []


def test_a_list_of_providers_alone_is_an_answer(tmp_path: Path) -> None:
    """An exported list needs no word of the product to be read."""
    answer = {"Providers": [{"ProviderName": "Google", "ProviderType": "Google"}]}
    found = proposed(tmp_path, {"idps.json": json.dumps(answer)})
    assert options(found, "external-logins") == {("observed", "social")}


def test_providers_are_counted_by_name(tmp_path: Path) -> None:
    """A provider that is listed and described is one provider."""
    providers = [{"ProviderName": f"idp{index}", "ProviderType": "SAML"} for index in range(11)]
    described = {"IdentityProvider": {**providers[0], "UserPoolId": "x"}}
    listed = {"Providers": [{**item, "UserPoolId": "x"} for item in providers[:10]]}
    files: dict[str, str | bytes] = {"d.json": json.dumps(described), "l.json": json.dumps(listed)}
    assert options(proposed(tmp_path, files), "customer-directory-scale") == set()
    files["l.json"] = json.dumps({"Providers": [{**item, "UserPoolId": "x"} for item in providers]})
    assert options(proposed(tmp_path, files), "customer-directory-scale") == {("inferred", "tens")}


def test_identity_pools_are_read(tmp_path: Path) -> None:
    """An identity pool tells who gets credentials."""
    pool = {
        "IdentityPoolId": "eu-west-1:1",
        "AllowUnauthenticatedIdentities": True,
        "CognitoIdentityProviders": [{"ProviderName": "cognito-idp/x", "ClientId": "c"}],
    }
    roles = {"IdentityPoolId": "eu-west-1:1", "Roles": {}, "RoleMappings": {"p": {"Type": "Rules"}}}
    found = proposed(tmp_path, {"p.json": json.dumps(pool), "r.json": json.dumps(roles)})
    assert options(found, "cloud-credentials") == {
        ("observed", "signed-in-people"),
        ("observed", "guests"),
    }
    assert options(found, "decision-place") == {("observed", "cloud-policies")}


REALM = {
    "realm": "shop",
    "registrationAllowed": True,
    "revokeRefreshToken": False,
    "ssoSessionMaxLifespan": 36000,
    "eventsEnabled": True,
    "bruteForceProtected": True,
    "clients": [
        {"clientId": "admin-cli", "directAccessGrantsEnabled": True},
        {"clientId": "job", "serviceAccountsEnabled": True, "publicClient": False},
        {"clientId": "old", "implicitFlowEnabled": True, "redirectUris": ["app.shop:/x"]},
    ],
    "identityProviders": [
        {"alias": "g", "providerId": "google"},
        {"alias": "c", "providerId": "saml"},
    ],
    "requiredActions": [{"alias": "CONFIGURE_TOTP", "enabled": True, "defaultAction": True}],
    "roles": {"realm": [{"name": "offline_access"}, {"name": "editor"}]},
    "organizations": [{"name": "acme"}],
}


def test_a_realm_export_is_read(tmp_path: Path) -> None:
    """Machine clients, grants, federation, lifetimes and roles of a realm are evidence."""
    found = proposed(tmp_path, {"realm.json": json.dumps(REALM, indent=1)})
    assert options(found, "platform") == {("observed", "keycloak")}
    assert options(found, "subjects") == {
        ("inferred", "own-workload"),
        ("inferred", "customers"),
        ("inferred", "organisation-people"),
    }
    assert options(found, "external-logins") == {
        ("observed", "social"),
        ("inferred", "customer-directories"),
    }
    assert options(found, "refresh-lifetime") == {("inferred", "a-day")}
    assert options(found, "login-habits") == {("observed", "implicit-grant")}
    assert options(found, "decision-place") == {("inferred", "token-claims")}
    assert options(found, "session-controls") == {("observed", "!rotation")}
    assert options(found, "channels") == {("inferred", "mobile-app")}
    machine = next(item for item in found if item.includes == ("own-workload",))
    assert machine.read == "realm/shop/client/job: name = job"
    assert machine.where.startswith("realm.json:")


def test_built_in_clients_prove_nothing(tmp_path: Path) -> None:
    """What every realm has by default is not held against it."""
    realm = {**REALM, "clients": [{"clientId": "admin-cli", "directAccessGrantsEnabled": True}]}
    assert options(proposed(tmp_path, {"r.json": json.dumps(realm)}), "login-habits") == set()


def test_a_single_client_export_is_read(tmp_path: Path) -> None:
    """One client exported alone is enough."""
    client = {"clientId": "job", "serviceAccountsEnabled": True, "publicClient": False}
    found = proposed(tmp_path, {"client.json": json.dumps(client)})
    assert options(found, "subjects") == {("inferred", "own-workload")}


def test_a_realm_inside_an_import_resource_is_read(tmp_path: Path) -> None:
    """What the operator imports is a realm like any other."""
    text = """
apiVersion: k8s.keycloak.org/v2alpha1
kind: KeycloakRealmImport
spec:
  realm:
    realm: shop
    clients: [{clientId: job, serviceAccountsEnabled: true, publicClient: false}]
    identityProviders: [{alias: g, providerId: google}]
"""
    found = proposed(tmp_path, {"import.yaml": text})
    assert options(found, "platform") == {("observed", "keycloak")}
    assert options(found, "external-logins") == {("observed", "social")}
    assert options(found, "subjects") == {("inferred", "own-workload")}


def test_applications_of_the_command_line_are_read(tmp_path: Path) -> None:
    """A list without a word of what it holds, and one entity by itself, are read as well."""
    access = [{"resourceAccess": [{"id": "1", "type": "Role"}]}]
    listed = [{"appId": "a", "id": "1", "signInAudience": "x", "requiredResourceAccess": access}]
    entity = {
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#applications/$entity",
        "id": "2",
        "web": {
            "redirectUris": ["https://app.shop.io/cb"],
            "implicitGrantSettings": {"enableIdTokenIssuance": True},
        },
    }
    found = proposed(tmp_path, {"list.json": json.dumps(listed), "one.json": json.dumps(entity)})
    assert options(found, "subjects") == {("inferred", "own-workload")}
    # A server may ask for identity tokens like this as well.
    assert options(found, "login-habits") == {("inferred", "implicit-grant")}


def graph(collection: str, *values: dict[str, object]) -> str:
    """Return one answer of Microsoft Graph."""
    context = f"https://graph.microsoft.com/v1.0/$metadata#{collection}"
    return json.dumps({"@odata.context": context, "value": values})


def test_graph_answers_are_read(tmp_path: Path) -> None:
    """Applications, outside logins and policies of a tenant are evidence."""
    policy: dict[str, object] = {
        "id": "p",
        "state": "enabled",
        "grantControls": {"builtInControls": ["mfa"]},
        "conditions": {
            "users": {"includeUsers": ["All"]},
            "applications": {"includeApplications": ["All"]},
        },
    }
    application: dict[str, object] = {
        "id": "a",
        "displayName": "job",
        "requiredResourceAccess": [{"resourceAccess": [{"id": "1", "type": "Role"}]}],
        "spa": {"redirectUris": ["https://app.example.org"]},
        "web": {"implicitGrantSettings": {"enableAccessTokenIssuance": True}},
    }
    files: dict[str, str | bytes] = {
        "org.json": graph("organization", {"id": "o", "tenantType": "CIAM"}),
        "apps.json": graph("applications", application),
        "idps.json": graph(
            "identity/identityProviders",
            {"id": "g", "identityProviderType": "Google"},
            {"id": "s", "@odata.type": "#microsoft.graph.samlOrWsFedExternalDomainFederation"},
        ),
        "ca.json": graph("identity/conditionalAccess/policies", policy),
    }
    found = proposed(tmp_path, files)
    assert options(found, "platform") == {("observed", "entra-external-id")}
    assert options(found, "subjects") == {("inferred", "own-workload")}
    assert options(found, "second-factor") == {("inferred", "required")}
    assert options(found, "external-logins") == {
        ("observed", "social"),
        ("inferred", "customer-directories"),
    }
    assert ("observed", "browser-app") in options(found, "channels")
    assert options(found, "login-habits") == {("observed", "implicit-grant")}


def test_a_policy_for_some_people_proves_nothing(tmp_path: Path) -> None:
    """A second factor for a few is not a second factor for all."""
    policy: dict[str, object] = {
        "id": "p",
        "state": "enabled",
        "grantControls": {"builtInControls": ["mfa"]},
        "conditions": {
            "users": {"includeUsers": ["one"]},
            "applications": {"includeApplications": ["All"]},
        },
    }
    text = graph("identity/conditionalAccess/policies", policy)
    assert proposed(tmp_path, {"ca.json": text}) == []


AUTH0 = """
resource "auth0_client" "job" {
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]
}
resource "auth0_client" "spa" {
  app_type    = "spa"
  grant_types = ["implicit", "authorization_code", "refresh_token"]
  refresh_token {
    rotation_type   = "rotating"
    expiration_type = "expiring"
    token_lifetime  = 2592000
  }
}
resource "auth0_connection" "c" {
  strategy = "samlp"
}
resource "auth0_connection" "g" {
  strategy = "google-oauth2"
}
resource "auth0_role" "r" {
  name = "editor"
}
resource "auth0_guardian" "m" {
  policy = "all-applications"
}
"""


def test_auth0_in_terraform_is_read(tmp_path: Path) -> None:
    """Machine clients, grants, federation, lifetimes and roles of Auth0 are evidence."""
    found = proposed(tmp_path, {"auth0.tf": AUTH0})
    assert options(found, "platform") == {("observed", "auth0")}
    assert options(found, "subjects") == {("inferred", "own-workload")}
    assert options(found, "login-habits") == {("observed", "implicit-grant")}
    # Whether a lifetime is without end is not written, so it may also be longer.
    assert options(found, "refresh-lifetime") == {("inferred", "thirty-days")}
    assert options(found, "session-controls") == {("observed", "rotation")}
    assert options(found, "second-factor") == {("inferred", "required")}
    assert options(found, "external-logins") == {
        ("observed", "social"),
        ("inferred", "customer-directories"),
    }
    assert options(found, "decision-place") == {("inferred", "token-claims")}


def test_keycloak_and_entra_in_terraform_are_read(tmp_path: Path) -> None:
    """The providers of Keycloak and Entra describe the same things."""
    text = """
resource "keycloak_openid_client" "c" {
  client_id                = "job"
  service_accounts_enabled = true
}
resource "keycloak_realm" "r" {
  realm                    = "shop"
  sso_session_max_lifespan = "240h"
}
resource "azuread_application" "a" {
  display_name = "job"
  required_resource_access {
    resource_access {
      type = "Role"
    }
  }
}
"""
    found = proposed(tmp_path, {"m.tf": text})
    assert options(found, "subjects") == {("inferred", "own-workload")}
    assert options(found, "refresh-lifetime") == {("inferred", "thirty-days")}
    assert ("observed", "keycloak") in options(found, "platform")
