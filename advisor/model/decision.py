"""The result of applying a catalog to an assessment."""

from __future__ import annotations

from msgspec import Struct

from advisor.model.vocabulary import Severity, Standing, Status, Target, Verdict


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


class Assumption(Struct, frozen=True):
    """A quiet answer that, together with the others and what is given, settles the verdicts.

    `default` marks a choice of ours, as of the product. `reaches` is the highest verdict that some
    job could have if nothing were assumed on its theme.
    """

    given: Given
    theme: str
    default: bool
    reaches: Verdict


class CounterGround(Struct, frozen=True):
    """A rule that would raise a verdict, may still hold, and for which something given speaks.

    `rule` is empty where being in use would raise it. `facts` are what speaks for it, and
    `open_questions` what it still waits for.
    """

    capability: str
    rule: str
    to: Verdict
    facts: tuple[Given, ...]
    open_questions: tuple[str, ...]


class Stand(Struct, frozen=True):
    """How a verdict stands, and why it is not settled.

    `missing` are open questions without which it is not decided.
    """

    standing: Standing = Standing.SETTLED
    counter_grounds: tuple[CounterGround, ...] = ()
    missing: tuple[str, ...] = ()


class ConditionState(Struct, frozen=True):
    """A condition of a keep: met, unmet or open."""

    id: str
    state: str


class CapabilityDecision(Struct, frozen=True):
    """What becomes of one job; `verdict` is the working one: that of the assumed world.

    `assumptions` are those of the whole decision that settle this verdict.
    """

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
    stand: Stand = Stand()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def standing(self) -> Standing:
        """What may be said of the verdict."""
        return self.stand.standing

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
    """The whole result; capabilities in catalog order, findings by severity, then id.

    `assumptions` settle every working verdict; they are fewest where `fewest` says so, else a step
    budget ended before the search did.
    """

    outcome: Verdict
    possible: tuple[Verdict, ...]
    capabilities: tuple[CapabilityDecision, ...]
    findings: tuple[Finding, ...]
    visible: tuple[str, ...]
    open_questions: tuple[str, ...]
    notices: tuple[Notice, ...]
    stand: Stand = Stand()
    assumptions: tuple[Assumption, ...] = ()
    fewest: bool = True

    @property
    def standing(self) -> Standing:
        """What may be said of the outcome."""
        return self.stand.standing

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
