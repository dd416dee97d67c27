"""What every target can do, in the words the publishing run uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from advisor.model.document import Document
from advisor.publish.publication import Attachment, Page, Record
from advisor.publish.regions import Style
from advisor.publish.ticks import Ticks


@dataclass(frozen=True, slots=True)
class RemotePage:
    """A page as the wiki holds it now.

    `revision` is what the target compares on writing. `base` is the text of the version that we
    wrote last, where the target rewrites what it stores and a fingerprint would not hold.
    """

    name: str
    text: str
    revision: str
    base: str | None = None


class Writer(Protocol):
    """Turns a document into one markup; `pictures` maps diagram ids to attachment names."""

    def __call__(self, document: Document, pictures: Mapping[str, str]) -> str:
        """Return the page's text."""
        ...


class Wiki(Protocol):
    """A place for pages. Every call may raise RemoteError; none prints or logs a credential."""

    @property
    def address(self) -> str:
        """Where this is, for messages and as the key of what was published there."""
        ...

    @property
    def markup(self) -> str:
        """The markup that pages are written in."""
        ...

    @property
    def style(self) -> Style:
        """How this wiki carries our markers."""
        ...

    def name_of(self, page: Page, tag: str) -> str:
        """Return the safe page name, title or path of one of a record's pages.

        A tag, where one is given, tells it from another record's page of a like name.
        """
        ...

    @property
    def index_title(self) -> str:
        """The title that people gave the index page."""
        ...

    def index_name(self) -> str:
        """Return the name of the index page."""
        ...

    def sidebar_name(self) -> str:
        """Return the name of the sidebar to keep, empty for none."""
        ...

    def reference(self, name: str) -> str:
        """Return what a writer puts behind `page:` to link to a page."""
        ...

    def url(self, name: str) -> str:
        """Return the address of a page, to show to people; may be empty."""
        ...

    def footer(self) -> str:
        """Return what the target adds to our part of a record's page: a category; may be empty."""
        ...

    def front_matter(self, page: Page, record: Record) -> str:
        """Return the lines to keep in a page's front matter; empty where it has none."""
        ...

    @property
    def files_first(self) -> bool:
        """Whether pictures can be there before the page that shows them."""
        ...

    @property
    def ticks(self) -> Ticks:
        """How this wiki's markup writes a step to tick off."""
        ...

    def canonical(self, body: str) -> str:
        """Return our part in the form in which two copies of it compare equal."""
        ...

    def picture(self, page: str, name: str) -> str:
        """Return how a writer names a picture attached to a page."""
        ...

    def open(self) -> None:
        """Connect, sign in and check that this is such a wiki."""
        ...

    def read(self, name: str) -> RemotePage | None:
        """Return a page, or nothing where there is none."""
        ...

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Write a page if it is still at `base`, else raise RemoteConflictError."""
        ...

    def move(self, page: RemotePage, new: str, summary: str) -> None:
        """Give a page a new name and leave a pointer where the wiki can.

        A page of the new name may be there already, from a run that broke off.
        """
        ...

    def fingerprint(self, data: bytes) -> str:
        """Return what `attached` says of a file with this content."""
        ...

    def attached(self, page: str, name: str) -> str | None:
        """Return the fingerprint of a file on a page, or nothing where there is none."""
        ...

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Add a file to a page, or replace it."""
        ...

    def label(self, page: str, record: Record) -> None:
        """Give a page the wiki's own labels and properties, where its text does not hold them."""
        ...

    def finish(self, summary: str) -> None:
        """Make everything written visible at once, where the target can."""
        ...

    def close(self) -> None:
        """Release connections and temporary files."""
        ...
