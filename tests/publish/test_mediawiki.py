"""MediaWiki's faults that a real server does not show on demand; the rest is in integration."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from advisor.errors import RemoteConflictError, RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.http import Timing
from advisor.publish.mediawiki import MediaWiki
from advisor.publish.wiki import RemotePage
from tests.publish.servers import Seen, reply, serving

BASE = RemotePage("Acme", "old", "7")
Answers = Callable[[dict[str, str]], Any]


class FakeMediaWiki:
    """Answers sign-in by itself, and everything else as told."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.edits: list[dict[str, str]] = []
        self.edit: Answers = lambda _: {"edit": {"result": "Success", "oldrevid": 7}}
        self.page: Answers = lambda _: {"query": {"pages": [{"missing": True}]}}

    def handle(self, handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        """Answer one call."""
        text = seen.body.decode() if seen.method == "POST" else urlsplit(seen.path).query
        given = {key: values[0] for key, values in parse_qs(text).items()}
        reply(handler, 200, json.dumps(self._answer(given)).encode())

    def _answer(self, given: dict[str, str]) -> Any:
        if given["action"] == "login":
            good = given["lgpassword"] == "pw-1"
            return {"login": {"result": "Success" if good else "Failed"}}
        if given.get("meta") == "tokens":
            return {"query": {"tokens": {"logintoken": "a+\\", "csrftoken": "b+\\"}}}
        if given["action"] == "query":
            return self.page(given)
        self.edits.append(given)
        return self.edit(given)


@pytest.fixture
def fake() -> FakeMediaWiki:
    """A wiki that does as told."""
    return FakeMediaWiki()


@pytest.fixture
def wiki(fake: FakeMediaWiki) -> Iterator[MediaWiki]:
    """A client that has signed in."""
    with serving(fake.handle) as server:
        timing = Timing(read=1, deadline=5, first_pause=0, sleep=fake.pauses.append)
        credentials = Credentials("Bot@advisor", "pw-1")
        made = MediaWiki(f"{server.url}api.php", TargetSettings(), credentials, timing)
        made.open()
        yield made
        made.close()


def test_an_edit_is_guarded_by_the_revision_alone(wiki: MediaWiki, fake: FakeMediaWiki) -> None:
    """No time stamp is sent: with one, two runs of one account overwrite each other."""
    wiki.write("Acme", "new", BASE, "why")
    wiki.write("Other", "new", None, "why")
    assert fake.edits[0]["baserevid"] == "7"
    assert fake.edits[0]["nocreate"] == "1"
    assert fake.edits[1]["createonly"] == "1"
    assert not {"basetimestamp", "starttimestamp"} & (set(fake.edits[0]) | set(fake.edits[1]))


@pytest.mark.parametrize("code", ["editconflict", "articleexists", "missingtitle", "pagedeleted"])
def test_conflicts_are_told_apart(wiki: MediaWiki, fake: FakeMediaWiki, code: str) -> None:
    """Whatever MediaWiki calls it, somebody was faster."""
    fake.edit = lambda _: {"error": {"code": code, "info": "sorry"}}
    with pytest.raises(RemoteConflictError):
        wiki.write("Acme", "new", BASE, "why")


def test_a_silent_merge_that_touched_our_part_is_a_conflict(
    wiki: MediaWiki, fake: FakeMediaWiki
) -> None:
    """The answer names another revision than the one we sent, so the page is looked at."""
    ours = "<!-- advisor:begin record -->\nours\n<!-- advisor:end record -->"
    fake.edit = lambda _: {"edit": {"result": "Success", "oldrevid": 8}}

    def page(text: str) -> Answers:
        slots = {"main": {"content": text}}
        return lambda _: {"query": {"pages": [{"revisions": [{"revid": 9, "slots": slots}]}]}}

    fake.page = page(f"theirs\n{ours}")
    wiki.write("Acme", ours, BASE, "why")
    fake.page = page(ours.replace("ours", "mixed"))
    with pytest.raises(RemoteConflictError, match="edited while"):
        wiki.write("Acme", ours, BASE, "why")


def test_its_own_rate_limit_is_waited_for(wiki: MediaWiki, fake: FakeMediaWiki) -> None:
    """It comes as an ordinary answer with an error in it, and after a while it is believed."""
    left = [True, True]
    limit = {"error": {"code": "ratelimited", "info": "slow down"}}
    done = {"edit": {"result": "Success", "oldrevid": 7}}
    fake.edit = lambda _: limit if left and left.pop() else done
    wiki.write("Acme", "new", BASE, "why")
    assert fake.pauses == [5.0, 15.0]
    fake.edit = lambda _: limit
    with pytest.raises(RemoteError, match="ratelimited"):
        wiki.write("Acme", "new", BASE, "why")


def test_a_captcha_is_told(wiki: MediaWiki, fake: FakeMediaWiki) -> None:
    """A refusal without an error code has a hint of its own."""
    fake.edit = lambda _: {"edit": {"result": "Failure", "captcha": {}}}
    with pytest.raises(RemoteError) as caught:
        wiki.write("Acme", "new", BASE, "why")
    assert "captcha" in caught.value.hint


@pytest.mark.parametrize("answer", [[], {}, {"query": []}, {"query": {"pages": [3]}}, "x", None])
def test_strange_answers_are_told(wiki: MediaWiki, fake: FakeMediaWiki, answer: object) -> None:
    """A server that is no MediaWiki causes an error in plain words."""
    fake.page = lambda _: answer
    with pytest.raises(RemoteError):
        wiki.read("Acme")


def test_words_of_the_server_are_harmless(wiki: MediaWiki, fake: FakeMediaWiki) -> None:
    """Escape sequences in an error do not reach the terminal."""
    fake.edit = lambda _: {"error": {"code": "x\x1b[31m", "info": "y\u202e" * 500}}
    with pytest.raises(RemoteError) as caught:
        wiki.write("Acme", "new", BASE, "why")
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 400
