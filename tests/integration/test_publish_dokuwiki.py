"""Publishing to a real DokuWiki, by XML-RPC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

import pytest

from advisor.errors import RemoteConflictError, RemoteError
from advisor.exports.dokuwiki_text import heading_ids
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.dokuwiki import DokuWiki
from advisor.publish.dokuwiki_calls import XmlRpc
from advisor.publish.reconcile import Take
from tests.publish.alike import check_alike_stay_apart
from tests.publish.flows import Desk, actions
from tests.publish.real_wikis import PASSWORD, dokuwiki, page_html
from tests.publish.samples import HOSTILE, document, png, publication

pytestmark = pytest.mark.system
__all__ = ["dokuwiki"]

SAME = ["unchanged", "unchanged", "unchanged"]
_NUMBERS = count(1)


class Space:
    """A namespace of the wiki for one test."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.name = f"test{next(_NUMBERS)}"
        self.open: list[DokuWiki] = []

    def wiki(self, user: str = "bot", password: str = PASSWORD) -> DokuWiki:
        """Return the wiki as one account sees it."""
        settings = TargetSettings(folder=self.name)
        self.open.append(DokuWiki(self.base, settings, Credentials(user, password)))
        return self.open[-1]

    def desk(self, user: str = "bot", password: str = PASSWORD) -> Desk:
        """Return a team."""
        return Desk(self.wiki(user, password))

    def page(self, name: str = "acme-payments") -> str:
        """Return the id of a page."""
        return f"{self.name}:{name}"

    def html(self, name: str = "acme-payments") -> str:
        """Return a page as a browser gets it."""
        return page_html(f"{self.base}doku.php?id={self.page(name)}&do=export_xhtml&purge=1")

    def person_edits(self, name: str, old: str, new: str) -> None:
        """Save a page as a person would."""
        person = self.wiki("human")
        person.open()
        page = person.read(self.page(name))
        assert page is not None
        assert old in page.text
        person.write(self.page(name), page.text.replace(old, new, 1), page, "by hand")


@pytest.fixture
def space(dokuwiki: str) -> Iterator[Space]:
    """A namespace of its own."""
    made = Space(dokuwiki)
    yield made
    for wiki in made.open:
        wiki.close()


def test_publishing_twice_changes_nothing(space: Space) -> None:
    """What DokuWiki gives back is recognised, with and without our notes."""
    desk = space.desk()
    assert actions(desk.publish(publication())) == ["create"] * 3
    assert actions(desk.publish(publication())) == SAME
    assert actions(space.desk().publish(publication())) == SAME


def test_decisions_of_like_names_stay_apart(space: Space) -> None:
    """Pages, pictures and lines of the index are each decision's own."""
    check_alike_stay_apart(space.desk)


def test_debians_release_speaks_xml_rpc(space: Space) -> None:
    """JSON-RPC is asked for first and missing here."""
    wiki = space.wiki()
    wiki.open()
    assert isinstance(wiki._calls, XmlRpc)


def test_everything_survives_rendering(space: Space) -> None:
    """Tables, callouts, steps, code, anchors, picture and links are on the page."""
    space.desk().publish(publication())
    html = space.html("acme-payments-stack")
    assert '<table class="inline">' in html
    assert "<strong>keep</strong>" in html
    assert "☐ Register a client" in html
    assert "aws cognito-idp list-user-pools" in html
    assert "<blockquote>" in html
    assert re.search(r'href="[^"]*#plan"', html)
    assert 'id="plan"' in html
    assert "acme-payments-architecture.png" in html
    assert "Workloads leave the pool." in html


def test_anchors_are_those_that_the_wiki_makes(space: Space) -> None:
    """Every section can be linked to by the id we computed."""
    space.desk().publish(publication())
    html = space.html("acme-payments-stack")
    ids = heading_ids(document("Acme payments: identity stack"))
    for anchor in ids.values():
        assert f'id="{anchor}"' in html


def test_hostile_text_stays_text(space: Space) -> None:
    """No script, PHP, media, footnote, smiley or link comes out of a note."""
    text = " ".join(HOSTILE)
    space.desk().publish(publication("Hostile", note=text))
    html = space.html("hostile")
    assert "<script>alert(1)" not in html
    assert "{{Template}}" in html
    assert 'href="https://evil.example' not in html
    assert "fixme.gif" not in html
    assert "fixme.svg" not in html
    assert "fn__1" not in html
    assert "2×4" not in html
    assert actions(space.desk().publish(publication("Hostile", note=text))) == SAME


def test_an_edit_of_our_part_is_a_conflict(space: Space) -> None:
    """A person's edit is shown and kept until told otherwise."""
    desk = space.desk()
    desk.publish(publication())
    space.person_edits("acme-payments", "Customers stay", "Customers leave")
    assert "Customers leave" in desk.publish(publication(note="v2")).conflicts[0].diff
    desk.publish(publication(note="v2"), take=Take.OURS)
    assert "Customers leave" not in desk.text(space.page())


def test_text_around_our_part_and_ticks_stay(space: Space) -> None:
    """What people add and tick survives the next version."""
    desk = space.desk()
    desk.publish(publication())
    space.person_edits("acme-payments-stack", "<sub>advisor:begin", "Hello\n\n<sub>advisor:begin")
    space.person_edits("acme-payments-stack", "☐ Remove", "☑ Remove")
    assert actions(desk.publish(publication())) == SAME
    assert actions(desk.publish(publication(note="v2")))[1] == "update"
    text = desk.text(space.page("acme-payments-stack"))
    assert text.startswith("Hello")
    assert "☑ Remove" in text


def test_a_page_that_someone_is_editing_is_not_written(space: Space) -> None:
    """Their lock stops the run with exit code 3, though this release reports no fault."""
    desk = space.desk()
    desk.publish(publication())
    person = space.wiki("human")
    person.open()
    assert person._calls.lock(space.page())
    with pytest.raises(RemoteConflictError, match="edited by someone else") as caught:
        desk.publish(publication(note="v2"))
    assert caught.value.exit_code == 3
    person._calls.unlock(space.page())
    assert actions(desk.publish(publication(note="v2")))[0] in {"update", "unchanged"}


def test_a_stale_write_is_refused(space: Space) -> None:
    """DokuWiki itself would overwrite; we compare under a lock, even within one second."""
    desk = space.desk()
    desk.publish(publication())
    wiki = space.wiki()
    wiki.open()
    stale = wiki.read(space.page())
    assert stale is not None
    space.person_edits("acme-payments", "Customers stay", "Customers leave")
    with pytest.raises(RemoteConflictError):
        wiki.write(space.page(), "ours", stale, "late")
    assert "Customers leave" in desk.text(space.page())


def test_a_renamed_project_leaves_a_pointer(space: Space) -> None:
    """There is no move without a plugin: the page is copied and the old one points to it."""
    desk = space.desk()
    desk.publish(publication())
    renamed = publication("Acme ledger", id="acme-payments")
    desk.publish(renamed)
    assert desk.text(space.page()).startswith("This page has moved to [[:")
    assert actions(desk.publish(renamed)) == SAME


def test_supersession_is_shown_both_ways(space: Space) -> None:
    """The old page has a banner, the index says it twice, and its data block stays readable."""
    space.desk().publish(publication())
    space.desk().publish(publication("Newer", supersedes="Acme payments"))
    assert "Superseded" in space.html()
    index = space.html("identity-decisions")
    assert "superseded by" in index
    assert "decisions.json" in index


def test_a_lost_picture_comes_back_and_a_changed_one_is_replaced(space: Space) -> None:
    """The file is read to compare it."""
    desk = space.desk()
    desk.publish(publication())
    assert desk.publish(publication(picture=png(60))).lines[1].attachments
    assert not desk.publish(publication(picture=png(60))).lines[1].attachments


def test_wrong_credentials_are_told(space: Space) -> None:
    """The password is not in the message."""
    with pytest.raises(RemoteError, match=r"credentials|permit") as caught:
        space.desk(password="wrong-password-1").publish(publication())
    assert "wrong-password-1" not in f"{caught.value!r}{caught.value.hint}"


def test_missing_rights_are_told(space: Space) -> None:
    """An account that may only read writes nothing."""
    with pytest.raises(RemoteError):
        space.desk("reader").publish(publication())
    wiki = space.wiki()
    wiki.open()
    assert wiki.read(space.page()) is None


@pytest.mark.parametrize(
    "name", ["A:B", "wiki/syntax", "..", "x" * 300, "Ümlaut ß", "決定", "[[x]]"]
)
def test_any_project_name_makes_a_page(space: Space, name: str) -> None:
    """The id that DokuWiki makes of our name is the name itself."""
    desk = space.desk()
    assert actions(desk.publish(publication(name, id="odd"))) == ["create"] * 3
    assert actions(desk.publish(publication(name, id="odd"))) == SAME
