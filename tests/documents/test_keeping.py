"""Why a job stays: what its grounds rest on, and what they do not."""

from dataclasses import replace

from msgspec import structs

from advisor.documents.holding import holds
from advisor.documents.meeting import meeting
from advisor.model.conditions import Holds
from advisor.model.vocabulary import Horizon
from tests.documents.made import context_of_example, report_of
from tests.documents.test_sections import cited, rows, said_in


def test_a_need_that_nobody_has_is_not_praised_as_met() -> None:
    """Where no function is ticked, the ground says so and cites no product fact."""
    document = report_of("partner-api").document
    why = said_in(document, "verdict-sign-in-organisation")
    assert "You need no special function of the login." in why
    assert "Every function that you need" not in why
    assert not [anchor for anchor in cited(document) if "step-up" in anchor]


def test_a_fact_counts_only_where_no_answer_stands_in_for_it() -> None:
    """A product's provisioning is no ground where no business customer asks for provisioning."""
    why = said_in(report_of("partner-api").document, "verdict-sign-in-organisation")
    assert "delegation or hierarchy that the product lacks. [A13] [S" in why
    assert "[A13] [S11] [S12]" not in why


def test_an_unmet_condition_points_to_the_remedies_that_meet_it() -> None:
    """What findings ask for anyway is no second step; the condition links to theirs."""
    made = report_of("partner-api")
    steps = {step.id: step.number for step in made.plan}
    assert "condition-organisation-tier-zero" not in steps
    states = rows(made.document, "verdict-sign-in-organisation")
    guarded = next(row for row in states if row.startswith("The platform itself is guarded"))
    clients, keys = steps["tier-zero-management-clients"], steps["tier-zero-signing-keys"]
    assert f"not met yet: P{clients} and P{keys}" in guarded
    # Changes raise an alert already: that proves nothing that is missing.
    assert "raises an alert" not in guarded
    assert "In a rehearsal the key is rotated" in guarded


def test_a_condition_asks_only_for_what_is_missing_of_it() -> None:
    """Where five of six checks are made, the step is about the sixth and proves the sixth."""
    plan = {step.id: step for step in report_of("internal-tools").plan}
    step = plan["condition-authorization-back-end-checks"]
    assert step.do.startswith("So that authorization may stay: name the scope or claim")
    assert step.check == "A token with one scope gets 403 from every route that needs another."


def test_a_condition_of_which_nothing_is_there_is_met_as_a_whole() -> None:
    """Alternatives are not taken apart, and a condition without a remedy is told as it stands."""
    made = context_of_example("consumer-mobile")
    whole = made.catalog.keep_conditions["customer-step-up"]
    alone = made.catalog.keep_conditions["callers-rotation"]
    for condition in (whole, alone):
        met = meeting(made, condition)
        assert met.do.startswith("Meet the condition under which ")
        assert (met.check, met.pitfalls) == (condition.check, ())


def test_what_a_keep_depends_on_is_not_put_off() -> None:
    """A remedy that would wait for later is due before launch where a condition rests on it."""
    plan = {step.id: step for step in report_of("staff-keycloak").plan}
    assert plan["scopes-unchecked"].horizon is not Horizon.NEXT


def test_an_answer_to_a_question_that_is_not_asked_says_nothing() -> None:
    """It may be kept in the file, but no ground and no condition rests on it."""
    context = context_of_example("partner-api")
    said = Holds("tier-zero", "named-administrators")
    assert holds(context, said)
    visible = tuple(name for name in context.decision.visible if name != "tier-zero")
    hidden = replace(context, decision=structs.replace(context.decision, visible=visible))
    assert not holds(hidden, said)
