"""Confluence, Cloud and Data Center.

Confluence rewrites the markup it stores, so a fingerprint of what we sent would never match. Our
own versions are known by their note, and our part is compared with what it was in the last of
them. Which version is overwritten is Confluence's own check: the next number, or 409.
"""

from __future__ import annotations

import hashlib
import html
import re

# Parsed only after a look for document type declarations, the way to attack an XML parser.
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlsplit

import httpx

from advisor.errors import InputError, RemoteConflictError
from advisor.publish.config import TargetSettings
from advisor.publish.confluence_api import Api, Cloud, Stored
from advisor.publish.confluence_server import DataCenter
from advisor.publish.credentials import Credentials
from advisor.publish.files import doubled
from advisor.publish.http import Http, Timing
from advisor.publish.names import page_title, visible
from advisor.publish.publication import Attachment, Page, Record
from advisor.publish.regions import ANCHOR, Style
from advisor.publish.ticks import TASKS, Ticks
from advisor.publish.wiki import RemotePage

NOTE = "advisor"
LABEL = "identity-decision"
PROPERTY = "advisor-identity-decision"
_SPACE = re.compile(r"[A-Za-z0-9_~.-]{1,255}")
# Set anew by every save of the editor.
_VOLATILE = {"macro-id", "local-id", "schema-version", "version-at-save", "breakout-mode"}
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}


class Confluence:
    """One space; page names are titles, which are unique in it."""

    markup = "confluence"
    files_first = False

    def __init__(
        self,
        where: str,
        settings: TargetSettings,
        credentials: Credentials,
        timing: Timing | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        base, _, self._space = where.partition("#")
        if not _SPACE.fullmatch(self._space):
            raise InputError(
                "The Confluence target names no space.", hint="It reads https://site/wiki#SPACE."
            )
        self._base = base.rstrip("/")
        self._settings = settings
        cloud = (urlsplit(base).hostname or "").endswith(".atlassian.net")
        edition = settings.edition or ("cloud" if cloud else "data-center")
        self._http = Http(f"{self._base}/", credentials.header(), timing, transport)
        kind = Cloud if edition == "cloud" else DataCenter
        self._api: Api = kind(self._http, self._base, self._space)
        self._read: dict[str, Stored] = {}

    @property
    def address(self) -> str:
        """The site and the space."""
        return f"confluence:{self._base}#{self._space}"

    @property
    def style(self) -> Style:
        """Markers are anchors, which both of Confluence's editors keep."""
        return ANCHOR

    @property
    def ticks(self) -> Ticks:
        """Steps are Confluence's own tasks."""
        return TASKS

    def name_of(self, page: Page, tag: str) -> str:
        """Return the page's title."""
        return page_title(page.title, tag)

    @property
    def index_title(self) -> str:
        """The title of the index page as configured."""
        return self._settings.index

    def index_name(self) -> str:
        """Return the title of the index page."""
        return page_title(self._settings.index)

    def sidebar_name(self) -> str:
        """Return nothing: the page tree is the sidebar."""
        return ""

    def reference(self, name: str) -> str:
        """Return the title; the writer escapes it."""
        return visible(name)

    def url(self, name: str) -> str:
        """Return the address that finds a page by its title."""
        return f"{self._base}/display/{quote(self._space)}/{quote(name)}"

    def footer(self) -> str:
        """Nothing: labels are set apart from the text."""
        return ""

    def front_matter(self, page: Page, record: Record) -> str:
        """Nothing: properties are set apart from the text."""
        del page, record
        return ""

    def canonical(self, body: str) -> str:
        """Return the body as a tree without what Confluence sets anew on every save."""
        return _canonical(TASKS.cleared(body))

    def picture(self, page: str, name: str) -> str:
        """Return the name of the attached file."""
        del page
        return name

    def open(self) -> None:
        """Find the space and forget what was read."""
        self._read = {}
        self._api.open()

    def read(self, name: str) -> RemotePage | None:
        """Return a page, and our last version of it where others came after."""
        page = self._api.find(name)
        if page is None:
            return None
        self._read[name] = page
        return RemotePage(name, page.body, str(page.version), self._base_text(page))

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Create a page, or write the version after the one that was read."""
        note = f"{NOTE}: {summary}"[:250]
        if base is None:
            self._api.create(name, text, self._parent(), note)
        else:
            self._api.update(self._known(base), name, text, note)

    def move(self, page: RemotePage, new: str, summary: str) -> None:
        """Give a page a new title; links to it follow by themselves."""
        if self._api.find(new) is not None:
            raise doubled(page.name, new)
        self._api.update(self._known(page), new, page.text, f"{NOTE}: {summary}"[:250])

    def fingerprint(self, data: bytes) -> str:
        """Return the note that our attachments carry."""
        return f"{NOTE} sha256 {hashlib.sha256(data).hexdigest()}"

    def attached(self, page: str, name: str) -> str | None:
        """Return the note of an attached file."""
        stored = self._read.get(page) or self._api.find(page)
        return None if stored is None else self._api.attachment(stored.id, name)

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Attach a file with its fingerprint as the note."""
        del summary
        self._api.attach(self._id(page), attachment, self.fingerprint(attachment.data))

    def label(self, page: str, record: Record) -> None:
        """Set the label and a property that other tools can read."""
        stored = self._id(page)
        if LABEL not in self._api.labels(stored):
            self._api.add_labels(stored, (LABEL,))
        value = {
            "record": record.id,
            "outcome": record.outcome,
            "owner": record.owner,
            "status": record.status,
            "decided": record.decided.isoformat(),
            "review_by": record.review_by.isoformat() if record.review_by else "",
        }
        self._api.set_property(stored, PROPERTY, value)

    def finish(self, summary: str) -> None:
        """Nothing: every page is saved on its own."""

    def close(self) -> None:
        """Close connections."""
        self._http.close()

    def _base_text(self, page: Stored) -> str | None:
        # A first version was created by us if it holds our marks; nobody has edited it since.
        if page.version == 1 or page.message.startswith(f"{NOTE}:"):
            return page.body
        for number, message in self._api.versions(page.id, page.version):
            if number == 1 or message.startswith(f"{NOTE}:"):
                return self._api.body_at(page.id, number)
        return None

    def _known(self, page: RemotePage) -> Stored:
        stored = self._read.get(page.name)
        if stored is None or str(stored.version) != page.revision:
            raise RemoteConflictError(f"{visible(page.name)} changed while it was published.")
        return stored

    def _id(self, title: str) -> str:
        page = self._api.find(title)
        if page is None:
            raise RemoteConflictError(f"{visible(title)} was removed while it was published.")
        return page.id

    def _parent(self) -> str:
        if not self._settings.parent:
            return ""
        page = self._api.find(self._settings.parent)
        if page is None:
            raise InputError(f"parent: there is no page {visible(self._settings.parent)!r}")
        return page.id


def _canonical(body: str) -> str:
    """Return a comparable form; text that is not well-formed is compared as it stands."""
    named = re.sub(
        r"&([A-Za-z][A-Za-z0-9]*);",
        lambda found: found[0] if found[1] in _XML_NAMES else html.unescape(found[0]),
        body,
    )
    if "<!DOCTYPE" in body or "<!ENTITY" in body:
        return " ".join(body.split())
    try:
        root = ET.fromstring(f'<x xmlns:ac="ac" xmlns:ri="ri">{named}</x>')  # noqa: S314 - see the import.
    except ET.ParseError:
        return " ".join(body.split())
    return "\n".join(_lines(root))


def _lines(element: ET.Element) -> list[str]:
    name = element.tag.rpartition("}")[2]
    if name in {"task-id", "task-uuid", "placeholder"}:
        return []
    kept = sorted(
        f"{key.rpartition('}')[2]}={value}"
        for key, value in element.attrib.items()
        if key.rpartition("}")[2] not in _VOLATILE and not key.startswith("data-")
    )
    lines = [] if name in {"span", "tbody", "colgroup", "col"} else [f"<{name} {' '.join(kept)}>"]
    lines += [" ".join((element.text or "").split())]
    for child in element:
        lines += [*_lines(child), " ".join((child.tail or "").split())]
    return [line for line in lines if line]
