"""Actors in a document: by name, in every status, and nobody whom the team did not list."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from advisor.application.documenting import context_of
from advisor.application.opening import Opened
from advisor.documents import report
from advisor.model.report import Report
from advisor.workspace import examine
from tests.documents.made import desk, report_of
from tests.documents.test_sections import rows, said_in

INVENTORY = """\
schema_version: 2
actors:
  - {id: shoppers, kind: customers, name: shoppers, status: in-use}
  - {id: tills, kind: own-workload, name: tills, status: in-use}
  - {id: ledger, kind: own-workload, name: ledger job, status: in-use}
  - {id: stock, kind: own-workload, name: stock feed, status: suspected}
  - id: export
    kind: own-workload
    name: export tool
    status: requested
    note: wants every account
  - {id: drop, kind: outside-system, name: nightly files, status: elsewhere}
  - {id: coach, kind: own-assistant, name: coach, status: planned, within: 12-months}
  - {id: doors, kind: device, name: door readers, status: planned, within: later}
  - {id: old-sync, kind: own-workload, name: old sync, status: leftover}
complete: {people: complete, outside: incomplete}
answers:
  platform: {value: cognito}
  lifecycle: {value: live}
"""


@cache
def made(text: str = INVENTORY) -> Report:
    """Return the report of an assessment of the shipped catalog."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8")
        return report(context_of(Opened(path, desk().shapes, examine(path, desk().catalog))))


def test_every_row_stands_in_the_appendix_with_its_status() -> None:
    """The appendix lists each actor by name, by kind, then id, with what is said of it."""
    listed = [row.split(" | ") for row in rows(made().document, "answers") if " | " in row]
    statuses = {row[0]: row[2] for row in listed if len(row) == 5}
    assert list(statuses.items())[-9:] == [
        ("shoppers", "in use"),
        ("export tool", "asked for"),
        ("ledger job", "in use"),
        ("old sync", "needed by nobody any more"),
        ("stock feed", "suspected"),
        ("tills", "in use"),
        ("nightly files", "its identity comes from elsewhere"),
        ("door readers", "planned later"),
        ("coach", "planned within 12 months"),
    ]


def test_the_boundary_names_everybody_with_a_status_of_its_own() -> None:
    """Who is served here, who asked, and who is not served here stand apart."""
    (job,) = (row for row in rows(made().document, "boundary") if row.startswith("Workload id"))
    assert "here export tool (asked for), ledger job, stock feed (suspected) and tills" in job
    assert "old sync: needed by nobody any more" in job
    callers = " ".join(rows(made().document, "boundary"))
    assert "coach: planned within 12 months" in callers or "coach" in said_in(
        made().document, "triggers"
    )


def test_the_triggers_name_who_asked_who_comes_and_who_is_elsewhere() -> None:
    """A request, a plan and an identity from elsewhere are each told once, by name."""
    told = said_in(made().document, "triggers")
    assert "Export tool asked for an identity here." in told
    assert "wants every account" in told
    assert "An assistant of yours (coach) is to act for people within 12 months." in told
    assert "Door readers will get an identity from this user pool later." in told
    assert "is to give an identity to nightly files, decide that first" in told


def test_actors_of_which_the_same_is_said_are_named_together() -> None:
    """A smallest set of facts has one witness; its equals stand beside it, by id."""
    told = said_in(made().document, "verdict-workload-identity")
    assert "your own programs (ledger job and tills) get an identity from this user pool" in told


def test_who_is_not_listed_is_never_named() -> None:
    """No row of the appendix and no sentence speaks of an actor that nobody listed as there."""
    appendix = said_in(made().document, "answers")
    assert "ersonal" not in appendix
    assert "Everybody is listed: people." in appendix
    assert "Not everybody is listed: outside parties' programs, and devices." in appendix
    assert "Nobody holds a personal" not in str(made().document)
    assert "nobody holds a personal" not in str(made().document)


def test_an_absence_says_what_it_rests_on() -> None:
    """That no customer is there is told with the list that says so; an assumed list is no fact."""
    alone = """\
schema_version: 2
actors: [{id: jobs, kind: own-workload, name: jobs, status: in-use}]
complete: {people: %s, own-programs: %s, outside: %s, agents: %s}
answers: {platform: {value: cognito}, lifecycle: {value: live}}
"""
    told = str(made(alone % (("complete",) * 4)).document)
    assert "No customers sign in at this user pool, since the list of people is complete" in told
    told = str(made(alone % (("assumed",) * 4)).document)
    assert "o customers sign in" not in told
    assert "list of people is complete" not in told


def test_rows_of_a_migrated_file_have_no_name_of_their_own() -> None:
    """An unnamed row is called by its kind."""
    unnamed = INVENTORY.replace("name: tills, ", "").replace("name: ledger job, ", "")
    told = said_in(made(unnamed).document, "verdict-workload-identity")
    assert "your own programs get an identity from this user pool" in told


def test_a_finding_says_whose_credential_it_is_about() -> None:
    """Where a finding rests on what is said of actors, it names them."""
    told = said_in(report_of("staff-keycloak").document, "pitfall-long-lived-credentials")
    assert "(here deploy runner and svc.print)" in told
