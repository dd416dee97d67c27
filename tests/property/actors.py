"""Random inventories for the shipped catalog, and a slow reading of its conditions over actors."""

import random
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from advisor.decision.normal_form import Reading, normalise
from advisor.model.assessment import Actor, Answer, Assessment
from advisor.model.catalog import Catalog, Question
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    Holds,
    Lacks,
)
from advisor.model.vocabulary import Kind, Verdict
from tests.property.shipped import TODAY

PEOPLE = ("customers", "organisation-people", "workforce")
SERVED = frozenset({"in-use", "requested"})


def answer_of(question: Question, chance: random.Random) -> Answer:
    """Return a complete answer to a question."""
    if question.kind is Kind.SINGLE:
        return Answer(chance.choice(question.option_ids))
    held = tuple(option for option in question.option_ids if chance.random() < 0.3)
    return Answer(held)


def row_of(catalog: Catalog, kind: str, id_: str, chance: random.Random) -> Actor:
    """Return a row with complete answers."""
    asked = [q for q in catalog.questions.values() if q.subject == kind]
    answers = {question.authored: answer_of(question, chance) for question in asked}
    status = chance.choices(("in-use", "requested", "elsewhere", "leftover"), (8, 2, 1, 1))[0]
    return Actor(id_, kind, id_.upper(), status, answers=answers)


def assessment_of(catalog: Catalog, chance: random.Random, most: int = 6) -> Assessment:
    """Return a complete assessment: every list complete, every question answered."""
    kinds = [chance.choice(tuple(catalog.subjects)) for _ in range(chance.randint(0, most))]
    rows = tuple(row_of(catalog, kind, f"a{n}", chance) for n, kind in enumerate(kinds))
    answers = {
        question.id: answer_of(question, chance)
        for question in catalog.questions.values()
        if not question.subject and question.id not in catalog.rosters
    }
    people = sorted({row.kind for row in rows if row.kind in PEOPLE and row.status == "in-use"})
    if people:
        answers[catalog.population_question] = Answer(chance.choice(people))
    return Assessment(
        answers=answers, actors=rows, complete=dict.fromkeys(catalog.groups, "complete")
    )


def sparse(assessment: Assessment, chance: random.Random) -> Assessment:
    """Return an assessment of which some answers and some completeness are taken away."""
    answers = {k: a for k, a in assessment.answers.items() if chance.random() < 0.7}
    complete = {k: w for k, w in assessment.complete.items() if chance.random() < 0.5}
    return replace(assessment, answers=answers, complete=complete)


class Slow:
    """Judges a complete assessment by the conditions as loaded, actor by actor."""

    def __init__(self, catalog: Catalog, assessment: Assessment) -> None:
        self._catalog = catalog
        self._reading = Reading(catalog, TODAY)
        self._rows = assessment.actors
        self._answers: Mapping[str, Answer] = assessment.answers

    def verdict(self, capability_id: str) -> Verdict:
        """Return the highest verdict of the rules that hold; none where the job is not in use."""
        capability = self._catalog.capabilities[capability_id]
        if not self.holds(capability.in_use):
            return Verdict.NONE
        fired = [
            rule.verdict
            for rule in self._catalog.rules.values()
            if rule.capability == capability_id and self.holds(rule.when)
        ]
        return max([min(capability.verdicts), *fired])

    def holds(self, condition: Condition) -> bool:
        """Return whether a condition holds, its comparisons read as "some actor"."""
        return self._holds(normalise(self._reading, condition), None)

    def _holds(  # noqa: PLR0911  (one return per kind of node)
        self, condition: Condition, row: Actor | None
    ) -> bool:
        match condition:
            case Always():
                return True
            case All(parts):
                return all(self._holds(part, row) for part in parts)
            case AnyOf(parts):
                return any(self._holds(part, row) for part in parts)
            case AtLeast(count, parts):
                return sum(self._holds(part, row) for part in parts) >= count
            case Holds(question, kind) if question in self._catalog.rosters:
                return self._listed(question, kind, row)
            case Lacks(question, kind) if question in self._catalog.rosters:
                ends = {"in-use"} if question == self._catalog.subject_question else None
                return not self._stands(question, kind, self._rows, ends)
            case Chosen(question) | Holds(question) | Lacks(question):
                return self._said(self._catalog.questions[question], condition, row)
        raise AssertionError(condition)

    def _listed(self, question: str, kind: str, row: Actor | None) -> bool:
        rows = [row] if row is not None and row.kind == kind else self._rows
        return self._stands(question, kind, rows)

    def _stands(
        self, question: str, kind: str, rows: Iterable[Actor], status: set[str] | None = None
    ) -> bool:
        wanted: Iterable[str] = (
            status
            or {
                self._catalog.subject_question: SERVED,
                self._catalog.elsewhere_question: {"elsewhere"},
                self._catalog.planned_question: {"planned"},
            }[question]
        )
        return any(row.kind == kind and row.status in wanted for row in rows)

    def _said(self, question: Question, leaf: Chosen | Holds | Lacks, row: Actor | None) -> bool:
        if not question.subject:
            visible = self._holds(normalise(self._reading, question.when), None)
            return visible and _matches(leaf, self._answers.get(question.id))
        kind = question.subject
        rows = [row] if row is not None and row.kind == kind else self._rows
        when = normalise(self._reading, question.when)
        return any(
            one.kind == kind
            and one.status in SERVED
            and self._holds(when, one)
            and _matches(leaf, one.answers.get(question.authored))
            for one in rows
        )


def _matches(leaf: Chosen | Holds | Lacks, answer: Answer | None) -> bool:
    if answer is None:
        return False
    if isinstance(leaf, Chosen):
        return answer.value in leaf.options
    held = leaf.option in (answer.value or ())
    return held if isinstance(leaf, Holds) else not held
