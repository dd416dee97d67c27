"""One assessment being edited: answers in, the decision and its explanation out, a file kept safe.

Every interface edits through a `Session`, so the same inputs give the same file. An edit makes a
new frozen assessment, remembers the former one for undo, and saves. An edit never raises because
of the disk: it stands in memory, and `save_problem` says why it is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from msgspec.structs import replace

from advisor.application import editing
from advisor.application.withholding import withheld
from advisor.decision import Compiled, Shaped, Shapes, decide
from advisor.errors import AdvisorError
from advisor.model.assessment import (
    Actor,
    Answer,
    Assessment,
    Override,
    Project,
    Proposal,
    Record,
)
from advisor.model.catalog import Catalog, Question
from advisor.model.decision import Decision
from advisor.stacks import Recommendation, recommend

Value = TypeVar("Value")


class Store(Protocol):
    """Where a session keeps its assessment; `advisor.workspace.AssessmentFile` is one."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def assessment(self) -> Assessment:
        """What the file holds, with the id that it has or gets."""

    def reload(self) -> Assessment:
        """Read the file again and take it as the state to save over."""

    def save(self, assessment: Assessment, *, overwrite: bool = False) -> None:
        """Write the file; raises AdvisorError, WriteConflictError on a foreign change."""

    def identify(self) -> None:
        """Write the id into a file that has none."""

    def close(self) -> None:
        """Let others open the file."""


@dataclass(frozen=True, slots=True)
class Past:
    """An assessment as it was, and the edit that ended it."""

    assessment: Assessment
    edit: str


class Session:
    """See the module. Reading is cheap to repeat: results are kept until the next edit."""

    def __init__(
        self,
        shapes: Shapes,
        assessment: Assessment,
        store: Store | None = None,
    ) -> None:
        self.shapes = shapes
        self.today = shapes.today
        self.opened = assessment
        self.save_problem: AdvisorError | None = None
        self._store = store
        self._assessment = assessment
        self._done: tuple[Past, ...] = ()
        self._undone: tuple[Past, ...] = ()

    # Reading

    @property
    def assessment(self) -> Assessment:
        """The assessment as it stands."""
        return self._assessment

    @property
    def catalog(self) -> Catalog:
        """The catalog that is asked, made for the inventory as it stands."""
        return self.compiled.catalog

    @property
    def compiled(self) -> Compiled:
        """The compiled catalog that is asked."""
        return self._shaped.compiled

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer by the id that the catalog gives its question: `reach.tills`."""
        return self._shaped.answers

    @cached_property
    def _shaped(self) -> Shaped:
        return self.shapes.of(self._assessment)

    @property
    def path(self) -> Path | None:
        """The file; None for a scratch copy."""
        return None if self._store is None else self._store.path

    @cached_property
    def decision(self) -> Decision:
        """What the answers decide."""
        return decide(self.compiled, self.answers)

    @cached_property
    def recommendation(self) -> Recommendation:
        """The stack that follows from the decision."""
        return recommend(self.compiled, self.shown, self.answers, self.decision)

    @cached_property
    def shown(self) -> Assessment:
        """The assessment for everything but editing: without credentials."""
        return withheld(self._assessment)

    def question(self, question_id: str) -> Question:
        """Return one question; raises KeyError."""
        return self.catalog.questions[question_id]

    def answer_to(self, question_id: str) -> Answer:
        """Return the answer to a question; the empty answer where there is none."""
        return self.answers.get(question_id, editing.NO_ANSWER)

    @property
    def changed(self) -> tuple[str, ...]:
        """The questions answered differently than when the session began."""
        return editing.changed_answers(self.opened, self._assessment)

    # Answers

    def answer(self, question_id: str, picked: Iterable[str], maybe: Iterable[str] = ()) -> None:
        """Pick options: exactly one of a single choice, any set of a multiple choice.

        Raises:
            InputError: The question has no such option, or takes exactly one.
        """
        answer = editing.chosen(self.question(question_id), picked, maybe)
        self._set_answer(question_id, answer)

    def unknown(self, question_id: str) -> None:
        """Say that the answer is not known for now."""
        self._set_answer(question_id, Answer(unknown=True))

    def not_applicable(self, question_id: str, reason: str) -> None:
        """Say that the question does not apply, and why."""
        self._set_answer(question_id, Answer(not_applicable=reason.strip()))

    def clear(self, question_id: str) -> None:
        """Take the answer away, with its note and evidence."""
        after = editing.without_answer(self._assessment, self.catalog, question_id)
        self._commit(after, f"clear {question_id}")

    def note(self, question_id: str, text: str) -> None:
        """Set the note on an answer; an unanswered question becomes "not known"."""
        after = editing.with_remarks(self._assessment, self.catalog, question_id, note=text)
        self._commit(after, f"note on {question_id}")

    def evidence(self, question_id: str, links: Iterable[str]) -> None:
        """Set the evidence links of an answer; an unanswered question becomes "not known"."""
        after = editing.with_remarks(self._assessment, self.catalog, question_id, evidence=links)
        self._commit(after, f"evidence on {question_id}")

    # The team's own nouns and numbers

    def set_project(self, project: Project) -> None:
        """Set names and dates of the project."""
        self._commit(replace(self._assessment, project=project), "project")

    def set_record(self, record: Record) -> None:
        """Set who decided and what is superseded."""
        self._commit(replace(self._assessment, record=record), "record")

    def set_actors(self, actors: Iterable[Actor]) -> None:
        """Set the named actors."""
        self._commit(replace(self._assessment, actors=tuple(actors)), "actors")

    def set_figure(self, figure: str, value: int | None) -> None:
        """Set one figure; None takes it away."""
        figures = _with(self._assessment.figures, figure, value)
        self._commit(replace(self._assessment, figures=figures), f"figure {figure}")

    def set_product(self, layer: str, product: str) -> None:
        """Name the product in use for a layer; an empty name takes it away."""
        products = _with(self._assessment.products, layer, product.strip() or None)
        self._commit(replace(self._assessment, products=products), f"product of {layer}")

    def set_date(self, name: str, day: date | None) -> None:
        """Set one date that matters; None takes it away."""
        dates = _with(self._assessment.dates, name, day)
        self._commit(replace(self._assessment, dates=dates), f"date {name}")

    def set_override(self, layer: str, override: Override | None) -> None:
        """Set the component of a layer and why; None takes the recommendation again."""
        overrides = _with(self._assessment.overrides, layer, override)
        self._commit(replace(self._assessment, overrides=overrides), f"component of {layer}")

    def set_proposal(self, old: Proposal, new: Proposal | None, edit: str) -> None:
        """Exchange one pending proposal, or take it out."""
        self._commit(editing.with_proposal(self._assessment, old, new), edit)

    def take(self, assessment: Assessment, edit: str) -> None:
        """Take a whole assessment that an application function made from this one."""
        self._commit(assessment, edit)

    # Undo

    @property
    def undoable(self) -> str:
        """The edit that `undo` would take back; empty when there is none."""
        return self._done[-1].edit if self._done else ""

    def undo(self) -> str:
        """Take the last edit back and save; returns what it was, empty when there was none."""
        if not self._done:
            return ""
        past = self._done[-1]
        self._undone = (*self._undone, Past(self._assessment, past.edit))
        self._done = self._done[:-1]
        self._now(past.assessment)
        return past.edit

    def redo(self) -> str:
        """Make the edit again that was taken back last; returns what it was."""
        if not self._undone:
            return ""
        past = self._undone[-1]
        self._done = (*self._done, Past(self._assessment, past.edit))
        self._undone = self._undone[:-1]
        self._now(past.assessment)
        return past.edit

    # The file

    def save(self, *, overwrite: bool = False) -> None:
        """Write the file now; raises what keeps it from being written.

        With `overwrite`, a foreign change is written over; only a user may ask for that.
        """
        self._try_save(overwrite=overwrite)
        if self.save_problem is not None:
            raise self.save_problem

    def reload(self) -> None:
        """Take what the file holds now; undo brings back what was here.

        Raises:
            AssessmentError: The file does not load.
            FileAccessError: The file cannot be read.
        """
        if self._store is not None:
            theirs = self._store.reload()
            self._done = (*self._done, Past(self._assessment, "reload"))
            self._undone = ()
            self.save_problem = None
            self._show(theirs)

    def identify(self) -> None:
        """Write the id into a file that has none, as publishing needs it; raises like `save`."""
        if self._store is not None:
            self._store.identify()

    def move_to(self, store: Store) -> None:
        """Go on in another file, which holds this assessment already under an id of its own."""
        self.close()
        self._store = store
        self._assessment = replace(self._assessment, id=store.assessment.id)
        self.save_problem = None

    def close(self) -> None:
        """Let others open the file; the session goes on without one."""
        if self._store is not None:
            self._store.close()
        self._store = None

    def scratch(self) -> Session:
        """Return a copy without a file, to try things in."""
        return Session(self.shapes, self._assessment)

    def _set_answer(self, question_id: str, answer: Answer) -> None:
        after = editing.with_answer(self._assessment, self.catalog, question_id, answer)
        self._commit(after, f"answer to {question_id}")

    def _commit(self, after: Assessment, edit: str) -> None:
        if after == self._assessment:
            return
        self._done = (*self._done, Past(self._assessment, edit))
        self._undone = ()
        self._now(after)

    def _now(self, assessment: Assessment) -> None:
        # What is undone or taken may come from before a move to another file.
        self._show(replace(assessment, id=self._assessment.id))
        self._try_save()

    def _show(self, assessment: Assessment) -> None:
        self._assessment = assessment
        for kept in ("_shaped", "decision", "recommendation", "shown"):
            self.__dict__.pop(kept, None)

    def _try_save(self, *, overwrite: bool = False) -> None:
        self.save_problem = None
        if self._store is None:
            return
        try:
            self._store.save(self._assessment, overwrite=overwrite)
        except AdvisorError as error:
            self.save_problem = error


def _with(mapping: Mapping[str, Value], key: str, value: Value | None) -> Mapping[str, Value]:
    rest = {name: held for name, held in mapping.items() if name != key}
    return MappingProxyType(rest if value is None else {**rest, key: value})
