"""What is handed to a wiki: pages, their pictures, and the record they belong to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from advisor.model.document import Document


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file shown on a page; `name` is safe for every target."""

    name: str
    media_type: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The content's fingerprint."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """One decision as the index lists it.

    `id` is the assessment's, and stays when the project is renamed; `supersedes` is the id, title
    or log name of an earlier record. `standing` says more of an outcome that is not settled.
    `log_name` is the file that the decision log of the same assessment would use, `file` the
    assessment's own, relative to its repository.
    """

    id: str
    title: str
    outcome: str
    decided: date
    owner: str = ""
    review_by: date | None = None
    status: str = "draft"
    settled: bool = True
    standing: str = ""
    supersedes: str = ""
    log_name: str = ""
    file: str = ""

    def overdue(self, today: date) -> bool:
        """Whether the review date has passed."""
        return self.review_by is not None and self.review_by < today


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a record. `key` tells a record's pages apart and never changes.

    `pictures` maps the id of a diagram in `document` to the name of an attachment.
    """

    key: str
    title: str
    document: Document
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that one run publishes; the first page is the one that the index links to."""

    record: Record
    pages: tuple[Page, ...]
    catalog_version: str
    today: date
