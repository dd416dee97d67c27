"""MediaWiki through its action API, signed in with a bot password.

Only `baserevid` guards an edit: `basetimestamp` hides conflicts between two runs of one account.
The server merges edits that do not overlap without a word; `oldrevid` shows that it did, and then
the page is read again and our part checked.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from advisor.errors import RemoteConflictError, RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.http import Http, Timing
from advisor.publish.names import page_title, visible
from advisor.publish.publication import Attachment, Page, Record
from advisor.publish.regions import COMMENT, Style, normalise
from advisor.publish.ticks import BOXES, Ticks
from advisor.publish.wiki import RemotePage

_CONFLICTS = {"editconflict", "articleexists", "missingtitle", "pagedeleted"}


class MediaWiki:
    """One wiki; page names are titles."""

    markup = "mediawiki"
    files_first = True

    def __init__(
        self,
        api: str,
        settings: TargetSettings,
        credentials: Credentials,
        timing: Timing | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._api = api
        self._settings = settings
        self._credentials = credentials
        # The bot password is a form field of one request; the session cookie does the rest.
        self._http = Http(api, timing=timing, transport=transport)
        self._token = ""

    @property
    def address(self) -> str:
        """The address of the API."""
        return f"mediawiki:{self._api}"

    @property
    def style(self) -> Style:
        """Markers are comments."""
        return COMMENT

    @property
    def ticks(self) -> Ticks:
        """Steps are boxes in a list."""
        return BOXES

    def name_of(self, page: Page, tag: str) -> str:
        """Return the page's title, below the configured parent."""
        prefix = f"{page_title(self._settings.folder)}/" if self._settings.folder else ""
        title = f"{prefix}{page_title(page.title, tag)}"
        return title[:1].upper() + title[1:]

    @property
    def index_title(self) -> str:
        """The title of the index page as configured."""
        return self._settings.index

    def index_name(self) -> str:
        """Return the title of the index page."""
        title = page_title(self._settings.index)
        return title[:1].upper() + title[1:]

    def sidebar_name(self) -> str:
        """Return nothing: MediaWiki's sidebar is an administrator's page."""
        return ""

    def reference(self, name: str) -> str:
        """Return a title without what could end a link."""
        return re.sub(r"[\[\]{}|<>#\x00-\x1f]", " ", name)

    def url(self, name: str) -> str:
        """Return the address of a page, as it works on every installation."""
        return f"{self._api.removesuffix('api.php')}index.php?title={quote(name.replace(' ', '_'))}"

    def footer(self) -> str:
        """Return the category."""
        if not self._settings.category:
            return ""
        return f"\n\n[[Category:{page_title(self._settings.category)}]]"

    def front_matter(self, page: Page, record: Record) -> str:
        """Nothing: wiki text has none."""
        del page, record
        return ""

    def canonical(self, body: str) -> str:
        """Return the body with all steps open and no trailing blanks."""
        return normalise(BOXES.cleared(body))

    def picture(self, page: str, name: str) -> str:
        """Return the file's title: files belong to the whole wiki."""
        del page
        return name

    def open(self) -> None:
        """Sign in, unless that was done, and get the token that edits need."""
        if self._token:
            return
        tokens = self._query({"meta": "tokens", "type": "login"})
        login = self._post(
            {
                "action": "login",
                "lgname": self._credentials.user,
                "lgpassword": self._credentials.secret,
                "lgtoken": _text(tokens, "query", "tokens", "logintoken"),
            }
        )
        if _text(login, "login", "result") != "Success":
            raise RemoteError(
                f"{urlsplit(self._api).hostname} did not accept the credentials.",
                hint="MediaWiki wants a bot password (Special:BotPasswords): user Name@bot.",
            )
        tokens = self._query({"meta": "tokens", "type": "csrf", "assert": "user"})
        self._token = _text(tokens, "query", "tokens", "csrftoken")

    def read(self, name: str) -> RemotePage | None:
        """Return a page's newest revision."""
        page = self._page(name, {"prop": "revisions", "rvprop": "ids|content", "rvslots": "main"})
        if page.get("missing"):
            return None
        try:
            revision = page["revisions"][0]
            return RemotePage(name, revision["slots"]["main"]["content"], str(revision["revid"]))
        except (KeyError, IndexError, TypeError) as error:
            raise RemoteError(f"{visible(name)}: the wiki's answer holds no text.") from error

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Save a page on top of the revision that was read."""
        guard = {"baserevid": base.revision, "nocreate": "1"} if base else {"createonly": "1"}
        answer = self._post(
            {
                "action": "edit",
                "title": name,
                "text": text,
                "summary": summary,
                "md5": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
                "assert": "user",
                "token": self._token,
                **guard,
            }
        )
        edit = answer.get("edit", {})
        if edit.get("result") != "Success":
            raise RemoteError(f"{visible(name)}: the wiki did not save the page.", hint=_CAPTCHA)
        before = str(edit.get("oldrevid", base.revision if base else "0"))
        if base is not None and not edit.get("nochange") and before != base.revision:
            self._check_merge(name, text)

    def _check_merge(self, name: str, text: str) -> None:
        """Somebody saved between our reading and writing, and the wiki merged both."""
        now = self.read(name)
        if now is None or not _holds(now.text, text):
            raise RemoteConflictError(f"{visible(name)} was edited while it was published.")

    def move(self, page: RemotePage, new: str, summary: str) -> None:
        """Move a page and leave a redirect."""
        if self.read(new) is not None:
            self.write(page.name, f"#REDIRECT [[{self.reference(new)}]]", page, summary)
            return
        self._post(
            {
                "action": "move",
                "from": page.name,
                "to": new,
                "reason": summary,
                "movetalk": "1",
                "assert": "user",
                "token": self._token,
            }
        )

    def fingerprint(self, data: bytes) -> str:
        """Return the SHA-1 that MediaWiki keeps of each file."""
        return f"sha1:{hashlib.sha1(data, usedforsecurity=False).hexdigest()}"

    def attached(self, page: str, name: str) -> str | None:
        """Return the fingerprint of a file of the wiki."""
        del page
        info = self._page(f"File:{name}", {"prop": "imageinfo", "iiprop": "sha1"}).get("imageinfo")
        if not isinstance(info, list) or not info:
            return None
        return f"sha1:{info[0].get('sha1', '')}"

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Upload a file, as a new version where there is one."""
        del page
        answer = self._post(
            {
                "action": "upload",
                "filename": attachment.name,
                "comment": summary,
                "ignorewarnings": "1",
                "assert": "user",
                "token": self._token,
            },
            files={"file": (attachment.name, attachment.data, attachment.media_type)},
        )
        if answer.get("upload", {}).get("result") != "Success":
            raise RemoteError(
                f"{attachment.name}: the wiki did not take the file.",
                hint="Uploads may be off ($wgEnableUploads), or not granted to the bot password.",
            )

    def label(self, page: str, record: Record) -> None:
        """Nothing: the category is in the text."""

    def finish(self, summary: str) -> None:
        """Nothing: every page is saved on its own."""

    def close(self) -> None:
        """Close connections."""
        self._http.close()

    def _page(self, title: str, what: dict[str, str]) -> dict[str, Any]:
        answer = self._query({"titles": title, **what})
        try:
            page = answer["query"]["pages"][0]
        except (KeyError, IndexError, TypeError):
            page = None
        if not isinstance(page, dict) or page.get("invalid"):
            raise RemoteError(f"{visible(title)}: the wiki does not take this title.")
        return page

    def _query(self, parameters: dict[str, str]) -> dict[str, Any]:
        reply = self._http.get(self._api, {"action": "query", **_COMMON, **parameters})
        return self._checked(reply.json())

    def _post(self, parameters: dict[str, str], files: Any = None) -> dict[str, Any]:
        sent = {**_COMMON, **parameters}
        answer = self._http.request("POST", self._api, data=sent, files=files).json()
        for pause in _PAUSES:
            if not _limited(answer):
                break
            # MediaWiki's own limit comes as an ordinary answer, and says that nothing was done.
            self._http.timing.sleep(pause)
            answer = self._http.request("POST", self._api, data=sent, files=files).json()
        return self._checked(answer)

    def _checked(self, answer: Any) -> dict[str, Any]:
        if not isinstance(answer, dict):
            raise RemoteError(f"{self._api} does not answer as MediaWiki does.")
        error = answer.get("error")
        if not isinstance(error, dict):
            return answer
        code = visible(str(error.get("code", "")))[:60]
        words = f"MediaWiki says {code}: {visible(str(error.get('info', '')))[:200]}"
        if code in _CONFLICTS:
            raise RemoteConflictError(words)
        raise RemoteError(words)


_PAUSES = (5.0, 15.0, 30.0)
_COMMON = {"format": "json", "formatversion": "2"}
_CAPTCHA = "A captcha or an edit filter may ask for a person: exempt the bot account."


def _limited(answer: Any) -> bool:
    error = answer.get("error") if isinstance(answer, dict) else None
    return isinstance(error, dict) and error.get("code") in {"ratelimited", "maxlag", "readonly"}


def _text(answer: dict[str, Any], *path: str) -> str:
    found: Any = answer
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, str):
        raise RemoteError("The server does not answer as MediaWiki does.", hint=_ADDRESS)
    return found


_ADDRESS = "The target is the address of api.php, as in mediawiki:https://host/w/api.php."


def _holds(merged: str, written: str) -> bool:
    """Whether the merged page still holds every part that was written, markers included."""
    return all(
        normalise(part) in normalise(merged)
        for part in re.findall(
            r"<!-- advisor:begin .*?<!-- advisor:end \w+ -->", written, re.DOTALL
        )
    )
