"""Which entries of standards apply here: named by what fired, and answered by a step of the plan.

The links are our judgement. An entry about AI or agents is left out where neither is in scope, and
each finding or rule contributes at most two entries per standard.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.documents.context import DocumentContext
from advisor.model.catalog import Catalog
from advisor.model.report import Alignment, PlanStep

MAIN = ("owasp-nhi", "maestro", "nist-ai-rmf")
# Standards that only speak about AI; MAESTRO's threats do too, apart from those of infrastructure.
_AI_ONLY = frozenset({"nist-ai-rmf", "nist-ai-600-1", "owasp-agentic", "owasp-llm"})
_AGENT_SUBJECTS = frozenset(
    {"own-assistant", "own-autonomous-agent", "outside-agent", "consented-ai-client"}
)
_AGENT_JOBS = frozenset({"agent-identity", "delegated-authorization"})
_MOST = 2


def alignments(context: DocumentContext, plan: tuple[PlanStep, ...]) -> tuple[Alignment, ...]:
    """Return the entries that apply, in the order of the standards' own lists."""
    found: dict[str, Alignment] = {}
    agents = agents_in_scope(context)
    for step in plan:
        for kind, concern, controls in _concerns(context.catalog, step):
            for control in _picked(context.catalog, controls, agents=agents):
                known = found.get(control)
                entry = Alignment(
                    control,
                    concern,
                    (step.id,),
                    step.rules if kind == "rule" else (),
                    step.pitfalls if kind == "pitfall" else (),
                )
                found[control] = _joined(known, entry) if known else entry
    order = list(context.catalog.controls)
    return tuple(found[name] for name in sorted(found, key=order.index))


def agents_in_scope(context: DocumentContext) -> bool:
    """Whether agents or AI clients hold, may hold, are planned, or have a job with a verdict."""
    question = context.catalog.subject_question
    answer = context.answer(question)
    held = {*context.holds(question), *(answer.maybe if answer else ())}
    return bool(held & _AGENT_SUBJECTS) or any(job.id in _AGENT_JOBS for job in context.judged)


def _concerns(catalog: Catalog, step: PlanStep) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name in step.rules:
        rule = catalog.rules[name]
        yield "rule", rule.title, rule.controls
    for name in step.pitfalls:
        pitfall = catalog.pitfalls[name]
        yield "pitfall", pitfall.title, pitfall.controls


def _picked(catalog: Catalog, controls: tuple[str, ...], *, agents: bool) -> Iterator[str]:
    """Yield at most two entries per standard, the first named first."""
    taken: dict[str, int] = {}
    for name in controls:
        control = catalog.controls.get(name)
        if control is None or (control.standard in _AI_ONLY and not agents):
            continue
        if not agents and control.standard == "maestro" and "Agent" in control.title:
            continue
        taken[control.standard] = taken.get(control.standard, 0) + 1
        if taken[control.standard] <= _MOST:
            yield name


def _joined(known: Alignment, other: Alignment) -> Alignment:
    reasons = known.reason.split("; ")
    reason = known.reason if other.reason in reasons else f"{known.reason}; {other.reason}"
    return Alignment(
        known.control,
        reason,
        tuple(dict.fromkeys(known.steps + other.steps)),
        tuple(dict.fromkeys(known.rules + other.rules)),
        tuple(dict.fromkeys(known.pitfalls + other.pitfalls)),
    )
