"""Confluence, Cloud and Data Center, against a stateful fake. No real Confluence was ever met."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from advisor.errors import InputError, RemoteConflictError, RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.confluence import LABEL, PROPERTY, Confluence
from advisor.publish.credentials import Credentials
from advisor.publish.http import Timing
from advisor.publish.reconcile import Take
from tests.publish.alike import check_alike_stay_apart
from tests.publish.confluence_contract import CONTRACT_FILE, Contract
from tests.publish.fake_confluence import FakeConfluence
from tests.publish.flows import Desk, actions
from tests.publish.samples import HOSTILE, png, publication
from tests.publish.servers import serving

SAME = ["unchanged", "unchanged", "unchanged"]
FAST = Timing(connect=1, read=1, deadline=5, first_pause=0, sleep=lambda _: None)
NAME = "Acme payments"
Team = Callable[..., Desk]


@pytest.fixture(params=["cloud", "data-center"])
def edition(request: pytest.FixtureRequest) -> str:
    """Both editions go through every test."""
    return str(request.param)


@pytest.fixture
def fake() -> Iterator[FakeConfluence]:
    """A Confluence whose every version 2 exchange is checked where the description is at hand."""
    made = FakeConfluence(Contract.load() if CONTRACT_FILE.is_file() else None)
    yield made
    assert made.errors == []


@pytest.fixture
def team(fake: FakeConfluence, edition: str) -> Iterator[Team]:
    """Return teams that publish to the fake."""
    made: list[Confluence] = []
    with serving(fake.handle) as server:

        def make(space: str = "ENG", **settings: object) -> Desk:
            where = f"{server.url}wiki#{space}"
            chosen = TargetSettings(edition=edition, **settings)  # type: ignore[arg-type]
            credentials = Credentials("" if edition == "data-center" else "bot@acme", "t0ken")
            made.append(Confluence(where, chosen, credentials, FAST))
            return Desk(made[-1])

        yield make
        for one in made:
            one.close()


def test_the_description_is_at_hand() -> None:
    """Where the contract is missing the checks are skipped with the reason; CI must have it."""
    if CONTRACT_FILE.is_file():
        assert len(Contract.load().document["paths"]) > 100
    elif os.environ.get("CI") == "true":
        pytest.fail(f"{CONTRACT_FILE} is missing: no exchange was checked against the contract")
    else:
        pytest.skip(f"{CONTRACT_FILE} is missing: no exchange was checked against the contract")


def test_publishing_twice_changes_nothing(team: Team, fake: FakeConfluence) -> None:
    """Though Confluence rewrites what it stores, the second run writes nothing."""
    desk = team()
    assert actions(desk.publish(publication())) == ["create"] * 3
    before = len(fake.calls)
    assert actions(desk.publish(publication())) == SAME
    assert {call.split()[0] for call in fake.calls[before:]} == {"GET"}
    assert actions(team().publish(publication())) == SAME


def test_pages_carry_picture_label_and_property(team: Team, fake: FakeConfluence) -> None:
    """Pages of a record can be found by label, and their facts read by other tools."""
    team().publish(publication())
    page = fake.titled("Acme payments stack")
    assert page.attachments["acme-payments-architecture.png"][1] == png()
    assert page.labels == {LABEL}
    assert page.properties[PROPERTY][1]["outcome"] == "split"
    assert fake.titled("Identity decisions").labels == set()


def test_decisions_of_like_names_stay_apart(team: Team) -> None:
    """Titles are unique in a space, whatever capitals they are written in."""
    check_alike_stay_apart(team)


def test_updates_are_the_next_version(team: Team, fake: FakeConfluence) -> None:
    """An update says who wrote it; text that people add around our part stays."""
    desk = team()
    desk.publish(publication())
    fake.edit(NAME, "<p><ac:structured-macro", "<p>Theirs</p><p><ac:structured-macro")
    assert actions(desk.publish(publication(note="v2")))[0] == "update"
    page = fake.titled(NAME)
    assert len(page.versions) == 3
    assert page.versions[-1][1].startswith("advisor: ")
    assert page.body.startswith("<p>Theirs</p>")
    assert "v2" in page.body


def test_an_edit_of_our_part_is_a_conflict(team: Team, fake: FakeConfluence) -> None:
    """The last version of ours is found among the others, and compared."""
    desk = team()
    desk.publish(publication())
    desk.publish(publication(note="v2"))
    fake.edit(NAME, "Customers stay", "Customers leave")
    fake.edit(NAME, "<p><ac:structured-macro", "<p>Theirs</p><p><ac:structured-macro")
    for fresh in (desk, team()):
        report = fresh.publish(publication(note="v3"))
        assert "someone changed" in report.conflicts[0].reason
    desk.publish(publication(note="v3"), take=Take.OURS)
    assert "Customers leave" not in fake.titled(NAME).body
    assert "Theirs" in fake.titled(NAME).body


def test_ticked_tasks_are_no_conflict_and_survive(team: Team, fake: FakeConfluence) -> None:
    """Confluence makes a version of every tick."""
    desk = team()
    desk.publish(publication())
    fake.edit("Acme payments stack", "incomplete", "complete")
    assert actions(desk.publish(publication())) == SAME
    assert actions(desk.publish(publication(note="v2")))[1] == "update"
    assert "<ac:task-status>complete<" in fake.titled("Acme payments stack").body


def test_a_renamed_project_keeps_its_pages(team: Team, fake: FakeConfluence) -> None:
    """The page gets a new title, so links to it and its history stay."""
    desk = team()
    desk.publish(publication())
    page = fake.titled(NAME)
    desk.publish(publication("Acme ledger", id="acme-payments"))
    assert fake.titled("Acme ledger") is page
    assert {one.title for one in fake.pages.values()} == {
        "Acme ledger",
        "Acme ledger stack",
        "Identity decisions",
    }
    assert actions(desk.publish(publication("Acme ledger", id="acme-payments"))) == SAME


def test_a_parent_page_is_used(team: Team, fake: FakeConfluence, edition: str) -> None:
    """New pages go below the configured one; a wrong one is told before anything is written."""
    with pytest.raises(InputError, match="no page"):
        team(parent="Missing").publish(publication())
    assert fake.pages == {}


def test_a_version_conflict_is_planned_anew(team: Team, fake: FakeConfluence) -> None:
    """Somebody saves between our reading and writing: read again, keep theirs, write ours."""
    desk = team()
    desk.publish(publication())
    raced: list[bool] = []

    def race(method: str, path: str) -> None:
        if method == "PUT" and not raced and path.count("/") < 6 and "attachment" not in path:
            raced.append(True)
            fake.edit(NAME, "<p><ac:structured-macro", "<p>Now</p><p><ac:structured-macro")

    fake.fault = race
    assert actions(desk.publish(publication(note="v2")))[0] == "update"
    body = fake.titled(NAME).body
    assert "Now" in body
    assert "v2" in body


def test_a_page_that_never_holds_still_is_given_up(team: Team, fake: FakeConfluence) -> None:
    """After three conflicts in a row the run stops with exit code 3."""
    desk = team()
    desk.publish(publication())

    def always(method: str, path: str) -> tuple[int, object] | None:
        return (409, {"message": "busy"}) if method == "PUT" else None

    fake.fault = always
    with pytest.raises(RemoteConflictError) as caught:
        desk.publish(publication(note="v2"))
    assert caught.value.exit_code == 3


def test_rate_limits_are_waited_for(team: Team, fake: FakeConfluence) -> None:
    """Every first try is refused with 429; the run completes and writes nothing twice."""
    refused: set[int] = set()

    def limit(method: str, path: str) -> tuple[int, object] | None:
        number = len(fake.calls)
        if number % 2 == 1 and number not in refused:
            refused.add(number)
            return 429, {"message": "slow down", "#headers": {"retry_after": "1"}}
        return None

    fake.fault = limit
    desk = team()
    desk.publish(publication())
    assert [len(page.versions) for page in fake.pages.values()] == [1, 1, 1]


@pytest.mark.parametrize("failure", ["before", "after", "500"])
@pytest.mark.parametrize("step", range(1, 11))
def test_an_outage_at_any_write_loses_and_doubles_nothing(
    team: Team, fake: FakeConfluence, step: int, failure: str
) -> None:
    """Cut before or after any write, or failing there: the next run completes the same state."""
    writes: list[str] = []

    def counted(method: str, path: str) -> bool:
        if method != "GET":
            writes.append(path)
        return method != "GET" and len(writes) == step

    desk = team()
    if failure == "after":
        fake.cut = counted
    else:
        broken = (500, {"message": "down"})
        fake.fault = lambda method, path: broken if counted(method, path) else None
    try:
        desk.publish(publication())
    except RemoteError as error:
        assert "t0ken" not in f"{error.message}{error.hint}"  # noqa: PT017 - fewer writes pass.
    fake.fault = lambda _method, _path: None
    fake.cut = lambda _method, _path: False
    # After every other failure the answers changed before the next run.
    again = publication(note="later" if step % 2 else "run nightly")
    assert not desk.publish(again).conflicts
    assert actions(desk.publish(again)) == SAME
    assert {page.title for page in fake.pages.values()} == {
        NAME,
        "Acme payments stack",
        "Identity decisions",
    }
    page = fake.titled("Acme payments stack")
    assert page.attachments["acme-payments-architecture.png"][1] == png()
    assert page.labels == {LABEL}
    assert PROPERTY in page.properties


@pytest.mark.parametrize(("status", "words"), [(401, "credentials"), (403, "permit")])
def test_refused_credentials_and_rights_are_told(
    team: Team, fake: FakeConfluence, status: int, words: str
) -> None:
    """Neither shows the token, and nothing is written."""
    fake.fault = lambda _method, _path: (status, {"message": "no"})
    with pytest.raises(RemoteError, match=words) as caught:
        team().publish(publication())
    assert "t0ken" not in str(caught.value)
    assert fake.pages == {}


def test_a_missing_space_is_told(team: Team) -> None:
    """A typing error in the space's key is no empty wiki."""
    with pytest.raises(RemoteError, match="no space NONE"):
        team("NONE").publish(publication())


@pytest.mark.parametrize("answer", [[], {}, {"results": [1]}, {"results": [{"id": {}}]}, "x", None])
def test_strange_answers_are_told(team: Team, fake: FakeConfluence, answer: object) -> None:
    """A server that is no Confluence causes an error in plain words, never a traceback."""
    desk = team()
    desk.publish(publication())
    fake.contract = None
    fake.fault = lambda _method, path: (
        (200, answer) if "pages" in path or "content" in path else None
    )
    with pytest.raises(RemoteError, match="does not answer as Confluence"):
        desk.publish(publication(note="v2"))


def test_hostile_text_adds_no_macro(team: Team, fake: FakeConfluence) -> None:
    """The macros of a hostile record are those of a harmless one."""
    team().publish(publication("Harmless"))
    team().publish(publication("Hostile", note=" ".join(HOSTILE)))
    counts = [
        fake.titled(title).body.count("<ac:structured-macro")
        for title in ("Harmless stack", "Hostile stack")
    ]
    assert counts[0] == counts[1]
    assert "<script" not in fake.titled("Hostile").body


def test_a_target_without_a_space_is_refused() -> None:
    """The space is part of the address."""
    with pytest.raises(InputError, match="names no space"):
        Confluence("https://acme.atlassian.net/wiki", TargetSettings(), Credentials("u", "t"))
