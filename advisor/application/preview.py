"""The documents of a session as it stands, whether or not it is in a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advisor.application import documenting
from advisor.application.opening import Opened
from advisor.application.session import Session
from advisor.model.document import Document
from advisor.workspace import dump
from advisor.workspace.reading import examine_bytes

UNSAVED = Path("assessment.yaml")


def as_opened(session: Session) -> Opened:
    """Return a session as a file would be opened: what it holds is written out and read.

    Raises:
        AssessmentError: The assessment cannot be written so that it reads the same.
    """
    path = session.path or UNSAVED
    text = dump(session.assessment).encode("utf-8")
    return Opened(path, session.shapes, examine_bytes(text, str(path), session.shapes.catalog))


def document_of(session: Session) -> Document:
    """Return the stack document as a tree; raises like `as_opened`."""
    return documenting.document_of(as_opened(session))


def write(
    session: Session,
    directory: Path,
    formats: Iterable[str],
    progress: documenting.Progress,
) -> tuple[Path, ...]:
    """Write the documents and return their paths.

    Raises:
        InputError: A format is unknown, or needs a package that is not installed.
        FileAccessError: The folder or a file in it cannot be written.
    """
    return documenting.write(as_opened(session), directory, formats, progress=progress)
