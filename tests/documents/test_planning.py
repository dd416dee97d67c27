"""The plan: merged, ordered, owned and dated."""

from dataclasses import replace
from datetime import date

from msgspec import structs

from advisor.documents import DocumentContext
from advisor.documents.phrases import short_day
from advisor.documents.planning import plan
from advisor.documents.voice import Voice
from advisor.model.catalog import Step
from advisor.model.report import PlanStep
from advisor.model.vocabulary import Effort, Horizon, Verdict
from tests.documents import small
from tests.documents.made import context_of_example, report_of
from tests.documents.test_sections import rows

PASSWORDS = "passwords-beside-the-login"
PROGRAMS = "programs-in-a-customer-directory"


def steps(context: DocumentContext) -> dict[str, PlanStep]:
    """The plan by step id."""
    return {step.id: step for step in plan(context, Voice(context))}


def with_steps(*added: Step) -> DocumentContext:
    """The small context, its rule asking for these steps in place of its own."""
    made = small.context()
    rule = structs.replace(made.catalog.rules[PROGRAMS], steps=added)
    catalog = structs.replace(made.catalog, rules={**made.catalog.rules, PROGRAMS: rule})
    return replace(made, catalog=catalog)


def step(name: str, horizon: Horizon = Horizon.NEXT, after: tuple[str, ...] = ()) -> Step:
    """A small step."""
    return Step(name, f"Do {name}", "platform team", Effort.SMALL, horizon, "It is done.", after)


def test_rules_and_findings_give_the_steps() -> None:
    """Each fired rule's steps and each finding's remedy are in the plan, numbered from one."""
    made = steps(small.context())

    assert made["move-programs"].rules == (PROGRAMS,)
    assert made["move-passwords"].pitfalls == (PASSWORDS,)
    assert sorted(one.number for one in made.values()) == [1, 2]


def test_what_a_move_further_away_makes_superfluous_is_not_planned() -> None:
    """Of a rule that points to a lesser verdict than the job's, only what is due now is done."""
    made = with_steps(step("list", Horizon.NOW), step("build", Horizon.NEXT))
    further = [
        structs.replace(job, verdict=Verdict.REPLACE) if PROGRAMS in job.rules else job
        for job in made.decision.capabilities
    ]
    moved = replace(made, decision=structs.replace(made.decision, capabilities=tuple(further)))

    assert {"list", "build"} <= set(steps(made))
    assert "list" in steps(moved)
    assert "build" not in steps(moved)


def test_the_owners_of_actors_take_part_in_what_they_change() -> None:
    """Who owns a program helps to move it; a list of programs is made without them."""
    plan = steps(context_of_example("staff-keycloak"))

    assert plan["workload-move"].owner == "Platform team, with release-team"
    assert plan["workload-register"].owner == "Platform team"
    assert plan["programs-posing-as-people-replace"].owner == "Platform team"


def test_who_owns_the_platform_is_named_in_place_of_a_role() -> None:
    """A step of the login's owner falls to the team that the project names as owner."""
    plan = steps(context_of_example("partner-api"))

    assert plan["entitlements-in-claims-remove"].owner == "api-team"


def test_prerequisites_come_first_and_are_pulled_forward() -> None:
    """A step for later that a step for now waits for is planned for now, and before it."""
    made = steps(with_steps(step("b", Horizon.NOW, ("a",)), step("a")))

    assert made["a"].horizon is Horizon.NOW
    assert made["a"].number < made["b"].number
    assert made["b"].after == ("a",)
    assert made["a"].due <= made["b"].due


def test_a_step_waits_only_for_steps_of_this_plan() -> None:
    """A prerequisite that nothing asks for is left out."""
    assert steps(with_steps(step("b", after=("elsewhere",))))["b"].after == ()


def test_a_circle_of_steps_still_gives_a_plan() -> None:
    """Two steps that wait for each other both appear."""
    made = steps(with_steps(step("a", after=("b",)), step("b", after=("a",))))

    assert {"a", "b"} <= set(made)


def test_high_findings_are_not_put_off_past_launch() -> None:
    """The remedy of a high finding is due before launch at the latest."""
    made = small.context()
    pitfall = made.catalog.pitfalls[PASSWORDS]
    late = structs.replace(pitfall, remedy=structs.replace(pitfall.remedy, horizon=Horizon.NEXT))
    catalog = structs.replace(made.catalog, pitfalls={**made.catalog.pitfalls, PASSWORDS: late})

    found = steps(replace(made, catalog=catalog))["move-passwords"]

    assert found.horizon is Horizon.BEFORE_LAUNCH
    assert found.due <= date(2027, 1, 18)


def test_a_list_of_outside_clients_explains_no_others() -> None:
    """Clients that nobody can explain get a step of their own where only partners are listed."""
    made = report_of("partner-api")
    homes = {name: step.id for step in made.plan for name in step.pitfalls}

    assert homes["unexplained-clients"] == "unexplained-clients"
    assert homes["incomplete-inventory"] == "incomplete-inventory"


def test_a_remedy_that_takes_two_steps_names_both() -> None:
    """A lasting secret is contained now and gone with the move: the finding is due with that."""
    made = report_of("staff-keycloak")
    carrying = {
        name: [step.id for step in made.plan if name in step.pitfalls]
        for name in ("long-lived-credentials", "secrets-beside-login", "hidden-control-plane")
    }

    assert carrying["long-lived-credentials"] == [
        "workload-holds-durable-secret-contain",
        "workload-move",
    ]
    assert carrying["secrets-beside-login"] == [
        "server-certificates-reissue",
        "server-certificates-remove",
    ]
    assert carrying["hidden-control-plane"] == ["services-call-each-other-map", "workload-register"]
    due = {step.id: step for step in made.plan}
    assert due["workload-move"].horizon is Horizon.NEXT
    last = due["workload-move"]
    title = made.catalog.pitfalls["long-lived-credentials"].title
    found = next(row for row in rows(made.document, "pitfalls") if title in row)
    assert f"and P{last.number}, {short_day(last.due)}" in found
