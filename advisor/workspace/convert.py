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
    Actor,
    Answer,
    Assessment,
    Override,
    Project,
    Proposal,
    Record,
)
from advisor.model.catalog import Catalog, Question
from advisor.workspace.answers import answer_problems, to_answer
from advisor.workspace.naming import current_id
from advisor.workspace.records import AnswerRecord, AssessmentRecord, ProposalRecord
from advisor.workspace.waivers import waivers


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
            answers=self._answers(record.answers),
            actors=self._actors(record),
            figures=record.figures,
            products=record.products,
            dates=record.dates,
            overrides={
                layer: Override(override.component, override.reason)
                for layer, override in record.overrides.items()
            },
            record=Record(decision.deciders, decision.supersedes),
            waivers=waivers(record.waivers, self.catalog, self._refuse),
            proposals=self._proposals(record.proposals),
        )

    @property
    def _enough(self) -> bool:
        """Whether so many problems are known that more would only take time."""
        return len(self.problems) >= MOST_PROBLEMS

    def _refuse(self, path: Path, problem: str, fix: str = "") -> None:
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
                self._refuse((section, key), f'no {noun} "{key}"', did_you_mean(key, known))

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
                self._refuse(place, problem, did_you_mean(override.component, here))

    def _actors(self, record: AssessmentRecord) -> tuple[Actor, ...]:
        subjects = self.catalog.subjects
        for index, actor in enumerate(record.actors):
            if actor.subject not in subjects:
                fix = did_you_mean(actor.subject, subjects)
                self._refuse(("actors", index, "subject"), f'no subject "{actor.subject}"', fix)
        return tuple(
            Actor(
                name=actor.name,
                subject=actor.subject,
                does=actor.does,
                owner=actor.owner,
                runs_on=actor.runs_on,
                credential=actor.credential,
                reach=actor.reach,
            )
            for actor in record.actors
        )

    def _answers(self, records: Mapping[str, AnswerRecord]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for old, record in records.items():
            if self._enough:
                break
            path: Path = ("answers", old)
            question = self._question(old, path)
            if question is None:
                continue
            if question.id in answers:
                self._refuse(path, f'"{question.id}" is answered twice', "keep one of the two")
                continue
            found = list(answer_problems(record, question))
            for place, problem, fix in found:
                self._refuse((*path, *place), problem, fix)
            if not found:
                answers[question.id] = to_answer(record)
        return answers

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
            self._refuse(path, "this question was removed", removed)
        else:
            copies = [key for key, q in catalog.questions.items() if q.authored == question_id]
            fix = f"asked per subject: {', '.join(copies)}" if copies else ""
            fix = fix or did_you_mean(question_id, catalog.questions)
            self._refuse(path, f'no question "{question_id}"', fix)
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
                self._refuse((*path, *place), problem, fix)
