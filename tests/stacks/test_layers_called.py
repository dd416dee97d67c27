"""Which layers appear, and why."""

from advisor.model.assessment import Answer
from advisor.model.decision import Given
from tests.stacks.shipped import Short, assessment_of, recommended, stack_for

CUSTOMERS: Short = {"platform": "cognito", "lifecycle": "live", "subjects": ["customers"]}
BASELINE = {"authorization", "api-protection", "edge", "detection-response"}


def test_people_bring_the_baseline_and_one_sign_in_layer() -> None:
    """Where people sign in, five layers appear without any further answer."""
    assert set(stack_for(CUSTOMERS)) == BASELINE | {"customer-identity"}


def test_nothing_said_calls_for_nothing() -> None:
    """An empty assessment recommends no layer."""
    assert stack_for({}) == {}


def test_an_outside_login_brings_secrets() -> None:
    """A connection to an outside login has a secret to keep."""
    assert "secrets" in stack_for({**CUSTOMERS, "external-logins": ["social"]})


def test_an_unknown_answer_calls_for_no_layer() -> None:
    """What is not known is asked, not built."""
    assessment = assessment_of(CUSTOMERS)
    answers = {**assessment.answers, "channels": Answer(unknown=True)}
    rows = recommended(assessment_of({}, answers=answers)).rows
    assert "application-security" not in {row.layer for row in rows}


def test_a_maybe_brings_a_layer_marked_open() -> None:
    """A suspicion separates, and the stack says that it is one."""
    answers = {
        **assessment_of(CUSTOMERS).answers,
        "subjects": Answer(value=("customers",), maybe=("own-workload",)),
    }
    row = recommended(assessment_of({}, answers=answers)).row("workload-identity")
    assert row.open
    assert not recommended(assessment_of({}, answers=answers)).row("edge").open


def test_each_row_names_what_calls_for_it_and_the_given_facts() -> None:
    """A layer is traceable to answers, verdicts and rules."""
    row = recommended(assessment_of(CUSTOMERS)).row("edge")
    assert row.called_by == ("people-need-an-edge",)
    assert row.because == (Given("subjects", "includes", "customers"),)
    assert row.calls[0].says


def test_staff_kept_on_a_customer_product_share_its_layer() -> None:
    """A small internal tool stays on the customer product, in the customers' layer."""
    stack = stack_for(
        {
            "platform": "cognito",
            "lifecycle": "live",
            "subjects": ["workforce"],
            "workforce-scope": "small-tool",
            "workforce-needs": [],
        }
    )
    assert stack["customer-identity"] == "cognito"
    assert "workforce-identity" not in stack


def test_staff_kept_on_a_product_for_staff_have_their_own_layer() -> None:
    """A product that serves staff fills the workforce layer."""
    stack = stack_for(
        {
            "platform": "keycloak",
            "lifecycle": "live",
            "subjects": ["workforce"],
            "workforce-scope": "business-tools",
            "workforce-needs": [],
        }
    )
    assert stack["workforce-identity"] == "keycloak-workforce"
    assert "customer-identity" not in stack


def test_a_broker_in_place_of_the_login_is_no_second_login() -> None:
    """Where brokering is replaced, the login that goes with it disappears from the stack."""
    stack = stack_for(
        {
            "platform": "cognito",
            "lifecycle": "live",
            "home-cloud": "aws",
            "subjects": ["organisation-people"],
            "external-logins": ["customer-directories"],
            "customer-directory-scale": "hundreds",
            "customer-directory-variation": "individual",
            "enterprise-needs": ["self-service-setup", "provisioning", "delegated-administration"],
        }
    )
    assert stack["b2b-customer-identity"] == "workos"
    assert "customer-identity" not in stack


def test_outside_logins_of_staff_stay_in_the_layer_of_staff() -> None:
    """A company directory behind a staff login calls for no customer login."""
    stack = stack_for(
        {
            "platform": "keycloak",
            "lifecycle": "live",
            "subjects": ["workforce"],
            "external-logins": ["own-directory"],
        }
    )
    assert stack["workforce-identity"] == "keycloak-workforce"
    assert "customer-identity" not in stack


def test_own_programs_on_own_hardware_need_no_second_token_service() -> None:
    """The issuer of their identity signs their tokens too; callers from outside need another."""
    own: Short = {
        "platform": "keycloak",
        "home-cloud": "own-hardware",
        "subjects": ["workforce", "own-workload"],
        "workload-use": ["service-calls"],
    }
    assert stack_for(own)["m2m-tokens"] == "spire-jwt-svid"
    subjects = ["workforce", "own-workload", "outside-system"]
    mixed: Short = {**own, "subjects": subjects, "api-client-conditions": []}
    assert stack_for(mixed)["m2m-tokens"] != "spire-jwt-svid"


def test_what_is_missing_below_decides_the_component() -> None:
    """Policies that cap roles do not close a network."""
    controls = ["input-validation", "security-tests", "least-privilege", "encryption"]
    home = {**CUSTOMERS, "home-cloud": "aws"}
    assert stack_for({**home, "engineering-controls": controls})["infrastructure-security"] == (
        "aws-vpc"
    )
    narrow = [name for name in controls if name != "least-privilege"]
    assert stack_for({**home, "engineering-controls": narrow})["infrastructure-security"] == (
        "aws-organizations"
    )
