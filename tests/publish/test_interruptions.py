"""Runs that break off, and runs that somebody overtakes."""

from pathlib import Path

import pytest

from advisor.errors import FileAccessError
from advisor.publish.config import TargetSettings
from advisor.publish.folder import Folder
from advisor.publish.publication import Attachment
from advisor.publish.wiki import RemotePage
from tests.publish.flows import Desk, actions
from tests.publish.samples import png, publication

SAME = ["unchanged", "unchanged", "unchanged"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty folder to publish to."""
    return tmp_path / "site"


class Breaking(Folder):
    """A folder that fails once, before or after one of its writes."""

    def __init__(self, root: Path, at: int, *, after: bool) -> None:
        super().__init__(root, TargetSettings())
        self.left = at
        self.after = after

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise FileAccessError("the power went")

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Write, or fail before or after it."""
        if not self.after:
            self._step()
        super().write(name, text, base, summary)
        if self.after:
            self._step()

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Attach, or fail before or after it."""
        if not self.after:
            self._step()
        super().attach(page, attachment, summary)
        if self.after:
            self._step()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
@pytest.mark.parametrize("changed", [False, True])
def test_a_run_that_broke_off_is_finished_by_the_next(
    site: Path, at: int, after: bool, changed: bool
) -> None:
    """Wherever a run stops, the next completes it, even if the answers changed in between."""
    team = Desk(Breaking(site, at, after=after))
    with pytest.raises(FileAccessError):
        team.publish(publication())
    team.wiki = Folder(site, TargetSettings())
    again = publication(note="later" if changed else "run nightly")
    assert not team.publish(again).conflicts
    assert actions(team.publish(again)) == SAME
    assert (site / "images" / "acme-payments-architecture.png").read_bytes() == png()
    assert len(list(site.rglob("*.md"))) == 3


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_rename_that_broke_off_is_finished_by_the_next(site: Path, at: int) -> None:
    """No page is left behind under its old name, and none is there twice."""
    team = Desk(Folder(site, TargetSettings()))
    team.publish(publication())
    team.wiki = Breaking(site, at, after=False)
    renamed = publication("Acme ledger", id="acme-payments")
    with pytest.raises(FileAccessError):
        team.publish(renamed)
    team.wiki = Folder(site, TargetSettings())
    team.publish(renamed)
    assert sorted(path.name for path in site.glob("*.md")) == [
        "acme-ledger-stack.md",
        "acme-ledger.md",
        "index.md",
    ]


class Racing(Folder):
    """A folder in which someone else saves just before our first write."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, TargetSettings())
        self.raced = False

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Let the other one be first, once."""
        if not self.raced and base is not None:
            self.raced = True
            path = self.root / name
            path.write_text(path.read_text() + "\nJust now\n")
        super().write(name, text, base, summary)


def test_an_edit_around_our_part_between_reading_and_writing_is_kept(site: Path) -> None:
    """The run reads again and loses nothing."""
    Desk(Folder(site, TargetSettings())).publish(publication())
    team = Desk(Racing(site))
    assert actions(team.publish(publication(note="v2")))[0] == "update"
    text = (site / "acme-payments.md").read_text()
    assert text.endswith("\nJust now\n")
    assert "v2" in text
