"""Chooses one component for a layer.

Hard exclusions come first. Of what is left, the team's own product wins, then a component whose
`fits` is forced (highest rank first), then the setting's choice, then the next product that the
setting or, failing that, any setting lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from advisor.model.catalog import Component, Stack
from advisor.model.decision import Given
from advisor.stacks.boundary import Boundary
from advisor.stacks.naming import PRODUCT, component_named, same_product
from advisor.stacks.recommendation import Origin, RuledOut
from advisor.stacks.ruling_out import as_own_product, ruled_out, without_those_beside
from advisor.stacks.view import View

OWN_WHY = "You name it as the product that you run."
FALLBACK_WHY = (
    "Your answers rule out the setting's first choice; of those left, this is the nearest. "
    "Its usual case: {}"
)
NOTHING_WHY = "Every product known for this layer is excluded by your answers."


class Choice(Struct, frozen=True):
    """What fills a layer and why; `passed_over` came first but is ruled out."""

    component: Component | None
    name: str
    origin: Origin
    why: str
    because: tuple[Given, ...] = ()
    passed_over: tuple[RuledOut, ...] = ()


class Candidates(Struct):
    """The products of one layer, each judged once."""

    view: View
    boundary: Boundary
    products: Sequence[Component]
    _judged: dict[str, RuledOut | None] = field(default_factory=dict)

    def judge(self, component: Component) -> RuledOut | None:
        """Return why a component is out; None where it is not."""
        if component.id not in self._judged:
            self._judged[component.id] = ruled_out(self.view, component, self.boundary)
        return self._judged[component.id]

    def open_to(self, setting: str) -> tuple[Component, ...]:
        """Return the products that a setting lists and nothing excludes, in file order."""
        return tuple(
            product
            for product in self.products
            if setting in product.settings and self.judge(product) is None
        )


def candidates_of(view: View, layer: str, boundary: Boundary) -> Candidates:
    """Return the products of a layer, to be judged under what the verdicts allow there."""
    products = [
        component
        for component in view.catalog.components.values()
        if component.layer == layer and component.kind == PRODUCT
    ]
    return Candidates(without_those_beside(view, boundary), boundary, products)


def choose(candidates: Candidates, layer: str, stack: Stack | None, setting: str) -> Choice:
    """Return the component that fills a layer which the platform does not keep."""
    passed: list[RuledOut] = []
    own = _own_product(candidates, layer, passed)
    if own is not None:
        return own
    fitting = _best_fit(candidates, setting)
    if fitting is not None:
        return _with(fitting, passed)
    default = _default(candidates, layer, stack, passed)
    if default is not None:
        return default
    for component in _spare(candidates, setting):
        why = FALLBACK_WHY.format(component.pick_when)
        return Choice(component, component.name, Origin.FALLBACK, why, passed_over=tuple(passed))
    return Choice(None, "", Origin.NOTHING, NOTHING_WHY, passed_over=tuple(passed))


def _own_product(candidates: Candidates, layer: str, passed: list[RuledOut]) -> Choice | None:
    view = candidates.view
    written = view.assessment.products.get(layer, "").strip()
    if not written:
        return None
    component = component_named(written, candidates.products)
    if component is not None:
        out = ruled_out(as_own_product(view), component, candidates.boundary)
        if out is None:
            return Choice(component, component.name, Origin.OWN_PRODUCT, OWN_WHY)
        passed.append(out)
        return None
    platform = view.platform
    if candidates.boundary.forbidden and platform and same_product(written, platform.title):
        passed.append(RuledOut(platform.component, verdict=candidates.boundary.forbidden))
        return None
    return Choice(None, written, Origin.OWN_PRODUCT, OWN_WHY)


def _best_fit(candidates: Candidates, setting: str) -> Choice | None:
    view = candidates.view
    fitting = [product for product in candidates.open_to(setting) if view.forced(product.fits)]
    if not fitting:
        return None
    best = max(fitting, key=lambda product: product.rank)  # the first among equals
    return Choice(best, best.name, Origin.FIT, best.pick_when, view.because(best.fits))


def _default(
    candidates: Candidates, layer: str, stack: Stack | None, passed: list[RuledOut]
) -> Choice | None:
    component_id = stack.choices.get(layer) if stack is not None else None
    component = candidates.view.catalog.components.get(component_id or "")
    if stack is None or component is None:
        return None
    out = candidates.judge(component)
    if out is not None:
        passed.append(out)
        return None
    why = stack.why.get(layer, component.pick_when)
    return Choice(component, component.name, Origin.SETTING, why, passed_over=tuple(passed))


def _spare(candidates: Candidates, setting: str) -> Iterable[Component]:
    yield from candidates.open_to(setting)
    for product in candidates.products:
        if product.settings and candidates.judge(product) is None:
            yield product


def _with(choice: Choice, passed: Sequence[RuledOut]) -> Choice:
    return Choice(
        choice.component, choice.name, choice.origin, choice.why, choice.because, tuple(passed)
    )
