"""What single sections say, and leave out."""

from advisor.documents.references import inlines_of
from advisor.model.document import Document, Link, Table
from tests.documents.made import report_of


def cited(document: Document) -> set[str]:
    """The anchors of the sources that a document cites."""
    links = (part.href for part in inlines_of(document) if isinstance(part, Link))
    return {href for href in links if href.startswith("#source-")}


def rows(document: Document, section: str) -> list[str]:
    """The rows of a section's first table, each as one text."""
    found = next(one for _, one in document.walk() if one.id == section)
    table = next(block for block in found.blocks if isinstance(block, Table))
    return [
        " | ".join(
            "".join(str(part.text) for part in cell if hasattr(part, "text")) for cell in row
        )
        for row in table.rows
    ]


def test_papers_on_another_product_are_not_cited() -> None:
    """What AWS writes about Cognito proves nothing about a realm."""
    assert not [href for href in cited(report_of("staff-keycloak").document) if "-cog-" in href]
    assert [href for href in cited(report_of("saas-dashboard").document) if "-cog-" in href]


def test_a_kept_job_is_shown_where_it_is_done() -> None:
    """Where the application decides, it goes on deciding, and nothing new is said to stay."""
    for example in ("saas-dashboard", "internal-tools"):
        document = report_of(example).document
        decides = next(row for row in rows(document, "boundary") if row.startswith("Authorization"))
        assert "stays | Your application's own checks (in place)" in decides
        stack = next(row for row in rows(document, "stack") if row.startswith("Authorization"))
        assert "| Your application's own checks (in place) |" in stack


def test_what_the_platform_still_decides_is_told_with_the_place() -> None:
    """Where claims in tokens decide as well, the platform is named beside the application."""
    boundary = rows(report_of("staff-keycloak").document, "boundary")
    decides = next(row for row in boundary if row.startswith("Authorization"))
    assert "| Keycloak and your application's own checks (in place) |" in decides


def test_a_role_owns_an_entry_once() -> None:
    """A role with and without those who take part is one owner."""
    owners = [
        row.split(" | ")[-1] for row in rows(report_of("staff-keycloak").document, "controls")
    ]
    assert not [said for said in owners if "Platform team; Platform team" in said]
    assert [said for said in owners if "Platform team, with release-team" in said]


def test_checks_in_the_application_are_no_layer_where_decisions_leave() -> None:
    """An application that decides by claims of tokens gets the engine that is recommended."""
    document = report_of("partner-api").document
    stack = next(row for row in rows(document, "stack") if row.startswith("Authorization"))
    assert "Open Policy Agent" in stack
    assert "own checks" not in stack


def test_what_runs_elsewhere_is_not_recommended_anew() -> None:
    """A vault that the team has keeps its place, whatever product it is."""
    secrets = next(
        row
        for row in rows(report_of("ai-assistant").document, "stack")
        if row.startswith("Secrets")
    )
    assert "Your existing secrets layer (in place)" in secrets


def test_no_two_steps_prove_the_same_thing_twice() -> None:
    """A step has one check; where a finding needs another one, the finding says so."""
    made = report_of("ai-assistant")
    step = next(one for one in made.plan if "outside-mcp-tools" in one.pitfalls)
    remedy = made.catalog.pitfalls["outside-mcp-tools"].remedy
    assert remedy.check not in step.check
    said = "".join(part.text for part in inlines_of(made.document) if hasattr(part, "text"))
    assert said.count(remedy.check) == 1


def said_in(document: Document, section: str) -> str:
    """The text of a section, without its subsections' tables."""
    found = next(one for _, one in document.walk() if one.id == section)
    return "".join(
        str(part.text) for part in inlines_of(Document("", (found,))) if hasattr(part, "text")
    )


def test_what_an_answer_says_is_there_is_not_recommended_anew() -> None:
    """A firewall that the team has keeps its place, and what it may lack is named."""
    edge = next(
        row for row in rows(report_of("saas-dashboard").document, "stack") if row.startswith("Edge")
    )
    assert "Your existing edge protection layer (in place)" in edge
    assert "does not name a check against bots" in edge


def test_a_plan_is_told_with_its_note_and_its_place() -> None:
    """What is planned joins the job that leaves, or is to be decided before it is built."""
    assistant = said_in(report_of("ai-assistant").document, "triggers")
    assert "(price watcher) is planned within 12 months. This joins agent identity" in assistant
    assert "rebooks overnight when prices drop" in assistant
    mobile = said_in(report_of("consumer-mobile").document, "triggers")
    assert "Decide agent identity before it is built." in mobile


def test_triggers_fit_the_product_and_the_people() -> None:
    """A product that the team runs itself has no place it cannot be in; staff buy nothing."""
    assert "must stay in a place" not in said_in(report_of("staff-keycloak").document, "triggers")
    tools = said_in(report_of("internal-tools").document, "triggers")
    assert "If buyers ask" not in tools
    assert "customers can reach code" not in said_in(
        report_of("consumer-mobile").document, "triggers"
    )


def test_pages_with_a_session_on_the_server_pass_a_cookie() -> None:
    """Where no browser or device holds a token, none is drawn."""
    calls = rows(report_of("internal-tools").document, "interfaces")
    staff = [row for row in calls if row.startswith("Back-office staff")]
    assert all("token" not in row or "no token" in row or "keeps them" in row for row in staff)
    assert any("Session cookie" in row for row in staff)


def test_names_of_people_and_products_keep_their_spelling() -> None:
    """A team's own name and a product's are no first words of a sentence."""
    plan = rows(report_of("consumer-mobile").document, "plan-now")
    assert any(" | mobile-team | " in row for row in plan)
    stack = rows(report_of("staff-keycloak").document, "stack")
    assert any(" | midPoint | " in row for row in stack)


def test_the_jobs_that_an_answer_can_still_change_are_named() -> None:
    """Where the outcome is final, the reader sees what is not."""
    sure = said_in(report_of("ai-assistant").document, "verdict")
    assert "can change workload identity and privileged access, not the outcome" in sure


def test_too_little_time_is_told_in_one_unit_until_one_date() -> None:
    """What the steps take is compared with what is left until the day that is printed."""
    plan = said_in(report_of("staff-keycloak").document, "plan")
    assert "the steps of the Platform team take about" in plan
    assert "eeks are left until 27 January 2027" in plan
    assert "for the audit on 10 February 2027" in plan


def test_certificates_of_servers_move_to_what_issues_them() -> None:
    """Where nothing but server certificates lies with the login, no vault takes them over."""
    made = report_of("staff-keycloak").document
    assert "secrets → SPIRE" in said_in(made, "verdict")
    moved = said_in(made, "move-secrets")
    assert "Let SPIRE issue a new certificate" in moved
    assert "OpenBao" not in moved


def test_a_move_asks_only_for_what_is_not_there_yet() -> None:
    """Staff who never signed in there have no accounts to remove, and both names are logged."""
    moved = said_in(report_of("partner-api").document, "move-support-access")
    assert "remove staff accounts" not in moved
    assert "logs must name" not in moved
    secrets = said_in(report_of("partner-api").document, "move-secrets")
    assert "in the same step" not in secrets


def test_partners_own_no_part_of_the_boundary() -> None:
    """What a job may be about and what it is about here are apart, and its owner is a role."""
    row = next(
        one for one in rows(report_of("partner-api").document, "boundary") if "API clients" in one
    )
    assert "; here invoice push, tariff sync and personal API keys" in row
    assert "Nordhaul" not in row


def test_the_platform_has_one_owner() -> None:
    """The stack names the owner that the boundary names."""
    login = next(
        row for row in rows(report_of("partner-api").document, "stack") if "Auth0 (stays)" in row
    )
    assert login.endswith("| api-team")


def test_a_contradiction_is_told_with_how_sure_the_verdict_is() -> None:
    """Clients that nobody can explain stand against the answer that no program is here."""
    document = report_of("partner-api").document
    sure = said_in(document, "verdict")
    assert "This holds on the answers as given; one contradiction is to be cleared up" in sure
    notice = said_in(document, "open-questions")
    assert "Yet your answers say that none of these gets an identity here: “Your own" in notice
    assert "exclude it" not in notice


def test_an_actor_without_an_owner_is_to_be_named_one() -> None:
    """A program of which nobody is named as owner is an open question."""
    said = said_in(report_of("staff-keycloak").document, "open-questions")
    assert "Still to name: who owns svc.print." in said


def test_a_trigger_by_plans_names_the_plan_and_the_place() -> None:
    """What becomes of a job once the plans are in use says by which plan, and where it goes."""
    said = said_in(report_of("saas-dashboard").document, "triggers")
    assert "Federation becomes split (to business-customer identity) once" in said
    assert "once what you plan is in use: provisioning is promised or planned" in said


def test_what_would_bring_a_job_is_told_with_its_verdict() -> None:
    """A job that would move to another product is not said to be split off."""
    said = said_in(report_of("internal-tools").document, "triggers")
    assert "split off from the first day" not in said
    assert "Federation (replace): if" in said
    assert "Workload identity (split): if" in said


def test_several_findings_that_an_answer_can_bring_are_findings() -> None:
    """The word before a list of findings is in the plural."""
    found = [
        row
        for row in said_rows(report_of("ai-assistant").document, "open-questions")
        if row.count("“") > 1
    ]
    assert found
    assert not [row for row in found if "A finding: “" in row and "”, “" in row]


def said_rows(document: Document, section: str) -> list[str]:
    """The rows of all of a section's tables."""
    found = next(one for _, one in document.walk() if one.id == section)
    return [
        "".join(str(part.text) for cell in row for part in cell if hasattr(part, "text"))
        for block in found.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def test_what_an_open_answer_can_keep_is_not_said_to_leave_for_good() -> None:
    """The headline marks a job whose verdict is not settled, and conditions that nobody knows."""
    document = report_of("ai-assistant").document
    headline = "".join(str(part.text) for part in document.summary if hasattr(part, "text"))
    assert "workload identity (provisional) leave" in headline
    verdict = said_in(document, "verdict")
    assert "workload identity (provisional) → " in verdict
    assert "customer sign-in (two conditions not known)" in verdict


def test_a_job_that_can_still_come_has_a_row_in_the_verdict() -> None:
    """What an open question can bring stands in the table of verdicts as not known."""
    table = rows(report_of("ai-assistant").document, "verdict")
    row = next(one for one in table if one.startswith("Privileged access"))
    assert row.startswith("Privileged access | not known | –")
    assert row.endswith("may become split")
