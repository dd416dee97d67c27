"""DokuWiki's two remote interfaces behind one set of calls.

XML-RPC is on every installation; newer ones also speak JSON-RPC, which reports faults properly.
The XML-RPC of older releases answers a failed call with an empty structure, so that only `True`
counts as done.
"""

from __future__ import annotations

import base64
import binascii

# Parsed only after a look for document type declarations, the way to attack an XML parser.
import xmlrpc.client
from dataclasses import dataclass
from typing import Any, Protocol
from xml.parsers.expat import ExpatError

from advisor.errors import RemoteError
from advisor.publish.http import Http
from advisor.publish.names import visible

_MISSING = {121, 221, 321}
_UNKNOWN_ADDRESS = frozenset({404, 405, 501})
_FAULTS = frozenset({400})


@dataclass(frozen=True, slots=True)
class Version:
    """A page's text and the second it was saved in."""

    text: str
    saved: int


class Calls(Protocol):
    """What publishing needs of a DokuWiki."""

    def page(self, name: str) -> Version | None:
        """Return a page, or nothing where there is none."""
        ...

    def save(self, name: str, text: str, summary: str) -> None:
        """Save a page; raises RemoteError unless the wiki says that it did."""
        ...

    def lock(self, name: str) -> bool:
        """Lock a page for us; false while another person holds it."""
        ...

    def unlock(self, name: str) -> None:
        """Give the lock back."""
        ...

    def media(self, name: str) -> bytes | None:
        """Return a media file, or nothing where there is none."""
        ...

    def save_media(self, name: str, data: bytes) -> None:
        """Save a media file over the one that is there."""
        ...


def connect(http: Http) -> Calls:
    """Return the better interface that the wiki offers, after a call that needs no page.

    Raises:
        RemoteError: it offers none, or refuses the credentials.
    """
    reply = http.request(
        "POST",
        "lib/exe/jsonrpc.php",
        repeatable=True,
        allow=_UNKNOWN_ADDRESS | _FAULTS,
        json={"jsonrpc": "2.0", "id": 1, "method": "core.getAPIVersion", "params": {}},
    )
    if reply.status not in _UNKNOWN_ADDRESS and "json" in reply.headers.get("content-type", ""):
        return JsonRpc(http)
    calls = XmlRpc(http)
    if not isinstance(calls.call("dokuwiki.getXMLRPCAPIVersion"), int):
        raise RemoteError(
            f"{http.base} does not answer as DokuWiki does.",
            hint="Is the address the wiki's top, and is its remote API switched on?",
        )
    return calls


class XmlRpc:
    """The interface of every release since 2012."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def call(self, method: str, *parameters: Any, repeatable: bool = True) -> Any:
        """Make one call and return its single value."""
        body = xmlrpc.client.dumps(parameters, method, encoding="utf-8", allow_none=False)
        reply = self._http.request(
            "POST",
            "lib/exe/xmlrpc.php",
            repeatable=repeatable,
            content=body.encode("utf-8", "xmlcharrefreplace"),
            headers={"Content-Type": "text/xml"},
        )
        return _parsed(reply.content, method)

    def page(self, name: str) -> Version | None:
        """Return a page; an empty answer means that there is none."""
        info = self.call("wiki.getPageInfo", name)
        if not isinstance(info, dict) or not isinstance(info.get("version"), int):
            return None
        text = self.call("wiki.getPage", name)
        if not isinstance(text, str):
            raise RemoteError(f"{visible(name)}: the wiki's answer holds no text.")
        return Version(text, info["version"])

    def save(self, name: str, text: str, summary: str) -> None:
        """Save a page."""
        done = self.call("wiki.putPage", name, text, {"sum": summary}, repeatable=False)
        if done is not True:
            raise RemoteError(f"{visible(name)}: the wiki did not save the page.", hint=_RIGHTS)

    def lock(self, name: str) -> bool:
        """Lock a page."""
        answer = self.call("dokuwiki.setLocks", {"lock": [name], "unlock": []})
        return isinstance(answer, dict) and name in answer.get("locked", [])

    def unlock(self, name: str) -> None:
        """Unlock a page."""
        self.call("dokuwiki.setLocks", {"lock": [], "unlock": [name]})

    def media(self, name: str) -> bytes | None:
        """Return a media file."""
        info = self.call("wiki.getAttachmentInfo", name)
        if not isinstance(info, dict) or not info.get("size"):
            return None
        data = self.call("wiki.getAttachment", name)
        return data.data if isinstance(data, xmlrpc.client.Binary) else None

    def save_media(self, name: str, data: bytes) -> None:
        """Save a media file."""
        binary = xmlrpc.client.Binary(data)
        if not self.call("wiki.putAttachment", name, binary, {"ow": True}):
            raise RemoteError(f"{visible(name)}: the wiki did not take the file.", hint=_RIGHTS)


class JsonRpc:
    """The interface of newer releases."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def call(self, method: str, *, repeatable: bool = True, **parameters: object) -> Any:
        """Make one call; nothing is returned where the page or file does not exist."""
        reply = self._http.request(
            "POST",
            "lib/exe/jsonrpc.php",
            repeatable=repeatable,
            allow=_FAULTS,
            json={"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters},
        )
        answer = reply.json()
        if not isinstance(answer, dict):
            raise RemoteError(f"{self._http.base} does not answer as DokuWiki does.")
        error = answer.get("error")
        if not isinstance(error, dict) or error.get("code") == 0:
            return answer.get("result")
        if error.get("code") in _MISSING:
            return None
        raise RemoteError(f"DokuWiki says: {visible(str(error.get('message', '')))[:200]}")

    def page(self, name: str) -> Version | None:
        """Return a page."""
        info = self.call("core.getPageInfo", page=name)
        if not isinstance(info, dict) or not isinstance(info.get("revision"), int):
            return None
        text = self.call("core.getPage", page=name)
        if not isinstance(text, str):
            raise RemoteError(f"{visible(name)}: the wiki's answer holds no text.")
        return Version(text, info["revision"])

    def save(self, name: str, text: str, summary: str) -> None:
        """Save a page."""
        done = self.call("core.savePage", repeatable=False, page=name, text=text, summary=summary)
        if done is not True:
            raise RemoteError(f"{visible(name)}: the wiki did not save the page.", hint=_RIGHTS)

    def lock(self, name: str) -> bool:
        """Lock a page."""
        locked = self.call("core.lockPages", pages=[name])
        return isinstance(locked, list) and name in locked

    def unlock(self, name: str) -> None:
        """Unlock a page."""
        self.call("core.unlockPages", pages=[name])

    def media(self, name: str) -> bytes | None:
        """Return a media file."""
        data = self.call("core.getMedia", media=name)
        if not isinstance(data, str):
            return None
        try:
            return base64.b64decode(data, validate=True)
        except binascii.Error as error:
            raise RemoteError(f"{visible(name)}: the wiki's answer holds no file.") from error

    def save_media(self, name: str, data: bytes) -> None:
        """Save a media file."""
        text = base64.b64encode(data).decode("ascii")
        if self.call("core.saveMedia", media=name, base64=text, overwrite=True) is not True:
            raise RemoteError(f"{visible(name)}: the wiki did not take the file.", hint=_RIGHTS)


_RIGHTS = "The account may lack the right, or another person holds the page's lock."


def _parsed(content: bytes, method: str) -> Any:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RemoteError(f"The answer to {method} is not one that DokuWiki gives.")
    try:
        values, _ = xmlrpc.client.loads(content.decode("utf-8", "replace"), use_builtin_types=False)
    except xmlrpc.client.Fault as fault:
        words = visible(str(fault.faultString))[:200]
        raise RemoteError(f"DokuWiki says: {words}") from None
    except (ExpatError, ValueError, TypeError, KeyError, xmlrpc.client.Error) as error:
        raise RemoteError(f"The answer to {method} is not XML-RPC.") from error
    return values[0] if values else None
