"""What the answers force besides verdicts: pitfalls, and notices of what does not fit together."""

from __future__ import annotations

from advisor.decision.budget import Budget
from advisor.decision.glance import forced
from advisor.decision.reasons import smallest_because
from advisor.decision.situation import Situation
from advisor.model.catalog import Capability, Catalog
from advisor.model.decision import Finding, Notice


def findings(situation: Situation) -> tuple[Finding, ...]:
    """Return the pitfalls that given answers force, worst first, each with a smallest reason."""
    compiled = situation.compiled
    found: list[Finding] = []
    for pitfall in sorted(
        compiled.catalog.pitfalls.values(), key=lambda pitfall: (-pitfall.severity, pitfall.id)
    ):
        what = f"pitfall {pitfall.id}"
        if forced(compiled, pitfall.when, situation.domain, what):
            region = compiled.region(pitfall.when, what)
            because = smallest_because(situation, region, Budget())
            found.append(Finding(pitfall.id, pitfall.severity, because))
    return tuple(found)


def notices(situation: Situation) -> tuple[Notice, ...]:
    """Return what a reader must know although it changes no verdict."""
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


def _ruled_out(catalog: Catalog, capability: Capability) -> str:
    """Return what the answers say against a suspicion, in the words of who it is about."""
    about = ", ".join(f"“{catalog.subjects.get(name, name)}”" for name in capability.subjects)
    if not about:
        return f"Yet your answers say that “{capability.title}” is not in use here."
    return f"Yet your answers say that none of these gets an identity here: {about}."
