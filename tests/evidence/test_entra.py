"""Entra: policies with all their conditions, tenants, and applications in every spelling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.scene import options, proposed

EVERYONE = {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}}
MFA = {"operator": "OR", "builtInControls": ["mfa"]}
RESISTANT = "00000000-0000-0000-0000-000000000004"


def answer(collection: str, *values: dict[str, Any]) -> str:
    """Return one answer of Microsoft Graph."""
    context = f"https://graph.microsoft.com/v1.0/$metadata#{collection}"
    return json.dumps({"@odata.context": context, "value": values})


def policy(**changed: Any) -> dict[str, Any]:
    """Return a policy that asks everyone everywhere for a second factor, changed."""
    conditions = {**EVERYONE, **changed.pop("conditions", {})}
    return {
        "id": "p",
        "state": "enabled",
        "conditions": conditions,
        "grantControls": MFA,
        **changed,
    }


def factor(folder: Path, held: dict[str, Any]) -> set[tuple[str, str]]:
    """Return what one policy says about the second factor."""
    text = answer("identity/conditionalAccess/policies", held)
    return options(proposed(folder, {"ca.json": text}), "second-factor")


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"signInRiskLevels": [], "clientAppTypes": ["all"], "platforms": None},
        {"locations": {"includeLocations": ["All"], "excludeLocations": []}},
        {"platforms": {"includePlatforms": ["all"], "excludePlatforms": []}},
        {"users": {"includeUsers": ["All"], "excludeUsers": ["break-glass"]}},
    ],
)
def test_a_policy_for_everyone_everywhere_requires_a_factor(
    tmp_path: Path, conditions: dict[str, Any]
) -> None:
    """Conditions that are empty or take in everything narrow nothing."""
    assert factor(tmp_path, policy(conditions=conditions)) == {("inferred", "required")}


@pytest.mark.parametrize(
    "conditions",
    [
        {"signInRiskLevels": ["high"]},
        {"userRiskLevels": ["high"]},
        {"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}},
        {"locations": {"includeLocations": ["1"]}},
        {"platforms": {"includePlatforms": ["iOS"]}},
        {"platforms": {"includePlatforms": ["all"], "excludePlatforms": ["linux"]}},
        {"clientAppTypes": ["browser"]},
        {"devices": {"deviceFilter": {"mode": "include", "rule": "x"}}},
        {"authenticationFlows": {"transferMethods": "deviceCodeFlow"}},
        {"applications": {"includeApplications": ["All"], "excludeApplications": ["x"]}},
        {"users": {"includeUsers": ["All"], "excludeGuestsOrExternalUsers": {"x": "y"}}},
    ],
)
def test_a_policy_for_some_sign_ins_requires_nothing_of_all(
    tmp_path: Path, conditions: dict[str, Any]
) -> None:
    """Each condition narrows a policy, so that not every sign-in asks for a second factor."""
    assert factor(tmp_path, policy(conditions=conditions)) == set()


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ({"operator": "OR", "builtInControls": ["mfa", "compliantDevice"]}, set()),
        ({"operator": "OR", "builtInControls": ["mfa"], "termsOfUse": ["t"]}, set()),
        (
            {"operator": "AND", "builtInControls": ["mfa", "compliantDevice"]},
            {("inferred", "required")},
        ),
        (
            {"operator": "OR", "authenticationStrength": {"id": RESISTANT}},
            {("observed", "phishing-resistant")},
        ),
        (
            {"operator": "OR", "authenticationStrength": {"id": RESISTANT[:-1] + "2"}},
            {("inferred", "required")},
        ),
        (
            {
                "operator": "OR",
                "authenticationStrength": {"id": "own", "allowedCombinations": ["fido2"]},
            },
            {("observed", "phishing-resistant")},
        ),
        (
            {
                "operator": "OR",
                "authenticationStrength": {"id": "own", "allowedCombinations": ["fido2", "sms"]},
            },
            set(),
        ),
        (
            {
                "operator": "OR",
                "builtInControls": ["compliantDevice"],
                "authenticationStrength": {"id": RESISTANT},
            },
            set(),
        ),
    ],
)
def test_controls_are_read_with_what_joins_them(
    tmp_path: Path, grant: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    """One of several controls is not required; a strength says how strong the factor is."""
    assert factor(tmp_path, policy(grantControls=grant)) == expected


def test_a_policy_that_only_reports_counts_for_nothing(tmp_path: Path) -> None:
    """A policy that is not in force neither requires nor acts."""
    held = policy(state="enabledForReportingButNotEnforced", conditions={"signInRiskLevels": ["x"]})
    text = answer("identity/conditionalAccess/policies", held)
    assert proposed(tmp_path, {"ca.json": text}) == []


TERRAFORM = """
resource "azuread_authentication_strength_policy" "own" {{
  allowed_combinations = ["fido2"]
}}
resource "azuread_conditional_access_policy" "p" {{
  state = "enabled"
  conditions {{
    client_app_types = ["all"]
    applications {{
      included_applications = ["All"]
    }}
    users {{
      included_users = ["All"]
    }}
    {condition}
  }}
  grant_controls {{
    operator = "OR"
    {control}
  }}
}}
"""


@pytest.mark.parametrize(
    ("condition", "control", "expected"),
    [
        ("", 'built_in_controls = ["mfa"]', {("inferred", "required")}),
        ('sign_in_risk_levels = ["high"]', 'built_in_controls = ["mfa"]', set()),
        ("sign_in_risk_levels = var.levels", 'built_in_controls = ["mfa"]', set()),
        ('locations {\nincluded_locations = ["x"]\n}', 'built_in_controls = ["mfa"]', set()),
        (
            "",
            "authentication_strength_policy_id = azuread_authentication_strength_policy.own.id",
            {("observed", "phishing-resistant")},
        ),
    ],
)
def test_policies_in_terraform_are_read_with_their_conditions(
    tmp_path: Path, condition: str, control: str, expected: set[tuple[str, str]]
) -> None:
    """The provider's policies say the same as Graph's; what is not known is not taken as absent."""
    text = TERRAFORM.format(condition=condition, control=control)
    assert options(proposed(tmp_path, {"m.tf": text}), "second-factor") == expected


@pytest.mark.parametrize(
    ("name", "text", "product"),
    [
        (
            "m.tf",
            (
                'resource "azapi_resource" "t" {\n'
                '  type = "Microsoft.AzureActiveDirectory/ciamDirectories@2023-05-17-preview"\n}\n'
            ),
            "entra-external-id",
        ),
        (
            "m.tf",
            'resource "azurerm_aadb2c_directory" "t" {\n  sku_name = "PremiumP1"\n}\n',
            "azure-ad-b2c",
        ),
        (
            "azuredeploy.json",
            '{"resources": [{"type": "Microsoft.AzureActiveDirectory/b2cDirectories"}]}',
            "azure-ad-b2c",
        ),
        (
            "flows.json",
            answer(
                "identity/authenticationEventsFlows",
                {"@odata.type": "#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow"},
            ),
            "entra-external-id",
        ),
    ],
)
def test_what_only_one_product_has_names_it(
    tmp_path: Path, name: str, text: str, product: str
) -> None:
    """A tenant or a flow of a kind that only one product has tells which product it is."""
    assert options(proposed(tmp_path, {name: text}), "platform") == {("observed", product)}


def test_logins_of_a_sign_up_flow_are_logins_of_the_tenant(tmp_path: Path) -> None:
    """A flow that offers a social login says that one is connected."""
    flow = {
        "id": "f",
        "onAuthenticationMethodLoadStart": {
            "identityProviders": [{"id": "g", "identityProviderType": "Facebook"}]
        },
    }
    text = answer("identity/authenticationEventsFlows", flow)
    found = proposed(tmp_path, {"flows.json": text})
    assert options(found, "external-logins") == {("observed", "social")}


SPLIT = """
resource "azuread_application_registration" "shop" {
  implicit_access_token_issuance_enabled = true
  group_membership_claims                = ["SecurityGroup"]
}
resource "azuread_application_redirect_uris" "spa" {
  application_id = azuread_application_registration.shop.id
  type           = "SPA"
  redirect_uris  = ["https://app.shop.io/"]
}
resource "azuread_application_api_access" "api" {
  application_id = azuread_application_registration.shop.id
  role_ids       = ["1"]
}
"""


def test_settings_of_one_application_may_be_spread(tmp_path: Path) -> None:
    """Resources that each hold a part of an application say what the whole one would."""
    found = proposed(tmp_path, {"m.tf": SPLIT})
    assert options(found, "login-habits") == {("observed", "implicit-grant")}
    assert options(found, "decision-place") == {("observed", "token-claims")}
    assert options(found, "channels") == {("observed", "browser-app")}
    assert options(found, "subjects") == {("inferred", "own-workload")}


def test_a_role_that_is_switched_off_is_not_offered(tmp_path: Path) -> None:
    """Only an enabled role for programs says that programs are served."""
    off = {"allowedMemberTypes": ["Application"], "isEnabled": False}
    text = answer("applications", {"id": "a", "appRoles": [off]})
    assert options(proposed(tmp_path / "off", {"a.json": text}), "subjects") == set()
    text = answer("applications", {"id": "a", "appRoles": [off, {**off, "isEnabled": True}]})
    found = proposed(tmp_path / "on", {"a.json": text})
    assert options(found, "subjects") == {("inferred", "own-workload")}


def test_the_implicit_grant_needs_an_address(tmp_path: Path) -> None:
    """Where an application has no address to return to, the implicit grant is without effect."""
    web = {"redirectUris": [], "implicitGrantSettings": {"enableAccessTokenIssuance": True}}
    text = answer("applications", {"id": "a", "web": web})
    assert options(proposed(tmp_path, {"a.json": text}), "login-habits") == set()


MANIFEST: dict[str, Any] = {
    "appId": "a",
    "signInAudience": "AzureADMyOrg",
    "requiredResourceAccess": [],
    "oauth2AllowImplicitFlow": True,
    "replyUrlsWithType": [
        {"url": "https://app.shop.io/", "type": "Spa"},
        {"url": "shop://cb", "type": "InstalledClient"},
    ],
}


def test_the_manifest_of_the_portal_is_read(tmp_path: Path) -> None:
    """The older names of the manifest say the same as Graph's."""
    found = proposed(tmp_path, {"manifest.json": json.dumps(MANIFEST)})
    assert options(found, "login-habits") == {("observed", "implicit-grant")}
    assert {name for _, name in options(found, "channels")} == {"browser-app", "mobile-app"}


def test_what_powershell_prints_is_read(tmp_path: Path) -> None:
    """Names with a capital letter, in a file of UTF-16, are the same names."""
    held = {"AppId": "a", "SignInAudience": "x", "RequiredResourceAccess": []}
    spa = {"Spa": {"RedirectUris": ["https://app.shop.io/"]}}
    content = ("\ufeff" + json.dumps([{**held, **spa}])).encode("utf-16-le")
    found = proposed(tmp_path, {"apps.json": content})
    assert options(found, "channels") == {("observed", "browser-app")}


def test_an_application_alone_names_no_product(tmp_path: Path) -> None:
    """Tenants for staff have applications too, so the product is asked and not proposed."""
    found = proposed(tmp_path, {"m.tf": 'resource "azuread_application" "a" {\n}\n'})
    assert [(item.kind, item.value) for item in found] == [("not-visible", None)]
