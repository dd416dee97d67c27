"""Applies a compiled catalog to answers: `decide` is pure and exact.

Possible verdicts range over every completion of the answers. The working verdict is the lowest
one in the worlds of the situation (suspected machine and agent jobs in use); rules count as fired
where they hold in all of these worlds. See `docs/guides/how-decisions-are-made.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from advisor.decision.budget import Budget
from advisor.decision.compile import Compiled, compile_catalog
from advisor.decision.glance import asked_by, forced
from advisor.decision.reasons import read_facts, smallest_because
from advisor.decision.situation import Situation, Suspicion, situation_of
from advisor.decision.tautology import covers
from advisor.model.assessment import Answer
from advisor.model.catalog import Capability, Catalog, Rule
from advisor.model.conditions import Condition
from advisor.model.decision import (
    CapabilityDecision,
    ConditionState,
    Decision,
    Finding,
    Given,
    Notice,
)
from advisor.model.vocabulary import Horizon, Status, Target, Verdict

NEEDED_TARGET = {
    Verdict.KEEP: Target.SAME_INSTANCE,
    Verdict.SPLIT: Target.SEPARATE_INSTANCE,
    Verdict.REPLACE: Target.OTHER_PRODUCT,
}
_HORIZONS = tuple(Horizon)


def decide(compiled: Compiled, answers: Mapping[str, Answer]) -> Decision:
    """Return the decision that the answers lead to.

    Raises:
        AssessmentError: when an answer names an unknown question or option.
    """
    return decide_in(situation_of(compiled, answers))


def decide_in(situation: Situation) -> Decision:
    """Return the decision of a situation that is known already."""
    compiled = situation.compiled
    possible = situation.possible_verdicts(None)
    return Decision(
        outcome=situation.working_verdict(None, possible),
        possible=possible,
        capabilities=tuple(
            _capability(situation, capability)
            for capability in compiled.catalog.capabilities.values()
        ),
        findings=_findings(situation),
        visible=situation.visible,
        open_questions=situation.open_questions,
        notices=_notices(situation),
    )


def decide_once(catalog: Catalog, answers: Mapping[str, Answer], today: date) -> Decision:
    """Compile a catalog for one day and decide once; compile yourself to decide often."""
    return decide(compile_catalog(catalog, today), answers)


def visible(compiled: Compiled, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the questions whose visibility can still be true, in catalog order."""
    return situation_of(compiled, answers).visible


def _capability(situation: Situation, capability: Capability) -> CapabilityDecision:
    possible = situation.possible_verdicts(capability.id)
    verdict = situation.working_verdict(capability.id, possible)
    rules = _fired(situation, capability)
    grounds = _keep_grounds(situation, capability, verdict)
    suspicion = _standing_suspicion(situation, capability)
    return CapabilityDecision(
        id=capability.id,
        status=_status(situation, capability),
        verdict=verdict,
        possible=possible,
        target=_target(situation, capability, verdict),
        layers=_layers(situation, capability, verdict, rules),
        rules=rules,
        keep_grounds=grounds,
        conditions=_keep_conditions(situation, capability, verdict),
        reasons=_reasons(situation, capability, verdict, rules, grounds, suspicion),
        suspected=suspicion is not None,
    )


def _status(situation: Situation, capability: Capability) -> Status:
    compiled = situation.compiled
    used = compiled.in_use[capability.id]
    if compiled.space.any_within(used, situation.domain):
        return Status.IN_USE if covers(compiled.space, used, situation.domain) else Status.OPEN
    if situation.forced(capability.planned):
        return Status.PLANNED
    return Status.SEPARATE if situation.forced(capability.separate) else Status.NOT_USED


def _standing_suspicion(situation: Situation, capability: Capability) -> Suspicion | None:
    """Return the suspicion that alone puts a capability in use, if there is one."""
    used = situation.compiled.in_use[capability.id]
    if covers(situation.compiled.space, used, situation.domain):
        return None
    return situation.suspicion(capability.id)


def _fired(situation: Situation, capability: Capability) -> tuple[str, ...]:
    compiled = situation.compiled
    fired = [
        id_
        for id_ in compiled.rules_by_capability[capability.id]
        if situation.fires(capability.id, (id_,))
    ]
    return tuple(sorted(fired, key=lambda id_: _weight(compiled.catalog.rules[id_])))


def _weight(rule: Rule) -> tuple[int, int, str]:
    """Return the place of a rule among others: the furthest verdict first, then the most urgent."""
    soonest = min((_HORIZONS.index(step.horizon) for step in rule.steps), default=len(_HORIZONS))
    return -rule.verdict, soonest, rule.id


def _target(situation: Situation, capability: Capability, verdict: Verdict) -> Target | None:
    """Return the furthest target that is forced: of fired rules, or of several rules together."""
    if verdict is Verdict.NONE:
        return None
    needed = NEEDED_TARGET[verdict]
    rules = situation.compiled.catalog.rules
    for target in sorted(Target, reverse=True):
        far = [
            id_
            for id_ in situation.compiled.rules_by_capability[capability.id]
            if target > needed and rules[id_].verdict is verdict and rules[id_].target >= target
        ]
        if far and situation.fires(capability.id, far):
            return target
    return needed


def _layers(
    situation: Situation, capability: Capability, verdict: Verdict, rules: tuple[str, ...]
) -> tuple[str, ...]:
    catalog = situation.compiled.catalog
    if verdict <= Verdict.KEEP:
        return ()
    named = {layer for id_ in rules for layer in catalog.rules[id_].layers}
    wanted = named or set(capability.layers)
    known = [layer for layer in catalog.layers if layer in wanted]
    return (*known, *sorted(wanted.difference(known)))


def _keep_grounds(
    situation: Situation, capability: Capability, verdict: Verdict
) -> tuple[str, ...]:
    if verdict > Verdict.KEEP:
        return ()
    compiled = situation.compiled
    return tuple(
        sorted(
            ground.id
            for ground in compiled.catalog.keep_grounds.values()
            if ground.capability == capability.id
            and _forced_in_worlds(situation, ground.when, f"keep ground {ground.id}")
        )
    )


def _keep_conditions(
    situation: Situation, capability: Capability, verdict: Verdict
) -> tuple[ConditionState, ...]:
    """Return the state of each condition of a keep that applies.

    A job that is never kept may name conditions too: under them staying is defensible.
    """
    moved = verdict > Verdict.KEEP and Verdict.KEEP in capability.verdicts
    if verdict is Verdict.NONE or moved:
        return ()
    compiled = situation.compiled
    return tuple(
        ConditionState(condition.id, _state(situation, condition.met, condition.id))
        for condition in sorted(
            compiled.catalog.keep_conditions.values(), key=lambda condition: condition.id
        )
        if condition.capability == capability.id
        and _forced_in_worlds(situation, condition.when, f"keep condition {condition.id}")
    )


def _forced_in_worlds(situation: Situation, condition: Condition, what: str) -> bool:
    """Whether a condition holds in all worlds that the working verdicts look at."""
    compiled, worlds = situation.compiled, situation.worlds
    some = worlds.reading(asked_by(compiled, condition)) if worlds.groups else (situation.domain,)
    return forced(compiled, condition, some, what)


def _state(situation: Situation, met: Condition, id_: str) -> str:
    region = situation.compiled.region(met, f"keep condition {id_}")
    if situation.forced_in_worlds(region):
        return "met"
    return "unmet" if situation.excluded_in_worlds(region) else "open"


def _reasons(
    situation: Situation,
    capability: Capability,
    verdict: Verdict,
    rules: Iterable[str],
    grounds: Iterable[str],
    suspicion: Suspicion | None,
) -> tuple[Given, ...]:
    catalog = situation.compiled.catalog
    read = [catalog.rules[id_].when for id_ in rules]
    read += [catalog.keep_grounds[id_].when for id_ in grounds]
    if verdict is not Verdict.NONE:
        read.append(capability.in_use)
    if suspicion is not None:
        read += [hint.when for hint in capability.hints if hint.id in suspicion.hints]
    facts = read_facts(situation, read)
    if suspicion is None:
        return facts
    return (*facts, *(reason for reason in suspicion.reasons if reason not in facts))


def _findings(situation: Situation) -> tuple[Finding, ...]:
    compiled = situation.compiled
    found: list[Finding] = []
    for pitfall in sorted(
        compiled.catalog.pitfalls.values(), key=lambda pitfall: (-pitfall.severity, pitfall.id)
    ):
        what = f"pitfall {pitfall.id}"
        if forced(compiled, pitfall.when, (situation.domain,), what):
            region = compiled.region(pitfall.when, what)
            because = smallest_because(situation, region, Budget())
            found.append(Finding(pitfall.id, pitfall.severity, because))
    return tuple(found)


def _ruled_out(catalog: Catalog, capability: Capability) -> str:
    """Return what the answers say against a suspicion, in the words of who it is about."""
    about = ", ".join(f"“{catalog.subjects.get(name, name)}”" for name in capability.subjects)
    if not about:
        return f"Yet your answers say that “{capability.title}” is not in use here."
    return f"Yet your answers say that none of these gets an identity here: {about}."


def _notices(situation: Situation) -> tuple[Notice, ...]:
    catalog = situation.compiled.catalog
    hidden = (
        Notice("hidden-answer", "This question is not asked now, so its answer has no effect.", id_)
        for id_ in situation.hidden_answers
    )
    excluded = (
        Notice(
            "excluded-hint",
            f"{hint.says} {_ruled_out(catalog, catalog.capabilities[suspicion.capability])}",
        )
        for suspicion in situation.suspicions
        if suspicion.excluded
        for hint in sorted(
            catalog.capabilities[suspicion.capability].hints, key=lambda hint: hint.id
        )
        if hint.id in suspicion.hints
    )
    return (*hidden, *excluded)
