"""How the unmet conditions of a keep are met: by findings' remedies, or by a step of their own."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.documents.context import DocumentContext
from advisor.documents.holding import holds
from advisor.documents.phrases import lower, sentence
from advisor.model.catalog import KeepCondition, Pitfall
from advisor.model.conditions import All, Holds, Lacks, comparisons
from advisor.model.report import PlanStep


@dataclass(frozen=True, slots=True)
class Meeting:
    """What meets one condition: the remedies of findings, and what remains to be done.

    `do` and `check` are empty where the remedies do it all.
    """

    pitfalls: tuple[str, ...]
    do: str = ""
    check: str = ""


def meeting(context: DocumentContext, condition: KeepCondition) -> Meeting:
    """Return how an unmet condition is met; only what is missing of it is asked for."""
    title = lower(context.catalog.capabilities[condition.capability].title)
    parts = _parts(condition)
    missing = [part for part in parts if not holds(context, part)]
    found = {one.pitfall for one in context.decision.findings}
    remedies = {part: _remedy(context, part, found) for part in missing}
    by_findings = {one.id: None for one in remedies.values() if one and one.id in found}
    left = [part for part, one in remedies.items() if not (one and one.id in found)]
    if missing and not left:
        return Meeting(tuple(by_findings))
    if not missing or (len(left) == len(parts) and not all(remedies.values())):
        whole = f"Meet the condition under which {title} stays: {lower(condition.text)}"
        return Meeting((), sentence(whole), condition.check)
    steps = [(remedies[part], _label(context, part)) for part in left]
    do = " ".join(sentence(one.remedy.do if one else f"Add “{label}”") for one, label in steps)
    checks = dict.fromkeys(one.remedy.check if one else condition.check for one, _ in steps)
    lead = f"So that {title} may stay: {lower(do)}"
    return Meeting(tuple(by_findings), lead, " ".join(sentence(check) for check in checks))


def steps_for(
    context: DocumentContext, condition: KeepCondition, plan: tuple[PlanStep, ...]
) -> tuple[PlanStep, ...]:
    """Return the steps of a plan that meet an unmet condition."""
    pitfalls = frozenset(meeting(context, condition).pitfalls)
    own = own_step(condition)
    return tuple(step for step in plan if step.id == own or pitfalls & set(step.pitfalls))


def own_step(condition: KeepCondition) -> str:
    """Return the id of the step that meets a condition."""
    return f"condition-{condition.id}"


def _parts(condition: KeepCondition) -> tuple[Holds, ...]:
    """Return the options that a condition asks for, all of them; none where it has alternatives."""
    match condition.met:
        case Holds():
            return (condition.met,)
        case All(parts):
            ticked = tuple(part for part in parts if isinstance(part, Holds))
            return ticked if len(ticked) == len(parts) else ()
        case _:
            return ()


def _remedy(context: DocumentContext, part: Holds, found: set[str]) -> Pitfall | None:
    """Return the pitfall whose remedy brings an option: one that is found, else the plainest."""
    known = [
        (one.id not in found, len(lacks), len(comparisons(one.when)), one.id)
        for one in context.catalog.pitfalls.values()
        if part.option in (lacks := _lacks(one, part.question))
        and (one.id in found or len(lacks) == 1)
    ]
    return context.catalog.pitfalls[min(known)[-1]] if known else None


def _lacks(pitfall: Pitfall, question: str) -> frozenset[str]:
    """Return the options of a question whose lack a pitfall reads."""
    leaves = comparisons(pitfall.when)
    return frozenset(
        leaf.option for leaf in leaves if isinstance(leaf, Lacks) and leaf.question == question
    )


def _label(context: DocumentContext, part: Holds) -> str:
    return lower(context.catalog.questions[part.question].option(part.option).label)
