"""A scratch copy of an assessment: try answers, see what they would change, keep or drop them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.application import editing
from advisor.application.session import Session
from advisor.model.decision import CapabilityDecision, Finding
from advisor.model.vocabulary import Standing, Verdict
from advisor.stacks import Row


@dataclass(frozen=True, slots=True)
class Moved:
    """A capability whose verdict, possible verdicts or target differ."""

    id: str
    before: CapabilityDecision
    after: CapabilityDecision


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A layer of the stack whose component differs; None where the stack has no such layer."""

    layer: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What the tried answers change."""

    outcome: tuple[Verdict, Verdict]
    settled: tuple[bool, bool]
    standing: Standing
    moved: tuple[Moved, ...]
    new_findings: tuple[Finding, ...]
    gone_findings: tuple[Finding, ...]
    exchanged: tuple[Exchanged, ...]
    now_asked: tuple[str, ...]
    no_longer_asked: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but answers differs."""
        return self.outcome[0] == self.outcome[1] and not (
            self.moved
            or self.new_findings
            or self.gone_findings
            or self.exchanged
            or self.now_asked
            or self.no_longer_asked
        )


class WhatIf:
    """The session and its scratch copy; edits go to `scratch`, which has no file."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.scratch = session.scratch()

    @property
    def tried(self) -> tuple[str, ...]:
        """The questions answered differently in the scratch copy."""
        return self.scratch.changed

    def anew(self) -> WhatIf:
        """Return the same tries on the session as it stands now."""
        again = WhatIf(self.session)
        assessment, catalog = self.session.assessment, self.session.catalog
        for id_ in self.tried:
            if id_ not in catalog.questions:
                continue  # about an actor that is gone
            assessment = editing.without_answer(assessment, catalog, id_)
            if (tried := editing.answer_of(self.scratch.assessment, catalog, id_)) is not None:
                assessment = editing.with_answer(assessment, catalog, id_, tried)
        again.scratch.take(assessment, "what was tried")
        return again

    def difference(self) -> Difference:
        """Return what the tried answers change."""
        return difference(self.session, self.scratch)

    def keep(self) -> None:
        """Put the tried answers into the file, as one edit."""
        self.session.take(self.scratch.assessment, "what-if")


def difference(first: Session, second: Session) -> Difference:
    """Return how decision and stack of two sessions on one catalog differ."""
    before, after = first.decision, second.decision
    moved = tuple(
        Moved(new.id, old, new)
        for old, new in zip(before.capabilities, after.capabilities, strict=True)
        if (old.verdict, old.possible, old.target) != (new.verdict, new.possible, new.target)
    )
    had = {finding.pitfall for finding in before.findings}
    has = {finding.pitfall for finding in after.findings}
    return Difference(
        outcome=(before.outcome, after.outcome),
        settled=(before.settled, after.settled),
        standing=after.standing,
        moved=moved,
        new_findings=tuple(item for item in after.findings if item.pitfall not in had),
        gone_findings=tuple(item for item in before.findings if item.pitfall not in has),
        exchanged=tuple(_exchanged(first, second)),
        now_asked=tuple(id_ for id_ in after.visible if id_ not in before.visible),
        no_longer_asked=tuple(id_ for id_ in before.visible if id_ not in after.visible),
    )


def _exchanged(first: Session, second: Session) -> Iterator[Exchanged]:
    before = {row.layer: row for row in first.recommendation.rows}
    after = {row.layer: row for row in second.recommendation.rows}
    for layer in first.catalog.layers:
        old, new = before.get(layer), after.get(layer)
        if (old and (old.component, old.name)) != (new and (new.component, new.name)):
            yield Exchanged(layer, old, new)
