"""What a reader sees on the screen, as text."""

from textual.pilot import Pilot
from textual.widgets import Static


async def settle(pilot: Pilot[int]) -> None:
    """Wait until messages, explanations and repaints are done."""
    await finish(pilot, "explain")


async def finish(pilot: Pilot[int], group: str) -> None:
    """Wait until the workers of a group have ended; dialogs never do while they are open."""
    await pilot.pause()
    busy = [worker for worker in pilot.app.workers if worker.group == group]
    if busy:
        await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, then wait for what they cause."""
    await pilot.press(*keys)
    await settle(pilot)


def shown(pilot: Pilot[int]) -> str:
    """Return the lines of the screen in front, as they are painted."""
    return "\n".join(lines(pilot))


def lines(pilot: Pilot[int]) -> list[str]:
    """Return the screens line by line, dialogs over what lies below them."""
    strips = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return [strip.text.rstrip() for strip in strips]


def text_of(pilot: Pilot[int], selector: str) -> str:
    """Return the text of one widget, before it is wrapped."""
    return str(pilot.app.screen.query_one(selector, Static).content)
