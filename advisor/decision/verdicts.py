"""What becomes of one job: its status, the rules that fire, how far it moves, and why.

All of it is read off the assumed world, but for what may never rest on silence: reasons are given
facts, and a ground or condition of a keep counts only where the answers force it.
"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.decision.assumed import Suspicion
from advisor.decision.glance import forced
from advisor.decision.reasons import read_facts
from advisor.decision.situation import Situation
from advisor.decision.tautology import covers
from advisor.model.catalog import Capability, Rule
from advisor.model.decision import CapabilityDecision, ConditionState, Given
from advisor.model.vocabulary import Horizon, Status, Target, Verdict

NEEDED_TARGET = {
    Verdict.KEEP: Target.SAME_INSTANCE,
    Verdict.SPLIT: Target.SEPARATE_INSTANCE,
    Verdict.REPLACE: Target.OTHER_PRODUCT,
}
_HORIZONS = tuple(Horizon)


def judged(situation: Situation, capability: Capability) -> CapabilityDecision:
    """Return the decision on one job."""
    verdict = situation.working_verdict(capability.id)
    rules = _fired(situation, capability)
    grounds = _keep_grounds(situation, capability, verdict)
    suspicion = _suspicion(situation, capability)
    return CapabilityDecision(
        id=capability.id,
        status=_status(situation, capability),
        verdict=verdict,
        possible=situation.possible_verdicts(capability.id),
        target=_target(situation, verdict, rules),
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


def _suspicion(situation: Situation, capability: Capability) -> Suspicion | None:
    """Return the suspicion that alone puts a capability in use, if there is one."""
    used = situation.compiled.in_use[capability.id]
    if covers(situation.compiled.space, used, situation.domain):
        return None
    return situation.suspicion(capability.id)


def _fired(situation: Situation, capability: Capability) -> tuple[str, ...]:
    compiled = situation.compiled
    if not situation.assumes(compiled.in_use[capability.id]):
        return ()
    fired = (
        id_
        for id_ in compiled.rules_by_capability[capability.id]
        if situation.assumes(compiled.when[id_])
    )
    return tuple(sorted(fired, key=lambda id_: _weight(compiled.catalog.rules[id_])))


def _weight(rule: Rule) -> tuple[int, int, str]:
    """Return the place of a rule among others: the furthest verdict first, then the most urgent."""
    soonest = min((_HORIZONS.index(step.horizon) for step in rule.steps), default=len(_HORIZONS))
    return -rule.verdict, soonest, rule.id


def _target(situation: Situation, verdict: Verdict, fired: Iterable[str]) -> Target | None:
    """Return the furthest target of the verdict itself and of the fired rules that lead to it."""
    if verdict is Verdict.NONE:
        return None
    rules = (situation.compiled.catalog.rules[id_] for id_ in fired)
    targets = (rule.target for rule in rules if rule.verdict is verdict)
    return max(targets, default=NEEDED_TARGET[verdict], key=int)


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
    compiled, presumed = situation.compiled, situation.presumed
    return tuple(
        sorted(
            ground.id
            for ground in compiled.catalog.keep_grounds.values()
            if ground.capability == capability.id
            and forced(compiled, ground.when, presumed, f"keep ground {ground.id}")
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
    compiled, presumed = situation.compiled, situation.presumed
    return tuple(
        ConditionState(condition.id, _state(situation, condition.id))
        for condition in sorted(
            compiled.catalog.keep_conditions.values(), key=lambda condition: condition.id
        )
        if condition.capability == capability.id
        and forced(compiled, condition.when, presumed, f"keep condition {condition.id}")
    )


def _state(situation: Situation, id_: str) -> str:
    met = situation.compiled.catalog.keep_conditions[id_].met
    region = situation.compiled.region(met, f"keep condition {id_}")
    if situation.presumes(region):
        return "met"
    return "unmet" if situation.excludes(region) else "open"


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
