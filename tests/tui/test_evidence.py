"""Proposed answers beside the question and the source they were read from."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from advisor.application.desk import Desk
from advisor.application.session import Session
from advisor.model.assessment import Proposal
from tests.tui.conftest import Running
from tests.tui.hostile import STRINGS
from tests.tui.screen_text import finish, press, shown, text_of

SECRET = "planted-value-4711"
SOURCE = f"""resource "aws_cognito_identity_provider" "google" {{
  provider_type = "Google"
  provider_details = {{
    client_secret = "{SECRET}"
    password      = var.x ? "{SECRET}" : null
  }}
}}
"""


def waiting(desk: Desk, *places: str) -> Session:
    """Return a session with one proposal per place."""
    proposals = tuple(
        Proposal(
            "lifecycle",
            f"tags-{index}",
            "observed",
            place,
            read="type = Google",
            value="live",
            says="It is live.",
        )
        for index, place in enumerate(places)
    )
    return desk.session(replace(desk.blank("Acme", "cognito"), proposals=proposals))


async def open_evidence(pilot: Pilot[int]) -> None:
    """Go to the evidence and wait for the source."""
    await press(pilot, "f6")
    await finish(pilot, "excerpt")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_source_stands_beside_the_question(
    running: Running, desk: Desk, own_folder: Path, size: tuple[int, int]
) -> None:
    """Question, effect, source and meaning are all on the screen, with the line read marked."""
    (own_folder / "main.tf").write_text(SOURCE, encoding="utf-8")
    async with running(waiting(desk, "main.tf:2"), size=size) as pilot:
        await open_evidence(pilot)
        screen = shown(pilot)

    assert "Is the system live?" in screen
    assert "Accepted  Live" in screen
    assert '> 2    provider_type = "Google"' in screen
    assert "It is live." in screen


async def test_the_source_follows_the_cursor(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """Moving to another proposal shows the lines of that one."""
    (own_folder / "a.tf").write_text("first = 1\n", encoding="utf-8")
    (own_folder / "b.tf").write_text("second = 2\n", encoding="utf-8")
    async with running(waiting(desk, "a.tf:1", "b.tf:1")) as pilot:
        await open_evidence(pilot)
        assert "first = 1" in text_of(pilot, "#source")
        await press(pilot, "down")
        await finish(pilot, "excerpt")
        assert "second = 2" in text_of(pilot, "#source")


async def test_no_secret_of_the_source_is_shown(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """A secret that stands beside the line read is cut out."""
    (own_folder / "main.tf").write_text(SOURCE, encoding="utf-8")
    async with running(waiting(desk, "main.tf:4")) as pilot:
        await open_evidence(pilot)
        assert "client_secret = …" in text_of(pilot, "#source")
        assert SECRET not in shown(pilot)


@pytest.mark.parametrize("place", ["../outside.tf:1", "state.tfstate:1", "aws://eu-west-1#x", ""])
async def test_a_place_that_is_not_opened_says_why(
    running: Running, desk: Desk, own_folder: Path, place: str
) -> None:
    """An account, a state and a file elsewhere are not shown, and the screen says so."""
    (own_folder.parent / "outside.tf").write_text(SECRET, encoding="utf-8")
    (own_folder / "state.tfstate").write_text(SECRET, encoding="utf-8")
    async with running(waiting(desk, place)) as pilot:
        await open_evidence(pilot)
        assert "The source is not shown" in text_of(pilot, "#source")
        assert SECRET not in shown(pilot)


async def test_a_hostile_source_is_shown_literally(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """Markup, commands and control characters in a source file are text."""
    text = "".join(f"{string}\n" for string in STRINGS)
    (own_folder / "main.tf").write_text(text, encoding="utf-8", errors="replace")
    async with running(waiting(desk, "main.tf:1"), size=(200, 60)) as pilot:
        await open_evidence(pilot)
        assert STRINGS[0] in text_of(pilot, "#source")
        assert "Is the system live?" in shown(pilot)


async def test_nothing_is_left_on_the_screen_after_the_last(
    running: Running, desk: Desk, own_folder: Path
) -> None:
    """When every proposal is decided, no source of an earlier one stays."""
    (own_folder / "main.tf").write_text(SOURCE, encoding="utf-8")
    async with running(waiting(desk, "main.tf:2")) as pilot:
        await open_evidence(pilot)
        await press(pilot, "a")
        await finish(pilot, "excerpt")
        assert "No evidence is waiting" in text_of(pilot, "#proposal")
        assert text_of(pilot, "#source") == ""
