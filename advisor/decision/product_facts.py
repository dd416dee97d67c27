"""Dated product facts as conditions over the platform question.

A fact of a platform is yes, no or not stated on a given day. A comparison with yes becomes the
platforms that state yes, one with no those that state no; each is joined with "the platform is
another product and the question that asks this fact says so". Not stated makes both false.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from advisor.errors import CatalogError
from advisor.model.catalog import Catalog, ProductFact, StatedFact
from advisor.model.conditions import All, AnyOf, Chosen, Condition, FactIs, Holds, Lacks

OTHER_PLATFORM = "other"


def stated(fact: ProductFact, said: StatedFact, today: date) -> bool | None:
    """Return what a platform states about a fact on a day; None where it states nothing.

    A date counts as reached when it lies at most the fact's months after `today`.
    A value of no beside a date reads "no from that date on".
    """
    if said.on is None:
        return said.value
    reached = said.on <= _months_later(today, fact.months or 0)
    return reached if said.value in (None, True) else not reached


def resolve(catalog: Catalog, comparison: FactIs, today: date) -> Condition:
    """Return the comparisons over answers that a product fact stands for on a day."""
    fact = catalog.product_facts.get(comparison.fact)
    if fact is None:
        raise CatalogError(
            f"no product fact is called {comparison.fact}",
            hint="add it to product_facts in questions/catalog.yaml, or correct the id",
        )
    known = catalog.questions[catalog.platform_question].option_ids
    platforms = frozenset(
        platform.id
        for platform in catalog.platforms.values()
        if platform.id in known
        and (said := platform.facts.get(fact.id)) is not None
        and stated(fact, said, today) is comparison.value
    )
    parts: list[Condition] = []
    if platforms:
        parts.append(Chosen(catalog.platform_question, platforms))
    if OTHER_PLATFORM in known and fact.asked_by in catalog.questions:
        asked = Holds if comparison.value else Lacks
        other = Chosen(catalog.platform_question, frozenset({OTHER_PLATFORM}))
        parts.append(All((other, asked(fact.asked_by, fact.asked_option))))
    return AnyOf(tuple(parts))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
