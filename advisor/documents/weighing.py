"""Which rule of a verdict is told first: the one that the verdict's smallest proof is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from advisor.model.catalog import Rule
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
)
from advisor.model.decision import Given


def leading_first(rules: Iterable[Rule], certificate: Collection[Given]) -> tuple[Rule, ...]:
    """Return rules in their order, those first that the certificate's facts alone fire."""
    return tuple(sorted(rules, key=lambda rule: (-rule.verdict, not _told(rule.when, certificate))))


def _told(condition: Condition, facts: Collection[Given]) -> bool:
    """Whether some given facts alone make a condition true; facts about products count as known."""
    match condition:
        case All(parts):
            told = all(_told(part, facts) for part in parts)
        case AnyOf(parts):
            told = any(_told(part, facts) for part in parts)
        case AtLeast(count, parts):
            told = sum(_told(part, facts) for part in parts) >= count
        case Chosen(question, options):
            told = any(Given(question, "answer", option) in facts for option in options)
        case Holds(question, option):
            told = Given(question, "includes", option) in facts
        case Lacks(question, option):
            told = Given(question, "excludes", option) in facts
        case _:
            told = isinstance(condition, Always | FactIs)
    return told
