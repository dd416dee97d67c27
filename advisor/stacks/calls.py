"""Which layers appear, and who calls for each: verdicts, pitfalls and stack rules.

A sign-in layer that excludes another one (a broker and a login) appears only where a verdict
says so; pitfalls and stack rules then add their reasons to it. An unknown answer calls nothing,
except through the working verdict that a `maybe` or a hint brings about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.model.decision import CapabilityDecision
from advisor.model.vocabulary import SubjectKind, Verdict
from advisor.stacks.boundary import sign_in_layer, signs_in
from advisor.stacks.recommendation import Call
from advisor.stacks.view import View

CAPABILITY, RULE, PITFALL, STACK_RULE = "capability", "rule", "pitfall", "stack-rule"


def layers_called(view: View) -> Mapping[str, tuple[Call, ...]]:
    """Return the calls of every layer that appears, layers in catalog order."""
    from_verdicts: dict[str, list[Call]] = {}
    for layer, call in _verdict_calls(view):
        from_verdicts.setdefault(layer, []).append(call)
    _drop_login_that_moves(view, from_verdicts)
    from_answers: dict[str, list[Call]] = {}
    for layer, call in _answer_calls(view):
        from_answers.setdefault(layer, []).append(call)
    exclusive = {layer for group in view.catalog.exclusive_layers for layer in group}
    return {
        layer: (*from_verdicts.get(layer, ()), *from_answers.get(layer, ()))
        for layer in view.catalog.layers
        if layer in from_verdicts or (layer in from_answers and layer not in exclusive)
    }


def _verdict_calls(view: View) -> Iterator[tuple[str, Call]]:
    logins = _kept_logins(view)
    for decided in view.decision.capabilities:
        capability = view.catalog.capabilities[decided.id]
        if decided.id in logins:
            yield logins[decided.id], _call_of(decided)
        elif decided.verdict is Verdict.KEEP and capability.kind is SubjectKind.PEOPLE and logins:
            # What serves a kept login, such as its outside logins, stays in that login's layer.
            own = [layer for layer in logins.values() if layer in capability.layers]
            yield (own or list(logins.values()))[0], _call_of(decided)
        if decided.verdict > Verdict.KEEP:
            for layer in decided.layers:
                yield layer, _call_of(decided)
                for rule in decided.rules:
                    if layer in view.catalog.rules[rule].layers:
                        yield layer, Call(RULE, rule, (), open=decided.suspected)


def _kept_logins(view: View) -> Mapping[str, str]:
    """Return the layer of each sign-in that stays, by capability."""
    return {
        decided.id: sign_in_layer(view, capability)
        for decided in view.decision.capabilities
        if decided.verdict is Verdict.KEEP
        and signs_in(view, capability := view.catalog.capabilities[decided.id])
    }


def _call_of(decided: CapabilityDecision) -> Call:
    return Call(CAPABILITY, decided.id, decided.reasons, open=decided.suspected)


def _answer_calls(view: View) -> Iterator[tuple[str, Call]]:
    for finding in view.decision.findings:
        for layer in view.catalog.pitfalls[finding.pitfall].layers:
            yield layer, Call(PITFALL, finding.pitfall, finding.because)
    for rule in view.catalog.stack_rules.values():
        if view.forced(rule.when):
            yield rule.layer, Call(STACK_RULE, rule.id, view.because(rule.when), rule.reason)


def _drop_login_that_moves(view: View, calls: dict[str, list[Call]]) -> None:
    """Drop a kept login whose only population moves with the brokering that is replaced."""
    for group in view.catalog.exclusive_layers:
        for successor in group:
            movers = {call.id for call in calls.get(successor, ()) if _replaces(view, call)}
            if not movers or any(_signs_in(view, id_) for id_ in movers):
                continue
            for login in group - {successor}:
                staying = {call.id for call in calls.get(login, ()) if call.kind == CAPABILITY}
                if len(staying) == 1 and all(_keeps_sign_in(view, id_) for id_ in staying):
                    del calls[login]


def _replaces(view: View, call: Call) -> bool:
    return call.kind == CAPABILITY and view.decision.capability(call.id).verdict is Verdict.REPLACE


def _signs_in(view: View, capability_id: str) -> bool:
    return signs_in(view, view.catalog.capabilities[capability_id])


def _keeps_sign_in(view: View, capability_id: str) -> bool:
    kept = view.decision.capability(capability_id).verdict is Verdict.KEEP
    return kept and _signs_in(view, capability_id)
