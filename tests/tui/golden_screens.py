"""The main screens as text: `python -m tests.tui.golden_screens` writes them anew.

Then read the difference: it is what users will see.
"""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final
from unittest.mock import patch

from advisor import __version__
from advisor.application import inventory
from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.model.vocabulary import ActorStatus, Completeness
from advisor.tui.app import AdvisorApp
from tests.catalog.small import small_catalog
from tests.tui.screen_text import press, settle, shown

FOLDER: Final = Path(__file__).parent / "screens"
SIZES: Final = ((80, 24), (120, 40))
SCENES: Final[Mapping[str, tuple[str, ...]]] = {
    "interview": (),
    "what-matters": ("o",),
    "decision": ("p", "down"),
    "review": ("f3",),
    "what-if": ("f4", "end", "enter", "1", "enter"),
    "result": ("f7",),
    "actors": ("f8",),
    "actors-open": ("f8", "right", "right", "right", "enter"),
}
HOME: Final = "home"
NAMES: Final = tuple(
    f"{scene}-{columns}x{lines}" for scene in (HOME, *SCENES) for columns, lines in SIZES
)


def example(desk: Desk) -> Session:
    """Return an assessment with one answer of each kind."""
    session = desk.session(desk.blank("Acme", "cognito"))
    session.answer("lifecycle", ["live"])
    inventory.add(session, "customers", "Shoppers")
    inventory.add(session, "own-workload", "Ledger job", ActorStatus.SUSPECTED)
    inventory.set_complete(session, "people", Completeness.COMPLETE)
    session.answer("reach.shoppers", ["own-data"])
    session.note("reach.ledger-job", "ask the platform team")
    session.unknown("unexplained-clients")
    return session


async def painted(name: str, desk: Desk) -> str:
    """Return what stands on one screen."""
    scene, _, size = name.rpartition("-")
    columns, lines = (int(part) for part in size.split("x"))
    app = AdvisorApp(lambda: desk)
    async with app.run_test(size=(columns, lines)) as pilot:
        await settle(pilot)
        if scene != HOME:
            app.enter(example(desk))
            await settle(pilot)
        for key in SCENES.get(scene, ()):
            await press(pilot, key)
        return shown(pilot).replace(__version__, "0.0.0") + "\n"


def main() -> None:
    """Write every screen anew."""
    desk = Desk(small_catalog(), date(2026, 11, 22))
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        folders = {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "STATE")}
        plain = {"TEXTUAL_ANIMATIONS": "none", "LC_ALL": "C.UTF-8"}
        for name in NAMES:
            fresh = {kind: f"{path}/{name}" for kind, path in folders.items()}
            with patch.dict(os.environ, {**plain, **fresh}):
                text = asyncio.run(painted(name, desk))
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
