"""Opens an assessment file: for deciding, or for an interview that saves every answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.application.withholding import Searched, searched
from advisor.catalog import load
from advisor.decision import Compiled, Shaped, Shapes, decide
from advisor.errors import Problem
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog
from advisor.model.decision import Decision
from advisor.workspace import Reading, examine

if TYPE_CHECKING:
    from advisor.application.session import Session


class Opened(Struct, frozen=True, dict=True):
    """One assessment file as read, with the catalog that it is decided by."""

    path: Path
    shapes: Shapes
    reading: Reading

    @property
    def catalog(self) -> Catalog:
        """The catalog that decides, made for the inventory of the assessment."""
        return self.compiled.catalog

    @cached_property
    def searched(self) -> Searched:
        """What the search for credentials makes of the file."""
        return searched(self.reading)

    @property
    def compiled(self) -> Compiled:
        """The compiled catalog that decides."""
        return self._shaped.compiled

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer by the id that the catalog gives its question: `reach.tills`."""
        return self._shaped.answers

    @cached_property
    def _shaped(self) -> Shaped:
        return self.shapes.of(self.assessment)

    @property
    def assessment(self) -> Assessment:
        """What the file says, without credentials."""
        return self.searched.assessment

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a reader of the file should know although it loads."""
        found = (*self.searched.credentials, *self.searched.idle)
        return (*self.reading.warnings, *(place.problem(str(self.path)) for place in found))

    @cached_property
    def decision(self) -> Decision:
        """What the answers decide."""
        return decide(self.compiled, self.answers)

    def decision_of(self, assessment: Assessment) -> Decision:
        """Return what other answers would decide with the same catalog."""
        shaped = self.shapes.of(assessment)
        return decide(shaped.compiled, shaped.answers)

    def line_of_answer(self, question_id: str = "") -> int:
        """Return the line of an answer, or of the row of the inventory that says it."""
        question = self.catalog.questions.get(question_id)
        if question is not None and (question.subject or question.roster):
            ids = [actor.id for actor in self.assessment.actors]
            place = [ids.index(question.subject)] if question.subject in ids else []
            return self.line_of("actors", *place)
        return self.line_of("answers", *([question_id] if question_id else []))

    def line_of(self, *field: str | int) -> int:
        """Return the line of a field in the file, or of the nearest part that holds it."""
        return self.reading.document.line(field)


def opened(path: Path, overlays: Iterable[Path], today: date) -> Opened:
    """Read one assessment file and compile the catalog for it.

    Raises:
        CatalogError: The catalog does not load.
        AssessmentError: The file does not load; every problem is located.
        FileAccessError: The file cannot be read.
    """
    return opened_together([path], overlays, today)[0]


def opened_together(paths: Iterable[Path], overlays: Iterable[Path], today: date) -> list[Opened]:
    """Read several files with one catalog; raises like `opened`, at the first bad file."""
    shapes = Shapes(load(*overlays), today)
    return [Opened(path, shapes, examine(path, shapes.catalog)) for path in paths]


@contextmanager
def edited(path: Path, overlays: Iterable[Path], today: date) -> Iterator[Session]:
    """Open a file for an interview, or make it where it does not exist yet.

    Raises:
        CatalogError: The catalog does not load.
        AssessmentError: The file does not load.
        FileAccessError: The file cannot be read or written, or another program has it open.
    """
    from advisor.application.desk import Desk  # 20 ms that deciding does not need
    from advisor.workspace import AssessmentFile

    desk = Desk.load(overlays, today)
    if path.exists():
        opening = AssessmentFile.open(path, desk.catalog)
    else:
        name = path.stem.replace("-", " ").replace("_", " ")
        opening = AssessmentFile.create(path, desk.catalog, desk.blank(name))
    with opening as file:
        yield desk.session(file.assessment, file)
