"""Whole publishing runs, on the simplest target: a folder."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from advisor.errors import FileAccessError, RemoteConflictError
from advisor.publish.config import TargetSettings
from advisor.publish.folder import Folder
from advisor.publish.reconcile import Take
from advisor.publish.state import Published
from tests.publish.flows import Desk, actions
from tests.publish.samples import HOSTILE, TODAY, png, publication

NEW = ["create", "create", "create"]
SAME = ["unchanged", "unchanged", "unchanged"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty folder to publish to."""
    return tmp_path / "site"


def desk(site: Path, **settings: object) -> Desk:
    """Return a team that publishes to the folder."""
    return Desk(Folder(site, TargetSettings(**settings)))  # type: ignore[arg-type]


def edit(path: Path, old: str, new: str) -> None:
    """Change a page as a person would."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_publishing_twice_changes_nothing(site: Path) -> None:
    """The second run writes no file."""
    team = desk(site)
    assert actions(team.publish(publication())) == NEW
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert actions(team.publish(publication())) == SAME
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert after == before


def test_a_lost_ledger_changes_nothing(site: Path) -> None:
    """A fresh clone without our notes still sees that everything is there, and updates it."""
    desk(site).publish(publication())
    fresh = desk(site)
    assert actions(fresh.publish(publication())) == SAME
    fresh = desk(site)
    assert actions(fresh.publish(publication(note="new"))) == ["update", "update", "unchanged"]


def test_a_dry_run_shows_the_difference_and_writes_nothing(site: Path) -> None:
    """The difference is a unified diff from the wiki's text to ours."""
    team = desk(site)
    team.publish(publication())
    report = team.publish(publication(note="by hand"), dry_run=True)
    assert "-**Split.**" in report.lines[0].diff
    assert "by hand" in report.lines[0].diff
    assert "by hand" not in (site / "acme-payments.md").read_text()


def test_a_dry_run_makes_no_page(site: Path) -> None:
    """A first dry run lists every page as new and leaves the folder empty."""
    assert actions(desk(site).publish(publication(), dry_run=True)) == NEW
    assert list(site.rglob("*.md")) == []


def test_text_around_our_part_stays(site: Path) -> None:
    """What people write above and below survives our next version."""
    team = desk(site)
    team.publish(publication())
    page = site / "acme-payments.md"
    page.write_text(
        page.read_text().replace(
            "<!-- advisor:begin record", "Intro\n\n<!-- advisor:begin record", 1
        )
        + "\nComments\n"
    )
    assert actions(team.publish(publication(note="v2")))[0] == "update"
    assert "Intro\n\n<!-- advisor:begin record" in page.read_text()
    assert page.read_text().endswith("\nComments\n")


def test_ticked_steps_stay_ticked(site: Path) -> None:
    """Ticking a step is no conflict, and the tick survives an update."""
    team = desk(site)
    team.publish(publication())
    page = site / "acme-payments-stack.md"
    edit(page, "- [ ] Remove the test user", "- [x] Remove the test user")
    assert actions(team.publish(publication())) == SAME
    team.publish(publication(note="v2"))
    assert "- [x] Remove the test user" in page.read_text()
    assert "- [ ] Register a client" in page.read_text()


def test_an_edit_of_our_part_is_a_conflict(site: Path) -> None:
    """Nothing at all is written, and the difference is shown."""
    team = desk(site)
    team.publish(publication())
    edit(site / "acme-payments-stack.md", "Customers stay", "Customers leave")
    report = team.publish(publication(note="v2"))
    assert actions(report) == ["update", "conflict", "unchanged"]
    assert "Customers leave" in report.conflicts[0].diff
    assert "v2" not in (site / "acme-payments.md").read_text()


def test_taking_theirs_leaves_their_page(site: Path) -> None:
    """Only the page in conflict is left alone, and the question comes up again next time."""
    team = desk(site)
    team.publish(publication())
    edit(site / "acme-payments-stack.md", "Customers stay", "Customers leave")
    report = team.publish(publication(note="v2"), take=Take.THEIRS)
    assert actions(report) == ["update", "leave", "unchanged"]
    assert "Customers leave" in (site / "acme-payments-stack.md").read_text()
    assert team.publish(publication(note="v3")).conflicts


def test_taking_ours_overwrites_our_part_only(site: Path) -> None:
    """Their text around our part stays even then."""
    team = desk(site)
    team.publish(publication())
    page = site / "acme-payments.md"
    edit(page, "Customers stay", "Customers leave")
    page.write_text(page.read_text() + "\nTheirs\n")
    team.publish(publication(note="v2"), take=Take.OURS)
    assert "Customers leave" not in page.read_text()
    assert page.read_text().endswith("\nTheirs\n")
    assert actions(team.publish(publication(note="v2"))) == SAME


def test_a_newer_version_of_someone_else_is_a_conflict(site: Path) -> None:
    """Who has not seen the last published version cannot overwrite it."""
    ours, theirs = desk(site), desk(site)
    ours.publish(publication())
    theirs.publish(publication(note="theirs, later"))
    report = ours.publish(publication(note="ours"))
    assert report.conflicts
    assert "another version" in report.conflicts[0].reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"decided": TODAY - timedelta(days=30)}, "later date"),
        ({"owner": "someone-else"}, "another owner"),
    ],
)
def test_without_a_ledger_dates_and_owners_still_speak(
    site: Path, change: dict[str, object], reason: str
) -> None:
    """An older decision, or another team's of the same name, does not overwrite a page."""
    desk(site).publish(publication())
    report = desk(site).publish(publication(note="x", **change))  # type: ignore[arg-type]
    assert reason in report.conflicts[0].reason


def test_a_deleted_page_is_not_quietly_brought_back(site: Path) -> None:
    """Whoever deleted it may have meant to: ours brings it back, theirs leaves it gone."""
    team = desk(site)
    team.publish(publication())
    page = site / "acme-payments.md"
    page.unlink()
    assert "is gone" in team.publish(publication()).conflicts[0].reason
    assert actions(team.publish(publication(), take=Take.THEIRS))[0] == "leave"
    assert not page.exists()
    assert actions(team.publish(publication(), take=Take.OURS))[0] == "create"
    assert page.exists()


def test_a_page_that_was_there_before_is_a_conflict(site: Path) -> None:
    """A page of the same name that we did not write is adopted only when told so."""
    site.mkdir()
    page = site / "acme-payments.md"
    page.write_text("# Their page\n")
    team = desk(site)
    assert "not written by advisor" in team.publish(publication()).conflicts[0].reason
    team.publish(publication(), take=Take.OURS)
    assert "# Their page" in page.read_text()
    assert "advisor:begin record" in page.read_text()


def test_damaged_markers_are_a_conflict_that_ours_repairs(site: Path) -> None:
    """A lost end marker stops the run; taking ours keeps all text and marks our part afresh."""
    team = desk(site)
    team.publish(publication())
    page = site / "acme-payments.md"
    edit(page, "<!-- advisor:end record -->", "")
    assert "damaged" in team.publish(publication()).conflicts[0].reason
    team.publish(publication(), take=Take.OURS)
    assert actions(team.publish(publication())) == SAME


def test_another_records_page_is_never_overwritten(site: Path) -> None:
    """Where even the tagged name is another record's, the run is refused, --take ours included."""
    desk(site).publish(publication())
    for page in ("acme-payments", "acme-payments-stack"):
        (site / f"{page}-other.md").write_text((site / f"{page}.md").read_text())
    with pytest.raises(RemoteConflictError, match="another record"):
        desk(site).publish(publication(id="other"), take=Take.OURS)


def test_a_renamed_project_takes_its_pages_along(site: Path) -> None:
    """Pages move with the text that people added, and the index lists the new name once."""
    team = desk(site)
    team.publish(publication())
    old = site / "acme-payments.md"
    old.write_text(old.read_text() + "\nTheirs\n")
    report = team.publish(publication("Acme ledger", id="acme-payments"))
    assert actions(report) == ["update", "update", "update"]
    assert not old.exists()
    assert (site / "acme-ledger.md").read_text().endswith("\nTheirs\n")
    assert "acme-payments.md" not in (site / "index.md").read_text()
    assert actions(team.publish(publication("Acme ledger", id="acme-payments"))) == SAME


def test_supersession_is_shown_on_both_pages_and_in_the_index(site: Path) -> None:
    """The old page gets a banner, the new one a link back; taking it back removes both."""
    team, newer = desk(site), desk(site)
    team.publish(publication())
    newer.publish(publication("Acme two", supersedes="acme-payments"))
    old, new = site / "acme-payments.md", site / "acme-two.md"
    assert "**Superseded** by [Acme two](acme-two.md)" in old.read_text()
    assert "Supersedes: [Acme payments](acme-payments.md)" in new.read_text()
    index = (site / "index.md").read_text()
    assert "superseded by [Acme two](acme-two.md)" in index
    assert "accepted; supersedes [Acme payments](acme-payments.md)" in index
    assert actions(team.publish(publication())) == SAME
    newer.publish(publication("Acme two"))
    assert "Superseded" not in old.read_text()


def test_the_index_marks_what_is_overdue(site: Path) -> None:
    """A decision past its review date is marked, unless another took its place."""
    desk(site).publish(publication("Late one", review_by=date(2026, 1, 31)))
    desk(site).publish(publication("On time"))
    text = (site / "index.md").read_text()
    assert "**overdue** since 2026-01-31" in text
    assert "2 decisions in force, **1 overdue for review**" in text


def test_a_broken_index_stops_the_run(site: Path) -> None:
    """A list of decisions that someone broke is never replaced by a shorter one."""
    team = desk(site)
    team.publish(publication())
    edit(site / "index.md", '{"advisor":1', '{"advisor":')
    for take in (None, Take.OURS):
        with pytest.raises(RemoteConflictError, match="no list of decisions"):
            team.publish(publication("Acme two"), take=take)


def test_a_damaged_sidebar_is_a_conflict(site: Path) -> None:
    """A lost marker elsewhere is asked about like one in a page."""
    team = desk(site, sidebar="_Sidebar.md")
    team.publish(publication())
    edit(site / "_Sidebar.md", "<!-- advisor:end sidebar -->", "")
    assert "damaged" in team.publish(publication()).conflicts[0].reason


def test_a_record_under_both_names_is_a_conflict(site: Path) -> None:
    """A page that was copied by hand is not removed by a rename."""
    team = desk(site)
    team.publish(publication())
    copy = site / "acme-ledger.md"
    copy.write_text((site / "acme-payments.md").read_text())
    with pytest.raises(RemoteConflictError, match="Both"):
        team.publish(publication("Acme ledger", id="acme-payments"))
    assert copy.exists()
    assert (site / "acme-payments.md").exists()


def test_our_list_joins_an_overview_that_people_keep(site: Path) -> None:
    """A hand-made index page keeps its text and gets the list below."""
    site.mkdir()
    (site / "index.md").write_text("# Our decisions\n\nWelcome.\n")
    desk(site).publish(publication())
    text = (site / "index.md").read_text()
    assert text.startswith("# Our decisions\n\nWelcome.\n")
    assert "[Acme payments](acme-payments.md)" in text


def test_a_sidebar_is_kept_where_asked_for(site: Path) -> None:
    """The sidebar links the index and every decision in force."""
    site.mkdir()
    (site / "_Sidebar.md").write_text("- [Home](Home)\n")
    desk(site, sidebar="_Sidebar.md").publish(publication())
    text = (site / "_Sidebar.md").read_text()
    assert text.startswith("- [Home](Home)\n")
    assert "[Acme payments](acme-payments.md)" in text


def test_a_picture_that_someone_replaced_is_a_conflict(site: Path) -> None:
    """Their picture is kept until told otherwise."""
    team = desk(site)
    team.publish(publication())
    picture = site / "images" / "acme-payments-architecture.png"
    picture.write_bytes(png(10))
    changed = publication(picture=png(90))
    assert "replaced the picture" in team.publish(changed).conflicts[0].reason
    team.publish(changed, take=Take.THEIRS)
    assert picture.read_bytes() == png(10)
    team.publish(changed, take=Take.OURS)
    assert picture.read_bytes() == png(90)


def test_a_lost_picture_comes_back(site: Path) -> None:
    """An unchanged page whose picture is missing gets only the picture."""
    team = desk(site)
    team.publish(publication())
    (site / "images" / "acme-payments-architecture.png").unlink()
    report = team.publish(publication())
    assert actions(report) == SAME
    assert report.lines[1].attachments == ("acme-payments-architecture.png",)


def test_a_page_never_leads_out_of_the_folder(site: Path, tmp_path: Path) -> None:
    """Links below the folder are not followed, neither files nor folders."""
    outside = tmp_path / "outside"
    outside.mkdir()
    site.mkdir()
    (site / "acme-payments.md").symlink_to(outside / "x.md")
    with pytest.raises(FileAccessError, match="link"):
        desk(site).publish(publication())
    (site / "sub").symlink_to(outside)
    with pytest.raises(FileAccessError, match="outside"):
        desk(site, folder="sub").publish(publication())
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", [*HOSTILE, "../../etc/passwd", "--force", "-", "con", ".git"])
def test_hostile_project_names_make_safe_files(site: Path, name: str) -> None:
    """Whatever a project is called, its pages are plain files in the folder."""
    team = desk(site)
    what = publication(name.replace("\n", " "), id="hostile", picture=b"")
    what = type(what)(what.record, what.pages[:1], what.catalog_version, what.today)
    team.publish(what)
    assert {path.suffix for path in site.iterdir()} == {".md"}
    assert actions(team.publish(what)) == ["unchanged", "unchanged"]
    assert team.known != Published()
