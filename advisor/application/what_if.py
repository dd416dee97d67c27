"""A scratch copy of an assessment: try answers, see what they would change, keep or drop them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from advisor.application.session import Session
from advisor.model.decision import CapabilityDecision, Decision, Finding
from advisor.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Moved:
    """A capability whose verdict, possible verdicts or target differ."""

    id: str
    before: CapabilityDecision
    after: CapabilityDecision


@dataclass(frozen=True, slots=True)
class Difference:
    """What the tried answers change."""

    outcome: tuple[Verdict, Verdict]
    settled: tuple[bool, bool]
    moved: tuple[Moved, ...]
    new_findings: tuple[Finding, ...]
    gone_findings: tuple[Finding, ...]
    new_layers: tuple[str, ...]
    gone_layers: tuple[str, ...]
    now_asked: tuple[str, ...]
    no_longer_asked: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but answers differs."""
        return self.outcome[0] == self.outcome[1] and not (
            self.moved
            or self.new_findings
            or self.gone_findings
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

    @cached_property
    def before(self) -> Decision:
        """The decision without the tried answers."""
        return self.session.decision

    def difference(self) -> Difference:
        """Return what the tried answers change."""
        return difference(self.before, self.scratch.decision)

    def keep(self) -> None:
        """Put the tried answers into the file, as one edit."""
        self.session.take_answers(self.scratch.assessment.answers, "what-if")


def difference(before: Decision, after: Decision) -> Difference:
    """Return how two decisions of one catalog differ."""
    moved = tuple(
        Moved(new.id, old, new)
        for old, new in zip(before.capabilities, after.capabilities, strict=True)
        if (old.verdict, old.possible, old.target) != (new.verdict, new.possible, new.target)
    )
    had = {finding.pitfall for finding in before.findings}
    has = {finding.pitfall for finding in after.findings}
    layers_before, layers_after = _layers(before), _layers(after)
    return Difference(
        outcome=(before.outcome, after.outcome),
        settled=(before.settled, after.settled),
        moved=moved,
        new_findings=tuple(item for item in after.findings if item.pitfall not in had),
        gone_findings=tuple(item for item in before.findings if item.pitfall not in has),
        new_layers=tuple(layer for layer in layers_after if layer not in layers_before),
        gone_layers=tuple(layer for layer in layers_before if layer not in layers_after),
        now_asked=tuple(id_ for id_ in after.visible if id_ not in before.visible),
        no_longer_asked=tuple(id_ for id_ in before.visible if id_ not in after.visible),
    )


def _layers(decision: Decision) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer for item in decision.capabilities for layer in item.layers))
