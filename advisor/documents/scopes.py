"""What sources and entries of standards speak about: one product or cloud, or everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.documents.context import DocumentContext
from advisor.documents.tables import table


def fitting(context: DocumentContext, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources that speak about this product and cloud.

    Where none does, those about another cloud stand in; papers on another product never do.
    """
    named = tuple(sources)
    here = tuple(name for name in named if _speaks_here(context, _scope("sources", name)))
    if here:
        return here
    return tuple(name for name in named if "clouds" in _scope("sources", name))


def speaks_here(context: DocumentContext, control_id: str) -> bool:
    """Whether an entry of a standard speaks about a team's product or cloud."""
    return _speaks_here(context, _scope("controls", control_id))


def edition(control_id: str) -> str:
    """Return the standard and edition that an entry of a collection belongs to, or nothing."""
    return str(_scope("controls", control_id).get("edition", ""))


def _speaks_here(context: DocumentContext, scope: Mapping[str, Any]) -> bool:
    platform = context.value(context.catalog.platform_question)
    cloud = context.value("home-cloud")
    limits = [(scope[key], value) for key, value in _pairs(platform, cloud) if key in scope]
    return not limits or any(not value or value in some for some, value in limits)


def _pairs(platform: str, cloud: str) -> tuple[tuple[str, str], ...]:
    return ("platforms", platform), ("clouds", cloud)


def _scope(shelf: str, name: str) -> Mapping[str, Any]:
    """Return the first entry that a name begins like; an empty one where there is none."""
    entries: list[Mapping[str, Any]] = table("scopes")[shelf]
    return next((one for one in entries if name.startswith(tuple(one["begins"]))), {})
