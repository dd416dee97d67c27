"""Which entries of standards apply here: named by what fired, and answered by a step of the plan.

The links are our judgement. An entry about AI or agents is left out where neither is in scope, and
each finding or rule contributes at most two entries per standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.documents.context import DocumentContext
from advisor.documents.scopes import speaks_here
from advisor.model.catalog import Catalog
from advisor.model.report import Alignment, PlanStep

MAIN = ("owasp-nhi", "maestro", "nist-ai-rmf")
# Standards that only speak about AI. MAESTRO's threats hold where agents are; those that name
# agents need a finding about agents as well.
_AI_ONLY = frozenset({"nist-ai-rmf", "nist-ai-600-1", "owasp-agentic", "owasp-llm"})
_THREATS = "maestro"
_AGENT_SUBJECTS = frozenset(
    {"own-assistant", "own-autonomous-agent", "outside-agent", "consented-ai-client"}
)
_AGENT_JOBS = frozenset({"agent-identity", "delegated-authorization"})
_AGENT_LAYERS = frozenset({"agent-identity", "authorization-server"})
# The register of AI systems: a finding about any machine identity concerns agents as well.
_REGISTER = "GOVERN 1.6"
_MOST = 2


def alignments(context: DocumentContext, plan: tuple[PlanStep, ...]) -> tuple[Alignment, ...]:
    """Return the entries that apply, main standards first, in the order of their own lists."""
    catalog = context.catalog
    agents = agents_in_scope(context)
    found: dict[str, Alignment] = {}
    for step in plan:
        for concern in _concerns(catalog, step):
            for control in _picked(context, concern, agents=agents):
                entry = Alignment(
                    control, concern.title, (step.id,), concern.rules, concern.pitfalls
                )
                known = found.get(control)
                found[control] = _joined(known, entry) if known else entry
    order = list(catalog.controls)

    def place(name: str) -> tuple[int, int]:
        standard = catalog.controls[name].standard
        rank = MAIN.index(standard) if standard in MAIN else len(MAIN)
        return rank, order.index(name)

    return tuple(found[name] for name in sorted(found, key=place))


def agents_in_scope(context: DocumentContext) -> bool:
    """Whether agents or AI clients hold, may hold, are planned, or have a job with a verdict."""
    held = context.of_kinds(_AGENT_SUBJECTS)
    return bool(held) or any(job.id in _AGENT_JOBS for job in context.judged)


@dataclass(frozen=True, slots=True)
class _Concern:
    """A rule or pitfall that names entries; `agents` says whether it is about agents."""

    title: str
    controls: tuple[str, ...]
    agents: bool
    rules: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()


def _concerns(catalog: Catalog, step: PlanStep) -> Iterator[_Concern]:
    for name in step.rules:
        rule = catalog.rules[name]
        yield _Concern(rule.title, rule.controls, rule.capability in _AGENT_JOBS, rules=(name,))
    for name in step.pitfalls:
        pitfall = catalog.pitfalls[name]
        agents = bool(_AGENT_LAYERS & set(pitfall.layers))
        yield _Concern(pitfall.title, pitfall.controls, agents, pitfalls=(name,))


def _picked(context: DocumentContext, concern: _Concern, *, agents: bool) -> Iterator[str]:
    """Yield at most two main and two supporting entries of a concern, the first named first."""
    taken = {True: 0, False: 0}
    for name in concern.controls:
        control = context.catalog.controls.get(name)
        if control is None or not speaks_here(context, name):
            continue
        if control.standard in {*_AI_ONLY, _THREATS} and not agents:
            continue
        of_agents = control.standard in _AI_ONLY or (
            control.standard == _THREATS and "Agent" in control.title
        )
        if of_agents and not (concern.agents or name == _REGISTER):
            continue
        main = control.standard in MAIN
        taken[main] += 1
        if taken[main] <= _MOST:
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
