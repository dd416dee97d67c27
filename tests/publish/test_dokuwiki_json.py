"""DokuWiki by JSON-RPC, which newer releases offer, against a fake; the real one is in integration.

The fake answers as DokuWiki's own source of 2024 does: version 2.0 of the protocol, HTTP 400 with
an error for a refusal, code 121 for a missing page and 221 for a missing file.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from advisor.errors import RemoteConflictError, RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.dokuwiki import DokuWiki
from advisor.publish.dokuwiki_calls import JsonRpc, XmlRpc
from advisor.publish.http import Timing
from tests.publish.flows import Desk, actions
from tests.publish.samples import publication
from tests.publish.servers import Seen, reply, serving

SAME = ["unchanged", "unchanged", "unchanged"]
FAST = Timing(read=1, deadline=3, first_pause=0, sleep=lambda _: None)


class RefusalError(Exception):
    """A refusal with its code."""


@dataclass
class FakeDokuWiki:
    """Pages and files in memory."""

    pages: dict[str, tuple[str, int]] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    clock: int = 1_700_000_000

    def handle(self, handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        """Answer one call."""
        if "authorization" not in seen.headers:
            reply(handler, 401, b"{}")
            return
        call = json.loads(seen.body)
        answer: dict[str, Any] = {"jsonrpc": "2.0", "id": call["id"]}
        status = 200
        try:
            answer["result"] = self._call(call["method"], call["params"])
        except RefusalError as refusal:
            status, answer["error"] = 400, {"code": refusal.args[0], "message": refusal.args[1]}
        reply(handler, status, json.dumps(answer).encode())

    def _call(self, method: str, given: dict[str, Any]) -> Any:  # noqa: PLR0911 - one a call.
        match method:
            case "core.getAPIVersion":
                return 14
            case "core.getPage" | "core.getPageInfo":
                if given["page"] not in self.pages:
                    raise RefusalError(121, "The requested page (revision) does not exist")
                text, saved = self.pages[given["page"]]
                return text if method == "core.getPage" else {"revision": saved}
            case "core.lockPages":
                return [page for page in given["pages"] if page not in self.locked]
            case "core.unlockPages":
                return given["pages"]
            case "core.savePage":
                if given["page"] in self.locked:
                    raise RefusalError(133, "The page is currently locked")
                self.clock += 1
                self.pages[given["page"]] = (given["text"], self.clock)
                return True
            case "core.getMedia":
                if given["media"] not in self.media:
                    raise RefusalError(221, "The requested media file does not exist")
                return self.media[given["media"]]
            case _:
                assert method == "core.saveMedia"
                assert given["overwrite"] is True
                self.media[given["media"]] = given["base64"]
                return True


@pytest.fixture
def fake() -> FakeDokuWiki:
    """An empty wiki."""
    return FakeDokuWiki()


@pytest.fixture
def desk(fake: FakeDokuWiki) -> Iterator[Desk]:
    """A team that publishes to it."""
    with serving(fake.handle) as server:
        wiki = DokuWiki(server.url, TargetSettings(), Credentials("bot", "pw-1"), FAST)
        yield Desk(wiki)
        wiki.close()


def test_json_rpc_is_used_where_offered(desk: Desk, fake: FakeDokuWiki) -> None:
    """Publishing, and publishing again, goes by the newer interface."""
    assert actions(desk.publish(publication())) == ["create"] * 3
    assert actions(desk.publish(publication())) == SAME
    assert isinstance(desk.wiki._calls, JsonRpc)  # type: ignore[attr-defined]
    data = base64.b64decode(fake.media["decisions:acme-payments-architecture.png"])
    assert data.startswith(b"\x89PNG")


def test_a_lock_of_someone_else_stops_the_run(desk: Desk, fake: FakeDokuWiki) -> None:
    """A page that is being edited is not written."""
    fake.locked.add("decisions:acme-payments")
    with pytest.raises(RemoteConflictError):
        desk.publish(publication())
    assert fake.pages == {}


def test_refusals_are_told_in_the_wikis_words(desk: Desk, fake: FakeDokuWiki) -> None:
    """An error of the wiki is quoted on one line."""
    fake.media["decisions:acme-payments-architecture.png"] = "not base64!"
    with pytest.raises(RemoteError, match="holds no file"):
        desk.publish(publication())
    desk.wiki.open()
    with pytest.raises(AssertionError):
        fake._call("core.unknown", {})


FAULT = (
    b"<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>1</int>"
    b"</value></member><member><name>faultString</name><value><string>no</string></value>"
    b"</member></struct></value></fault></methodResponse>"
)
ONE = b"<methodResponse><params><param><value>%s</value></param></params></methodResponse>"
STRANGE = [
    b"<html>login</html>",
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><methodResponse>&a;</methodResponse>",
    ONE % b"<struct></struct>",
    ONE % b"<int>zz</int>",
    FAULT,
    b"",
]


@pytest.mark.parametrize("body", STRANGE)
def test_strange_answers_are_told(body: bytes) -> None:
    """A server that is no DokuWiki, or attacks the parser, causes an error in plain words."""

    def answer(handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        if "jsonrpc" in seen.path:
            reply(handler, 404, b"", content_type="text/html")
        else:
            reply(handler, 200, body, content_type="text/xml")

    with serving(answer) as server:
        wiki = DokuWiki(server.url, TargetSettings(), Credentials("bot", "pw-1"), FAST)
        with pytest.raises(RemoteError):
            wiki.open()
        wiki.close()


def test_an_empty_structure_is_no_success() -> None:
    """Older releases answer a failed call with HTTP 200 and nothing: only true is done."""
    empty = ONE % b"<struct></struct>"
    with serving(lambda handler, _: reply(handler, 200, empty, content_type="text/xml")) as server:
        wiki = DokuWiki(server.url, TargetSettings(), Credentials("bot", "pw-1"), FAST)
        calls = XmlRpc(wiki._http)
        assert calls.page("x") is None
        assert calls.media("x") is None
        assert not calls.lock("x")
        with pytest.raises(RemoteError, match="did not save"):
            calls.save("x", "text", "note")
        with pytest.raises(RemoteError, match="did not take the file"):
            calls.save_media("x", b"data")
        wiki.close()
