"""The REST interface of Confluence Data Center."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from advisor.publish.confluence_api import Common, Stored, no_space, stored, strange
from advisor.publish.publication import Attachment

_NOT_FOUND = frozenset({404})
_BACK = 20


class DataCenter(Common):
    """Confluence Data Center, signed in with a personal access token."""

    def open(self) -> None:
        """Check that the space is there."""
        url = f"{self.base}/rest/api/space/{quote(self.space)}"
        if self.http.request("GET", url, repeatable=True, allow=_NOT_FOUND).status in _NOT_FOUND:
            raise no_space(self.space)

    def find(self, title: str) -> Stored | None:
        """Return the current page with this title."""
        query = {"spaceKey": self.space, "title": title, "type": "page", "status": "current"}
        answer = self.get("/rest/api/content", **query, expand="body.storage,version", limit="1")
        results = _list(answer)
        return stored(results[0]) if results else None

    def body_at(self, page: str, version: int) -> str:
        """Return the body of an earlier version."""
        return self._at(page, version).body

    def versions(self, page: str, current: int) -> tuple[tuple[int, str], ...]:
        """Return earlier versions; there is no list of them, so they are read one by one."""
        numbers = range(current - 1, max(current - 1 - _BACK, 0), -1)
        return tuple((number, self._at(page, number).message) for number in numbers)

    def create(self, title: str, body: str, parent: str, message: str) -> None:
        """Create a page."""
        content: dict[str, Any] = {
            "type": "page",
            "title": title,
            "space": {"key": self.space},
            "body": {"storage": {"value": body, "representation": "storage"}},
            "version": {"number": 1, "message": message},
        }
        if parent:
            content["ancestors"] = [{"id": parent}]
        self.send("POST", "/rest/api/content", content)

    def update(self, page: Stored, title: str, body: str, message: str) -> None:
        """Write the next version."""
        content = {
            "id": page.id,
            "type": "page",
            "title": title,
            "body": {"storage": {"value": body, "representation": "storage"}},
            "version": {"number": page.version + 1, "message": message},
        }
        self.send("PUT", f"/rest/api/content/{quote(page.id)}", content)

    def attachment(self, page: str, name: str) -> str | None:
        """Return the note of an attached file."""
        found = self._attached(page, name)
        if found is None:
            return None
        metadata = found.get("metadata")
        return str(metadata.get("comment") or "") if isinstance(metadata, dict) else ""

    def attach(self, page: str, attachment: Attachment, note: str) -> None:
        """Attach a file, or the next version of it."""
        path = f"/rest/api/content/{quote(page)}/child/attachment"
        found = self._attached(page, attachment.name)
        if found is not None:
            path += f"/{quote(str(found.get('id')))}/data"
        self.upload("POST", path, attachment, note)

    def labels(self, page: str) -> frozenset[str]:
        """Return a page's labels."""
        answer = self.get(f"/rest/api/content/{quote(page)}/label", limit="100")
        return frozenset(str(one.get("name")) for one in _list(answer))

    def set_property(self, page: str, key: str, value: dict[str, str]) -> None:
        """Set a content property."""
        path = f"/rest/api/content/{quote(page)}/property"
        url = f"{self.base}{path}/{quote(key)}"
        reply = self.http.request("GET", url, repeatable=True, allow=_NOT_FOUND)
        if reply.status in _NOT_FOUND:
            self.send("POST", path, {"key": key, "value": value})
            return
        now = reply.json()
        if not isinstance(now, dict) or not isinstance(now.get("version"), dict):
            raise strange()
        if now.get("value") != value:
            version = {"number": int(now["version"].get("number", 1)) + 1}
            self.send("PUT", f"{path}/{quote(key)}", {"value": value, "version": version})

    def _at(self, page: str, version: int) -> Stored:
        query = {"status": "historical", "version": str(version)}
        path = f"/rest/api/content/{quote(page)}"
        return stored(self.get(path, **query, expand="body.storage,version"))

    def _attached(self, page: str, name: str) -> dict[str, Any] | None:
        path = f"/rest/api/content/{quote(page)}/child/attachment"
        results = _list(self.get(path, filename=name, limit="1"))
        return results[0] if results else None


def _list(answer: Any) -> list[dict[str, Any]]:
    found = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise strange()
    return found
