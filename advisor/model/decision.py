"""The result of applying a catalog to an assessment."""

from __future__ import annotations

from msgspec import Struct

from advisor.model.vocabulary import Severity, Status, Target, Verdict


class Given(Struct, frozen=True):
    """One given fact of an assessment, at option level.

    `relation` is answer (single choice), includes, excludes or not_applicable (value is "").
    `maybe` and `hint` occur in reasons only.
    """

    question: str
    relation: str
    value: str = ""


class Edit(Struct, frozen=True):
    """One answer change.

    `origin` is the former value: an option id, includes, excludes, not_applicable, or open.
    """

    given: Given
    origin: str


class Change(Struct, frozen=True):
    """A smallest set of edits after which `possible` is exactly `[to]`."""

    to: Verdict
    edits: tuple[Edit, ...]


class ConditionState(Struct, frozen=True):
    """A condition of a keep: met, unmet or open."""

    id: str
    state: str


class CapabilityDecision(Struct, frozen=True):
    """What becomes of one job; `verdict` is the working one."""

    id: str
    status: Status
    verdict: Verdict
    possible: tuple[Verdict, ...]
    target: Target | None
    layers: tuple[str, ...]
    rules: tuple[str, ...]
    keep_grounds: tuple[str, ...]
    conditions: tuple[ConditionState, ...]
    reasons: tuple[Given, ...]
    suspected: bool = False

    @property
    def settled(self) -> bool:
        """Whether exactly one verdict is possible."""
        return len(self.possible) == 1


class Finding(Struct, frozen=True):
    """A pitfall that the given answers force."""

    pitfall: str
    severity: Severity
    because: tuple[Given, ...]


class Notice(Struct, frozen=True):
    """Something a reader must know that changes no verdict.

    For example an excluded hint, a figure that contradicts its band, or an answer to a hidden
    question.
    """

    kind: str
    text: str
    question: str = ""


class Decision(Struct, frozen=True):
    """The whole result; capabilities in catalog order, findings by severity, then id."""

    outcome: Verdict
    possible: tuple[Verdict, ...]
    capabilities: tuple[CapabilityDecision, ...]
    findings: tuple[Finding, ...]
    visible: tuple[str, ...]
    open_questions: tuple[str, ...]
    notices: tuple[Notice, ...]

    @property
    def settled(self) -> bool:
        """Whether exactly one outcome is possible."""
        return len(self.possible) == 1

    def capability(self, capability_id: str) -> CapabilityDecision:
        """Return one capability's decision; raises KeyError."""
        for capability in self.capabilities:
            if capability.id == capability_id:
                return capability
        raise KeyError(capability_id)
