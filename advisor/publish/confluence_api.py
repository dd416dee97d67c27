"""Confluence's REST interfaces: version 2 of Cloud, and the one of Data Center.

What version 2 does not offer (upload, adding labels) Cloud still takes in version 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from advisor.errors import RemoteError
from advisor.publish.http import Http
from advisor.publish.names import visible
from advisor.publish.publication import Attachment

_NOT_FOUND = frozenset({404})
_BACK = 50


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as Confluence holds it; `message` is the note of its current version."""

    id: str
    title: str
    body: str
    version: int
    message: str


class Api(Protocol):
    """What publishing needs of a Confluence."""

    def open(self) -> None:
        """Find the space."""
        ...

    def find(self, title: str) -> Stored | None:
        """Return the current page with this title."""
        ...

    def body_at(self, page: str, version: int) -> str:
        """Return the body of an earlier version."""
        ...

    def versions(self, page: str, current: int) -> tuple[tuple[int, str], ...]:
        """Return numbers and notes of earlier versions, newest first."""
        ...

    def create(self, title: str, body: str, parent: str, message: str) -> None:
        """Create a page."""
        ...

    def update(self, page: Stored, title: str, body: str, message: str) -> None:
        """Write the version after the one that was read; raises RemoteConflictError on 409."""
        ...

    def attachment(self, page: str, name: str) -> str | None:
        """Return the note of an attached file."""
        ...

    def attach(self, page: str, attachment: Attachment, note: str) -> None:
        """Attach a file, as a new version where there is one."""
        ...

    def labels(self, page: str) -> frozenset[str]:
        """Return a page's labels."""
        ...

    def add_labels(self, page: str, labels: tuple[str, ...]) -> None:
        """Add labels."""
        ...

    def set_property(self, page: str, key: str, value: dict[str, str]) -> None:
        """Set a content property, and write nothing where it is set already."""
        ...


class Common:
    """What both interfaces share."""

    def __init__(self, http: Http, base: str, space: str) -> None:
        self.http = http
        self.base = base.rstrip("/")
        self.space = space

    def get(self, path: str, **parameters: str) -> Any:
        """Read JSON."""
        return self.http.get(f"{self.base}{path}", parameters).json()

    def send(self, method: str, path: str, body: object) -> Any:
        """Write JSON once."""
        return self.http.request(method, f"{self.base}{path}", json=body).json()

    def add_labels(self, page: str, labels: tuple[str, ...]) -> None:
        """Add labels; the same in both, and harmless to repeat."""
        body = [{"prefix": "global", "name": label} for label in labels]
        self.send("POST", f"/rest/api/content/{quote(page)}/label", body)

    def upload(self, method: str, path: str, attachment: Attachment, note: str) -> None:
        """Send a file; the header tells Confluence that no browser form is being abused."""
        self.http.request(
            method,
            f"{self.base}{path}",
            headers={"X-Atlassian-Token": "nocheck"},
            files={"file": (attachment.name, attachment.data, attachment.media_type)},
            data={"comment": note, "minorEdit": "true"},
        )


class Cloud(Common):
    """Confluence Cloud."""

    def __init__(self, http: Http, base: str, space: str) -> None:
        super().__init__(http, base, space)
        self._space_id = ""

    def open(self) -> None:
        """Find the space's id."""
        results = _results(self.get("/api/v2/spaces", keys=self.space, limit="1"))
        if not results:
            raise no_space(self.space)
        self._space_id = _word(results[0], "id")

    def find(self, title: str) -> Stored | None:
        """Return the current page with this title."""
        query = {"space-id": self._space_id, "title": title, "status": "current"}
        answer = self.get("/api/v2/pages", **query, limit="1", **{"body-format": "storage"})
        results = _results(answer)
        return stored(results[0]) if results else None

    def body_at(self, page: str, version: int) -> str:
        """Return the body of an earlier version."""
        query = {"version": str(version), "body-format": "storage"}
        return stored(self.get(f"/api/v2/pages/{quote(page)}", **query)).body

    def versions(self, page: str, current: int) -> tuple[tuple[int, str], ...]:
        """Return the newest versions before the current one."""
        answer = self.get(
            f"/api/v2/pages/{quote(page)}/versions", limit=str(_BACK), sort="-modified-date"
        )
        found = [
            (one["number"], str(one.get("message") or ""))
            for one in _results(answer)
            if isinstance(one.get("number"), int) and one["number"] < current
        ]
        return tuple(sorted(found, reverse=True))

    def create(self, title: str, body: str, parent: str, message: str) -> None:
        """Create a page; version 2 takes no note for a first version."""
        del message
        content: dict[str, Any] = {
            "spaceId": self._space_id,
            "status": "current",
            "title": title,
            "body": {"representation": "storage", "value": body},
        }
        if parent:
            content["parentId"] = parent
        self.send("POST", "/api/v2/pages", content)

    def update(self, page: Stored, title: str, body: str, message: str) -> None:
        """Write the next version."""
        content = {
            "id": page.id,
            "status": "current",
            "title": title,
            "body": {"representation": "storage", "value": body},
            "version": {"number": page.version + 1, "message": message},
        }
        self.send("PUT", f"/api/v2/pages/{quote(page.id)}", content)

    def attachment(self, page: str, name: str) -> str | None:
        """Return the note of an attached file."""
        answer = self.get(f"/api/v2/pages/{quote(page)}/attachments", filename=name, limit="1")
        results = _results(answer)
        return str(results[0].get("comment") or "") if results else None

    def attach(self, page: str, attachment: Attachment, note: str) -> None:
        """Attach a file; PUT creates or replaces."""
        self.upload("PUT", f"/rest/api/content/{quote(page)}/child/attachment", attachment, note)

    def labels(self, page: str) -> frozenset[str]:
        """Return a page's labels."""
        answer = self.get(f"/api/v2/pages/{quote(page)}/labels", limit="100")
        return frozenset(str(one.get("name")) for one in _results(answer))

    def set_property(self, page: str, key: str, value: dict[str, str]) -> None:
        """Set a content property."""
        path = f"/api/v2/pages/{quote(page)}/properties"
        results = _results(self.get(path, key=key, limit="1"))
        if not results:
            self.send("POST", path, {"key": key, "value": value})
        elif results[0].get("value") != value:
            number = _number(results[0]) + 1
            content = {"key": key, "value": value, "version": {"number": number, "message": ""}}
            self.send("PUT", f"{path}/{quote(_word(results[0], 'id'))}", content)


def _results(answer: Any) -> list[dict[str, Any]]:
    found = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise strange()
    return found


def _word(of: dict[str, Any], key: str) -> str:
    value = of.get(key)
    if not isinstance(value, str | int):
        raise strange()
    return str(value)


def _number(of: dict[str, Any]) -> int:
    version = of.get("version")
    number = version.get("number") if isinstance(version, dict) else None
    if not isinstance(number, int):
        raise strange()
    return number


def stored(answer: Any) -> Stored:
    """Return a page from either interface's answer."""
    try:
        body = answer["body"]["storage"]["value"]
        title = answer["title"]
        message = str(answer["version"].get("message") or "")
    except (KeyError, TypeError, AttributeError) as error:
        raise strange() from error
    if not isinstance(body, str) or not isinstance(title, str):
        raise strange()
    return Stored(_word(answer, "id"), title, body, _number(answer), message)


def strange() -> RemoteError:
    """Return the error for an answer that is not Confluence's."""
    return RemoteError(
        "The server does not answer as Confluence does.",
        hint="The target reads confluence:https://site/wiki#SPACE, with the site's base address.",
    )


def no_space(space: str) -> RemoteError:
    """Return the error for a space that is not there, or not for us."""
    return RemoteError(
        f"There is no space {visible(space)}, or the account may not see it.",
        hint="The part of the target after # is the space's key.",
    )


__all__ = ["Api", "Cloud", "Common", "Stored", "no_space", "stored", "strange"]
