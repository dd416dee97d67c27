"""What the verdicts allow the platform in each layer.

A kept job stays on the platform, so the platform fills its layer. A job that moves to another
product may not be given to a component of the platform. Once sign-in itself is replaced, no
component of the platform is recommended anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from advisor.model.catalog import Capability, Component
from advisor.model.conditions import AnyOf, Condition, Holds
from advisor.model.decision import CapabilityDecision
from advisor.model.vocabulary import SubjectKind, Target, Verdict
from advisor.stacks.view import View


class Boundary(Struct, frozen=True):
    """The platform's place in one layer.

    `keeper` is the capability that stays and `component` what fills the layer for it; `forbidden`
    names the capability whose verdict keeps the platform out, and `beside` those that stay on it
    although another one leaves.
    """

    keeper: str = ""
    component: Component | None = None
    forbidden: str = ""
    beside: tuple[str, ...] = ()


def signs_in(view: View, capability: Capability) -> bool:
    """Whether a capability is the sign-in of a population: one subject alone puts it in use."""
    return capability.kind is SubjectKind.PEOPLE and any(
        isinstance(way, Holds) and way.question == view.catalog.subject_question
        for way in _ways(capability.in_use)
    )


def _ways(condition: Condition) -> Iterator[Condition]:
    """Yield the parts of which each alone makes a condition true."""
    if isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _ways(part)
    else:
        yield condition


def replaced_by(view: View) -> str:
    """Return the people's capability that replaces the platform; "" where none does."""
    for decided in view.decision.capabilities:
        kind = view.catalog.capabilities[decided.id].kind
        if kind is SubjectKind.PEOPLE and decided.verdict is Verdict.REPLACE:
            return decided.id
    return ""


def kept_component(view: View, capability: Capability, layer: str) -> Component | None:
    """Return what goes on doing a kept job in a layer: the platform, or a part of it made for it.

    A machine's or agent's job stays on the login itself; other jobs may stay on a part of the
    product (a staff directory, cloud credentials). None where the platform is not known.
    """
    main = _main_component(view)
    part = next(
        (
            component
            for component in view.catalog.components.values()
            if component.layer == layer
            and component.platform
            and component.platform == view.platform_id
            and not view.forced(component.excluded)
        ),
        None,
    )
    if capability.kind is SubjectKind.SHARED:
        return part
    if capability.kind is SubjectKind.PEOPLE:
        return part or main
    return main


def boundary_of(view: View, layer: str) -> Boundary:
    """Return what the verdicts say about the platform in one layer."""
    gone = replaced_by(view)
    forbidden = next((d.id for d in view.decision.capabilities if _leaves(d, layer)), gone)
    kept = {
        decided.id: component
        for decided in view.decision.capabilities
        if decided.verdict is Verdict.KEEP
        and (component := _kept_here(view, view.catalog.capabilities[decided.id], layer))
    }
    for id_, component in kept.items():
        # People may stay where others leave; any other job goes with whoever leaves its layer.
        if not forbidden or signs_in(view, view.catalog.capabilities[id_]):
            return Boundary(id_, component)
    return Boundary(forbidden=forbidden, beside=() if gone else tuple(kept))


def _kept_here(view: View, capability: Capability, layer: str) -> Component | None:
    if signs_in(view, capability):
        component = kept_component(view, capability, sign_in_layer(view, capability))
        return component if layer == sign_in_layer(view, capability) else None
    if capability.kind is SubjectKind.PEOPLE or layer not in capability.layers:
        return None
    return kept_component(view, capability, layer)


def sign_in_layer(view: View, capability: Capability) -> str:
    """Return the layer of a kept sign-in: its own where the platform has a part there.

    Staff kept on a customer product sign in where the customers do.
    """
    for layer in capability.layers:
        component = kept_component(view, capability, layer)
        if component is not None and component.layer == layer:
            return layer
    main = _main_component(view)
    return main.layer if main is not None else capability.layers[0]


def _leaves(decided: CapabilityDecision, layer: str) -> bool:
    return (
        decided.verdict > Verdict.KEEP
        and decided.target is Target.OTHER_PRODUCT
        and layer in decided.layers
    )


def _main_component(view: View) -> Component | None:
    platform = view.platform
    if platform is not None:
        return view.catalog.components.get(platform.component)
    return next(
        (
            component
            for component in view.catalog.components.values()
            if component.platform and component.platform == view.platform_id
        ),
        None,
    )
