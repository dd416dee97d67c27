"""What passes between the layers: stated as answered, or as a target."""

from tests.documents.made import report_of
from tests.documents.test_sections import rows


def calls(example: str, start: str) -> list[str]:
    """The interfaces of an example that begin at one part."""
    found = rows(report_of(example).document, "interfaces")
    return [row for row in found if row.startswith(start)]


def test_a_lifetime_that_nobody_answered_is_a_target() -> None:
    """No token is said to live an hour today where no answer says so."""
    for example in ("partner-api", "saas-dashboard", "ai-assistant"):
        said = " ".join(calls(example, ""))
        assert "Target: at most one hour" in said
        assert "Up to one hour" not in said
        assert "ends when the person revokes" not in said


def test_callers_show_what_they_hold_today_and_keys_stand_apart() -> None:
    """What outside systems prove themselves by is an answer beside a target; keys have a row."""
    (systems,) = calls("partner-api", "Invoice push and tariff sync")
    assert "today: a secret, key or token that works for months" in systems
    assert "personal API keys" not in systems
    (keys,) = calls("partner-api", "Personal API keys")
    assert "Target: a personal key with scopes and an end" in keys


def test_an_access_service_is_not_said_to_name_customers() -> None:
    """What gives staff access for a time issues their identity; the back office adds the rest."""
    (session,) = calls("partner-api", "Google Cloud Privileged Access Manager on IAP")
    assert "Staff member's identity; your back office adds the customer" in session


def test_a_grant_is_not_said_to_be_approved_or_recorded() -> None:
    """A component that only issues credentials is credited with no approver and no recording."""
    said = " ".join(calls("staff-keycloak", "")).lower()
    assert "approver" not in said
    assert "recorded" not in said


def test_pages_of_a_server_carry_no_access_token() -> None:
    """Where the only channel is a page of the server, the gateway passes page requests on."""
    said = " ".join(calls("internal-tools", ""))
    assert "Page requests with the session cookie |" in said
    assert "API calls with the same access token" not in said


def test_tokens_in_the_browser_end_with_the_step_that_takes_them_out() -> None:
    """A row that a planned step changes says until when it holds, and what comes then."""
    made = report_of("partner-api")
    step = next(one for one in made.plan if one.id == "tokens-in-browser-storage")
    (_, call) = calls("partner-api", "People of shippers and carriers")
    assert (
        f"Today, until P{step.number}: access token. Then: in the browser a session cookie" in call
    )
