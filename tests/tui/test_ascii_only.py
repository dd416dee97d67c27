"""Terminals that show ASCII only, and those that cannot be drawn on at all."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len

from advisor.application.session import Session
from advisor.tui.ascii_only import as_ascii, wants_ascii
from advisor.tui.words import SIGNS
from tests.tui.conftest import Running
from tests.tui.screen_text import lines, press, settle


@pytest.mark.parametrize(
    ("environment", "ascii_only"),
    [
        ({}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "de_DE.UTF-8", "ADVISOR_ASCII": "1"}, True),
    ],
)
def test_when_the_terminal_shows_ascii_only(environment: dict[str, str], ascii_only: bool) -> None:
    """The locale decides, or the user's wish; without a locale the terminal shows Unicode."""
    assert wants_ascii(environment) == ascii_only


@pytest.mark.parametrize("text", ["Łódź — “naïve” …", "日本語", "🔒 ok", "e\u0301", "╭─│┃█▌", ""])
def test_the_width_stays(text: str) -> None:
    """ASCII in the place of other characters takes as many cells, so that columns stay."""
    assert as_ascii(text).isascii()
    assert len(as_ascii(text)) == cell_len(text)


def test_signs_of_one_kind_stay_apart() -> None:
    """Verdicts, states of answers and weights of questions are told apart without Unicode."""
    for kind in (
        (SIGNS.none, SIGNS.keep, SIGNS.split, SIGNS.replace, SIGNS.open),
        (SIGNS.unanswered, SIGNS.answered, SIGNS.partly, SIGNS.not_applicable, SIGNS.open),
        (SIGNS.decides, SIGNS.pitfall, SIGNS.nothing),
        (SIGNS.bar_full, SIGNS.bar_empty),
    ):
        assert len({as_ascii(sign) for sign in kind}) == len(kind)


@pytest.mark.parametrize("area", ["f2", "f3", "f4", "f5", "f6", "f7", "f1", "slash"])
async def test_everything_painted_is_ascii(
    running: Running, session: Session, monkeypatch: pytest.MonkeyPatch, area: str
) -> None:
    """Borders, signs, keys and foreign text: no other character reaches the terminal."""
    monkeypatch.setenv("LC_ALL", "C")
    session.note("lifecycle", "Łódź — “naïve” 日本語")
    async with running(session) as pilot:
        await press(pilot, area)
        await settle(pilot)

        assert [line for line in map(str, lines(pilot)) if not line.isascii()] == []


@pytest.mark.parametrize(
    ("command", "terminal", "said"),
    [
        ("{advisor}", "dumb", "advisor ask"),
        ("sh -c '{advisor} 2>errors; cat errors'", "xterm", "needs a terminal"),
    ],
)
def test_where_nothing_can_be_drawn(
    own_folder: Path, command: str, terminal: str, said: str
) -> None:
    """The program says so and names the command that works there, instead of a blank screen."""
    program = Path(sys.executable).with_name("advisor")
    environment = {**os.environ, "TERM": terminal, "PWD": str(own_folder)}
    shown = pexpect.run(
        command.format(advisor=program), env=environment, timeout=60, encoding="utf-8"
    )

    assert said in str(shown)
