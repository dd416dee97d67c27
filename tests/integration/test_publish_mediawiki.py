"""Publishing to a real MediaWiki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count

import pytest

from advisor.errors import RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.mediawiki import MediaWiki
from advisor.publish.publication import Publication
from advisor.publish.reconcile import Take
from advisor.publish.wiki import RemotePage
from tests.publish.alike import check_alike_stay_apart
from tests.publish.flows import Desk, actions
from tests.publish.real_wikis import BOT_PASSWORD, mediawiki, page_html
from tests.publish.samples import HOSTILE, png, publication

pytestmark = pytest.mark.system
__all__ = ["mediawiki"]

SAME = ["unchanged", "unchanged", "unchanged"]
_NUMBERS = count(1)


class Space:
    """A corner of the wiki for one test: an index and project names of its own."""

    def __init__(self, api: str) -> None:
        self.api = api
        self.number = next(_NUMBERS)
        self.open: list[MediaWiki] = []

    def wiki(self, user: str = "Admin@advisor", password: str = BOT_PASSWORD) -> MediaWiki:
        """Return the wiki as one account sees it."""
        settings = TargetSettings(index=f"Decisions {self.number}")
        self.open.append(MediaWiki(self.api, settings, Credentials(user, password)))
        return self.open[-1]

    def desk(self, user: str = "Admin@advisor", password: str = BOT_PASSWORD) -> Desk:
        """Return a team."""
        return Desk(self.wiki(user, password))

    def record(self, name: str = "Acme", **more: object) -> Publication:
        """Return a record of this corner."""
        more.setdefault("id", f"{name.lower()}-{self.number}")
        return publication(f"{name} {self.number}", **more)  # type: ignore[arg-type]

    def title(self, name: str = "Acme") -> str:
        """Return the title of a record's page."""
        return f"{name} {self.number}"

    def html(self, title: str) -> str:
        """Return a page as a browser gets it."""
        base = self.api.removesuffix("api.php")
        return page_html(f"{base}index.php?title={title.replace(' ', '_')}")

    def person_edits(self, title: str, old: str, new: str) -> None:
        """Save a page as a person would."""
        person = self.wiki("Human@person")
        person.open()
        page = person.read(title)
        assert page is not None
        assert old in page.text
        person.write(title, page.text.replace(old, new, 1), page, "by hand")


@pytest.fixture
def space(mediawiki: str) -> Iterator[Space]:
    """A corner of its own."""
    made = Space(mediawiki)
    yield made
    for wiki in made.open:
        wiki.close()


def test_publishing_twice_changes_nothing(space: Space) -> None:
    """What MediaWiki gives back is recognised, with and without our notes."""
    desk = space.desk()
    assert actions(desk.publish(space.record())) == ["create"] * 3
    assert actions(desk.publish(space.record())) == SAME
    assert actions(space.desk().publish(space.record())) == SAME


def test_decisions_of_like_names_stay_apart(space: Space) -> None:
    """Pages, pictures and lines of the index are each decision's own."""
    check_alike_stay_apart(space.desk)


def test_everything_survives_rendering(space: Space) -> None:
    """Tables, callouts, steps, code, anchors, picture, category and links are on the page."""
    space.desk().publish(space.record())
    html = space.html(f"{space.title()} stack")
    assert '<table class="wikitable">' in html
    assert "What stays and what leaves" in html
    assert "☐ Register a client" in html
    assert re.search(r"<pre>\s*aws cognito-idp", html)
    assert '<span id="plan">' in html
    assert '<a href="#plan">the plan</a>' in html
    assert 'src="/images/' in html
    assert "Category:Identity_decisions" in html
    assert f"Decisions {space.number}</a>" in html
    assert 'alt="Customers sign in at Cognito' in html


def test_hostile_text_stays_text(space: Space) -> None:
    """No script, template call, signature, link or image comes out of a note."""
    text = " ".join(HOSTILE)
    space.desk().publish(space.record("Hostile", note=text))
    html = space.html(space.title("Hostile"))
    assert "<script>alert(1)" not in html
    shown = unescape(html)
    assert "{{Template}}" in shown
    assert "~~~~" in shown
    assert "[https://evil.example x]" in shown
    assert 'href="https://evil.example' not in html
    assert "Template:Template" not in html
    assert actions(space.desk().publish(space.record("Hostile", note=text))) == SAME


def test_an_edit_of_our_part_is_a_conflict(space: Space) -> None:
    """A person's edit is shown and kept until told otherwise."""
    desk = space.desk()
    desk.publish(space.record())
    space.person_edits(space.title(), "Customers stay", "Customers leave")
    report = desk.publish(space.record(note="v2"))
    assert "Customers leave" in report.conflicts[0].diff
    assert "Customers leave" in desk.text(space.title())
    desk.publish(space.record(note="v2"), take=Take.OURS)
    assert "Customers leave" not in desk.text(space.title())


def test_text_around_our_part_and_ticks_stay(space: Space) -> None:
    """What people add and tick survives the next version."""
    desk = space.desk()
    desk.publish(space.record())
    page = f"{space.title()} stack"
    space.person_edits(page, "<!-- advisor:begin", "== Ours ==\nHello\n\n<!-- advisor:begin")
    space.person_edits(page, "☐ Remove", "☑ Remove")
    assert actions(desk.publish(space.record())) == SAME
    assert actions(desk.publish(space.record(note="v2")))[1] == "update"
    assert desk.text(page).startswith("== Ours ==\nHello")
    assert "☑ Remove" in desk.text(page)


@pytest.mark.parametrize("same_account", [True, False])
def test_an_edit_between_reading_and_writing_is_never_lost(
    space: Space, monkeypatch: pytest.MonkeyPatch, same_account: bool
) -> None:
    """Not even one by our own account: the server merges or refuses, and we check which."""
    desk = space.desk()
    desk.publish(space.record())
    other = space.wiki("Admin@advisor" if same_account else "Human@person")
    other.open()
    first = MediaWiki.write
    raced: list[bool] = []

    def write(self: MediaWiki, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        if not raced:
            raced.append(True)
            page = other.read(name)
            assert page is not None
            first(other, name, f"Just now\n\n{page.text}", page, "race")
        first(self, name, text, base, summary)

    monkeypatch.setattr(MediaWiki, "write", write)
    assert not desk.publish(space.record(note="v2")).conflicts
    text = desk.text(space.title())
    assert text.startswith("Just now")
    assert "v2" in text


def test_an_edit_of_our_part_between_reading_and_writing_is_a_conflict(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server refuses, the run reads again, and the person decides."""
    desk = space.desk()
    desk.publish(space.record())
    first = MediaWiki.write
    raced: list[bool] = []

    def write(self: MediaWiki, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        if not raced:
            raced.append(True)
            page = self.read(name)
            assert page is not None
            first(self, name, page.text.replace("Customers stay", "Customers go"), page, "race")
        first(self, name, text, base, summary)

    monkeypatch.setattr(MediaWiki, "write", write)
    assert desk.publish(space.record(note="v2")).conflicts
    assert "Customers go" in desk.text(space.title())


def test_a_renamed_project_leaves_a_redirect(space: Space) -> None:
    """Links to the old title lead on."""
    desk = space.desk()
    desk.publish(space.record())
    renamed = space.record("Ledger", id=f"acme-{space.number}")
    desk.publish(renamed)
    assert f"#REDIRECT [[{space.title('Ledger')}]]" in desk.text(space.title())
    assert actions(desk.publish(renamed)) == SAME
    assert space.title("Ledger") in desk.text(f"Decisions {space.number}")


def test_supersession_is_shown_both_ways(space: Space) -> None:
    """The old page has a banner above our part, the index says it twice."""
    space.desk().publish(space.record())
    space.desk().publish(space.record("Newer", supersedes=space.title()))
    html = space.html(space.title())
    assert "Superseded" in html
    assert html.index("Superseded") < html.index("Verdict")
    assert "superseded by" in space.html(f"Decisions {space.number}")


def test_a_lost_picture_comes_back_and_a_changed_one_is_replaced(space: Space) -> None:
    """The wiki's own fingerprint of the file decides."""
    desk = space.desk()
    desk.publish(space.record())
    report = desk.publish(space.record(picture=png(60)))
    assert actions(report) == SAME
    assert report.lines[1].attachments
    assert not desk.publish(space.record(picture=png(60))).lines[1].attachments


def test_wrong_credentials_are_told(space: Space) -> None:
    """The password is not in the message."""
    with pytest.raises(RemoteError, match="did not accept the credentials") as caught:
        space.desk(password="wrong-password-1").publish(space.record())
    assert "wrong-password-1" not in f"{caught.value!r}{caught.value.hint}"


def test_missing_rights_are_told(space: Space) -> None:
    """A bot password without the right to edit writes nothing."""
    with pytest.raises(RemoteError, match="MediaWiki says"):
        space.desk("Admin@reader").publish(space.record())
    wiki = space.wiki()
    wiki.open()
    assert wiki.read(space.title()) is None


def test_a_deleted_page_is_a_conflict(space: Space) -> None:
    """A page that was removed is not quietly brought back."""
    desk = space.desk()
    desk.publish(space.record())
    wiki = space.wiki("Admin@caretaker")
    wiki.open()
    wiki._post({"action": "delete", "title": space.title(), "token": wiki._token})
    assert "is gone" in desk.publish(space.record()).conflicts[0].reason


ODD = ["A/B", "Talk: x", "{{x}}", "a#b", "..", "x" * 300, "ümlaut"]


@pytest.mark.parametrize("name", ODD, ids=range(7))
def test_any_project_name_makes_a_page(space: Space, name: str) -> None:
    """No name leads into another namespace, a subpage, or an invalid title."""
    what = publication(f"{name} {space.number}", id=f"odd-{space.number}")
    desk = space.desk()
    assert actions(desk.publish(what)) == ["create"] * 3
    assert actions(desk.publish(what)) == SAME
