"""Limits that bite: the product's published quotas against the team's own figures."""

from __future__ import annotations

from advisor.documents.phrases import listing, lower, paragraph, run, short_day, strong
from advisor.documents.references import cite
from advisor.documents.sections.frame import Frame
from advisor.model.catalog import Platform, Quota
from advisor.model.document import Block, Inlines, Section, Table

# From this share of a limit on, it is worth planning for.
_NEAR = 0.8


def section(frame: Frame) -> Section | None:
    """Return the limits near or above the team's figures, or one line that none is."""
    context = frame.context
    platform = context.catalog.platforms.get(context.value(context.catalog.platform_question))
    if platform is None:
        return None
    stated = [
        (quota, context.assessment.figures[quota.figure])
        for quota in platform.quotas
        if quota.figure in context.assessment.figures and (quota.default or quota.maximum)
    ]
    biting = [(quota, number) for quota, number in stated if _bites(quota, number)]
    if biting:
        blocks: tuple[Block, ...] = (_table(platform, biting, leaving=not context.staying),)
    elif stated:
        blocks = (_none_bites(platform, stated),)
    else:
        return None
    return Section("limits", "Limits against your numbers", blocks)


def _bites(quota: Quota, number: int) -> bool:
    lowest = min(limit for limit in (quota.default, quota.maximum) if limit)
    return number >= _NEAR * lowest


def _table(platform: Platform, biting: list[tuple[Quota, int]], *, leaving: bool) -> Table:
    rows = tuple(
        (
            run(quota.title),
            run(f"{number:,}"),
            run(_limit(quota)),
            run(strong(_consequence(quota, number, leaving=leaving)), cite(quota.sources)),
        )
        for quota, number in biting
    )
    header = ("Limit", "Your number", "Published", "What follows")
    return Table(header, rows, f"Limits of {platform.title} near your numbers")


def _limit(quota: Quota) -> str:
    default = f"default {quota.default:,}" if quota.default else ""
    highest = f"highest {quota.maximum:,}" if quota.maximum else ""
    words = ", ".join(word for word in (default, highest) if word)
    return f"{words} {quota.unit} ({short_day(quota.as_of)})"


def _consequence(quota: Quota, number: int, *, leaving: bool) -> str:
    if leaving and not (quota.maximum and number > quota.maximum):
        return "Holds only until the move is done; compare the successor's limit before choosing it"
    if quota.maximum and number > quota.maximum:
        return "Above the highest obtainable limit: this cannot work"
    if quota.maximum and number >= _NEAR * quota.maximum:
        return "Near the highest obtainable limit: plan the move before you reach it"
    if quota.default and number > quota.default:
        return "Above the default: ask for an increase and keep the approval"
    return "Near the default: ask for an increase in time"


def _none_bites(platform: Platform, stated: list[tuple[Quota, int]]) -> Block:
    compared = [_compared(quota, number) for quota, number in stated]
    sources = [source for quota, _ in stated for source in quota.sources]
    shown: Inlines = run(
        f"None of the published limits of {platform.title} is near your numbers: ",
        f"{listing(compared)}.",
        cite(sources),
    )
    return paragraph(shown)


def _compared(quota: Quota, number: int) -> str:
    limit = quota.default or quota.maximum or 0
    return f"{number:,} against {limit:,} {lower(quota.title)}"
