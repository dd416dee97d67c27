"""The recommended stack as values: one row per layer, each with who asks for it and why this."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from advisor.model.catalog import ComponentFact
from advisor.model.decision import Given, Notice


class Origin(Enum):
    """What decided the component of a row, strongest first."""

    OVERRIDE = "override"
    PLATFORM = "platform"
    OWN_PRODUCT = "own-product"
    FIT = "fit"
    SETTING = "setting"
    FALLBACK = "fallback"
    NOTHING = "nothing"


class Setting(Struct, frozen=True):
    """The reference stack that defaults come from. `because` is empty where it is the default."""

    id: str
    title: str
    because: tuple[Given, ...] = ()


class Call(Struct, frozen=True):
    """One reason for a layer: a capability, rule, pitfall or stack rule that asks for it.

    `says` is the stack rule's reason; the other kinds have their texts in the catalog. `open`
    holds for what only a suspicion (a `maybe` or a hint) puts in use.
    """

    kind: str
    id: str
    because: tuple[Given, ...]
    says: str = ""
    open: bool = False


class RuledOut(Struct, frozen=True):
    """A component that would have come first, and what rules it out.

    `because` holds the given facts; `verdict` names the capability whose verdict forbids it.
    """

    component: str
    because: tuple[Given, ...] = ()
    verdict: str = ""


class OverrideState(Struct, frozen=True):
    """A component that the team set, its reason, and what it breaks (empty: nothing)."""

    component: str
    reason: str
    breaks: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """One layer of the stack.

    `component` is a catalog id, None where nothing fits or the team's product is not in the
    catalog; `name` is what to print, "" where nothing fits. `why` explains the component in a
    sentence, `chosen_because` lists the given facts that decided it. `alternatives` are further
    products that nothing excludes, `companions` the protocols and practices of the layer, and
    `beside` the capabilities whose job in this layer stays on the platform while this one moves.
    """

    layer: str
    component: str | None
    name: str
    origin: Origin
    why: str
    calls: tuple[Call, ...]
    chosen_because: tuple[Given, ...] = ()
    alternatives: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()
    facts: tuple[ComponentFact, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    confirm: bool = False
    override: OverrideState | None = None

    @property
    def because(self) -> tuple[Given, ...]:
        """The given facts that call for the layer, each once."""
        return tuple(dict.fromkeys(given for call in self.calls for given in call.because))

    @property
    def called_by(self) -> tuple[str, ...]:
        """The ids of what calls for the layer, each once."""
        return tuple(dict.fromkeys(call.id for call in self.calls))

    @property
    def open(self) -> bool:
        """Whether only suspicions call for the layer."""
        return all(call.open for call in self.calls)


class Recommendation(Struct, frozen=True):
    """The whole stack in catalog order; `notices` are what the team should know about it."""

    setting: Setting
    rows: tuple[Row, ...]
    notices: tuple[Notice, ...] = ()

    def row(self, layer: str) -> Row:
        """Return one layer's row; raises KeyError."""
        for row in self.rows:
            if row.layer == layer:
                return row
        raise KeyError(layer)
