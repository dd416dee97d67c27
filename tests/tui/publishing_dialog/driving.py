"""The publishing dialog driven by keys and buttons, and what it would publish to."""

import subprocess
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button, Input

from advisor.tui.dialogs.publish import Publish
from tests.tui.screen_text import settle, shown, text_of

PAGE = "acme-identity-decision.md"
TOKEN = "ghp_" + "Zq8x" * 9


def configure(folder: Path, to: str) -> None:
    """Write a configuration with one target, as its default."""
    text = f'default = "docs"\n[targets.docs]\nto = {to!r}\n'
    (folder / "advisor-publish.toml").write_text(text, encoding="utf-8")


def git(*arguments: str) -> str:
    """Run git as a person would."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def pages(folder: Path) -> list[Path]:
    """Return the pages in a folder."""
    return list(folder.glob("*.md"))


async def done(pilot: Pilot[int]) -> None:
    """Wait until a run has ended: the target can be typed again."""
    for _ in range(600):
        await pilot.pause(0.05)
        dialog = next((one for one in pilot.app.screen_stack if isinstance(one, Publish)), None)
        if dialog is not None and not dialog.query_one("#target", Input).disabled:
            return
    raise AssertionError(shown(pilot))


async def run(pilot: Pilot[int], *keys: str) -> str:
    """Press keys that begin a run, and return its report."""
    await pilot.press(*keys)
    await done(pilot)
    await settle(pilot)
    return text_of(pilot, "#report") if isinstance(pilot.app.screen, Publish) else ""


async def choose(pilot: Pilot[int], button: str) -> str:
    """Press a button and return the report of the run that it begins."""
    pilot.app.screen.query_one(f"#{button}", Button).press()
    return await run(pilot)


async def aim(pilot: Pilot[int], target: str) -> str:
    """Preview at a typed target."""
    pilot.app.screen.query_one("#target", Input).value = target
    return await run(pilot, "enter")


def offered(pilot: Pilot[int]) -> list[str]:
    """Return the ids of the buttons that can be pressed."""
    found = pilot.app.screen.query(Button)
    return [str(one.id) for one in found if one.display and not one.disabled]
