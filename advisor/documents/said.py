"""What is said of each job, in one value: verdict, where it goes, by which rules and layers.

Screens, prompts, commands, JSON and documents take it from here, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.documents.context import DocumentContext
from advisor.documents.phrases import listing
from advisor.documents.sections import destinations
from advisor.model.catalog import Rule
from advisor.model.decision import CapabilityDecision, Given
from advisor.model.vocabulary import Status, Target, Verdict

NOT_KNOWN = "not known"
STAYS = "stays"
_VERDICTS = {Verdict.NONE: "not used"}
_MODELS = {
    Target.SAME_INSTANCE: "this instance, under conditions",
    Target.SEPARATE_INSTANCE: "a layer or an instance of its own",
    Target.OTHER_PRODUCT: "another product or model",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One job: `names` are the components that take it over, `rules` the weightiest first."""

    decided: CapabilityDecision
    title: str
    names: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def verdict(self) -> str:
        """The verdict in a word; a job of which nothing is known yet has one of its own."""
        return verdict_word(self.decided)

    @property
    def leaves(self) -> bool:
        """Whether the job goes elsewhere."""
        return self.decided.verdict > Verdict.KEEP

    @property
    def where(self) -> str:
        """Where the job is from now on; empty where it is not done here."""
        if self.leaves:
            return listing(self.names) or _MODELS[self.decided.target or Target.OTHER_PRODUCT]
        return STAYS if self.decided.verdict else ""

    @property
    def reasons(self) -> tuple[Given, ...]:
        """The given facts behind the verdict."""
        return self.decided.reasons

    @property
    def layers(self) -> tuple[str, ...]:
        """The security layers that the verdict calls for."""
        return self.decided.layers


def said_about(context: DocumentContext, job: CapabilityDecision) -> Said:
    """Return what is said of a job."""
    leaves = job.verdict > Verdict.KEEP
    rows = destinations.rows(context, job) if leaves else ()
    return Said(
        job,
        context.catalog.capabilities[job.id].title,
        tuple(dict.fromkeys(row.name for row in rows)),
        context.rules(job),
    )


def verdict_word(job: CapabilityDecision) -> str:
    """Return a verdict in a word; `not used` only where that is told."""
    if job.verdict is Verdict.NONE and job.status is Status.OPEN:
        return NOT_KNOWN
    return _VERDICTS.get(job.verdict, job.verdict.id)
