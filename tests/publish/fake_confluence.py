"""A Confluence in memory: spaces, unique titles, versions with 409, attachments, labels.

It rewrites what it stores, as Confluence does, and can be told to misbehave. Requests of version 2
go through the contract, when there is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.publish.confluence_contract import Contract
from tests.publish.servers import Seen, reply

Answer = tuple[int, Any]


@dataclass
class FakePage:
    """A page with all its versions."""

    id: str
    title: str
    versions: list[tuple[str, str]]
    parent: str | None = None
    attachments: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    properties: dict[str, tuple[int, Any]] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The current body."""
        return self.versions[-1][0]


class FakeConfluence:
    """One site with one space."""

    def __init__(self, contract: Contract | None = None) -> None:
        self.contract = contract
        self.pages: dict[str, FakePage] = {}
        self.calls: list[str] = []
        # Called with method and path; what it returns is answered in place of the real thing.
        self.fault: Callable[[str, str], Answer | None] = lambda _method, _path: None
        # Called likewise after a request was carried out; true cuts the line before the answer.
        self.cut: Callable[[str, str], bool] = lambda _method, _path: False
        self.errors: list[str] = []

    def titled(self, title: str) -> FakePage:
        """Return the page with a title."""
        return next(page for page in self.pages.values() if page.title == title)

    def edit(self, title: str, old: str, new: str) -> None:
        """Save a page as a person in the editor would."""
        page = self.titled(title)
        assert old in page.body, page.body
        page.versions.append((_rewritten(page.body.replace(old, new, 1)), ""))

    def handle(self, handler: BaseHTTPRequestHandler, seen: Seen) -> None:
        """Answer one request of the loopback server."""
        parts = urlsplit(seen.path)
        path = unquote(parts.path).removeprefix("/wiki")
        self.calls.append(f"{seen.method} {path}")
        faulty = self.fault(seen.method, path)
        try:
            status, answer = faulty or self._answer(seen, path, dict(parse_qsl(parts.query)))
        except AssertionError as error:
            self.errors.append(f"{seen.method} {path}: {error}")
            status, answer = 500, {"message": "contract"}
        except Exception as error:  # noqa: BLE001 - shown by the test that asked.
            self.errors.append(f"{seen.method} {path}: {error!r}"[:2000])
            status, answer = 500, {"message": "fake"}
        if self.cut(seen.method, path):
            handler.close_connection = True
            return
        headers = answer.pop("#headers", {}) if isinstance(answer, dict) else {}
        reply(handler, status, json.dumps(answer).encode(), **headers)

    def _answer(self, seen: Seen, path: str, query: dict[str, str]) -> Answer:
        if "authorization" not in seen.headers:
            return 401, {"message": "no credentials"}
        if path.startswith("/api/v2"):
            return self._version_2(seen, path.removeprefix("/api/v2"), query)
        return self._version_1(seen, path.removeprefix("/rest/api"), query)

    def _version_2(self, seen: Seen, path: str, query: dict[str, str]) -> Answer:
        body = json.loads(seen.body) if seen.body else None
        if self.contract:
            self.contract.check(seen.method, path, query, body)
        status, answer = self._cloud(seen.method, path, query, body)
        if self.contract:
            self.contract.check_answer(seen.method, path, status, answer)
        return status, answer

    def _cloud(  # noqa: PLR0911 - one for each route.
        self, method: str, path: str, query: dict[str, str], body: Any
    ) -> Answer:
        if path == "/spaces":
            known = [{"id": "7", "key": "ENG", "name": "Engineering", "type": "global"}]
            return 200, {"results": known if query.get("keys") == "ENG" else [], "_links": {}}
        if path == "/pages":
            if method == "POST":
                return self._create(body["title"], body["body"]["value"], body.get("parentId"), "")
            found = [page for page in self.pages.values() if _alike(page.title, query["title"])]
            return 200, {"results": [_cloud_page(page) for page in found], "_links": {}}
        page = self.pages.get(path.split("/")[2])
        if page is None:
            return 404, {"errors": []}
        rest = "/".join(path.split("/")[3:])
        if method == "PUT" and not rest:
            number = body["version"]["number"]
            return self._update(page, body["title"], body["body"]["value"], number, body["version"])
        if not rest:
            return 200, _cloud_page(page, int(query.get("version", len(page.versions))))
        return _cloud_part(page, method, rest, query, body)

    def _create(self, title: str, body: str, parent: str | None, message: str) -> Answer:
        if any(_alike(page.title, title) for page in self.pages.values()):
            return 400, {"message": "A page with this title already exists in this space"}
        page = FakePage(str(100 + len(self.pages)), title, [(_rewritten(body), message)], parent)
        self.pages[page.id] = page
        return 200, _cloud_page(page)

    def _update(
        self, page: FakePage, title: str, body: str, number: int, version: dict[str, Any]
    ) -> Answer:
        if number != len(page.versions) + 1:
            return 409, {"message": "Version must be incremented on update."}
        page.title = title
        page.versions.append((_rewritten(body), str(version.get("message", ""))))
        return 200, _cloud_page(page)

    def _version_1(self, seen: Seen, path: str, query: dict[str, str]) -> Answer:
        found = re.fullmatch(r"/content/(\d+)/child/attachment(?:/(\w+)/data)?", path)
        if found and seen.method != "GET":
            assert seen.headers.get("x-atlassian-token") == "nocheck"
            return self._upload(self.pages[found[1]], seen)
        found = re.fullmatch(r"/content/(\d+)/label", path)
        if found and seen.method == "POST":
            self.pages[found[1]].labels |= {one["name"] for one in json.loads(seen.body)}
            return 200, {"results": []}
        return self._data_center(seen, path, query)

    def _upload(self, page: FakePage, seen: Seen) -> Answer:
        name = re.search(rb'filename="([^"]+)"', seen.body)
        note = re.search(rb'name="comment"\r\n\r\n([^\r]*)\r\n', seen.body)
        data = re.search(rb"Content-Type: image/png\r\n\r\n(.*?)\r\n--", seen.body, re.DOTALL)
        assert name is not None, "no file name"
        assert note is not None, "no comment"
        assert data is not None, "no picture"
        page.attachments[name[1].decode()] = (note[1].decode(), data[1])
        return 200, {"results": []}

    def _data_center(  # noqa: PLR0911 - one for each route.
        self, seen: Seen, path: str, query: dict[str, str]
    ) -> Answer:
        body = json.loads(seen.body) if seen.body else {}
        if path.startswith("/space/"):
            return (200, {"key": "ENG"}) if path == "/space/ENG" else (404, {"message": "none"})
        if path == "/content" and seen.method == "POST":
            assert body["space"] == {"key": "ENG"}
            value = body["body"]["storage"]["value"]
            return self._create(body["title"], value, None, body["version"]["message"])
        if path == "/content":
            found = [page for page in self.pages.values() if _alike(page.title, query["title"])]
            return 200, {"results": [_cloud_page(page) for page in found]}
        page = self.pages.get(path.split("/")[2])
        if page is None:
            return 404, {"message": "none"}
        rest = "/".join(path.split("/")[3:])
        if seen.method == "PUT" and not rest:
            number = body["version"]["number"]
            value = body["body"]["storage"]["value"]
            return self._update(page, body["title"], value, number, body["version"])
        if not rest:
            return 200, _cloud_page(page, int(query.get("version", len(page.versions))))
        return _server_part(page, seen.method, rest, query, body)


def _cloud_page(page: FakePage, number: int = 0) -> dict[str, Any]:
    number = number or len(page.versions)
    body, message = page.versions[number - 1]
    return {
        "id": page.id,
        "status": "current",
        "title": page.title,
        "spaceId": "7",
        "version": {"number": number, "message": message, "createdAt": "2026-11-22T10:00:00Z"},
        "body": {"storage": {"value": body, "representation": "storage"}},
    }


def _cloud_part(page: FakePage, method: str, rest: str, query: dict[str, str], body: Any) -> Answer:
    if rest == "versions":
        numbers = range(len(page.versions), 0, -1)
        return 200, {
            "results": [
                {"number": number, "message": page.versions[number - 1][1]} for number in numbers
            ],
            "_links": {},
        }
    if rest == "attachments":
        return 200, {"results": _attached(page, query["filename"]), "_links": {}}
    if rest == "labels":
        names = [{"id": name, "name": name, "prefix": "global"} for name in sorted(page.labels)]
        return 200, {"results": names, "_links": {}}
    key = body["key"] if body else query["key"]
    number, value = page.properties.get(key, (0, None))
    if method == "GET":
        return 200, {"results": [_property(key, number, value)] if number else [], "_links": {}}
    if number and body.get("version", {}).get("number") != number + 1:
        return 400, {"message": "property version"}
    page.properties[key] = (number + 1, body["value"])
    return 200, _property(key, number + 1, body["value"])


def _server_part(
    page: FakePage, method: str, rest: str, query: dict[str, str], body: Any
) -> Answer:
    if rest == "child/attachment":
        results = [
            {"id": one["id"], "metadata": {"comment": one["comment"]}}
            for one in _attached(page, query["filename"])
        ]
        return 200, {"results": results}
    if rest == "label":
        return 200, {"results": [{"name": name} for name in sorted(page.labels)]}
    key = body.get("key") or rest.removeprefix("property/")
    number, _ = page.properties.get(key, (0, None))
    if method == "GET":
        known = _property(key, *page.properties[key]) if number else {"message": "none"}
        return (200 if number else 404), known
    page.properties[key] = (number + 1, body["value"])
    return 200, _property(key, number + 1, body["value"])


def _attached(page: FakePage, name: str) -> list[dict[str, Any]]:
    if name not in page.attachments:
        return []
    note, data = page.attachments[name]
    return [{"id": "att1", "title": name, "comment": note, "fileSize": len(data)}]


def _property(key: str, number: int, value: Any) -> dict[str, Any]:
    return {"id": "5", "key": key, "value": value, "version": {"number": number}}


def _rewritten(body: str) -> str:
    """Return storage format with the liberties that Confluence takes on saving."""
    counter = iter(range(10_000))
    named = re.sub(
        r'(<ac:structured-macro ac:name="[a-z]+" ac:schema-version="1")>',
        lambda found: f'{found[1]} ac:macro-id="m-{next(counter)}">',
        body,
    )
    numbered = named.replace(
        "<ac:task><ac:task-status>", "<ac:task><ac:task-id>1</ac:task-id><ac:task-status>"
    )
    return re.sub(r">\n+<", "><", numbered).replace("“", "&ldquo;").replace("”", "&rdquo;")


def _alike(one: str, other: str) -> bool:
    """Whether Confluence takes two titles for the same: capitals do not count."""
    return one.casefold() == other.casefold()
