"""Everything a document is made of, in one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from advisor.decision.inventory import REQUESTED
from advisor.documents import present
from advisor.documents.weighing import leading_first
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Catalog, Pitfall, Rule
from advisor.model.decision import CapabilityDecision, Change, Decision, Given
from advisor.model.stacks import Platform
from advisor.model.vocabulary import Status, Verdict
from advisor.reasoning.relevance import Relevant
from advisor.stacks import Origin, Recommendation, Row


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What exact reasoning says about one verdict, or about the outcome.

    `certificate` is None while the verdict is open. `proven` is false where a step budget ended
    the search for smallest changes.
    """

    certificate: tuple[Given, ...] | None = None
    changes: tuple[Change, ...] = ()
    triggers: tuple[Change, ...] = ()
    proven: bool = True


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """One assessment, its decision, the reasons behind it and the stack that follows from it."""

    catalog: Catalog
    assessment: Assessment
    answers: Mapping[str, Answer]
    decision: Decision
    recommendation: Recommendation
    today: date
    outcome: Reasoned = field(default_factory=Reasoned)
    reasoned: Mapping[str, Reasoned] = field(default_factory=dict[str, Reasoned])
    openings: tuple[Relevant, ...] = ()
    decided: Mapping[str, object] = field(default_factory=dict[str, object])

    def about(self, capability_id: str) -> Reasoned:
        """Return the reasoning about one capability; empty where there is none."""
        return self.reasoned.get(capability_id, Reasoned())

    def answer(self, question_id: str) -> Answer | None:
        """Return the answer given to a question, if any."""
        return self.answers.get(question_id)

    def value(self, question_id: str) -> str:
        """Return the option chosen for a single choice, or nothing."""
        answer = self.answer(question_id)
        return answer.value if answer and isinstance(answer.value, str) else ""

    def holds(self, question_id: str) -> tuple[str, ...]:
        """Return the options that hold for a multiple choice."""
        answer = self.answer(question_id)
        return answer.value if answer and isinstance(answer.value, tuple) else ()

    @property
    def platform(self) -> Platform | None:
        """The product under review; None where the catalog has no file about it."""
        return self.catalog.platforms.get(self.value(self.catalog.platform_question))

    @property
    def in_play(self) -> tuple[str, ...]:
        """Return the actors in play, suspected and requested ones included, by kind."""
        catalog = self.catalog
        answer = self.answer(catalog.subject_question)
        held = {*self.holds(catalog.subject_question), *(answer.maybe if answer else ())}
        held.update(self.holds(REQUESTED))
        if self.value("lifecycle") == "greenfield":
            held.update(self.holds(catalog.planned_question))
        return tuple(name for name in catalog.subjects if name in held - catalog.unlisted)

    def of_kinds(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Return the actors in play of some kinds."""
        wanted = frozenset(kinds)
        return tuple(name for name in self.in_play if self.catalog.kinds[name] in wanted)

    @property
    def judged(self) -> tuple[CapabilityDecision, ...]:
        """Return the capabilities that have a verdict: in use, suspected or counted as such."""
        return tuple(job for job in self.decision.capabilities if job.verdict > Verdict.NONE)

    @property
    def staying(self) -> tuple[CapabilityDecision, ...]:
        """Return the capabilities that stay."""
        return tuple(job for job in self.judged if job.verdict is Verdict.KEEP)

    @property
    def leaving(self) -> tuple[CapabilityDecision, ...]:
        """Return the capabilities that leave, the furthest-reaching and final verdicts first."""
        moved = [job for job in self.judged if job.verdict > Verdict.KEEP]
        return tuple(sorted(moved, key=lambda job: (-job.verdict, not job.settled)))

    @property
    def separate(self) -> tuple[CapabilityDecision, ...]:
        """Return the capabilities that already run elsewhere."""
        return tuple(job for job in self.decision.capabilities if job.status is Status.SEPARATE)

    @property
    def planned(self) -> tuple[CapabilityDecision, ...]:
        """Return the capabilities that are planned and stay out of the verdict."""
        return tuple(
            job
            for job in self.decision.capabilities
            if job.status is Status.PLANNED and job.verdict is Verdict.NONE
        )

    @property
    def fired(self) -> tuple[Rule, ...]:
        """Return every rule behind a verdict, in the order in which the document tells them."""
        jobs = (*self.leaving, *self.staying)
        return tuple({rule.id: rule for job in jobs for rule in self.rules(job)}.values())

    def rules(self, job: CapabilityDecision) -> tuple[Rule, ...]:
        """Return the rules behind a verdict, the weightiest first."""
        rules = (self.catalog.rules[name] for name in job.rules)
        return leading_first(rules, self.about(job.id).certificate or ())

    @property
    def pitfalls(self) -> tuple[Pitfall, ...]:
        """Return the pitfalls found, by severity."""
        return tuple(self.catalog.pitfalls[found.pitfall] for found in self.decision.findings)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the recommended stack that are filled, in catalog order."""
        return tuple(row for row in self.all_rows if row.name)

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Return the rows of the recommended stack; what runs elsewhere already is not chosen."""
        elsewhere = {
            layer for job in self.separate for layer in self.catalog.capabilities[job.id].layers
        }
        return tuple(
            self._existing(row, elsewhere=row.layer in elsewhere)
            for row in self.recommendation.rows
        )

    def _existing(self, row: Row, *, elsewhere: bool) -> Row:
        """Return a row as the team's own where it has the layer and has not named the product."""
        if in_place(row) or row.override:
            return row
        title = self.catalog.layers[row.layer].title
        said = present.known().get(row.layer)
        held = (self.value(said.question), *self.holds(said.question)) if said else ()
        if said and said.holds & set(held) and not self._leaves(said.unless_leaving):
            return present.existing(row, title, held, said)
        return present.existing(row, title) if elsewhere else row

    def _leaves(self, job_id: str) -> bool:
        return any(job.id == job_id for job in self.leaving)

    def row(self, layer_id: str) -> Row | None:
        """Return the stack's row for a layer, if the layer is in the stack and filled."""
        return next((row for row in self.rows if row.layer == layer_id), None)


def is_platform(row: Row) -> bool:
    """Whether a row is filled by the very instance under review."""
    return row.origin is Origin.PLATFORM


def in_place(row: Row) -> bool:
    """Whether the team already has what fills a row."""
    return row.origin in {Origin.PLATFORM, Origin.OWN_PRODUCT}
