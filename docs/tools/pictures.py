"""Take the README's pictures from the running program: `make pictures`.

Each picture is the real terminal UI on a shipped example, driven by key presses and drawn by
Textual itself, so a picture cannot show what the program does not.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from advisor.application import examples
from advisor.application.desk import Desk
from advisor.tui.app import AdvisorApp

EXAMPLE = "ai-assistant"
DAY = date(2026, 11, 22)
ROUNDS = 3
PICTURES = Path(__file__).resolve().parent.parent / "pictures"


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its name, the keys that lead there, and the size of the terminal."""

    name: str
    keys: tuple[str, ...] = ()
    columns: int = 120
    lines: int = 36


SCENES = (
    Scene("interview"),
    Scene("interview-80x24", columns=80, lines=24),
    Scene("result", keys=("f7",)),
)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until the file is open and everything about it is worked out and painted."""
    # Work starts work: opening the file starts explaining it.
    for _ in range(ROUNDS):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def take(scene: Scene, desk: Desk, assessment: Path) -> Path:
    """Start the UI, press the keys, keep the picture."""
    app = AdvisorApp(lambda: desk, assessment)
    async with app.run_test(size=(scene.columns, scene.lines)) as pilot:
        await settle(pilot)
        await pilot.press(*scene.keys)
        await settle(pilot)
        drawn = app.export_screenshot(title="advisor")
    path = PICTURES / f"{scene.name}.svg"
    # Textual numbers its styles at random; a fixed prefix keeps the picture's text stable.
    path.write_text(re.sub(r"terminal-\d+", "terminal", drawn), encoding="utf-8")
    return path


def main() -> None:
    """Take every picture on a fresh copy of the example, in an empty user folder."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ |= {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder, "HOME": folder}
        os.environ["TEXTUAL_ANIMATIONS"] = "none"
        desk = Desk.load((), DAY)
        for scene in SCENES:
            assessment = Path(f"{scene.name}.yaml")
            assessment.write_text(examples.text_of(EXAMPLE), encoding="utf-8")
            sys.stdout.write(f"{asyncio.run(take(scene, desk, assessment))}\n")


if __name__ == "__main__":
    main()
