"""One component per layer: exclusions first, then what the team has, what fits, and the default."""

import pytest

from advisor.model.decision import Given
from advisor.stacks import Origin
from tests.stacks.shipped import Short, assessment_of, override, recommended, stack_for

CUSTOMERS: Short = {
    "platform": "cognito",
    "lifecycle": "live",
    "home-cloud": "aws",
    "subjects": ["customers"],
}
REPLACED: Short = {**CUSTOMERS, "journeys": "experimental"}
SERVICES: Short = {
    **CUSTOMERS,
    "subjects": ["customers", "own-workload"],
    "workload-use": ["service-calls"],
    "credential.own-workload": "durable",
}


def test_a_kept_login_fills_its_layer() -> None:
    """What is kept stays, whatever the setting would choose."""
    row = recommended(assessment_of({**CUSTOMERS, "home-cloud": "azure"})).row("customer-identity")
    assert row.component == "cognito"
    assert row.origin is Origin.PLATFORM


def test_a_replaced_product_is_recommended_nowhere() -> None:
    """After a replace no part of the product comes back under another layer."""
    assessment = assessment_of({**REPLACED, "cloud-credentials": ["signed-in-people"]})
    rows = recommended(assessment).rows
    assert {"customer-identity", "aws-access-delegation"} <= {row.layer for row in rows}
    assert not {row.component for row in rows} & {"cognito", "cognito-identity-pools"}


def test_what_was_passed_over_is_said() -> None:
    """A row names the verdict that ruled out the setting's own choice."""
    row = recommended(assessment_of({**REPLACED, "cloud-credentials": ["guests"]})).row(
        "aws-access-delegation"
    )
    assert row.ruled_out[0].component == "cognito-identity-pools"
    assert row.ruled_out[0].verdict == "sign-in-customer"


def test_own_services_get_roles_and_no_machine_clients_of_the_pool() -> None:
    """Programs that only call each other need no token service for outsiders."""
    stack = stack_for(SERVICES)
    assert stack["workload-identity"] == "aws-iam-roles"
    assert stack["m2m-tokens"] == "aws-iam-auth"


def test_outside_systems_never_get_cloud_roles() -> None:
    """A token service serves outsiders; IAM authorization does not."""
    stack = stack_for(
        {
            **SERVICES,
            "subjects": ["customers", "own-workload", "outside-system"],
            "api-client-conditions": [],
        }
    )
    assert stack["m2m-tokens"] == "ory-hydra"


def test_outside_callers_may_stay_while_own_services_leave() -> None:
    """The layer is filled for those who leave, and says who stays on the platform."""
    row = recommended(
        assessment_of(
            {
                **SERVICES,
                "subjects": ["customers", "own-workload", "outside-system"],
                "api-client-conditions": [
                    "own-audience",
                    "named-owner",
                    "client-limits",
                    "rotation",
                ],
            }
        )
    ).row("m2m-tokens")
    assert row.component == "aws-iam-auth"
    assert row.beside == ("api-clients",)
    assert Given("subjects", "excludes", "outside-system") not in row.chosen_because


def test_a_login_without_facts_keeps_the_name_that_the_team_gives_it() -> None:
    """The document names the product, not `the login in use`, where the team does."""
    answers: Short = {
        "platform": "other",
        "other-product": [],
        "lifecycle": "live",
        "subjects": ["customers"],
    }
    row = recommended(assessment_of(answers, products={"customer-identity": "SuperTokens"})).row(
        "customer-identity"
    )
    assert row.origin is Origin.PLATFORM
    assert row.name == "SuperTokens"


def test_support_does_not_move_to_a_realm_of_the_same_product() -> None:
    """Support access leaves the platform, so a part of the platform cannot be its home."""
    answers: Short = {
        "platform": "keycloak",
        "lifecycle": "live",
        "home-cloud": "own-hardware",
        "subjects": ["customers"],
        "support": "as-the-customer",
    }
    row = recommended(assessment_of(answers)).row("support-access")
    assert row.component is not None
    assert row.component != "keycloak-support"


def test_the_closed_product_is_never_recommended() -> None:
    """Azure AD B2C is kept where it runs and offered to nobody else."""
    elsewhere: Short = {"lifecycle": "greenfield", "home-cloud": "azure", "subjects": ["customers"]}
    assert stack_for(elsewhere)["customer-identity"] == "entra-external-id"
    live: Short = {"platform": "azure-ad-b2c", "lifecycle": "live", "subjects": ["customers"]}
    assert stack_for(live)["customer-identity"] == "azure-ad-b2c"
    for row in recommended(assessment_of(elsewhere)).rows:
        assert "azure-ad-b2c" not in row.alternatives


@pytest.mark.parametrize("home", ["aws", "azure", "google-cloud", "several-clouds", "own-hardware"])
def test_must_self_host_leaves_only_what_a_team_can_operate(home: str) -> None:
    """A stated limit outranks every default, in every setting."""
    answers: Short = {
        **SERVICES,
        "platform": "other",
        "other-product": [],
        "home-cloud": home,
        "stated-limits": ["must-self-host"],
    }
    hosted = {
        "cognito",
        "auth0",
        "workos",
        "aws-secrets-manager",
        "aws-waf",
        "cloudflare",
        "apigee",
    }
    for row in recommended(assessment_of(answers)).rows:
        if row.origin is not Origin.PLATFORM:
            assert row.component is not None, row.layer
            assert row.component not in hosted, row.layer


def test_an_open_source_licence_rules_out_vault() -> None:
    """A licence limit passes over a default and says so."""
    row = recommended(
        assessment_of(
            {
                **SERVICES,
                "home-cloud": "several-clouds",
                "stated-limits": ["open-source-licence"],
            }
        )
    ).row("secrets")
    assert row.component == "openbao"
    assert row.ruled_out[0].component == "vault"
    assert row.ruled_out[0].because[0].question == "stated-limits"


def test_the_teams_own_product_is_reused() -> None:
    """What a team runs already comes before any default."""
    row = recommended(assessment_of(CUSTOMERS, products={"authorization": "OpenFGA"})).row(
        "authorization"
    )
    assert row.component == "openfga"
    assert row.origin is Origin.OWN_PRODUCT


def test_an_own_product_that_we_do_not_know_is_reused_by_name() -> None:
    """A product outside the catalog is named, not replaced."""
    row = recommended(assessment_of(CUSTOMERS, products={"edge": "Akamai"})).row("edge")
    assert row.component is None
    assert row.name == "Akamai"
    assert row.origin is Origin.OWN_PRODUCT


def test_an_own_product_is_no_new_supplier() -> None:
    """A limit on new suppliers does not exclude the one already there."""
    answers: Short = {
        **CUSTOMERS,
        "stated-limits": ["no-new-supplier"],
        "home-cloud": "several-clouds",
    }
    assert stack_for(answers)["edge"] == "coraza"
    assert stack_for(answers, products={"edge": "Cloudflare"})["edge"] == "cloudflare"


def test_an_own_product_that_is_excluded_is_said() -> None:
    """The team learns why the product it runs is not proposed."""
    result = recommended(
        assessment_of(
            {**CUSTOMERS, "stated-limits": ["must-self-host"], "home-cloud": "several-clouds"},
            products={"edge": "Cloudflare"},
        )
    )
    assert result.row("edge").component == "coraza"
    assert any("Cloudflare" in notice.text for notice in result.notices)


def test_scripted_journeys_prefer_a_product_that_runs_them() -> None:
    """A need that the answers state is preferred over the setting's default."""
    row = recommended(assessment_of(REPLACED)).row("customer-identity")
    assert row.component == "auth0"
    assert row.origin is Origin.FIT
    assert row.chosen_because


def test_a_team_that_builds_gets_pages_of_its_own() -> None:
    """The same need with another appetite gets a headless product."""
    assert stack_for({**REPLACED, "team-appetite": "build"})["customer-identity"] == "ory-kratos"


def test_reviews_of_staff_access_need_more_than_the_cloud_directory() -> None:
    """IAM Identity Center holds no access reviews."""
    answers: Short = {
        **CUSTOMERS,
        "subjects": ["workforce"],
        "workforce-scope": "production",
        "workforce-needs": ["access-reviews"],
    }
    row = recommended(assessment_of(answers)).row("workforce-identity")
    assert row.component == "okta-workforce"
    assert "iam-identity-center" not in row.alternatives


def test_an_override_is_honoured_with_its_reason() -> None:
    """The team decides, and its reason is printed."""
    row = recommended(
        assessment_of(
            SERVICES, overrides={"secrets": override("vault", "run by the platform team")}
        )
    ).row("secrets")
    assert row.component == "vault"
    assert row.origin is Origin.OVERRIDE
    assert row.why == "run by the platform team"
    assert row.override is not None
    assert row.override.breaks == ()


def test_an_override_that_breaks_a_verdict_is_reported() -> None:
    """Keeping machine tokens on the customer platform contradicts the split."""
    result = recommended(
        assessment_of(SERVICES, overrides={"m2m-tokens": override("Amazon Cognito")})
    )
    state = result.row("m2m-tokens").override
    assert state is not None
    assert "Workload identity leaves Amazon Cognito" in state.breaks[0]
    assert any(notice.kind == "override" for notice in result.notices)


def test_an_override_that_moves_a_kept_login_is_reported() -> None:
    """Moving what nothing moves needs a reason in the answers."""
    row = recommended(
        assessment_of(CUSTOMERS, overrides={"customer-identity": override("keycloak")})
    ).row("customer-identity")
    assert row.override is not None
    assert "is kept where it is" in row.override.breaks[0]


def test_an_override_that_the_answers_exclude_is_reported() -> None:
    """An override may break a stated limit, but not silently."""
    row = recommended(
        assessment_of(
            {**SERVICES, "stated-limits": ["open-source-licence"]},
            overrides={"secrets": override("HashiCorp Vault")},
        )
    ).row("secrets")
    assert row.component == "vault"
    assert row.override is not None
    assert row.override.breaks == ("Your answers exclude HashiCorp Vault.",)


def test_an_override_of_an_absent_layer_is_reported() -> None:
    """An override that nothing calls for is not lost without a word."""
    result = recommended(
        assessment_of(CUSTOMERS, overrides={"device-identity": override("step-ca")})
    )
    assert any("Device identity" in notice.text for notice in result.notices)
    result = recommended(assessment_of(CUSTOMERS, overrides={"nonsense": override("step-ca")}))
    assert any("no layer" in notice.text for notice in result.notices)


def test_an_override_from_another_layer_is_reported() -> None:
    """A product put into the wrong slot is pointed out."""
    row = recommended(assessment_of(CUSTOMERS, overrides={"edge": override("openbao")})).row("edge")
    assert row.component is None
    assert row.override is not None
    assert "another layer" in row.override.breaks[0]


def test_alternatives_and_companions_are_offered() -> None:
    """A row shows what else would do, and the protocols that go with it."""
    row = recommended(assessment_of(CUSTOMERS)).row("authorization")
    assert "openfga" in row.alternatives
    assert row.component not in row.alternatives
    assert row.companions == ("application-checks",)
