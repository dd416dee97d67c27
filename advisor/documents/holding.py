"""What of a condition holds by the answers given, so that only what it rests on is told."""

from __future__ import annotations

from advisor.documents.context import DocumentContext
from advisor.model.conditions import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    FactIs,
    Holds,
    Lacks,
    comparisons,
)


def holds(context: DocumentContext, condition: Condition) -> bool:
    """Whether the answers alone make a condition true; product facts count as unknown."""
    match condition:
        case All(parts):
            return all(holds(context, part) for part in parts)
        case AnyOf(parts):
            return any(holds(context, part) for part in parts)
        case AtLeast(least, parts):
            return sum(holds(context, part) for part in parts) >= least
        case Chosen() | Holds() | Lacks():
            return _said(context, condition)
        case _:
            return isinstance(condition, Always)


def _said(context: DocumentContext, leaf: Chosen | Holds | Lacks) -> bool:
    """Whether an answer says what a comparison asks for.

    What may hold is not said, and an answer that was kept to a question not asked says nothing.
    """
    if leaf.question not in context.decision.visible:
        return False
    if isinstance(leaf, Chosen):
        return context.value(leaf.question) in leaf.options
    answer = context.answer(leaf.question)
    if answer is None or not isinstance(answer.value, tuple):
        return False
    if isinstance(leaf, Holds):
        return leaf.option in answer.value
    return leaf.option not in (*answer.value, *answer.maybe)


def questions_read(condition: Condition) -> tuple[str, ...]:
    """Return the questions that a condition reads, each once."""
    leaves = comparisons(condition)
    return tuple(dict.fromkeys(leaf.question for leaf in leaves if not isinstance(leaf, FactIs)))


def facts_relied_on(context: DocumentContext, condition: Condition) -> tuple[str, ...]:
    """Return the product facts that a true condition needs because no answer stands in for them."""
    match condition:
        case FactIs(fact):
            return (fact,)
        case All(parts) | AtLeast(_, parts):
            return _relied_on(context, parts)
        case AnyOf(parts):
            return () if holds(context, condition) else _relied_on(context, parts)
        case _:
            return ()


def _relied_on(context: DocumentContext, parts: tuple[Condition, ...]) -> tuple[str, ...]:
    facts = (fact for part in parts for fact in facts_relied_on(context, part))
    return tuple(dict.fromkeys(facts))
