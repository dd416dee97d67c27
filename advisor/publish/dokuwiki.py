"""DokuWiki: it compares no revisions itself, so a page is locked, compared, saved and read back."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit

import httpx

from advisor.errors import InputError, RemoteConflictError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.dokuwiki_calls import Calls, connect
from advisor.publish.http import Http, Timing
from advisor.publish.names import slug, tagged, visible
from advisor.publish.publication import Attachment, Page, Record
from advisor.publish.regions import SMALL_PRINT, Style, normalise
from advisor.publish.ticks import BOXES, Ticks
from advisor.publish.wiki import RemotePage


class DokuWiki:
    """One wiki; page names are ids below one namespace."""

    markup = "dokuwiki"
    files_first = True

    def __init__(
        self,
        base: str,
        settings: TargetSettings,
        credentials: Credentials,
        timing: Timing | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._base = base if base.endswith("/") else f"{base}/"
        self._settings = settings
        self._http = Http(self._base, credentials.header(), timing, transport)
        folder = settings.folder if settings.folder is not None else "decisions"
        self._space = ":".join(slug(part) for part in folder.replace("/", ":").split(":") if part)
        self._open: Calls | None = None

    @property
    def address(self) -> str:
        """The address of the wiki's top."""
        return f"dokuwiki:{self._base}"

    @property
    def style(self) -> Style:
        """Markers are small print: DokuWiki has no comments."""
        return SMALL_PRINT

    @property
    def ticks(self) -> Ticks:
        """Steps are boxes in a list."""
        return BOXES

    def name_of(self, page: Page, tag: str) -> str:
        """Return the page's id."""
        return self._inside(tagged(slug(page.title), tag))

    @property
    def index_title(self) -> str:
        """The title of the index page as configured."""
        return self._settings.index

    def index_name(self) -> str:
        """Return the id of the index page."""
        return self._inside(slug(self._settings.index))

    def sidebar_name(self) -> str:
        """Return the id of the sidebar to keep, as DokuWiki looks for it in the namespace."""
        return self._inside(slug(self._settings.sidebar)) if self._settings.sidebar else ""

    def reference(self, name: str) -> str:
        """Return an id as an absolute link."""
        return f":{':'.join(slug(part) for part in name.split(':') if part)}"

    def url(self, name: str) -> str:
        """Return the address of a page, as it works on every installation."""
        return f"{self._base}doku.php?id={quote(name)}"

    def footer(self) -> str:
        """Nothing: DokuWiki has no categories."""
        return ""

    def front_matter(self, page: Page, record: Record) -> str:
        """Nothing: wiki text has none."""
        del page, record
        return ""

    def canonical(self, body: str) -> str:
        """Return the body with all steps open and no trailing blanks."""
        return normalise(BOXES.cleared(body))

    def picture(self, page: str, name: str) -> str:
        """Return the absolute id of a media file."""
        del page
        return f":{self._inside(name)}"

    def open(self) -> None:
        """Find out which interface the wiki speaks, which also proves the credentials."""
        if self._open is None:
            self._open = connect(self._http)

    def read(self, name: str) -> RemotePage | None:
        """Return a page."""
        found = self._calls.page(name)
        if found is None:
            return None
        # Two versions within one second share a number, so the text counts too.
        text = hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest()
        return RemotePage(name, found.text, f"{found.saved}-{text}")

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Save a page while nobody else can, and read it back."""
        if not self._calls.lock(name):
            raise RemoteConflictError(
                f"{visible(name)} is being edited by someone else, or may not be edited by us.",
                hint="Run the command again when they are done; check the account's rights.",
            )
        try:
            now = self.read(name)
            if (now.revision if now else "") != (base.revision if base else ""):
                raise RemoteConflictError(f"{visible(name)} changed while it was published.")
            self._calls.save(name, text, summary)
            after = self._calls.page(name)
            if after is None or normalise(after.text) != normalise(text):
                raise RemoteConflictError(f"{visible(name)} changed while it was published.")
        finally:
            self._calls.unlock(name)

    def move(self, page: RemotePage, new: str, summary: str) -> None:
        """Copy a page to its new id and leave a pointer; there is no move without a plugin."""
        if self.read(new) is None:
            self.write(new, page.text, None, summary)
        pointer = f"This page has moved to [[{self.reference(new)}]].\n"
        self.write(page.name, pointer, page, summary)

    def fingerprint(self, data: bytes) -> str:
        """Return the SHA-256 of a file."""
        return f"sha256:{hashlib.sha256(data).hexdigest()}"

    def attached(self, page: str, name: str) -> str | None:
        """Return the fingerprint of a media file, which has to be read for it."""
        del page
        data = self._calls.media(self._inside(name))
        return None if data is None else self.fingerprint(data)

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Save a media file."""
        del page, summary
        self._calls.save_media(self._inside(attachment.name), attachment.data)

    def label(self, page: str, record: Record) -> None:
        """Nothing: DokuWiki has no labels."""

    def finish(self, summary: str) -> None:
        """Nothing: every page is saved on its own."""

    def close(self) -> None:
        """Close connections."""
        self._http.close()

    @property
    def _calls(self) -> Calls:
        if self._open is None:
            raise InputError(f"{urlsplit(self._base).hostname} was not connected.")
        return self._open

    def _inside(self, name: str) -> str:
        return f"{self._space}:{name}" if self._space else name
