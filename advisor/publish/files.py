"""What a folder and a git repository have in common: pages are Markdown files at relative paths."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import quote

from advisor.errors import InputError, RemoteConflictError
from advisor.publish.config import TargetSettings
from advisor.publish.front_matter import scalar
from advisor.publish.names import slug, tagged, visible
from advisor.publish.publication import Page, Record
from advisor.publish.regions import COMMENT, Style, normalise
from advisor.publish.ticks import MARKDOWN, Ticks

MAX_FILE = 8 * 1024 * 1024


def safe_folder(folder: str) -> str:
    """Return a relative folder, empty for the top.

    Raises:
        InputError: it leads outside, or starts like an option.
    """
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in {"", "."}]
    for part in parts:
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._ -]*", part) or part.endswith("."):
            raise InputError(f"folder: {part!r} is no safe folder name")
    return "/".join(parts)


class MarkdownFiles:
    """Names, links and marks of Markdown pages; how they are stored is left to subclasses."""

    markup = "markdown"
    files_first = True

    def __init__(self, settings: TargetSettings, *, front_matter: bool, links: str) -> None:
        self.settings = settings
        self._front_matter = (
            front_matter if settings.front_matter is None else settings.front_matter
        )
        self._links = settings.links or links
        self._folder = safe_folder(settings.folder or "")

    @property
    def style(self) -> Style:
        """Markers are HTML comments."""
        return COMMENT

    @property
    def ticks(self) -> Ticks:
        """Steps are `- [ ]`."""
        return MARKDOWN

    def name_of(self, page: Page, tag: str) -> str:
        """Return the path of a page: one file per page, named after the project."""
        return self._inside(f"{tagged(slug(page.title), tag)}.md")

    @property
    def index_title(self) -> str:
        """The title of the index page as configured."""
        return self.settings.index

    def index_name(self) -> str:
        """Return the path of the index page."""
        if self._links == "wiki":
            return self._inside(f"{slug(self.settings.index)}.md")
        return self._inside("index.md")

    def sidebar_name(self) -> str:
        """Return the path of the sidebar, which lies at the top; empty for none."""
        if not self.settings.sidebar:
            return ""
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.md", self.settings.sidebar):
            raise InputError(f"sidebar: {self.settings.sidebar!r} is no name of a Markdown file")
        return self.settings.sidebar

    def reference(self, name: str) -> str:
        """Return a relative link; wikis want it without `.md`."""
        path = name.removesuffix(".md") if self._links == "wiki" else name
        return quote(posixpath.relpath(path, self._folder or "."))

    def footer(self) -> str:
        """Nothing: categories live in the front matter."""
        return ""

    def front_matter(self, page: Page, record: Record) -> str:
        """Return title, owner, status and dates as YAML, where the site reads it."""
        if not self._front_matter:
            return ""
        lines = [
            f"title: {scalar(page.title)}",
            f"description: {scalar(f'Outcome: {record.outcome}')}",
            f"owner: {scalar(record.owner)}",
            f"status: {scalar(record.status)}",
            f"date: {record.decided.isoformat()}",
        ]
        if record.review_by is not None:
            lines.append(f"review_by: {record.review_by.isoformat()}")
        return "\n".join([*lines, 'tags: ["identity-decision"]'])

    def canonical(self, body: str) -> str:
        """Return the body with all steps open and no trailing blanks."""
        return normalise(MARKDOWN.cleared(body))

    def picture(self, page: str, name: str) -> str:
        """Return the path of a picture relative to its page."""
        return quote(posixpath.relpath(self.file(name), posixpath.dirname(page) or "."))

    def file(self, name: str) -> str:
        """Return the path of an attached file."""
        return self._inside(f"images/{name}")

    def fingerprint(self, data: bytes) -> str:
        """Return the SHA-256 of a file."""
        return f"sha256:{hashlib.sha256(data).hexdigest()}"

    def label(self, page: str, record: Record) -> None:
        """Nothing: labels live in the front matter."""

    def _inside(self, path: str) -> str:
        return f"{self._folder}/{path}" if self._folder else path


def doubled(old: str, new: str) -> RemoteConflictError:
    """Return the error for a record that is there under its old and its new name."""
    return RemoteConflictError(
        f"Both {visible(old)} and {visible(new)} hold this record.",
        hint="Delete one of the two pages, then publish again.",
    )
