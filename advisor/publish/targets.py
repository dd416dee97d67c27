"""Every kind of target: how it is written, and how one is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from advisor.errors import InputError
from advisor.publish import credentials
from advisor.publish.names import visible

if TYPE_CHECKING:
    from advisor.publish.config import Choice
    from advisor.publish.http import Timing
    from advisor.publish.wiki import Wiki

FORMS = {
    "git": "git:URL-or-path",
    "mediawiki": "mediawiki:https://host/api.php",
    "dokuwiki": "dokuwiki:https://host/",
    "confluence": "confluence:https://site/wiki#SPACE",
    "folder": "folder:DIR",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A target, taken apart."""

    kind: str
    where: str

    @property
    def host(self) -> str:
        """The host that credentials are for; empty where none are needed."""
        parts = urlsplit(self.where)
        return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


def parse(target: str) -> Address:
    """Take a target apart.

    Raises:
        InputError: it is of no known kind.
    """
    kind, colon, where = target.partition(":")
    if not colon or kind not in FORMS or not where.strip():
        raise InputError(
            f"Not a target: {visible(target)[:200]}", hint=f"One of: {', '.join(FORMS.values())}"
        )
    return Address(kind, where)


def check(address: Address) -> None:
    """Check an address without connecting to it.

    Raises:
        InputError: it cannot be used.
    """
    if address.kind == "folder":
        return
    try:
        from advisor.publish.git_process import checked_remote
        from advisor.publish.http import checked_url
    except ImportError as error:
        raise InputError(
            f"Publishing needs a package that is not installed: {error.name}",
            hint="pip install 'advisor[publish]'",
        ) from error
    check_address = checked_remote if address.kind == "git" else checked_url
    check_address(address.where)


def connect(choice: Choice, timing: Timing | None = None) -> Wiki:
    """Return the target, not yet opened, with its credentials.

    Raises:
        InputError: the target, its settings or its credentials cannot be used.
    """
    address = parse(choice.settings.to)
    if address.kind == "folder":
        # Each target's module is imported for that target alone; the HTTP client costs 120 ms.
        from advisor.publish.folder import Folder

        return Folder(Path(address.where).expanduser(), choice.settings)
    check(address)
    if address.kind == "git":
        return _git(address, choice)
    return _served(address, choice, timing)


def _git(address: Address, choice: Choice) -> Wiki:
    from advisor.publish.git import GitWiki

    found = None
    if address.host:
        found = credentials.find(address.host, choice.settings.user, trusted=choice.trusted)
    return GitWiki(address.where, choice.settings, found)


def _served(address: Address, choice: Choice, timing: Timing | None) -> Wiki:
    found = credentials.find(address.host, choice.settings.user, trusted=choice.trusted)
    if found is None:
        raise InputError(
            f"There are no credentials for {address.host}.",
            hint="Set ADVISOR_PUBLISH_USER and ADVISOR_PUBLISH_TOKEN, or use keyring or .netrc.",
        )
    if address.kind == "confluence":
        from advisor.publish.confluence import Confluence

        return Confluence(address.where, choice.settings, found, timing)
    if not found.user:
        raise InputError(
            f"There is no user name for {address.host}.",
            hint="Set ADVISOR_PUBLISH_USER, or `user` of the target.",
        )
    if address.kind == "mediawiki":
        from advisor.publish.mediawiki import MediaWiki

        return MediaWiki(address.where, choice.settings, found, timing)
    from advisor.publish.dokuwiki import DokuWiki

    return DokuWiki(address.where, choice.settings, found, timing)
