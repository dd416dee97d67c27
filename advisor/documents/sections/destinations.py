"""Where a job goes: the components of the stack that take it over."""

from __future__ import annotations

from advisor.documents.context import DocumentContext
from advisor.documents.phrases import listing, run
from advisor.model.decision import CapabilityDecision
from advisor.model.document import Inlines
from advisor.model.report import StackLine
from advisor.model.vocabulary import Target, Verdict

_MODELS = {
    Target.SAME_INSTANCE: "stays in this instance, under conditions",
    Target.SEPARATE_INSTANCE: "an instance of its own",
    Target.OTHER_PRODUCT: "another product or model",
}


def lines(context: DocumentContext, job: CapabilityDecision) -> tuple[StackLine, ...]:
    """Return the stack lines that take a job over: its own layers first, else all it calls for."""
    own = context.catalog.capabilities[job.id].layers
    taken = [line for line in context.stack if line.layer in own and line.component]
    # A split sign-in can name its new home in a layer of the rule (workforce identity, a broker).
    asked = [
        line
        for line in context.stack
        if line.layer in job.layers and line.layer not in own and line.component
    ]
    if job.verdict is Verdict.REPLACE or not taken:
        return tuple(taken or asked)
    return tuple(taken)


def named(context: DocumentContext, job: CapabilityDecision) -> str:
    """Return where a leaving job goes, by component name where the stack has one."""
    if job.target is Target.SEPARATE_INSTANCE:
        return "an instance of its own"
    names = list(dict.fromkeys(line.name for line in lines(context, job)))
    return listing(names) or _MODELS[job.target or Target.OTHER_PRODUCT]


def kept_or_named(context: DocumentContext, job: CapabilityDecision) -> Inlines:
    """Return the place of a job from now on, for a table cell."""
    if job.verdict is Verdict.KEEP:
        return run("stays")
    return run(named(context, job))
