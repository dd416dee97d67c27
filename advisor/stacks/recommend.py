"""The recommended stack for one assessment and its decision; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.decision import Compiled
from advisor.model.assessment import Answer, Assessment
from advisor.model.catalog import Stack
from advisor.model.decision import Decision, Given, Notice
from advisor.stacks.boundary import Boundary, boundary_of
from advisor.stacks.calls import layers_called
from advisor.stacks.choosing import Candidates, Choice, candidates_of, choose
from advisor.stacks.naming import PRODUCT
from advisor.stacks.overriding import OVERRIDE, overridden, stray_overrides
from advisor.stacks.recommendation import Call, Origin, OverrideState, Recommendation, Row, Setting
from advisor.stacks.setting import choose_setting
from advisor.stacks.view import View, view_of

KEPT_WHY = "It stays: nothing that you answered moves this job."
EXCLUDED = "excluded-product"
EMPTY = "empty-layer"


def recommend(
    compiled: Compiled,
    assessment: Assessment,
    answers: Mapping[str, Answer],
    decision: Decision,
) -> Recommendation:
    """Return one component per layer that the decision and the answers call for.

    Raises:
        AssessmentError: when an answer names an unknown question or option.
    """
    view = view_of(compiled, assessment, answers, decision)
    setting, stack = choose_setting(view)
    rows = tuple(
        _row(view, layer, calls, setting, stack) for layer, calls in layers_called(view).items()
    )
    return Recommendation(setting, rows, tuple(_notices(view, rows)))


def _row(
    view: View, layer: str, calls: tuple[Call, ...], setting: Setting, stack: Stack | None
) -> Row:
    boundary = boundary_of(view, layer)
    candidates = candidates_of(view, layer, boundary)
    choice, state = _choice(candidates, layer, setting, stack)
    component, record = choice.component, view.catalog.layers[layer]
    return Row(
        layer=layer,
        component=component.id if component is not None else None,
        name=choice.name,
        origin=choice.origin,
        why=choice.why,
        calls=calls,
        chosen_because=_said(view, choice.because),
        alternatives=_alternatives(candidates, choice, setting),
        companions=tuple(
            other.id
            for other in view.catalog.components.values()
            if other.layer == layer and other.kind != PRODUCT
        ),
        beside=boundary.beside,
        ruled_out=choice.passed_over,
        facts=component.facts if component is not None else (),
        must=record.must,
        must_not=record.must_not,
        confirm=component.confirm if component is not None else False,
        override=state,
    )


def _said(view: View, because: tuple[Given, ...]) -> tuple[Given, ...]:
    """Return the facts that the team gave; a choice may look at a layer without some subjects."""
    given = {fact.given for fact in view.situation.facts} | set(_reasons(view))
    return tuple(fact for fact in because if fact in given)


def _reasons(view: View) -> Iterator[Given]:
    for decided in view.decision.capabilities:
        yield from decided.reasons


def _alternatives(candidates: Candidates, choice: Choice, setting: Setting) -> tuple[str, ...]:
    if choice.origin is Origin.PLATFORM:
        return ()
    others = (item for item in candidates.open_to(setting.id) if item is not choice.component)
    return tuple(product.id for product in others)


def _choice(
    candidates: Candidates, layer: str, setting: Setting, stack: Stack | None
) -> tuple[Choice, OverrideState | None]:
    view, boundary = candidates.view, candidates.boundary
    override = view.assessment.overrides.get(layer)
    if override is not None:
        return overridden(candidates, layer, override)
    if boundary.component is not None:
        return _kept(view, layer, boundary), None
    return choose(candidates, layer, stack, setting.id), None


def _kept(view: View, layer: str, boundary: Boundary) -> Choice:
    component = boundary.component
    name = component.name if component is not None else ""
    if view.platform is None:  # a product without a file of facts; the team may have named it
        name = view.assessment.products.get(layer, "").strip() or name
    reasons = view.decision.capability(boundary.keeper).reasons
    return Choice(component, name, Origin.PLATFORM, KEPT_WHY, reasons)


def _notices(view: View, rows: tuple[Row, ...]) -> Iterator[Notice]:
    for row in rows:
        title = view.catalog.layers[row.layer].title
        if row.override is not None:
            for broken in row.override.breaks:
                yield Notice(OVERRIDE, f"{title}: {broken}")
        written = view.assessment.products.get(row.layer, "").strip()
        if written and row.ruled_out and row.origin is not Origin.OWN_PRODUCT:
            yield Notice(EXCLUDED, f"{title}: {written} is in use, but cannot fill this layer.")
        if row.origin is Origin.NOTHING:
            yield Notice(EMPTY, f"{title}: your stated limits leave no product that we know.")
    yield from stray_overrides(view, frozenset(row.layer for row in rows))
