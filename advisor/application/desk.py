"""A catalog loaded and compiled for one day; makes sessions for new, stored and example files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import MappingProxyType

from advisor.application import examples
from advisor.application.session import Session, Store
from advisor.catalog import load
from advisor.decision import Shapes
from advisor.model.ascii_words import ascii_words
from advisor.model.assessment import Answer, Assessment, Project
from advisor.model.catalog import Catalog, Question
from advisor.workspace import AssessmentFile, parse

SUFFIX = ".yaml"
LONGEST_STEM = 60


class Desk:
    """What every session of one run shares."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self.today = today
        self.shapes = Shapes(catalog, today)

    @classmethod
    def load(cls, overlays: Iterable[Path], today: date) -> Desk:
        """Load the shipped catalog with these folders laid over it.

        Raises:
            CatalogError: The catalog does not load; every problem is located.
        """
        return cls(load(*overlays), today)

    @property
    def catalog(self) -> Catalog:
        """The catalog as loaded, for any inventory."""
        return self.shapes.catalog

    @property
    def platform(self) -> Question:
        """The question that names the product under review."""
        return self.catalog.questions[self.catalog.platform_question]

    def blank(self, name: str, platform: str = "") -> Assessment:
        """Return a new assessment that knows only its name and, where given, the platform."""
        answers = {self.platform.id: Answer(value=platform)} if platform else {}
        return Assessment(
            project=Project(name=name),
            catalog_version=self.catalog.version,
            answers=MappingProxyType(answers),
        )

    def create(self, path: Path, assessment: Assessment) -> Session:
        """Start a session on a new file; an existing one is never overwritten.

        Raises:
            FileAccessError: The file exists or cannot be written.
        """
        store = AssessmentFile.create(path, self.catalog, assessment)
        return self.session(store.assessment, store)

    def open(self, path: Path) -> Session:
        """Start a session on an existing file.

        Raises:
            AssessmentError: The file does not load; every problem is located.
            FileAccessError: The file cannot be read, or is open in another advisor.
        """
        store = AssessmentFile.open(path, self.catalog)
        return self.session(store.assessment, store)

    def example(self, name: str) -> Session:
        """Start a session on a shipped example; it is in no file until saved.

        Raises:
            InputError: No example has this name.
        """
        assessment = parse(examples.text_of(name), f"{name}{SUFFIX}", self.catalog)
        return self.session(assessment)

    def save_as(self, session: Session, path: Path) -> None:
        """Write a session to a new file and go on there; the former file stays as it is.

        Raises:
            FileAccessError: The file exists or cannot be written.
        """
        session.move_to(AssessmentFile.create(path, self.catalog, session.assessment))

    def session(self, assessment: Assessment, store: Store | None = None) -> Session:
        """Return a session on an assessment."""
        return Session(self.shapes, assessment, store)


def is_new(path: Path) -> bool:
    """Whether a named file does not exist, so that an assessment can be started in it."""
    return not path.exists() and not path.is_symlink()


def files_here() -> tuple[Path, ...]:
    """Return the YAML files of the current folder by their names, sorted."""
    found = (path for path in Path.cwd().glob("*.y*ml") if path.is_file())
    return tuple(sorted(Path(path.name) for path in found))


def from_home(text: str) -> Path:
    """Return a typed path with `~` resolved."""
    return Path(text).expanduser()


def file_for(name: str, folder: Path | None = None) -> Path:
    """Return a new file named after the project, here by default; never one that exists."""
    folder = folder or Path.cwd()
    stem = "-".join(ascii_words(name))[:LONGEST_STEM].strip("-") or "assessment"
    candidates = (
        folder / f"{stem}{'' if count == 1 else f'-{count}'}{SUFFIX}" for count in _counts()
    )
    return next(path for path in candidates if not path.exists())


def _counts() -> Iterable[int]:
    count = 0
    while True:
        count += 1
        yield count
