"""Checks what a team sets in place of the recommendation.

The team's choice is honoured; what it breaks is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model.assessment import Override
from advisor.model.catalog import Component
from advisor.model.decision import Notice
from advisor.stacks.boundary import Boundary
from advisor.stacks.choosing import Candidates, Choice
from advisor.stacks.naming import component_named, same_product
from advisor.stacks.recommendation import Origin, OverrideState
from advisor.stacks.ruling_out import as_own_product, ruled_out
from advisor.stacks.view import View

OVERRIDE = "override"


def overridden(
    candidates: Candidates, layer: str, override: Override
) -> tuple[Choice, OverrideState]:
    """Return the team's component for a layer, and what it breaks."""
    view = candidates.view
    component = component_named(override.component, candidates.products)
    breaks = tuple(_breaks(view, layer, override.component, component, candidates.boundary))
    choice = Choice(
        component,
        component.name if component is not None else override.component,
        Origin.OVERRIDE,
        override.reason,
    )
    return choice, OverrideState(override.component, override.reason, breaks)


def stray_overrides(view: View, layers: frozenset[str]) -> Iterator[Notice]:
    """Yield a notice for each override of a layer that the stack does not have."""
    for layer, override in view.assessment.overrides.items():
        if layer in layers:
            continue
        known = view.catalog.layers.get(layer)
        text = (
            f"{override.component} is set for {known.title}, which nothing calls for."
            if known is not None
            else f"{override.component} is set for {layer}, which is no layer."
        )
        yield Notice(OVERRIDE, text)


def _breaks(
    view: View, layer: str, written: str, component: Component | None, boundary: Boundary
) -> Iterator[str]:
    platform = view.platform
    is_platform = (component is not None and component.platform == view.platform_id) or (
        platform is not None and same_product(written, platform.title)
    )
    if boundary.component is not None and not is_platform:
        yield (
            f"{_title(view, boundary.keeper)} is kept where it is; {written} would move it "
            "without a reason in the answers."
        )
    if boundary.forbidden and is_platform:
        yield (
            f"{_title(view, boundary.forbidden)} leaves {platform.title if platform else written};"
            f" {written} would keep it there."
        )
    elif component is not None:
        out = ruled_out(as_own_product(view), component, Boundary())
        if out is not None:
            yield f"Your answers exclude {component.name}."
    elif _elsewhere(view, written) is not None and not is_platform:
        yield f"{written} is a component of another layer than {view.catalog.layers[layer].title}."


def _title(view: View, capability: str) -> str:
    return view.catalog.capabilities[capability].title


def _elsewhere(view: View, written: str) -> Component | None:
    return component_named(written, view.catalog.components.values())
