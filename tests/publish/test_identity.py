"""A published decision is known by its assessment, whatever it and others are called."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from advisor.errors import RemoteConflictError
from advisor.publish.config import TargetSettings
from advisor.publish.folder import Folder
from advisor.publish.git import GitWiki
from advisor.publish.reconcile import Take
from advisor.publish.register import decode
from advisor.publish.state import Ledger
from tests.publish.alike import check_alike_stay_apart, decision
from tests.publish.flows import Desk, actions
from tests.publish.samples import png

PLAIN = TargetSettings()
VERSION_1 = Path(__file__).parent / "version_1"
SAME = ["unchanged", "unchanged", "unchanged"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty folder to publish to."""
    return tmp_path / "site"


def desk(site: Path) -> Desk:
    """Return a team that publishes to the folder."""
    return Desk(Folder(site, TargetSettings()))


def test_decisions_of_like_names_stay_apart_in_a_folder(site: Path) -> None:
    """Each keeps its pages, its picture and its line in the index."""
    check_alike_stay_apart(lambda: desk(site))
    assert sorted(path.name for path in site.glob("shop*.md"))[:2] == [
        "shop-b2b2b2b2.md",
        "shop-c3c3c3c3.md",
    ]


def test_decisions_of_like_names_stay_apart_in_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same in a repository, where each publishes by a push of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    bare = tmp_path / "acme.wiki.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)
    with ExitStack() as closing:

        def team() -> Desk:
            return Desk(closing.enter_context(contextlib.closing(GitWiki(str(bare), PLAIN))))

        check_alike_stay_apart(team)


def test_a_name_once_told_apart_stays(site: Path) -> None:
    """Links keep when the decision that had the plain name is gone."""
    first, second = desk(site), desk(site)
    first.publish(decision("Shop", "a1a1a1a1"))
    second.publish(decision("SHOP!", "b2b2b2b2"))
    for page in ("shop.md", "shop-stack.md", "index.md"):
        text = (site / page).read_text()
        (site / page).unlink()
        if page == "index.md":
            lines = [line for line in text.splitlines() if "a1a1a1a1" not in line]
            (site / page).write_text("\n".join(lines) + "\n")
    second.publish(decision("SHOP!", "b2b2b2b2"), take=Take.OURS)
    assert (site / "shop-b2b2b2b2.md").exists()
    assert not (site / "shop.md").exists()


def test_a_copy_under_another_name_is_refused_and_both_are_named(site: Path) -> None:
    """A copied file that kept the id does not take the pages of what it was copied from."""
    desk(site).publish(decision("Shop", "a1a1a1a1", file="shop.yaml"))
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for name, file in (("Kiosk", "kiosk.yaml"), ("Kiosk", "shop.yaml"), ("Shop", "kiosk.yaml")):
        for take in (None, Take.THEIRS):
            with pytest.raises(RemoteConflictError) as caught:
                desk(site).publish(decision(name, "a1a1a1a1", file=file), take=take)
            assert caught.value.exit_code == 3
            assert f"{file} ({name})" in caught.value.message
            assert "shop.yaml (Shop)" in caught.value.message
            assert "delete the line `id:`" in caught.value.hint
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_copied_ledger_does_not_make_a_copy_ours(site: Path) -> None:
    """Not even a file copied with its notes, under another file name, is taken for the first."""
    team = desk(site)
    team.publish(decision("Shop", "a1a1a1a1", file="shop.yaml"))
    with pytest.raises(RemoteConflictError, match="kiosk"):
        team.publish(decision("Kiosk", "a1a1a1a1", file="kiosk.yaml"))
    team.publish(decision("Kiosk", "e5e5e5e5", file="kiosk.yaml"))
    assert "a1a1a1a1" in (site / "shop.md").read_text()
    assert "e5e5e5e5" in (site / "kiosk.md").read_text()


@pytest.mark.parametrize("file", ["kiosk.yaml", "k.yaml", "teams/kiosk/identity.yaml"])
def test_a_renamed_file_goes_on_when_told_so(site: Path, file: str) -> None:
    """--take ours says that it is the same decision; then it is so without asking."""
    desk(site).publish(decision("Shop", "a1a1a1a1", file="shop.yaml"))
    renamed = decision("Kiosk", "a1a1a1a1", file=file)
    desk(site).publish(renamed, take=Take.OURS)
    assert not (site / "shop.md").exists()
    assert not (site / "shop-stack.md").exists()
    assert actions(desk(site).publish(renamed)) == SAME


def test_a_checkout_without_git_is_the_same_file(site: Path) -> None:
    """A path is known from the repository's top; without git only its end is known."""
    desk(site).publish(decision("Shop", "a1a1a1a1", file="teams/shop/identity.yaml"))
    report = desk(site).publish(decision("Shop", "a1a1a1a1", file="identity.yaml"))
    assert actions(report)[:2] == ["unchanged", "unchanged"]
    with pytest.raises(RemoteConflictError):
        desk(site).publish(decision("Shop", "a1a1a1a1", file="teams/kiosk/identity.yaml"))


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    """What version 1 left in a folder, with text that people added to each page."""
    shutil.copytree(VERSION_1 / "site", tmp_path / "site")
    for page in (tmp_path / "site").glob("*.md"):
        page.write_text(page.read_text() + f"\nTheirs on {page.name}\n")
    return tmp_path / "site"


def old_desk(site: Path, former: str) -> Desk:
    """Return a team with the ledger that version 1 wrote."""
    ledger = Ledger.model_validate_json((VERSION_1 / f"{former}.published.json").read_bytes())
    return Desk(Folder(site, TargetSettings()), ledger.at("folder:site"))


@pytest.mark.parametrize("ledger", [True, False])
@pytest.mark.parametrize(
    ("name", "former", "pages"),
    [
        ("Shop", "shop", {"shop.md": "shop.md", "shop-stack.md": "shop-stack.md"}),
        (
            "Émilie 店",
            "emilie-009683ef",
            {
                "emilie-dian.md": "emilie-009683ef.md",
                "emilie-dian-stack.md": "emilie-stack-cf4bb1a2.md",
            },
        ),
    ],
)
def test_pages_of_version_1_are_taken_over(
    old_site: Path, name: str, former: str, pages: dict[str, str], ledger: bool
) -> None:
    """With or without a ledger, added text moves along, and nothing is there twice."""
    team = old_desk(old_site, former) if ledger else desk(old_site)
    others = {path.name for path in old_site.glob("*.md")} - set(pages.values())
    assert not team.publish(decision(name, "a1a1a1a1")).conflicts
    for new, old in pages.items():
        text = (old_site / new).read_text()
        assert "id=a1a1a1a1." in text
        assert f"Theirs on {old}" in text
    assert {path.name for path in old_site.glob("*.md")} == others | set(pages)
    records = decode((old_site / "index.md").read_text())
    assert [one.former for one in records if one.id == "a1a1a1a1"] == [former]
    assert len(records) == 2
    assert actions(team.publish(decision(name, "a1a1a1a1"))) == SAME
    assert team.known.record == "a1a1a1a1"


def test_an_earlier_id_still_names_a_superseded_decision(old_site: Path) -> None:
    """`supersedes` written for version 1 finds the decision under its new id."""
    old_desk(old_site, "shop").publish(decision("Shop", "a1a1a1a1"))
    newer = decision("Kiosk", "e5e5e5e5")
    record = type(newer.record)("e5e5e5e5", "Kiosk", "split", newer.today, supersedes="shop")
    desk(old_site).publish(type(newer)(record, newer.pages, "1.0.0", newer.today))
    assert "**Superseded** by [Kiosk]" in (old_site / "shop.md").read_text()


def test_two_that_shared_a_page_in_version_1_part(old_site: Path) -> None:
    """Version 1 let the second overwrite the first; now the one who comes first has the pages."""
    first, second = old_desk(old_site, "shop"), old_desk(old_site, "shop")
    first.publish(decision("Shop", "a1a1a1a1"))
    assert actions(second.publish(decision("SHOP!", "b2b2b2b2")))[:2] == ["create", "create"]
    assert "for a1a1a1a1" in (old_site / "shop.md").read_text()
    assert "for b2b2b2b2" in (old_site / "shop-b2b2b2b2.md").read_text()


def test_a_decision_of_another_owner_is_not_taken_over(old_site: Path) -> None:
    """The same name does not make it ours where no ledger says so."""
    what = decision("Shop", "a1a1a1a1")
    record = type(what.record)("a1a1a1a1", "Shop", "split", what.today, "another-team")
    desk(old_site).publish(type(what)(record, what.pages, "1.0.0", what.today))
    assert "id=shop.record" in (old_site / "shop.md").read_text()
    assert "id=a1a1a1a1.record" in (old_site / "shop-a1a1a1a1.md").read_text()


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("ledger", [True, False])
def test_taking_over_can_break_off_anywhere(
    old_site: Path, monkeypatch: pytest.MonkeyPatch, at: int, ledger: bool
) -> None:
    """The next run goes on, even if the project was renamed in between."""
    team = old_desk(old_site, "shop") if ledger else desk(old_site)
    left = [at]
    write = Folder.write

    def breaking(wiki: Folder, *arguments: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError("the power went")
        write(wiki, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "write", breaking)
        with pytest.raises(OSError, match="power"):
            team.publish(decision("Shop", "a1a1a1a1"))
    team.publish(decision("Kiosk", "a1a1a1a1"))
    assert {path.name for path in old_site.glob("*.md") if "emilie" not in path.name} == {
        "index.md",
        "kiosk.md",
        "kiosk-stack.md",
    }
    assert "Theirs on shop-stack.md" in (old_site / "kiosk-stack.md").read_text()


@pytest.mark.parametrize(("take", "kept"), [(None, True), (Take.THEIRS, True), (Take.OURS, False)])
def test_a_replaced_picture_of_version_1_is_not_quietly_dropped(
    old_site: Path, take: Take | None, kept: bool
) -> None:
    """The picture gets a name of its own; a page that shows another's picture is asked about."""
    (old_site / "images" / "shop-architecture.png").write_bytes(png(1))
    report = old_desk(old_site, "shop").publish(decision("Shop", "a1a1a1a1"), take=take)
    assert bool(report.conflicts) == (take is None)
    assert ("(images/shop-architecture.png)" in (old_site / "shop-stack.md").read_text()) == kept
    assert (old_site / "images" / "shop-architecture.png").read_bytes() == png(1)


def test_the_index_names_no_path_of_this_machine(site: Path) -> None:
    """What is kept of a file is what its repository calls it."""
    desk(site).publish(decision("Shop", "a1a1a1a1", file="teams/shop.yaml"))
    text = (site / "index.md").read_text()
    assert json.dumps("teams/shop.yaml")[1:-1].replace("/", "\\u002f") in text
    assert str(site) not in text
