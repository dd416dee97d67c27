"""Set the component of a layer by hand, with the reason that the document prints."""

from __future__ import annotations

from textual.screen import Screen

from advisor.application.details import LONGEST_NAME
from advisor.application.session import Session
from advisor.model.assessment import Override
from advisor.tui.dialogs.ask_text import AskLine
from advisor.tui.dialogs.search import Row, Search
from advisor.tui.safe_text import line, plain, stack

RECOMMENDED = "(recommended)"


async def override_layer(screen: Screen[None], session: Session, layer: str) -> bool:
    """Ask for component and reason, and store them; say whether anything was stored."""
    title = session.catalog.layers[layer].title
    picked = await screen.app.push_screen_wait(
        Search(f"Component for {title}", _rows(session, layer), hint="a product of the list")
    )
    if not picked:
        return False
    if picked == RECOMMENDED:
        session.set_override(layer, None)
        return True
    return await _with_reason(screen, session, layer, picked)


async def _with_reason(screen: Screen[None], session: Session, layer: str, component: str) -> bool:
    held = session.assessment.overrides.get(layer)
    reason = await screen.app.push_screen_wait(
        AskLine(
            "Why this one?",
            "The document prints it.",
            value=held.reason if held else "",
            longest=LONGEST_NAME,
        )
    )
    if not reason:
        return False
    session.set_override(layer, Override(component, reason))
    return True


def _rows(session: Session, layer: str) -> list[Row]:
    products = [
        component
        for component in session.catalog.components.values()
        if component.layer == layer and component.kind == "product"
    ]
    rows = [
        Row(
            component.id,
            stack(line(component.name, "bold"), line(f"  {component.pick_when}", "$quiet")),
            f"{component.id} {component.name} {component.pick_when}".casefold(),
        )
        for component in products
    ]
    recommended = Row(RECOMMENDED, plain("Whatever is recommended"), "recommended")
    return [recommended, *rows] if layer in session.assessment.overrides else rows
