"""Turns a checked file into an assessment, and checks it against the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from advisor.catalog.shape import MOST_PROBLEMS
from advisor.catalog.strict_yaml import Document, Path
from advisor.catalog.suggest import did_you_mean
from advisor.errors import Problem
from advisor.model.assessment import (
    Answer,
    Assessment,
    Override,
    Project,
    Proposal,
    Record,
)
from advisor.model.catalog import Catalog, Question
from advisor.model.vocabulary import Completeness
from advisor.workspace.actors import actors_of
from advisor.workspace.answers import answer_problems, to_answer
from advisor.workspace.naming import current_id
from advisor.workspace.records import AnswerRecord, AssessmentRecord, ProposalRecord
from advisor.workspace.waivers import waivers

ASSUMED = Completeness.ASSUMED.value


class Converter(Struct):
    """Collects problems, which refuse the file, and warnings, which do not."""

    catalog: Catalog
    document: Document
    problems: list[Problem]
    warnings: list[Problem] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)

    def assessment(self, record: AssessmentRecord) -> Assessment:
        """Return the assessment; it is complete only if no problem was added."""
        self._catalog_version(record.catalog_version)
        said = [group for group in record.complete if record.complete[group] != ASSUMED]
        self._known("complete", said, self.catalog.groups, "group")
        self._known("figures", record.figures, self.catalog.figures, "figure")
        self._known("dates", record.dates, self.catalog.dates, "date")
        self._known("products", record.products, self.catalog.layers, "layer")
        self._known("overrides", record.overrides, self.catalog.layers, "layer")
        self._overrides(record)
        project, decision = record.project, record.record
        return Assessment(
            id=record.id,
            project=Project(project.name, project.owner, project.review_by, project.status),
            catalog_version=record.catalog_version,
            answers=self.answers(record.answers, ("answers",)),
            actors=actors_of(self.catalog, record.actors, self.answers, self.refuse),
            # A migration assumes every group of version 1, also those that this catalog lacks.
            complete={k: v for k, v in record.complete.items() if k in self.catalog.groups},
            figures=record.figures,
            products=record.products,
            dates=record.dates,
            overrides={
                layer: Override(override.component, override.reason)
                for layer, override in record.overrides.items()
            },
            record=Record(decision.deciders, decision.supersedes),
            waivers=waivers(record.waivers, self.catalog, self.refuse),
            proposals=self._proposals(record.proposals),
        )

    @property
    def _enough(self) -> bool:
        """Whether so many problems are known that more would only take time."""
        return len(self.problems) >= MOST_PROBLEMS

    def refuse(self, path: Path, problem: str, fix: str = "") -> None:
        """Report a problem, which refuses the file."""
        self.problems.append(self.document.problem(path, problem, fix))

    def _warn(self, path: Path, problem: str, fix: str = "") -> None:
        self.warnings.append(self.document.problem(path, problem, fix))

    def _catalog_version(self, version: str) -> None:
        if version and version != self.catalog.version:
            self._warn(
                ("catalog_version",),
                f"answered with catalog {version}; decided with catalog {self.catalog.version}",
                "look the answers over, then save",
            )

    def _known(
        self, section: str, given: Iterable[str], known: Mapping[str, Any], noun: str
    ) -> None:
        for key in given:
            if known and key not in known:
                self.refuse((section, key), f'no {noun} "{key}"', did_you_mean(key, known))

    def _overrides(self, record: AssessmentRecord) -> None:
        components = self.catalog.components
        for layer, override in record.overrides.items():
            component = components.get(override.component)
            place = ("overrides", layer, "component")
            here = [key for key, value in components.items() if value.layer == layer]
            if component is None:
                problem = f'"{override.component}" is not in the catalog; taken as your own product'
                self._warn(place, problem, did_you_mean(override.component, here))
            elif component.layer != layer:
                problem = f'"{component.id}" is a component of "{component.layer}"'
                self.refuse(place, problem, did_you_mean(override.component, here))

    def answers(
        self, records: Mapping[str, AnswerRecord], place: Path, kind: str = ""
    ) -> dict[str, Answer]:
        """Return the answers written at a place: the platform's, or an actor's of this kind."""
        answers: dict[str, Answer] = {}
        for old, record in records.items():
            if self._enough:
                break
            path: Path = (*place, old)
            question = self._of_actor(old, kind, path) if kind else self._of_platform(old, path)
            if question is None:
                continue
            key = question.authored if kind else question.id
            if key in answers:
                self.refuse(path, f'"{key}" is answered twice', "keep one of the two")
                continue
            found = list(answer_problems(record, question))
            for inner, problem, fix in found:
                self.refuse((*path, *inner), problem, fix)
            if not found:
                answers[key] = to_answer(record)
        return answers

    def _of_platform(self, question_id: str, path: Path) -> Question | None:
        """Return the question of the platform as a whole; what rows say is said in their rows."""
        question = self._question(question_id, path)
        catalog = self.catalog
        if question is not None and (question.subject or question.id in catalog.rosters):
            fix = "add a row to actors, with its status and its answers"
            self.refuse(path, f'"{question_id}" is said by the rows of actors', fix)
            return None
        return question

    def _of_actor(self, question_id: str, kind: str, path: Path) -> Question | None:
        """Return the question as it is asked of actors of a kind."""
        catalog = self.catalog
        current = catalog.renamed.get(question_id, question_id)
        question = catalog.questions.get(f"{current}.{kind}")
        if question is not None:
            if current != question_id:
                self.renamed[question_id] = current
                self._warn(path, f'the question is now called "{current}"', "saving renames it")
            return question
        removed = catalog.removed.get(f"{question_id}.{kind}") or catalog.removed.get(question_id)
        asked = [q.authored for q in catalog.questions.values() if q.subject == kind]
        if removed:
            self.refuse(path, "this question was removed", removed)
        elif question_id in catalog.questions:
            fix = "move it to answers at the top level"
            self.refuse(path, f'"{question_id}" is asked of the platform, not of an actor', fix)
        else:
            fix = did_you_mean(question_id, asked)
            self.refuse(path, f'"{question_id}" is not asked of {kind}', fix)
        return None

    def _question(self, question_id: str, path: Path) -> Question | None:
        """Return the question, following renames; report one that is gone or never was."""
        catalog = self.catalog
        current = current_id(question_id, catalog)
        if current in catalog.questions:
            if current != question_id:
                self.renamed[question_id] = current
                self._warn(path, f'the question is now called "{current}"', "saving renames it")
            return catalog.questions[current]
        removed = catalog.removed.get(question_id) or catalog.removed.get(
            question_id.partition(".")[0]
        )
        if removed:
            self.refuse(path, "this question was removed", removed)
        else:
            copies = [key for key, q in catalog.questions.items() if q.authored == question_id]
            fix = "it is asked of each actor: say it in the rows of actors" if copies else ""
            fix = fix or did_you_mean(question_id, catalog.questions)
            self.refuse(path, f'no question "{question_id}"', fix)
        return None

    def _proposals(self, records: Iterable[ProposalRecord]) -> tuple[Proposal, ...]:
        proposals = []
        for index, record in enumerate(records):
            if self._enough:
                break
            path: Path = ("proposals", index)
            question = self._question(record.question, (*path, "question"))
            if question is None:
                continue
            self._proposed_options(record, question, path)
            proposals.append(
                Proposal(
                    question=question.id,
                    signal=record.signal,
                    kind=record.kind,
                    where=record.where,
                    read=record.read,
                    value=record.value,
                    includes=record.includes,
                    excludes=record.excludes,
                    confidence=record.confidence,
                    says=record.says,
                    status=record.status,
                    reason=record.reason,
                )
            )
        return tuple(proposals)

    def _proposed_options(self, record: ProposalRecord, question: Question, path: Path) -> None:
        given: list[tuple[Path, str]] = []
        if record.value is not None:
            given.append((("value",), record.value))
        for name in ("includes", "excludes"):
            given += [((name, i), option) for i, option in enumerate(getattr(record, name))]
        for place, option in given:
            if option not in question.option_ids:
                fix = did_you_mean(option, question.option_ids)
                problem = f'"{question.id}" has no option "{option}"'
                self.refuse((*path, *place), problem, fix)
